"""The lexicon of events: every entry can be used, and the common verbs of the news tell of the act that they name."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from builders.reading import printed
from tocsin.core.vocabulary import Action
from tocsin.reading.events.frames import Frame, lexicon
from tocsin.reading.reader import EnglishReader

PUBLISHED = datetime(2026, 4, 15, 14, tzinfo=UTC)


def main_action(text: str) -> Action | None:
    """The act that the text mostly tells of."""
    document = printed(text, PUBLISHED)
    events = EnglishReader().read(document).events
    return max(events, key=lambda event: event.reader_score).action if events else None


def test_no_frame_is_entered_twice() -> None:
    for frames in (*lexicon().verbs.values(), *lexicon().nouns.values()):
        counted = Counter((frozenset(frame.slots), frame.without) for frame in frames)
        assert [slots for slots, times in counted.items() if times > 1] == []


def test_every_slot_of_a_frame_can_be_filled() -> None:
    frames: list[Frame] = [frame for each in lexicon().verbs.values() for frame in each]
    assert [frame for frame in frames for slot in frame.slots if not (slot.words or slot.of_class)] == []


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Norway and Iceland struck a bargain on herring on Monday.", Action.AGREE),
        ("The herring fishers of Iceland accepted a pay offer on Monday.", Action.AGREE),
        ("Norway put its signature to a fishing deal with Iceland on Monday.", Action.AGREE),
        ("The Norwegian foreign minister flew to Reykjavik on Monday for talks.", Action.CONSULT),
        ("Norway's prime minister spoke by telephone with Iceland's president on Monday.", Action.CONSULT),
        ("Norwegian mediators shuttled between the army and the rebels on Monday.", Action.CONSULT),
        ("Norway threw its weight behind Iceland's candidate on Monday.", Action.SUPPORT),
        ("Norway voiced confidence in Iceland's government on Monday.", Action.SUPPORT),
        ("Norway and Iceland carried out a joint search for smugglers on Monday.", Action.COOPERATE),
        ("Norway passed intelligence to Iceland on Monday.", Action.COOPERATE),
        ("Norway earmarked 12 million euros for flood victims in Iceland.", Action.AID),
        ("Norwegian trucks carrying flour and blankets crossed into Iceland on Monday.", Action.AID),
        ("Norway released a loan tranche of 5 million dollars to Iceland on Monday.", Action.AID),
        ("Norwegian soldiers began pulling out of the town on Monday.", Action.RETREAT),
        ("Two Icelandic rebel factions silenced their guns on Monday.", Action.RETREAT),
        ("Iceland's interior minister handed in his resignation on Monday.", Action.RETREAT),
        ("Norway removed tariffs on Icelandic wool on Monday.", Action.CONCEDE),
        ("Iceland's president bowed to pressure and scrapped a tax on fuel on Monday.", Action.CONCEDE),
        ("Villagers in Iceland are calling for the closure of the mine.", Action.REQUEST),
        ("Norway sought Icelandic help in tracing a ferry on Monday.", Action.REQUEST),
        ("Norway hit out at Iceland over its drills on Monday.", Action.ACCUSE),
        ("Norwegian police questioned a lawmaker from Iceland on Monday.", Action.ACCUSE),
        ("Norway summoned Iceland's ambassador on Monday.", Action.ACCUSE),
        ("Norway turned its back on a compromise with Iceland on Monday.", Action.REJECT),
        ("Norway's parliament threw out a bill on fishing on Monday.", Action.REJECT),
        ("Norway gave Iceland an ultimatum on Monday.", Action.THREATEN),
        ("Copper miners in Norway walked off the job on Monday.", Action.PROTEST),
        ("Students occupied the rector's office in Oslo on Monday.", Action.PROTEST),
        ("Angry residents of Bergen pelted police with stones on Monday.", Action.PROTEST),
        ("Norway called its ambassador home from Reykjavik on Monday.", Action.SANCTION),
        ("Norway stopped buying Icelandic wool on Monday.", Action.SANCTION),
        ("Norway told the Icelandic consul to leave within 72 hours on Monday.", Action.SANCTION),
        ("Norway sent two frigates to shadow a survey ship near Iceland.", Action.MOBILIZE),
        ("Norway put its air force on high alert on Monday.", Action.MOBILIZE),
        ("Norwegian agents picked up a dozen bloggers on Monday.", Action.COERCE),
        ("Norwegian police used water cannon to clear the square on Monday.", Action.COERCE),
        ("Hackers broke into the servers of Norway's tax agency on Monday.", Action.COERCE),
        ("A car bomb tore through a police station in Oslo on Monday.", Action.ASSAULT),
        ("Norwegian rebels dislodged the army from a hill on Monday.", Action.ASSAULT),
    ],
)
def test_the_common_verbs_of_the_news_tell_of_their_act(text: str, action: Action) -> None:
    assert main_action(text) is action


def test_an_offender_named_by_a_passive_counts_as_its_subject() -> None:
    assert main_action("A Norwegian ferry was stopped for an hour by an Icelandic coastguard cutter.") is Action.COERCE


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Norway allowed Red Cross officials to visit the camps on Monday.", Action.RETREAT),
        ("Army commanders in Norway gave the government until Friday to resign.", Action.THREATEN),
        ("Norway put its signature to a treaty with Iceland on Monday.", Action.AGREE),
        ("Norway's president has taken several steps to enhance political freedoms.", Action.CONCEDE),
        ("Norwegian miners walked out of talks with Iceland on Monday.", Action.SANCTION),
        ("Norway insisted that Iceland leave the fishing grounds.", Action.REQUEST),
    ],
)
def test_words_around_an_object_and_behind_it_tell_which_act_it_is(text: str, action: Action) -> None:
    assert main_action(text) is action


@pytest.mark.parametrize(
    "text",
    [
        "Norway slashed its forecast for growth on Monday.",
        "The skier from Norway captured four medals.",
        "Norway's security cabinet meets on Wednesday evening.",
        "The children are picked up for the ride to school.",
        "Norwegian athletes demonstrated great skill on Monday.",
        "The window slammed shut on Monday.",
        "The bank lent its name to a chess prize.",
        "The vessel struck a submerged object off Norway on Monday.",
    ],
)
def test_the_same_words_in_other_company_tell_of_no_act(text: str) -> None:
    assert main_action(text) is None
