"""Who is meant: titles, tables, appositions, pronouns. The people are invented, except in tests of the tables."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.claims import Actor
from tocsin.core.material import Span
from tocsin.reading.actors.cast import Cast, find_cast
from tocsin.reading.actors.offices import find_body, holder_called, offices_of
from tocsin.reading.places.mentions import find_places
from tocsin.reading.text.parse import ParsedBlock, parse
from tocsin.reading.text.segment import BlockKind, segment

DAY = date(2025, 12, 29)


def cast_of(text: str, day: date = DAY) -> tuple[Cast, tuple[ParsedBlock, ...]]:
    layout = segment(text)
    blocks = parse("d", text, layout)
    spans = [(b.kind, Span(document="d", start=b.start, end=b.end, text=text[b.start : b.end])) for b in layout.blocks]
    labels = [span for kind, span in spans if kind in {BlockKind.HEADING, BlockKind.QUESTION}]
    dateline = next((span for kind, span in spans if kind is BlockKind.DATELINE), None)
    return find_cast(day, blocks, find_places("d", text, layout), labels=labels, dateline=dateline), blocks


def who(text: str, phrase: str, day: date = DAY, *, behind: str = "") -> Actor:
    """The actor that ``phrase`` means where it stands in ``text`` first behind the words ``behind``."""
    cast, blocks = cast_of(text, day)
    at = text.index(phrase, text.index(behind) + len(behind))
    for block in blocks:
        if block.offset <= at < block.offset + len(block.text):
            tokens = block.doc.char_span(at - block.offset, at - block.offset + len(phrase), alignment_mode="expand")
            return cast.actor(block, tokens)
    raise AssertionError(f"{phrase!r} is not in the running text")


def known(actor: Actor) -> tuple[str, str | None, str | None]:
    return actor.name, actor.country, actor.role


def test_a_title_gives_role_and_country_and_is_no_part_of_the_name() -> None:
    text = "Norwegian Foreign Minister Sigrun Halvorsen said the strait was open."
    assert known(who(text, "Norwegian Foreign Minister Sigrun Halvorsen")) == (
        "Sigrun Halvorsen",
        "NOR",
        "foreign minister",
    )


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("U.S. envoy Gerrit Oskamp said so.", "U.S. envoy Gerrit Oskamp", ("Gerrit Oskamp", "USA", "envoy")),
        (
            "Kosovo's Interior Minister Arta Velisha said so.",
            "Kosovo's Interior Minister Arta Velisha",
            ("Arta Velisha", "XKX", "interior minister"),
        ),
        (
            "Kremlin spokesman Pavel Drozdenko said so.",
            "Kremlin spokesman Pavel Drozdenko",
            ("Pavel Drozdenko", "RUS", "Kremlin spokesman"),
        ),
        (
            "Odo Brandt, a former German intelligence chief, said so.",
            "Odo Brandt",
            ("Odo Brandt", "DEU", "former intelligence chief"),
        ),
        (
            "A former Israeli intelligence chief, Dov Harkavy, said so.",
            "A former Israeli intelligence chief, Dov Harkavy",
            ("Dov Harkavy", "ISR", "former intelligence chief"),
        ),
        (
            "The European Union's foreign policy chief, Annika Vreeland, said so.",
            "The European Union's foreign policy chief, Annika Vreeland",
            ("Annika Vreeland", None, "foreign policy chief"),
        ),
        (
            "Venezuela's Defence Minister General Aurelio Quintar said so.",
            "Venezuela's Defence Minister General Aurelio Quintar",
            ("Aurelio Quintar", "VEN", "defence minister"),
        ),
        (
            "Ilse van der Molen, the Dutch premier, said so.",
            "Ilse van der Molen",
            ("Ilse van der Molen", "NLD", "premier"),
        ),
    ],
)
def test_titles_appositions_and_possessives(
    text: str, phrase: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert known(who(text, phrase)) == expected


def test_a_surname_finds_the_full_name_before_and_after_it() -> None:
    text = "Halvorsen said no. Norwegian Foreign Minister Sigrun Halvorsen spoke in Oslo. Later Halvorsen left."
    assert who(text, "Halvorsen").name == "Sigrun Halvorsen"
    assert known(who(text, "Halvorsen", behind="Later")) == ("Sigrun Halvorsen", "NOR", "foreign minister")


def test_two_people_of_one_surname_are_kept_apart_by_role_and_given_name() -> None:
    text = (
        "Norwegian Defence Minister Sigrun Halvorsen warned of storms. Halvorsen spoke on Monday. "
        "Oil Minister Torvald Halvorsen disagreed. Halvorsen spoke on Tuesday. Defence Minister Halvorsen replied."
    )
    assert who(text, "Halvorsen", behind="storms.").name == "Sigrun Halvorsen"
    assert who(text, "Halvorsen", behind="disagreed.").name == "Torvald Halvorsen"
    assert who(text, "Defence Minister Halvorsen", behind="Tuesday.").name == "Sigrun Halvorsen"


def test_pronouns_follow_gender_and_the_subject_of_the_sentence_before() -> None:
    text = (
        "Norwegian Foreign Minister Sigrun Halvorsen met Danish envoy Kasper Lindqvist on Monday. "
        "She said the talks were hard. He agreed."
    )
    assert who(text, "She").name == "Sigrun Halvorsen"
    assert who(text, "He", behind="hard.").name == "Kasper Lindqvist"


def test_an_object_pronoun_is_not_the_subject_of_its_own_verb() -> None:
    text = "Danish envoy Kasper Lindqvist said that Torvald Aas had assured him of peace."
    assert who(text, "him").name == "Kasper Lindqvist"
    text = "Danish envoy Kasper Lindqvist left. Norwegian premier Torvald Aas had warned him."
    assert who(text, "him").name == "Kasper Lindqvist"


def test_of_two_people_the_one_known_to_be_a_man_is_meant_by_he() -> None:
    text = "Norwegian premier Quillane Aas met Danish envoy Kasper Lindqvist. He spoke first."
    assert who(text, "He").name == "Kasper Lindqvist"


def test_who_stands_in_a_quotation_is_not_meant_from_outside_it() -> None:
    text = 'Danish Defence Minister Kasper Lindqvist spoke. "If one Danish sailor is hurt, we shall answer," he said.'
    assert who(text, "he").name == "Kasper Lindqvist"


def test_they_and_it_and_which_find_groups_and_bodies() -> None:
    text = (
        "Two Israeli officials confirmed the plan. They said it was old. "
        "Ukraine's General Staff denied it. It said nothing else. "
        "The Polish army, which had moved north, said so."
    )
    assert known(who(text, "They"))[:2] == ("two Israeli officials", "ISR")
    assert known(who(text, "It"))[:2] == ("Ukraine's General Staff", "UKR")
    assert who(text, "which").country == "POL"


def test_a_role_with_the_article_means_the_person_who_bears_it() -> None:
    text = (
        "Norwegian Foreign Minister Sigrun Halvorsen met Danish envoy Kasper Lindqvist in Oslo. "
        "The minister said the strait was open. The envoy disagreed. The harbour was full."
    )
    assert who(text, "The minister").name == "Sigrun Halvorsen"
    assert who(text, "The envoy").name == "Kasper Lindqvist"


def test_the_ministry_means_the_ministry_before() -> None:
    text = "Norway's Fisheries Ministry closed the bank. Nobody fished. The ministry said it would reopen."
    assert known(who(text, "The ministry"))[:2] == ("Norway's Fisheries Ministry", "NOR")


def test_an_unnamed_source_keeps_its_description() -> None:
    assert known(who("A senior European diplomat said so.", "A senior European diplomat")) == (
        "a senior European diplomat",
        None,
        "senior diplomat",
    )
    assert who("Residents said so.", "Residents").name == "Residents"


@pytest.mark.parametrize(
    ("phrase", "name", "country"),
    [
        ("Kyiv", "Kyiv", "UKR"),
        ("the Kremlin", "Kremlin", "RUS"),
        ("The Pentagon", "Pentagon", "USA"),
        ("Bankova", "Bankova", "UKR"),
        ("The United Nations", "UN", None),
        ("NATO", "NATO", None),
        ("The European Union", "EU", None),
        ("the International Atomic Energy Agency", "IAEA", None),
        ("Hezbollah", "Hezbollah", None),
        ("The Israel Defense Forces", "Israel Defense Forces", "ISR"),
        ("the Revolutionary Guards", "Revolutionary Guards", "IRN"),
        ("Reuters", "Reuters", None),
        ("The Institute for the Study of War", "Institute for the Study of War", "USA"),
        ("Russia's Security Council", "Russia's Security Council", "RUS"),
    ],
)
def test_states_metonyms_bodies_and_organisations(phrase: str, name: str, country: str | None) -> None:
    actor = who(f"On Monday {phrase} said that the talks would go on.", phrase)
    assert (actor.name, actor.country) == (name, country)


def test_officials_without_a_country_are_of_the_state_spoken_of() -> None:
    text = "Tehran disowned the launch. “We fired nothing,” Foreign Ministry spokesman Behrang Tavassol said."
    assert known(who(text, "Foreign Ministry spokesman Behrang Tavassol")) == (
        "Behrang Tavassol",
        "IRN",
        "foreign ministry spokesman",
    )


def test_what_was_spoken_of_last_outweighs_what_the_article_is_about() -> None:
    text = (
        "OSLO — Norway closed the bank on Monday. Norway sent a ship.\n\n"
        "Denmark was not amused. Foreign Minister Kasper Lindqvist called the closure a provocation."
    )
    assert who(text, "Foreign Minister Kasper Lindqvist").country == "DNK"


def test_a_ministry_between_two_states_of_one_paragraph_is_left_open() -> None:
    text = "OSLO, March 1 — Norway sent a ship on Monday.{} The interior ministry said that two men were held."

    assert who(text.format(" Denmark protested."), "The interior ministry").country is None
    assert who(text.format(""), "The interior ministry").country == "NOR"


def test_a_label_over_a_paragraph_tells_the_state() -> None:
    text = (
        "Two capitals spoke on Monday, and neither gave way in the dispute over the fishing grounds.\n\n"
        "Oslo. Foreign Minister Sigrun Halvorsen said that the bank would stay closed to foreign boats until May.\n\n"
        "Reykjavik. Foreign Minister Arnar Gudlaugsson said that his boats would sail on Friday all the same."
    )
    assert who(text, "Foreign Minister Sigrun Halvorsen").country == "NOR"
    assert who(text, "Foreign Minister Arnar Gudlaugsson").country == "ISL"


def test_the_source_of_a_sentence_tells_whose_cabinet_it_is() -> None:
    text = (
        "Israeli Defense Minister Yaara Carmeli warned of a strike unless Tehran answered. "
        "According to two Israeli officials, the security cabinet discussed it."
    )
    assert who(text, "the security cabinet").country == "ISR"


def test_a_body_named_with_its_state_once_keeps_it() -> None:
    text = "South Korea's Joint Chiefs of Staff saw two launches. The Joint Chiefs of Staff gave no range."
    assert who(text, "The Joint Chiefs of Staff").country == "KOR"


def test_the_north_and_the_south_are_the_koreas_where_both_are_named() -> None:
    text = "South Korea and North Korea met. The North fired a missile at night. The South protested."
    assert known(who(text, "The North"))[:2] == ("North Korea", "PRK")
    assert who(text, "The South").country == "KOR"
    assert who("Sudan was quiet. The North was cold.", "The North").country is None


def test_what_is_somebodys_is_of_that_state() -> None:
    text = "Denmark closed the strait. Its ships left. Norwegian premier Torvald Aas said his boats would stay."
    assert known(who(text, "Its ships"))[:2] == ("Its ships", "DNK")
    assert who(text, "his boats").country == "NOR"


def test_a_plural_government_gets_no_country_from_its_neighbours() -> None:
    text = "Oman said the talks would go on. European governments said they would wait."
    assert who(text, "European governments").country is None


def test_the_embassy_in_a_country_is_not_of_that_country() -> None:
    assert who("The embassy in Pristina criticised the arrests.", "The embassy in Pristina").country is None


def test_places_and_things_are_no_persons() -> None:
    text = "The trawler Grey Sister sailed past Isla Serena. The Zaporizhzhia plant was quiet."
    for phrase in ("Isla Serena", "The Zaporizhzhia plant", "The trawler Grey Sister"):
        assert who(text, phrase).role is None


def test_coordinated_states_stay_together_and_have_no_one_country() -> None:
    actor = who("Colombia and Brazil asked for a session.", "Colombia and Brazil")
    assert (actor.name, actor.country) == ("Colombia and Brazil", None)


def test_offices_are_of_their_date() -> None:
    assert [o.role for o in offices_of("Mark Rutte", date(2020, 1, 1))][:1] == ["prime minister"]
    assert [o.side for o in offices_of("Mark Rutte", date(2025, 6, 1))][:1] == ["NATO"]
    assert holder_called("Biden", date(2022, 6, 1)) is not None
    assert holder_called("Biden", date(2026, 6, 1)) is None
    assert known(who("Biden said so.", "Biden", date(2022, 6, 1))) == ("Joe Biden", "USA", "president")
    assert who("Joe Biden said so.", "Joe Biden", date(2026, 6, 1)).role == "former president"


def test_the_country_of_the_text_outweighs_the_table() -> None:
    text = "Chilean trade unionist Joe Biden spoke in Valparaiso. Biden said so."
    assert who(text, "Biden", date(2022, 6, 1), behind="Valparaiso.").role != "president"


def test_no_state_in_the_tables_is_unknown_to_the_gazetteer() -> None:
    from tocsin.reading.places.gazetteer import gazetteer

    for name in ("Pentagon", "FSB", "Mossad", "Sejm", "Knesset"):
        body = find_body(name)
        assert body is not None
        assert body.country is not None
        assert gazetteer().country(body.country) is not None


def test_every_span_is_where_the_phrase_stands() -> None:
    text = "Norwegian Foreign Minister Sigrun Halvorsen said no.\n\nShe left."
    span = who(text, "She").span
    assert span is not None
    assert text[span.start : span.end] == span.text == "She"


def test_the_side_of_a_person_may_be_an_organisation() -> None:
    text = "The European Union's foreign policy chief, Annika Vreeland, spoke. NATO officials did not. Paris was quiet."
    cast, _ = cast_of(text)
    assert cast.side(who(text, "Annika Vreeland")) == "EU"
    assert cast.side(who(text, "NATO officials")) == "NATO"
    assert cast.side(Actor(name="Paris", country="FRA")) == "FRA"
    assert cast.side(Actor(name="nobody")) is None


def test_both_sides_are_the_two_states_named_most() -> None:
    cast, _ = cast_of("Norway and Denmark met. Norway spoke first. Both sides agreed.")
    assert [actor.country for actor in cast.sides()] == ["NOR", "DNK"]
    assert cast_of("Norway, Denmark and Sweden met.")[0].sides() == ()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="AaBb .,'’\"“”-()é\u0301中\n0Mr.SaidhePresident", max_size=300))
def test_no_text_makes_it_raise_and_every_name_has_characters(text: str) -> None:
    cast, blocks = cast_of(text)
    for block in blocks:
        for token in block.doc:
            actor = cast.actor(block, block.doc[token.i : token.i + 1])
            assert actor.span is not None
            assert text[actor.span.start : actor.span.end] == actor.span.text


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "Deputy Defense Minister Hsu Wei-lun said so.",
            "Hsu Wei-lun",
            ("Hsu Wei-lun", None, "deputy defense minister"),
        ),
        ("Colonel Baek Do-hyun of South Korea said so.", "Baek Do-hyun", ("Baek Do-hyun", "KOR", "colonel")),
        (
            "U.N. Secretary-General Tomas Ferreira said so.",
            "U.N. Secretary-General Tomas Ferreira",
            ("Tomas Ferreira", None, "secretary general"),
        ),
        (
            "Indian External Affairs Minister R. K. Vasudevan said so.",
            "Indian External Affairs Minister R. K. Vasudevan",
            ("R. K. Vasudevan", "IND", "external affairs minister"),
        ),
        (
            "Pakistan's military spokesman, Maj. Gen. Tariq Baloch, said so.",
            "Pakistan's military spokesman, Maj. Gen. Tariq Baloch",
            ("Tariq Baloch", "PAK", "military spokesman"),
        ),
        (
            "A spokesman for the Israeli military, Lt. Col. Avner Shakedi, said no.",
            "A spokesman for the Israeli military, Lt. Col. Avner Shakedi",
            ("Avner Shakedi", "ISR", "spokesman"),
        ),
        (
            "Sudanese army chief Gen. Abdelrahim Kassala said so.",
            "Sudanese army chief Gen. Abdelrahim Kassala",
            ("Abdelrahim Kassala", "SDN", "army chief"),
        ),
    ],
)
def test_names_and_ranks_of_many_lands(text: str, phrase: str, expected: tuple[str, str | None, str | None]) -> None:
    assert known(who(text, phrase)) == expected


def test_whose_commander_it_is_may_be_a_pronoun() -> None:
    text = "The Sudanese army held. The Rapid Support Forces fell back. Their commander, Musa Dagash, spoke."
    cast, _ = cast_of(text)
    dagash = who(text, "Musa Dagash")
    assert (dagash.country, cast.side(dagash)) == (None, "Rapid Support Forces")


def test_an_ambassador_is_not_of_the_state_that_was_spoken_of() -> None:
    text = "Manila summoned the envoy. Ambassador Zhou Renjie left without a word."
    assert who(text, "Ambassador Zhou Renjie").country is None


def test_two_presidents_together_keep_their_bare_names() -> None:
    text = "Polish President Jacek Wolny and Ukrainian President Andriy Hrytsenko met in Warsaw."
    actor = who(text, "Polish President Jacek Wolny and Ukrainian President Andriy Hrytsenko")
    assert (actor.name, actor.country) == ("Jacek Wolny and Andriy Hrytsenko", None)


INVENTED_STATE = (
    "PORT OSKEL, Varmenia, Jan 14 (Northline) — Soldiers loyal to General Ivo Tarn took the palace on Wednesday.\n\n"
    "President Luka Amarel's office denied that he had fled. Spokeswoman Nadia Orul said he was safe. "
    "Portugal, which has a base in the country, said it would stay. The army closed the airport. "
    "Foreign Minister Petra Sand asked for help. The government did not answer."
)


@pytest.mark.parametrize(
    "phrase",
    ["General Ivo Tarn", "Spokeswoman Nadia Orul", "The army", "Foreign Minister Petra Sand", "The government"],
)
def test_nobody_in_a_state_that_no_table_knows_is_of_the_one_that_looks_on(phrase: str) -> None:
    assert who(INVENTED_STATE, phrase).country is None
    assert who(INVENTED_STATE, "Portugal").country == "PRT"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "Spain met Ostrelia's foreign minister. Spain was calm. Defence Minister Ana Sorel said so.",
            "Defence Minister",
        ),
        (
            "MADRID, May 5 — Spain met Ostrelia's foreign minister.\n\nDefence Minister Ana Sorel spoke.",
            "Defence Minister",
        ),
        (
            "MADRID, May 5 — Spain was calm in Ostrelia. President Ivo Tarn of Ostrelia left. The army marched.",
            "The army",
        ),
        ("Spanish police met Ostrelia's foreign minister.\n\nThe police fired.", "The police"),
        ("Spain closed its embassy to Ostrelia. Spain was calm. The police fired.", "The police"),
        ("Spain left the Kalmar Republic. Spain was calm. Defence Minister Ana Sorel said so.", "Defence Minister"),
        (
            "OSKEL, Ostrelia, May 5 — Spain was calm. Spain waited. Defence Minister Ana Sorel said so.",
            "Defence Minister",
        ),
    ],
)
def test_a_strange_state_is_told_by_its_ministers_its_president_its_dateline(text: str, phrase: str) -> None:
    phrase = f"{phrase} Ana Sorel" if phrase == "Defence Minister" else phrase
    assert who(text, phrase).country is None
    assert who(re.sub("Ostrelia|the Kalmar Republic", "Spain", text), phrase).country == "ESP"


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("Spain was calm. The government said so.", "The government", "ESP"),
        ("Spain was calm. The government in Oskel City said so.", "The government in Oskel City", None),
        ("Spain was calm. Defence Minister Ana Sorel said so.", "Defence Minister Ana Sorel", "ESP"),
        ("Spain was calm. Defence Minister Ana Sorel of the Free Army said so.", "Defence Minister Ana Sorel", None),
        ("Spanish police met.\n\nThe police fired.", "The police", "ESP"),
        ("Rain fell. Spanish officials waited in Spain. Spanish officials said the cabinet met.", "the cabinet", "ESP"),
        ("Rain fell. Spanish officials waited in Spain. Spanish officials said the regime fell.", "the regime", None),
        ("Norway waited. Norway sent Premier Ivo Tarn.", "Premier Ivo Tarn", None),
        ("It rained.\n\nFrance left. Premier Ivo Tarn said so. France wept.", "Premier Ivo Tarn", "FRA"),
        ("It rained.\n\nFrance left. Premier Ivo Tarn said so.", "Premier Ivo Tarn", None),
    ],
)
def test_what_stands_beside_a_name_or_body_decides(text: str, phrase: str, country: str | None) -> None:
    assert who(text, phrase).country == country


@pytest.mark.parametrize(
    ("label", "official", "country"),
    [
        ("Spain", "The embassy", "ESP"),
        ("Geneva", "The embassy", None),
        ("Madrid", "Defence Minister Ana Sorel", "ESP"),
        ("Spain's neighbours", "Defence Minister Ana Sorel", None),
    ],
)
def test_a_label_counts_where_it_is_nothing_but_a_name(label: str, official: str, country: str | None) -> None:
    text = (
        "Two sides spoke on Monday, and neither gave way in the dispute over the fishing grounds.\n\n"
        f"{label}. {official} said that the bank would stay closed to all foreign boats until the month of May.\n\n"
        "Portugal. Nobody said that boats would sail on Friday all the same, and nobody asked them to."
    )
    assert who(text, official).country == country


def test_a_town_that_gives_a_strange_state_its_name_is_not_meant() -> None:
    text = "The Kalmar Republic left the pact on Monday. The Kalmar army stayed in its barracks."
    assert who(text, "The Kalmar army").country is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Envoy Pia Lund said Norway had hidden the report.", "Envoy Pia Lund"),
        ("Admiral Kester Boyle said France had been warned.", "Admiral Kester Boyle"),
        ("President Davi Moura spoke in the rain. He had met Israeli officials.", "President Davi Moura"),
        ("France urged restraint in the dispute. Premier Milo Harrant said he would resign.", "Premier Milo Harrant"),
        ("Norway and Denmark will sign on Monday. Prime Minister Aksel Ruud said so.", "Prime Minister Aksel Ruud"),
        ("U.S. envoy Rita Lomax arrived for talks with Foreign Minister Jonas Heeg.", "Foreign Minister Jonas Heeg"),
        ("Spokesman Rolf Innes said the company had sold nothing to Iran.", "Spokesman Rolf Innes"),
    ],
)
def test_a_state_that_is_only_spoken_about_claims_nobody(text: str, phrase: str) -> None:
    assert who(text, phrase).country is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("GENEVA, Feb 3 — Swiss police closed a street. The diplomat said talks would go on.", "The diplomat"),
        ("OSLO, Feb 3 — Norway waited. Mediator Ulla Brenner left. Norway waited.", "Mediator Ulla Brenner"),
        ("OSLO, Feb 3 — Norway waited. Chief negotiator Ulla Brenner left.", "Chief negotiator Ulla Brenner"),
        ("OSLO, Feb 3 — Norway waited. The delegation said the talks were over.", "The delegation"),
        ("OSLO, Feb 3 — Norway waited. Opposition leader Ulla Brenner did not.", "Opposition leader Ulla Brenner"),
        ("OSLO, Feb 3 — Norway waited. Former foreign minister Ulla Brenner left.", "Former foreign minister Ulla"),
        ("Ulla Brenner, ambassador to Norway, said no.", "Ulla Brenner"),
        ("Two diplomats in Oslo said no.", "Two diplomats in Oslo"),
        ("Relief officials in Nairobi said no.", "Relief officials in Nairobi"),
        ("Ethnic Serbs in Zvecan said no.", "Ethnic Serbs"),
        ("A pro-Iranian group said no.", "A pro-Iranian group"),
    ],
)
def test_who_stands_between_states_stays_open(text: str, phrase: str) -> None:
    assert who(text, phrase).country is None


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        (
            "BOGOTA, June 7 — Colombian police found a bomb. The interior ministry blamed rebels.",
            "The interior ministry",
            "COL",
        ),
        ("BOGOTA, June 7 — Colombian police found a bomb.\n\nGeneral Ramiro Olarte was calm.", "General Ramiro", "COL"),
        (
            "Norway closed the bank. Norway sent a ship. Foreign Minister Aksel Ruud said so.",
            "Foreign Minister Aksel",
            "NOR",
        ),
        ("Captain Joan Pike of the Norwegian Navy said so.", "Captain Joan Pike", "NOR"),
        ("Mediator Ulla Brenner of Oman said so.", "Mediator Ulla Brenner", "OMN"),
        ("His Greek counterpart, Nikos Stavrou, said so.", "Nikos Stavrou", "GRC"),
    ],
)
def test_what_an_editor_would_sign_is_told(text: str, phrase: str, country: str) -> None:
    assert who(text, phrase).country == country


def test_the_opponent_who_spoke_last_does_not_take_over_the_officials_of_the_state_written_about() -> None:
    text = (
        "MANILA, May 5 (Bayline) — The Philippines protested on Monday. The Philippines sent a boat. "
        "Beijing said the boat had turned. Foreign Secretary Teresa Luz called that a lie."
    )
    assert who(text, "Foreign Secretary Teresa Luz").country is None


def test_congress_is_of_the_state_that_the_text_is_about() -> None:
    assert who("LIMA — Peru's president dissolved Congress. Congress refused.", "Congress").country == "PER"
    assert who("The Pentagon asked. It rained in Lima.\n\nCongress refused.", "Congress").country is None
    assert who("The Pentagon asked. Congress refused.", "Congress").country == "USA"
    assert who("Ostrelia's president dissolved Congress. Congress refused.", "Congress").country is None
    assert who("Spain spoke twice, said Spain. U.S. Congress refused.", "U.S. Congress").country == "USA"


def test_a_town_of_a_persons_name_is_not_meant() -> None:
    text = "Chief executive Mara Quist resigned. Premier Joana Reus had asked her to. Reus smiled."
    assert who(text, "Mara Quist").name == "Mara Quist"
    assert known(who(text, "Reus", behind="her to.")) == ("Joana Reus", None, "premier")


@pytest.mark.parametrize(
    ("text", "phrase", "role"),
    [
        ("Ethiopia's army chief, Field Marshal Dawit Gebre, said so.", "Dawit Gebre", "army chief"),
        ("Colonel Richa Sornram, an army spokesman, said so.", "Richa Sornram", "army spokesman"),
        ("The premier's brother, Defence Minister Pavel Korin, said so.", "Pavel Korin", "defence minister"),
        ("After talks with the minister, Halvorsen said so. Sigrun Halvorsen left.", "Halvorsen", None),
        ("Kasper Lind, Danish Premier Torvald Aas and others met.", "Kasper Lind", None),
        ("Former foreign minister Luc Serrier said so.", "Luc Serrier", "former foreign minister"),
        ("The president of the Republic of Ostmark, Karin Leitner, said so.", "Karin Leitner", "president"),
        ("It named its own speaker, Hugo Tello, on Monday.", "Hugo Tello", "speaker"),
    ],
)
def test_nobody_bears_the_office_of_another(text: str, phrase: str, role: str | None) -> None:
    assert who(text, phrase).role == role


def test_an_unnamed_diplomat_is_not_the_minister_who_spoke_before() -> None:
    text = (
        "Norwegian Foreign Minister Sigrun Halvorsen said no. A senior Danish diplomat said yes. "
        "The diplomat spoke for an hour."
    )
    assert known(who(text, "The diplomat"))[:2] == ("a senior Danish diplomat", "DNK")


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("U.S. Secretary of State Dana Holt said so.", "Dana Holt", ("Dana Holt", "USA", "secretary of state")),
        ("Senator Mack Riley, a Florida Republican, said so.", "Mack Riley", ("Mack Riley", "USA", "senator")),
        ("Aldo Brun, an ambassador to Norway, said so.", "Aldo Brun", ("Aldo Brun", None, "ambassador")),
        (
            "The envoy, former president Kenani Phiri, said so.",
            "Kenani Phiri",
            ("Kenani Phiri", None, "former president"),
        ),
    ],
)
def test_offices_with_of_and_what_stands_behind_a_name(
    text: str, phrase: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert known(who(text, phrase)) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        (
            'Vesmark rejected Halvessa\'s "harbour policy".',
            "Halvessa's \"harbour policy",
            'Halvessa\'s "harbour policy"',
        ),
        ("Vesmark met Halvessa's “council” again.", "Halvessa's “council", "Halvessa's “council”"),
        ('Vesmark met the "people\'s" army again.', 'the "people\'s" army', 'the "people\'s" army'),
    ],
)
def test_a_name_has_no_half_of_a_pair_of_quotation_marks(text: str, phrase: str, name: str) -> None:
    assert who(text, phrase).name == name


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("Polish President Anna Belk left. Her office denied it.", "Her office", "POL"),
        ("Polish President Anna Belk left. Belk's office denied it.", "Belk's office", "POL"),
        ("Polish President Anna Belk left. A spokesman for Belk denied it.", "A spokesman for Belk", "POL"),
        ("Norway spoke first. Its deputy ambassador, Odd Krane, denied it.", "Odd Krane", "NOR"),
        ("Polish President Anna Belk left. Her brother denied it.", "Her brother", None),
        ("The singer Anna Belk left. Her office denied it.", "Her office", None),
    ],
)
def test_who_speaks_for_somebody_is_of_the_same_state(text: str, phrase: str, country: str | None) -> None:
    assert who(text, phrase).country == country


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("Moscow struck Kharkiv, Poltava and Sumy. The city council said a school burned.", "The city council", "UKR"),
        ("Moscow struck Kharkiv, Poltava and Sumy. Mayor Ihor Tolenko said so.", "Mayor Ihor Tolenko", "UKR"),
        ("Moscow struck Kharkiv, Poltava and Sumy. The prosecutor's office said so.", "The prosecutor's office", "UKR"),
        ("Moscow struck Kharkiv and Belgorod. The city council said a school burned.", "The city council", None),
        ("Moscow struck Kharkiv, Poltava and Sumy. The opposition mayor-elect spoke.", "The opposition", None),
    ],
)
def test_officers_and_bodies_of_the_ground_are_of_the_state_where_the_towns_lie(
    text: str, phrase: str, country: str | None
) -> None:
    assert who(text, phrase).country == country


def test_the_state_that_alone_is_written_about_has_the_ministry_without_a_dateline() -> None:
    text = "Norway wants peace. Norway's army moved. Norway's navy waits. Norway's parliament met.\n\nIt rained.\n\n"
    assert who(text + "The interior ministry said so.", "The interior ministry").country == "NOR"
    rival = text + "Sweden's army moved. Sweden's navy waits.\n\nIt rained.\n\n"
    assert who(rival + "The interior ministry said so.", "The interior ministry").country is None


def test_a_hyphenated_name_before_a_body_is_no_strange_state() -> None:
    text = (
        "OSLO, 3 May (Wire) - Norwegian Prime Minister Odd Krane resigned on Friday.\n\n"
        "The KOZ-Marenta army marched, and so did the president of KOZ-Marenta.\n\n"
        "The interior ministry said so."
    )
    assert who(text, "The interior ministry").country == "NOR"


def test_three_states_in_a_row_have_no_one_country() -> None:
    text = "Britain, France and Germany said they would act."
    found = who(text, "Britain, France and Germany")
    assert found.country is None
    assert found.name == "United Kingdom, France and Germany"
