"""Who speaks in an aside, by whose text or count, and what the paper adds. All people and places are invented."""

from __future__ import annotations

import pytest

from test_reading_rebuffs import told
from tocsin.core.vocabulary import Stance


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("The mill, the council said on Friday, will close.", "the council", "The mill / will close"),
        ("The tunnels at Brask, the Tidal Board reported in May, are full.", "Tidal Board", "The tunnels at Brask"),
        ("A clerk in the office said by telephone that the money had gone.", "clerk", "the money had gone"),
        ("An official involved in the talks conceded, on condition of anonymity, that he lost.", "official", "he lost"),
        ("A study by the bank concludes with “some confidence” that no gold has left.", "study", "no gold has left"),
        ("By the ministry's tally, nine ships were lost.", "ministry", "nine ships were lost"),
        ("The ministry revised its figure to three dead.", "ministry", "its figure to three dead"),
        ("Brask expects none this year.", "Brask", "none this year"),
        ("Norvia, which killed the plan in March 2019, has threatened to do so again.", "Norvia", "to do so again"),
        ("The premier left, hours after saying he would stay, as a strike shut schools.", "premier", "he would stay"),
        (
            "Norvia said its planes had hit a depot, as talks entered a third day.",
            "Norvia",
            "its planes had hit a depot",
        ),
    ],
)
def test_who_speaks_is_found_whatever_stands_between(text: str, speaker: str, words: str) -> None:
    claims = told(text)

    assert len(claims) == 1
    assert speaker in claims[0][0]
    assert claims[0][2].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "The chairman avoided saying who closed the port.",
        "The bank raised its rate to nine percent.",
        "The minister, Lena Krause, left the room.",
    ],
)
def test_what_is_not_said_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_who_ends_a_sentence_with_a_name_that_has_a_stop_says_nothing_of_the_next() -> None:
    text = "The raid was rash, Captain Brol wrote on X. Kalis denied it. The port shut at 1 a.m. “We ran,” he said."

    assert [words for _, _, words in told(text)] == ["The raid was rash", "Kalis denied it", "“We ran,”"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "“No fire means no fire,” said Lena Krause, the chief negotiator, who ruled out a meeting with rebels.",
            ["Krause", "Krause"],
        ),
        ("The Norvian navy gives another number: its bulletin speaks of nine ships.", ["navy"]),
        ("The army, whose own communique spoke of live fire, said nothing was hit.", ["army", "army"]),
        ("On Monday we reported, citing a harbour official, that the ferry had sailed.", ["harbour official"]),
    ],
)
def test_a_text_of_somebody_speaks_for_its_owner(text: str, speakers: list[str]) -> None:
    names = [name for name, _, words in told(text) if words != "a harbour official"]

    assert len(names) == len(speakers)
    assert all(want in name for want, name in zip(speakers, names, strict=True))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Pasko told the radio: “There is no workshop. There is a kindergarten and a school.”",
            [(Stance.ASSERTS, "“There is no workshop."), (Stance.ASSERTS, "There is a kindergarten and a school.”")],
        ),
        (
            "“We never saw the vote,” Pasko told supporters. “We will not recognise it.”",
            [(Stance.ASSERTS, "“We never saw the vote,”"), (Stance.REFUSES, "“We will not recognise it.”")],
        ),
        (
            "“The port is open. The cranes are working,” Pasko said. “Every berth is full.”",
            [(Stance.ASSERTS, "“The port is open. The cranes are working,” / “Every berth is full.”")],
        ),
    ],
)
def test_a_quote_of_several_acts_is_several_claims(text: str, claims: list[tuple[Stance, str]]) -> None:
    found = told(text)

    assert [words for _, _, words in found] == [words for _, words in claims]
    assert [act is Stance.REFUSES for _, act, _ in found] == [act is Stance.REFUSES for act, _ in claims]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Brella Foods said its mill had burned. It denied that anybody was hurt.", ["Brella Foods"] * 2),
        ("Brella Foods said its mill had burned. The company denied that anybody was hurt.", ["Brella Foods"] * 2),
        (
            "Norda Lines blamed the pilot. Captain Lena Krause denied it. She said he slept.",
            ["Norda Lines", "Lena Krause"],
        ),
    ],
)
def test_who_spoke_last_is_meant_where_nobody_else_can_be(text: str, speakers: list[str]) -> None:
    names = [name for name, _, _ in told(text)]

    assert names[: len(speakers)] == speakers
