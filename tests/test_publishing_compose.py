"""The brief of invented material: who said what, both sides, what is not known; nothing asserted of the world."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from builders.publishing import Shelf, a_claim, a_document, a_source, brief, material
from tocsin.core.briefs import Brief, Sentence
from tocsin.core.claims import Actor, Claim
from tocsin.core.forecasts import Bearing
from tocsin.core.material import Coverage
from tocsin.core.times import InstantRange
from tocsin.core.vocabulary import Direction, Grade, Stance, Status
from tocsin.publishing.compose import compose
from tocsin.publishing.disputes import is_against
from tocsin.publishing.english import past_tense
from tocsin.publishing.material import LookAlike, Material
from tocsin.publishing.sections import ORDER
from tocsin.publishing.speech import tell
from tocsin.publishing.wording import LIKELIHOOD

MADE_BY = "brief.v1"


@pytest.fixture(scope="module")
def told() -> Material:
    return material()


@pytest.fixture(scope="module")
def made(told: Material) -> Brief:
    return compose(told, made_by=MADE_BY)


def texts(of: Brief, section: str = "") -> list[str]:
    return [sentence.text for sentence in of.sentences if not section or sentence.section == section]


def saying(words: str, text: str, *, stance: Stance = Stance.ASSERTS, cue: str = "", quoted: bool = False) -> str:
    """The predicate that is made of one claim in one invented sentence; an excerpt comes with a bar before it."""
    document = a_document("document:one", "source:radio", "One", text, material().as_of)
    speaker = Actor(name="Joren Vael", role="transport minister")
    claim = replace(a_claim(document, words, speaker, stance, "C3"), quoted=quoted)
    if cue:
        start = text.index(cue)
        claim = replace(claim, cue=replace(claim.content, start=start, end=start + len(cue), text=cue))
    found = tell(claim, document)
    assert found is not None
    return found.predicate or f"|{found.excerpt}"


def test_what_begins_in_another_clause_is_shown_as_the_whole_sentence() -> None:
    text = "A drone fell in the harbour, Joren Vael said; the army was silent about it."
    assert saying("; the army was silent about it", text, cue="said").startswith("|A drone fell in the harbour")


def test_a_whole_quoted_sentence_is_said_and_not_spoken_of() -> None:
    text = "“Nothing changes for our partners,” Joren Vael said."
    assert saying("Nothing changes for our partners,", text, cue="said", quoted=True) == (
        "said: “Nothing changes for our partners.”"
    )


def test_a_quotation_inside_other_words_is_not_turned_inside_out() -> None:
    text = "Joren Vael laughed. “There was no fraud,” he said. “She lost. She should ring me.”"
    told = saying("There was no fraud,” he said. “She lost. She should ring me", text, quoted=True)
    assert told == "|“There was no fraud,” he said. “She lost. She should ring me.”"


@pytest.mark.parametrize("where", ["Telegram", "X", "Facebook"])
def test_where_somebody_said_it_stands_before_that(where: str) -> None:
    text = f"Joren Vael said on {where} that the port would close."
    assert saying("the port would close", text, cue="said") == f"said on {where} that the port would close"


def test_a_headline_or_a_dateline_is_no_part_of_an_excerpt() -> None:
    sentence = "Mortar fire hit the harbour, and nobody knew who had fired."
    for before in ("VELLMAR, Republic of Orl - ", "One "):
        assert saying("nobody knew who had fired", f"{before}{sentence}") == f"|{sentence}"


def test_nothing_is_dropped_and_the_sections_stand_in_their_order(made: Brief) -> None:
    assert made.dropped == ()
    places = [ORDER.index(sentence.section) for sentence in made.sentences]
    assert places == sorted(places)


def test_the_same_material_gives_the_same_brief(told: Material, made: Brief) -> None:
    assert compose(told, made_by=MADE_BY).id == made.id


def test_markers_are_numbered_in_the_order_of_mention_and_point_to_entries(told: Material, made: Brief) -> None:
    references = dict(made.references)
    assert all(told.view.get(entry) is not None for entry in references.values())
    mentioned = [
        each for text in texts(made) for found in re.findall(r"\[([^\]]+)\]", text) for each in found.split(", ")
    ]
    assert set(mentioned) == set(references)
    numbers = list(dict.fromkeys(each for each in mentioned if each.isdigit()))
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_no_private_character_is_left(made: Brief) -> None:
    assert not re.search("[\ue000-\uf8ff]", "".join(texts(made)))


def test_every_sentence_begins_with_a_capital_or_a_figure_and_ends(made: Brief) -> None:
    for text in texts(made):
        assert re.match(r"[“A-Z0-9]", text), text
        assert text.rstrip("]").rstrip("0123456789rm, [").endswith((".", "!", "?", "”", ". ")) or text.endswith("."), (
            text
        )


def test_likelihood_and_confidence_stand_apart(made: Brief) -> None:
    words = [word for _, word in LIKELIHOOD]
    for text in texts(made):
        if "onfidence" in text:
            assert not any(re.search(rf"\b{word}\b", text) for word in words), text


def test_model_and_market_stand_side_by_side(made: Brief) -> None:
    gap = next(text for text in texts(made, "Bottom line") if "below the market" in text)
    assert "19 % (12–28), three points below the market" in gap
    assert "22 % is 2 days old and second-hand" in gap


def test_no_basis_gives_no_number_and_says_so(made: Brief) -> None:
    row = next(row for row in made.board if "shots" in row.text)
    assert row.probability is None
    assert row.words == "not estimated: no basis"
    assert any("No probability is given for the shots question" in text for text in texts(made, "Bottom line"))


def test_a_dispute_is_told_once_with_both_sides_and_what_nobody_established(made: Brief) -> None:
    found = texts(made, "Who says what, and who disputes it")
    assert any(
        re.search(r"Marr's statement .*stands on one origin; against it stands Ilen Dray", text) for text in found
    )
    assert any(text.startswith("Neither of the two sources read by 21:00 UTC on 18 December") for text in found)
    assert any("the grade B3: the Halvessa Courier is usually reliable" in text for text in found)


def test_an_outside_assessment_ends_the_silence(told: Material) -> None:
    institute = a_source("source:institute", "Strait Institute", "B")
    words = "the harbour was not shut"
    paper = a_document("document:paper", institute.key, "Paper", f"The institute assessed that {words}.", told.as_of)
    said = told.claims[0]
    outside = a_claim(paper, words, Actor(name="Strait Institute"), Stance.ASSESSES, "B2", answers=said.key)
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(institute, paper, outside)
    more = replace(
        told,
        view=view,
        documents={**told.documents, paper.id: paper},
        sources={**told.sources, institute.key: institute},
        origins={**told.origins, paper.id: "paper"},
        claims=(*told.claims, outside),
    )
    found = texts(compose(more, made_by=MADE_BY), "Who says what, and who disputes it")
    assert any("against it stand Ilen Dray and the Strait Institute" in text for text in found)
    assert not any("of the three sources" in text for text in found)


def test_what_answers_an_answer_stands_on_the_first_side_again(told: Material) -> None:
    said, denial, _ = told.claims
    levy = told.documents[said.document]
    master = Actor(name="Tova Marr", country="XVM", role="harbour master")
    again = replace(a_claim(levy, "Halvessa, 18 December.", master, Stance.DENIES, "B3"), answers=denial.key)
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(again)
    made = compose(replace(told, view=view, claims=(*told.claims, again)), made_by=MADE_BY)
    found = [text for text in texts(made, "Who says what, and who disputes it") if "against it" in text]
    assert [text.partition("against it ")[2] for text in found] == ["stands Ilen Dray [2]."]


def test_two_denials_of_one_thing_are_no_dispute() -> None:
    text = "Vael denied that the harbour was shut. Dray denied that the harbour was shut."
    document = a_document("document:two", "source:radio", "Two", text, material().as_of)
    words = "that the harbour was shut"
    first = a_claim(document, words, Actor(name="Joren Vael"), Stance.DENIES, "C3")
    place = text.rindex(words)
    span = replace(first.content, start=place, end=place + len(words))
    second = replace(first, key="claim:two", speaker=Actor(name="Ilen Dray"), content=span, answers=first.key)
    assert not is_against(second, first)
    assert is_against(second, replace(first, stance=Stance.ASSERTS))


def test_bearing_is_told_apart_from_moving(told: Material) -> None:
    threat = told.claims[2]
    question = told.questions[0]
    lean = Bearing(
        item=threat.id,
        question=question.key,
        direction=Direction.UP,
        strength=2,
        resolves="open",
        because="a threat of it",
    )
    made = compose(replace(told, bearings={question.key: (lean,)}), made_by=MADE_BY)
    assert made.dropped == ()
    bears = texts(made, "What bears on the questions")
    assert any(
        "one item bears upward: Vael's threat" in t or "one item bears upward: Joren Vael's threat" in t for t in bears
    )
    assert any(text.startswith("This item has no measured effect on the numbers") for text in bears)
    assert any("Joren Vael's threat" in text and "bears upward" in text for text in texts(made, "Bottom line"))


def test_a_hypothetical_document_is_named_as_such_and_never_tells_what_happened(told: Material) -> None:
    drill = a_document(
        "document:drill", "source:radio", "DRILL", "Bram Oldacre said that ships had been sunk.", told.as_of
    )
    drill = replace(drill, hypothetical=True)
    claim = a_claim(drill, "ships had been sunk", Actor(name="Bram Oldacre"), Stance.ASSERTS, "C3")
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(drill, claim)
    more = replace(told, view=view, documents={**told.documents, drill.id: drill}, claims=(*told.claims, claim))
    made = compose(more, made_by=MADE_BY)
    assert not any("sunk" in text or "Oldacre" in text for text in texts(made))
    assert any(text.startswith("One document is hypothetical, made for a drill") for text in texts(made))


def test_a_dead_feed_is_named_with_its_gap(told: Material) -> None:
    dead = Coverage(
        key="coverage:1",
        available_at=told.as_of,
        made_by="folder.v1",
        feed="courier",
        during=InstantRange(start=told.as_of - timedelta(hours=33), end=told.as_of),
        ok=False,
        note="the site did not answer",
    )
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(dead)
    made = compose(replace(told, view=view, coverage=(dead,)), made_by=MADE_BY)
    assert any("The feed courier was silent from 12:00 UTC on 17 December" in text for text in texts(made))


def test_look_alikes_are_told_with_the_clause_that_parts_them(told: Material) -> None:
    alike = LookAlike(
        first="closure", second="shots", on="weather", first_verdict="does not count", second_verdict="counts"
    )
    made = compose(replace(told, look_alikes=(alike,)), made_by=MADE_BY)
    found = next(text for text in texts(made, "Bottom line") if "look alike" in text)
    assert re.search(r"“weather”: under that of the closure questions it does not count \[r\d\]", found)


def test_the_next_edition_says_what_changed_and_what_did_not(told: Material) -> None:
    earlier = replace(brief(told), available_at=told.as_of - timedelta(days=1), as_of=told.as_of - timedelta(days=1))
    signed = replace(earlier, key="brief:signed", signed_by="Mara Quill")
    before = Shelf(as_of=signed.as_of)
    before.put(*list(told.documents.values())[1:])
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(signed)
    grades = {told.claims[0].key: Grade(source="B", content=2, reason="confirmed")}
    more = replace(told, view=view, earlier=signed, earlier_view=before, earlier_grades=grades)
    made = compose(more, made_by=MADE_BY)
    found = texts(made, "Since the last edition")
    assert made.previous == signed.id
    assert found[0] == "The last edition is that of 21:00 UTC on 17 December 2025, signed by Mara Quill."
    assert any("One document with two claims has come in since: updates, not corrections." in text for text in found)
    assert "There are no corrections." in found
    assert any("fell from B2 to B3" in text for text in found)
    assert any(text.endswith("from 14 % to 19 %, +5: clock −1, news +6 (new in the history).") for text in found)


def test_without_questions_what_was_read_is_told(told: Material) -> None:
    bare = replace(told, questions=(), rules={}, verdicts={}, forecasts={}, risks={}, prices=(), bearings={})
    made = compose(bare, made_by=MADE_BY)
    assert made.board == ()
    assert "No question was asked, so nothing is estimated." in texts(made)
    assert any("Tova Marr" in text for text in texts(made, "Bottom line") + texts(made, "What happened"))


def test_with_nothing_at_all_the_brief_is_empty_and_does_not_fail(told: Material) -> None:
    view = Shelf(as_of=told.as_of)
    bare = Material(
        situation="Nothing",
        zone="UTC",
        as_of=told.as_of,
        view=view,
        documents={},
        sources={},
        origins={},
        claims=(),
        events=(),
        questions=(),
        rules={},
        verdicts={},
        bearings={},
        risks={},
        forecasts={},
        prices=(),
        coverage=(),
        resolutions=(),
        retractions=(),
        contradictions=(),
    )
    assert compose(bare, made_by=MADE_BY).sentences == ()


def test_a_sentence_that_the_entries_do_not_support_is_dropped_and_reported(
    told: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = told.view.current(Claim, told.claims[0].key)
    assert claim is not None

    def improved(scene: object) -> None:
        scene.add("What happened", "Ordane has attacked Vesmark.", claim.id)  # type: ignore[attr-defined]

    monkeypatch.setattr("tocsin.publishing.compose.add_feeds", improved)
    made = compose(told, made_by=MADE_BY)
    assert [dropped.sentence.text for dropped in made.dropped] == ["Ordane has attacked Vesmark."]
    assert "is not in the entries" in made.dropped[0].reason
    assert "Ordane has attacked Vesmark." not in texts(made)


@pytest.mark.parametrize(
    ("words", "text", "cue", "told_as"),
    [
        (
            "the port would close",
            "Vael said on Monday that the port would close.",
            "said",
            "said that the port would close",
        ),
        (
            "the port would close",
            "Vael claims that the port would close.",
            "claims",
            "claimed that the port would close",
        ),
        (
            "the charge",
            "Vael categorically denies the charge.",
            "categorically denies",
            "categorically denied the charge",
        ),
        ("Ordane of piracy", "Vael accuses Ordane of piracy.", "accuses", "accused Ordane of piracy"),
        ("a lie", "Vael, calling the report “a lie”, left.", "calling", "called the report “a lie”"),
        (
            "no ship had left",
            "Vael said that two ships came, and that no ship had left.",
            "said",
            "said that no ship had left",
        ),
        ("The port was shut", "The port was shut, Vael said.", "said", "The port was shut, {} said"),
        (
            "the port was shut",
            "According to Vael, the port was shut.",
            "According to",
            "the port was shut, according to {}",
        ),
        (
            "the port was shut",
            "The statement that the port was shut came late.",
            "statement",
            "said that the port was shut",
        ),
        (
            "to close the port",
            "Vael refused to say whether to close the port.",
            "say",
            "|Vael refused to say whether to close the port.",
        ),
        (
            "targets the port",
            "A strike that Vael warns targets the port is near.",
            "warns",
            "|A strike that Vael warns targets the port is near.",
        ),
        (
            "of a deal by Friday",
            "Vael is confident of a deal by Friday.",
            "is confident",
            "was confident of a deal by Friday",
        ),
        (
            "wars end in spring",
            "It is often said that wars end in spring, as Vael knows.",
            "is often said",
            "|It is often said that wars end in spring, as Vael knows.",
        ),
        (
            "the port would close",
            "Vael told me that the port would close.",
            "told",
            "|Vael told me that the port would close.",
        ),
        (
            "our port would close",
            "Vael said that our port would close.",
            "said",
            "|Vael said that our port would close.",
        ),
        (
            "whether the port would close",
            "Will Vael say whether the port would close?",
            "say",
            "|Will Vael say whether the port would close?",
        ),
        (
            "“the ship sails from the east”",
            "Vael told reporters that “the ship sails from the east”.",
            "told",
            "told reporters that “the ship sails from the east”",
        ),
        (
            "Meanwhile, the port was shut",
            "Meanwhile, the port was shut, Vael said.",
            "said",
            "the port was shut, {} said",
        ),
    ],
)
def test_claims_are_told_in_the_frame_of_their_source_or_in_its_own_words(
    words: str, text: str, cue: str, told_as: str
) -> None:
    assert saying(words, text, cue=cue) == told_as


def test_news_in_a_sentence_beside_a_statement_is_told_too(told: Material) -> None:
    text = "Dockers blocked the gate of Halvessa on Thursday, and Joren Vael said that the police would not come."
    paper = a_document("document:gate", "source:courier", "The gate", text, told.as_of - timedelta(hours=1))
    speaker = Actor(name="Joren Vael", role="transport minister")
    claim = replace(a_claim(paper, "the police would not come", speaker, Stance.ASSERTS, "B3"), quoted=False)
    cue = text.index("said")
    claim = replace(claim, cue=replace(claim.content, start=cue, end=cue + 4, text="said"))
    words = "Dockers blocked the gate of Halvessa on Thursday"
    blockade = replace(
        told.events[0],
        key="event:gate",
        document=paper.id,
        status=Status.REPORTED,
        evidence=replace(claim.content, start=0, end=len(words), text=words),
        supported_by=(),
        disputed_by=(),
    )
    told.view.put(paper, claim, blockade)  # type: ignore[attr-defined]
    more = replace(
        told,
        documents={**told.documents, paper.id: paper},
        origins={**told.origins, paper.id: "gate"},
        claims=(*told.claims, claim),
        events=(*told.events, blockade),
    )
    happened = texts(compose(more, made_by=MADE_BY), "What happened")
    assert any(each.startswith(f"{words}, the Halvessa Courier reported") for each in happened)
    assert any("said that the police would not come" in each for each in happened)


def test_a_clause_that_hangs_on_another_is_not_told_as_news_of_its_own(told: Material) -> None:
    text = (
        "Growers accuse the council of sleep, Joren Vael said, while blight, which has spoilt a third of it, spreads."
    )
    paper = a_document("document:blight", "source:courier", "Blight", text, told.as_of - timedelta(hours=1))
    claim = a_claim(paper, "Growers accuse the council of sleep", Actor(name="Joren Vael"), Stance.ASSERTS, "B3")
    words = "which has spoilt a third of it"
    at = text.index(words)
    spoilt = replace(
        told.events[0],
        key="event:blight",
        document=paper.id,
        status=Status.REPORTED,
        evidence=replace(claim.content, start=at, end=at + len(words), text=words),
        supported_by=(),
        disputed_by=(),
    )
    told.view.put(paper, claim, spoilt)  # type: ignore[attr-defined]
    more = replace(
        told,
        documents={**told.documents, paper.id: paper},
        origins={**told.origins, paper.id: "blight"},
        claims=(*told.claims, claim),
        events=(*told.events, spoilt),
    )
    assert not [each for each in texts(compose(more, made_by=MADE_BY)) if each.startswith("Which")]


def test_when_something_was_said_stays_beside_the_verb() -> None:
    text = "The transport minister said last week that the harbour would open on 4 May."
    told = saying("the harbour would open on 4 May", text, cue="said")
    assert told == "said last week that the harbour would open on 4 May"


def test_a_speakers_own_words_stay_in_quotation_marks() -> None:
    assert saying("We shall not ask twice", "“We shall not ask twice,” Vael said.", cue="said", quoted=True) == (
        "said: “We shall not ask twice.”"
    )


def test_what_nobody_says_is_shown_in_the_papers_own_words() -> None:
    text = "Suppose that the fleet sails tomorrow."
    document = a_document("document:one", "source:radio", "One", text, material().as_of)
    claim = replace(a_claim(document, "the fleet sails tomorrow", Actor(name="x"), Stance.ASSESSES, "F6"), speaker=None)
    found = tell(replace(claim, cue=replace(claim.content, start=0, end=7, text="Suppose"), quoted=False), document)
    assert found is not None
    assert (found.predicate, found.excerpt) == ("", text)


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("understands", "understood"),
        ("are", "were"),
        ("quips", "quipped"),
        ("plans", "planned"),
        ("refers", "referred"),
        ("offers", "offered"),
        ("limits", "limited"),
        ("trumpets", "trumpeted"),
        ("vows", "vowed"),
        ("heads", "headed"),
        ("quipping", "quipped"),
    ],
)
def test_verbs_of_speech_have_their_past_tense(verb: str, past: str) -> None:
    assert past_tense(verb) == past


def test_a_bare_pronoun_is_no_statement() -> None:
    document = a_document("document:one", "source:radio", "One", "Vael denied it.", material().as_of)
    assert tell(a_claim(document, "it", Actor(name="Joren Vael"), Stance.DENIES, "C3"), document) is None


def test_a_pronoun_is_no_speaker(told: Material) -> None:
    text = "You knew that the harbour was shut."
    document = a_document("document:you", "source:radio", "You", text, told.as_of)
    claim = a_claim(document, "the harbour was shut", Actor(name="You"), Stance.ASSERTS, "C3")
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(document, claim)
    more = replace(told, view=view, documents={**told.documents, document.id: document}, claims=(*told.claims, claim))
    assert not any(text.startswith("You ") for text in texts(compose(more, made_by=MADE_BY)))


def test_hostile_words_stay_words(told: Material) -> None:
    text = "Joren Vael said that “the {} harbour \ue000abcd\ue001 was <b>shut</b>” [1]."
    document = replace(a_document("document:odd", "source:radio", "Odd", text, told.as_of), origin="odd")
    claim = a_claim(
        document, "the {} harbour \ue000abcd\ue001 was <b>shut</b>", told.claims[2].speaker, Stance.ASSERTS, "C3"
    )  # type: ignore[arg-type]
    view = Shelf(as_of=told.as_of, held=dict(told.view.held))  # type: ignore[attr-defined]
    view.put(document, claim)
    more = replace(told, view=view, documents={**told.documents, document.id: document}, claims=(*told.claims, claim))
    made = compose(more, made_by=MADE_BY)
    assert all(isinstance(sentence, Sentence) for sentence in made.sentences)
    assert not re.search("[\ue000-\uf8ff]", "".join(texts(made)))
