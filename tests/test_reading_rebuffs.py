"""What is turned away without a name, and what stands behind a colon. All people and places are invented."""

from __future__ import annotations

import pytest

from test_reading_claims import read, said
from tocsin.core.vocabulary import Stance


def told(text: str) -> list[tuple[str, Stance, str]]:
    """Speaker, act and words of every claim."""
    return [
        ((claim.speaker.name or "") if claim.speaker else "", claim.stance, said(claim, text)) for claim in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The harbour office declined to comment.", "the harbour office", "The harbour office declined to comment"),
        ("Asked about the fire, Brol declined to comment.", "Brol", "Brol declined to comment"),
        ("The ministry would not be drawn.", "the ministry", "The ministry would not be drawn"),
        ("Kalis would neither confirm nor deny it.", "Kalis", "Kalis would neither confirm nor deny it"),
        ("The office could neither confirm nor rule out that a pilot had died.", "the office", "a pilot had died"),
        ("The mayor had no comment.", "the mayor", "The mayor had no comment"),
    ],
)
def test_who_keeps_silent_refuses_and_the_clause_itself_says_so(text: str, speaker: str, words: str) -> None:
    assert told(text) == [(speaker, Stance.REFUSES, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not respond to a request for comment.",
        "The governor, who declined to be named, left the room.",
        "The council declined to comment on the weather.",
        "The spokesman neither confirmed nor denied it.",
    ],
)
def test_who_is_only_not_heard_refuses_nothing(text: str) -> None:
    assert [claim for claim in told(text) if claim[1] is Stance.REFUSES] == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Mandel offered to resign, which the premier refused.",
            [(Stance.PROPOSES, "to resign"), (Stance.REFUSES, "which the premier refused")],
        ),
        (
            "Norvia offered engineers, which Kalis accepted.",
            [(Stance.PROPOSES, "engineers"), (Stance.ACCEPTS, "which Kalis accepted")],
        ),
        (
            "The union alleged that two men had been beaten, which the police chief, Colonel Lena Krause, denied.",
            [
                (Stance.ACCUSES, "two men had been beaten"),
                (Stance.DENIES, "which the police chief, Colonel Lena Krause, denied"),
            ],
        ),
        (
            "Two men had been beaten, the union alleged, a charge the police chief, Colonel Lena Krause, rejected.",
            [
                (Stance.ACCUSES, "Two men had been beaten"),
                (Stance.DENIES, "a charge the police chief, Colonel Lena Krause, rejected"),
            ],
        ),
        (
            "Norvia said the bridge had been hit, a claim that Kalis called absurd.",
            [(Stance.ASSERTS, "the bridge had been hit"), (Stance.DENIES, "a claim that Kalis called absurd")],
        ),
        (
            "Norvia said the bridge had been hit; a Kalis official scoffed at that.",
            [(Stance.ASSERTS, "the bridge had been hit"), (Stance.DENIES, "a Kalis official scoffed at that")],
        ),
        (
            "The harbour office, the body that runs the docks, rejects that, saying 312 lorries entered.",
            [(Stance.DENIES, "rejects that"), (Stance.ASSERTS, "312 lorries entered")],
        ),
        ("The union turned it down.", [(Stance.REFUSES, "The union turned it down")]),
        ("The office withdrew that account on Friday.", [(Stance.DENIES, "The office withdrew that account")]),
    ],
)
def test_what_another_turns_away_behind_it_is_a_claim_of_its_own(text: str, claims: list[tuple[Stance, str]]) -> None:
    assert [(stance, words) for _, stance, words in told(text)] == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The army first said there had been three ships. On Sunday it corrected itself: the third was a rock.",
            [("the army", "there had been three ships"), ("the army", "the third was a rock")],
        ),
        (
            "Captain Lena Krause set out two conditions: a new governor by spring, and a share of the dues.",
            [("Lena Krause", "a new governor by spring, and a share of the dues")],
        ),
        ("The army has another version: its patrol fell first.", [("the army", "its patrol fell first")]),
        (
            "The mayor suggested that Brol had been misheard: no date had been fixed, he said, and none would be.",
            [("the mayor", "Brol had been misheard"), ("the mayor", "no date had been fixed / none would be")],
        ),
        (
            "Mandel said the truce was over: “We waited for a week, and nobody came.”",
            [("Mandel", "the truce was over"), ("Mandel", "“We waited for a week, and nobody came.”")],
        ),
        ("Moscow's answer was brisk: “There is nothing to discuss.”", [("Moscow", "“There is nothing to discuss.”")]),
        ("Two people died: a woman of 63 and a watchman.", []),
    ],
)
def test_a_colon_parts_what_is_said_from_what_says_it(text: str, claims: list[tuple[str, str]]) -> None:
    assert [(speaker, words) for speaker, _, words in told(text)] == claims


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Mandel, argues Quill, has no choice.", "Quill", "Mandel / has no choice"),
        ("What matters, insists Captain Krause, is time.", "Krause", "What matters / is time"),
        ("The mayor of Velmar, Otto Quill, alleged last week that half had gone.", "Otto Quill", "half had gone"),
    ],
)
def test_who_speaks_between_commas_is_not_what_the_sentence_is_about(text: str, speaker: str, words: str) -> None:
    assert [(name, content) for name, _, content in told(text)] == [(speaker, words)]
