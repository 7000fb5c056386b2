"""How far what is said goes, and whose words a quote holds. All people and places are invented."""

from __future__ import annotations

import pytest

from builders.reading import published_at_noon
from tocsin.core.claims import Claim
from tocsin.reading.reader import EnglishReader


def read(text: str) -> tuple[Claim, ...]:
    return EnglishReader().read(published_at_noon(text)).claims


def words(text: str, claim: Claim) -> list[str]:
    return [text[a:b] for a, b in claim.pieces or ((claim.content.start, claim.content.end),)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Brol says she hopes to stay mayor, but she knows that “voters will always want change.”",
            ["she hopes to stay mayor", "she knows that “voters will always want change.”"],
        ),
        (
            "The bridge was closed, the mayor said, and traffic was sent north.",
            ["The bridge was closed", "traffic was sent north"],
        ),
        (
            "Tarn argues that the duty takes effect only once the guns are gone.",
            ["the duty takes effect only once the guns are gone"],
        ),
        (
            "The aid chief tells the Courier that 140 lorries came on Monday — “less than a quarter of the need”.",
            ["140 lorries came on Monday — “less than a quarter of the need”"],
        ),
    ],
)
def test_a_clause_that_goes_on_with_what_is_said_is_said(text: str, said: list[str]) -> None:
    (claim, *_) = read(text)
    assert words(text, claim) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Veshia had warned that it would act if the sale went ahead, and on Monday it suspended imports.",
            "it would act if the sale went ahead",
        ),
        ("Brol rejected that argument in a speech.", "that argument"),
        ("Keld condemned the raid, a charge that goes back years.", "the raid"),
        ("Keld condemned the raid during a visit to the islands.", "the raid"),
        ("Tarn vowed not to repeat the mistake and left the room.", "not to repeat the mistake"),
        ("Tarn dismissed the claim on Monday.", "the claim"),
    ],
)
def test_what_the_paper_tells_beside_it_is_not_said(text: str, said: str) -> None:
    (claim, *_) = read(text)
    assert claim.content.text == said


@pytest.mark.parametrize("text", ["Keld threatened to close the port on Friday.", "Keld demanded an answer by Friday."])
def test_a_day_that_lies_ahead_belongs_to_what_is_said(text: str) -> None:
    (claim,) = read(text)
    assert claim.content.text.endswith("Friday")


def test_what_stands_before_a_colon_is_no_part_of_an_assessment_behind_it() -> None:
    text = "The old admiral shook his head: a blockade, he reckons, is likelier than not before June."
    (claim,) = read(text)
    assert words(text, claim) == ["a blockade", "is likelier than not before June"]


def test_a_happening_announced_by_a_colon_is_nobodys_words() -> None:
    assert all(
        "been here before" not in claim.content.text for claim in read("We have been here before: Keld declared.")
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The harbour is in panic mode. Full panic mode,” said Lena Krast, a dealer from Velmar.", "Lena Krast"),
        ("“One of the best. One of the brightest we have,” Senator Ana Brol (Velmar) said on Monday.", "Ana Brol"),
        ("“They love him. They do not want to leave,” Brol said, going on to say that the port was lost.", "Brol"),
    ],
)
def test_nobody_inside_a_quote_is_who_says_it(text: str, speaker: str) -> None:
    assert {claim.speaker.name for claim in read(text) if claim.speaker} == {speaker}


def test_a_quote_before_its_verb_is_what_is_said_whatever_follows() -> None:
    text = (
        "“You should resign. You should give back the money,” Tarn told Keld, after he admitted he had not been fined."
    )
    claim = next(claim for claim in read(text) if claim.cue and claim.cue.text == "told")
    assert words(text, claim) == ["“You should resign. You should give back the money,”"]


def test_a_name_with_a_circumstance_before_a_colon_says_the_quote() -> None:
    ((speaker, said),) = [
        (claim.speaker.name, claim.content.text)
        for claim in read("Rebel envoy Walid Tarn, in an interview with Kalis TV: “We said yes on Sunday.”")
        if claim.speaker
    ]
    assert (speaker, said) == ("Walid Tarn", "“We said yes on Sunday.”")


def test_the_name_before_what_renames_it_speaks() -> None:
    claims = read("COGAR, the Ordane military body that runs the crossings, rejects that, saying 312 lorries entered.")
    assert {claim.speaker.name for claim in claims if claim.speaker} == {"COGAR"}


def test_a_distance_says_nothing() -> None:
    text = "The ship was hit on Tuesday, 11 nautical miles east of Velmar, the Norland naval staff said."
    (claim,) = read(text)
    assert claim.speaker is not None
    assert claim.speaker.name == "the Norland naval staff"


def test_who_takes_up_a_speaker_is_where_the_text_names_him() -> None:
    (claim,) = [c for c in read("The plan came from Ana Brol, who said that the port was shut.") if c.cue]
    assert claim.speaker is not None
    assert claim.speaker.span is not None
    assert (claim.speaker.name, claim.speaker.span.text) == ("Ana Brol", "who")


def test_clauses_that_share_their_subject_are_one_claim() -> None:
    text = "The mission said its patrol heard “small-arms fire” but could not establish who began it."
    assert [claim.content.text for claim in read(text)] == [
        "its patrol heard “small-arms fire” but could not establish who began it"
    ]


def test_a_participle_behind_a_quote_says_its_own_clause() -> None:
    text = "In a statement, the firm said: “The pit was sound when it was sold,” adding that its price rose in a year."
    claim = next(claim for claim in read(text) if claim.cue and claim.cue.text == "adding")
    assert claim.content.text == "its price rose in a year"


def test_a_quote_goes_on_behind_a_sentence_that_tells_more_of_its_speaker() -> None:
    text = "“This is in their heads,” said Keld, speaking of the strike. “It is what worries them at night.”"
    claim = next(claim for claim in read(text) if claim.cue and claim.cue.text == "said")
    assert words(text, claim) == ["“This is in their heads,”", "“It is what worries them at night.”"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Brol accused the firm of theft - a charge that it has heard before.", "the firm of theft"),
        ("Keld promised to open the port - not what his party had in mind.", "to open the port"),
    ],
)
def test_a_dash_behind_a_deed_begins_what_the_paper_says(text: str, said: str) -> None:
    assert read(text)[0].content.text == said
