"""What people think, want, judge and wonder: verbs, nouns and adjectives of mind. All names are invented."""

from __future__ import annotations

import pytest

from builders.reading import published_at_noon
from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Stance
from tocsin.reading.reader import EnglishReader


def read(text: str) -> tuple[Claim, ...]:
    return EnglishReader().read(published_at_noon(text)).claims


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "words"),
    [
        # verbs of wish and purpose
        ("Marek wants the port to reopen.", "Marek", Stance.REQUESTS, "the port to reopen"),
        ("Marek wants to reopen the port.", "Marek", Stance.REQUESTS, "to reopen the port"),
        ("The premier plans to sell the railway.", "premier", Stance.PROMISES, "to sell the railway"),
        ("The union called for the guards to leave the harbour.", "union", Stance.REQUESTS,
         "the guards to leave the harbour"),
        ("The senators opposed raising the toll.", "senators", Stance.REFUSES, "raising the toll"),
        # questions
        ("Reporters asked whether the bridge would hold.", "Reporters", Stance.REQUESTS,
         "whether the bridge would hold"),
        ("Quill wondered why the port was shut.", "Quill", Stance.ASSESSES, "why the port was shut"),
        # judgement
        ("Marek praised Quill for her patience.", "Marek", Stance.ASSERTS, "Quill for her patience"),
        ("Lund mocked the harbour office for its slowness.", "Lund", Stance.ASSESSES,
         "the harbour office for its slowness"),
        ("Lund compared the plan to a leaking raft.", "Lund", Stance.ASSESSES,
         "the plan to a leaking raft"),
        ("The party backed the reform.", "party", Stance.ACCEPTS, "the reform"),
        ("The minister defended the decision.", "minister", Stance.ACCEPTS, "the decision"),
        ("The senators laughed off the warning.", "senators", Stance.REFUSES, "the warning"),
        # texts that hold something
        ("The poll showed a narrow lead for Quill.", "poll", Stance.ASSERTS, "a narrow lead for Quill"),
        # nouns with a topic
        ("Marek’s criticism of the harbour plan grew louder.", "Marek", Stance.ACCUSES, "the harbour plan"),
        ("The premier voiced support for the ferry line.", "premier", Stance.ACCEPTS, "the ferry line"),
        ("The senators expressed concern about the cost of the dam.", "senators", Stance.ASSESSES,
         "the cost of the dam"),
        ("The mayor made the case that the dam was safe.", "mayor", Stance.ASSERTS, "the dam was safe"),
        ("Western calls for restraint grew louder.", "Western", Stance.REQUESTS, "restraint"),
        ("Marek repeated his criticism of the harbour plan.", "Marek", Stance.ACCUSES, "the harbour plan"),
        ("The envoy expressed frustration that the port was shut.", "envoy", Stance.ASSESSES, "the port was shut"),
        ("The envoy made a plea for the pilots to return.", "envoy", Stance.REQUESTS, "the pilots to return"),
        ("The premier made it clear that the port would stay shut.", "premier", Stance.ASSERTS,
         "the port would stay shut"),
        ("Marek referred to the vote as a farce.", "Marek", Stance.ASSERTS, "the vote as a farce"),
        # adjectives
        ("Marek is confident that the truce will hold.", "Marek", Stance.ASSESSES, "the truce will hold"),
        ("Voters wary of the plan stayed home.", "Voters", Stance.ASSESSES, "the plan"),
        ("The premier is willing to meet the pilots.", "premier", Stance.PROPOSES, "to meet the pilots"),
        ("The premier was critical of the ruling.", "premier", Stance.ACCUSES, "the ruling"),
        # in somebody's view, and by what somebody does to say it
        ("In Marek's view, the treaty is dead.", "Marek", Stance.ASSESSES, "the treaty is dead"),
        ("Marek took to the radio to warn that the dam could burst.", "Marek", Stance.WARNS, "the dam could burst"),
    ],
)  # fmt: skip
def test_what_is_on_somebodys_mind_is_attributed_with_its_act(
    text: str, speaker: str, stance: Stance, words: str
) -> None:
    claims = [claim for claim in read(text) if claim.content.text == words]

    assert claims, [claim.content.text for claim in read(text)]
    assert claims[0].speaker is not None
    assert speaker in claims[0].speaker.name
    assert claims[0].stance is stance


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked the harbour.",
        "The brigade defended the bridge.",
        "The rebels are backed by tanks.",
        "Veshia's support for the rebels has grown.",
        "Police found a rifle under the bridge.",
        "Veshia declared independence in 1990.",
        "The treaty is confident prose.",
        "It is clear that the road is long.",
        "The men wanted by police fled.",
        "The envoy expressed no support for the plan.",
        "Neither senator wants a vote.",
        "The strike underscores the danger.",
        "The monitors have confirmed neither version.",
        "The committee plans were shelved.",
        "The port was open to all ships.",
        "A yellow digger pushed the mound to make room.",
        "The developers added a few small rooms to the house.",
        "The performance confirmed that the pump was old.",
        "It is hard to talk about the harbour.",
    ],
)
def test_deeds_and_the_papers_own_words_are_no_claims(text: str) -> None:
    assert [(claim.cue and claim.cue.text, claim.content.text) for claim in read(text)] == []


@pytest.mark.parametrize(
    ("text", "stance", "words"),
    [
        ("Lund does not believe that the dam is safe.", Stance.ASSESSES, "the dam is safe"),
        ("Lund does not want to close the port.", Stance.REFUSES, "to close the port"),
        ("Lund did not support the reform.", Stance.REFUSES, "the reform"),
        ("Marek is not willing to meet the pilots.", Stance.REFUSES, "to meet the pilots"),
    ],
)
def test_the_not_of_a_verb_of_mind_belongs_to_what_is_thought(text: str, stance: Stance, words: str) -> None:
    (claim,) = read(text)

    assert claim.stance is stance
    assert claim.content.text == words


@pytest.mark.parametrize(
    ("text", "stance", "words"),
    [
        ("The vote is expected to take place in May.", Stance.PREDICTS, "The vote / to take place in May"),
        ("The clerk was accused of perjury.", Stance.ACCUSES, "The clerk / of perjury"),
    ],
)
def test_what_people_say_of_somebody_has_no_speaker(text: str, stance: Stance, words: str) -> None:
    (claim,) = read(text)

    assert claim.speaker is None
    assert claim.stance is stance
    assert " / ".join(text[a:b] for a, b in claim.pieces) == words


def test_turns_of_speech_inside_a_quote_are_no_claims_of_their_own() -> None:
    (claim,) = read("“You know the port is shut, and people say it will open,” Marek said.")

    assert claim.speaker is not None
    assert claim.speaker.name == "Marek"


def test_who_turns_down_a_report_does_not_report_it() -> None:
    claims = read("The mayor denied a newspaper report that the dam had burst.")

    assert {c.stance for c in claims if c.speaker and "mayor" in c.speaker.name} == {Stance.DENIES}


def test_what_a_noun_says_behind_its_verb_is_one_claim_and_of_the_nouns_act() -> None:
    (claim,) = read("Marek repeated charges that the vote had been rigged.")

    assert claim.stance is Stance.ACCUSES
    assert claim.content.text == "the vote had been rigged"
