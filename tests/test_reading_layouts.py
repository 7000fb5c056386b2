"""Whatever stands around an article stays out of its sentences. All people, places and papers are invented."""

from __future__ import annotations

import pytest

from builders.reading import published_at_noon
from tocsin.reading.reader import EnglishReader
from tocsin.reading.text.segment import BlockKind, segment

SENTENCE = "Norland shut its port on Tuesday, the ministry said."


def kind_of(line: str) -> BlockKind:
    """The kind of ``line`` where it stands between two paragraphs of an article."""
    text = f"A title of a story\n{SENTENCE}\n{line}\n{SENTENCE}"
    return next(block.kind for block in segment(text).blocks if block.start >= text.index(line))


def running(text: str) -> list[str]:
    return [text[block.start : block.end] for block in segment(text).paragraphs]


def told(text: str) -> list[tuple[str, str]]:
    """Every claim of ``text`` as (speaker, words)."""
    claims = EnglishReader().read(published_at_noon(text)).claims
    return [(c.speaker.name if c.speaker else "", c.content.text) for c in claims]


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook",
        "© 2026 Velmar Courier. All rights reserved.",
        "We use cookies to improve your experience. By continuing you accept our cookie policy.",
        "Sign up here to get this newsletter in your inbox.",
        "Was this forwarded to you? Subscribe.",
        "View this post on Instagram",
        "https://velmar.example/port/1234",
        "#velmar #port",
        "👉 Follow @velmarnews",
        "desk@velmarpost.example",
        "Reach Tom Rill at 555-0100 or trill@velmarpost.example.",
        "Contact: Jon Keld, press@velmar.example",
        "Home | News | World | Sport",
        "January\t120\t33,000",
        "| January | 120 |",
        "|-------|-------|",
        "From: Ana Brol <ana@velmar.example>",
        "___",
        "41",
        "(APPLAUSE)",
        "This article was amended on 4 March 2026. An earlier version said the port was open.",
    ],
)
def test_the_furniture_of_a_page_is_no_text(line: str) -> None:
    assert kind_of(line) is BlockKind.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ana Brol; Editing by Tom Rill)",
        "(Adds quotes, background)",
        "Associated Wire writer Tom Rill in Kalis contributed to this report.",
        "14:05, 3 Mar 2026 | Updated 15:12, 3 Mar 2026",
        "2 min read",
        "By Ana Brol in Velmar",
        "*By Ana Brol*",
    ],
)
def test_who_made_the_article_and_when_is_a_byline(line: str) -> None:
    assert kind_of(line) is BlockKind.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "Miners outside the gate yesterday Credit: Alamy",
        "A ship burns off Velmar. (AW Photo/Ana Brol)",
        "In this photo provided by the ministry, a ship burns off Velmar.",
        "Image caption, The port of Velmar on Tuesday",
        "The port of Velmar on Tuesday. Photo: Ana Brol",
    ],
)
def test_the_words_below_a_picture_are_a_caption(line: str) -> None:
    assert kind_of(line) is BlockKind.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers to the plan will lose their money, the union said.",
        "Follow-up talks will be held on Friday.",
        "Copyright law does not cover it, the judge said.",
        "The photo shows a ship, the ministry said.",
        "He said the agency would share on Friday what it knew.",
        "Call it a truce, the envoy said, but no peace.",
        "The board meets on 4 March 2026.",
        "From Velmar, the ships went north, Keld said.",
        "The minister contributed to the failure of the talks, Brol said.",
    ],
)
def test_a_sentence_that_sounds_like_furniture_is_read(line: str) -> None:
    assert kind_of(line) is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("VELMAR, March 4. /NASS/. {}", "VELMAR, March 4. /NASS/."),
        ("Velmar. March 4. UNAX - {}", "Velmar. March 4. UNAX -"),
        ("VELMAR, Norland – March 4, 2026 – {}", "VELMAR, Norland – March 4, 2026 –"),
        ("VELMAR, Norland, March 4, 2026 /PRWire/ -- {}", "VELMAR, Norland, March 4, 2026 /PRWire/ --"),
        ("(Velmar) – {}", "(Velmar) –"),
        ("VELMAR | {}", "VELMAR |"),
    ],
)
def test_datelines_of_every_agency_are_split_off(line: str, dateline: str) -> None:
    text = line.format(SENTENCE)
    first, second = segment(text).blocks
    assert (first.kind, text[first.start : first.end]) == (BlockKind.DATELINE, dateline)
    assert text[second.start : second.end] == SENTENCE


@pytest.mark.parametrize(
    "marker",
    ["- ", "• ", "•", "–", "— ", "✅ ", "➡️ ", "1. ", "2) ", "(3) ", "(a) ", "b) ", "iii) ", "1️⃣ ", "> "],
)
def test_the_mark_of_a_list_item_is_no_part_of_it(marker: str) -> None:
    assert running(f"A title of a story\n{marker}{SENTENCE}\n{marker}Nobody was hurt.") == [
        SENTENCE,
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\r\n\r\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    text = end.join(["Norland shuts port", SENTENCE, "Keld said the port would open on Friday."])
    assert running(text) == [SENTENCE, "Keld said the port would open on Friday."]


LIVE = """\
LIVE: Velmar port blast – latest updates
Last updated: 4 Mar 2026, 11:42 GMT
11.42am GMT
Ministry: port to reopen Friday
The transport ministry says the port will reopen on Friday.
Share
2h ago
Mayor: ‘We were lucky’
Mayor Ana Brol told local radio: “We were lucky. It could have been worse.”
10:05 – Shots heard in Velmar, residents say
Residents told the Courier that shots were heard near the port.
"""


def test_a_live_blog_is_its_entries_without_their_times_and_headlines() -> None:
    assert running(LIVE) == [
        "The transport ministry says the port will reopen on Friday.",
        "Mayor Ana Brol told local radio: “We were lucky. It could have been worse.”",
        "Residents told the Courier that shots were heard near the port.",
    ]


PAGE = """\
Skip to main content
Home | News | World | Sport
Norland shuts port
Share on Facebook
By Ana Brol
Published 4 March 2026
Norland shut its port on Tuesday, the ministry said.
Advertisement
"We had no choice," minister Jon Keld told the Courier.
Image source, Velmar Images
Related Topics
© 2026 Velmar Courier
"""


def test_the_title_of_a_page_is_the_first_line_that_is_no_furniture() -> None:
    titles = [PAGE[b.start : b.end] for b in segment(PAGE).blocks if b.kind is BlockKind.TITLE]
    assert titles == ["Norland shuts port"]


def test_the_remains_of_a_page_give_the_claims_of_its_article_alone() -> None:
    assert told(PAGE) == [
        ("the ministry", "Norland shut its port on Tuesday"),
        ("Jon Keld", '"We had no choice,"'),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was clear.\n“We will rebuild every house.”\n— Ana Brol, mayor of Velmar\nShe did not say when.",
        "She was clear.\n“We will rebuild every house.” pic.example.com/abcd\n— Ana Brol (@anabrol) March 3, 2026",
    ],
)
def test_a_quote_is_told_by_its_signature(text: str) -> None:
    assert told(text) == [("Ana Brol", "“We will rebuild every house.”")]


BRIEFING = """\
The spokesman, Jon Keld, spoke to reporters on Monday.
MR. KELD: We have closed the port.
Q: When will it reopen?
MR. KELD: It will reopen on Friday.
Nobody will lose a wage.
Q: Did Veshia attack it?
MR. KELD: No.
"""


def test_what_follows_an_answer_without_a_new_name_is_the_same_answer() -> None:
    assert [words for _, words in told(BRIEFING)] == [
        "We have closed the port.",
        "It will reopen on Friday.",
        "Nobody will lose a wage.",
        "No.",
    ]
    assert all("keld" in name.lower() for name, _ in told(BRIEFING))


@pytest.mark.parametrize(
    "questions",
    [
        "– Is your port shut?\n– Yes. We will open it on Friday.\n– Was it Veshia?\n– I do not know.",
        "Is your port shut?\nYes. We will open it on Friday.\nWas it Veshia?\nI do not know.",
        "Post: Is your port shut?\nKeld: Yes. We will open it on Friday.\nPost: Was it Veshia?\nKeld: I do not know.",
    ],
)
def test_answers_of_every_layout_are_the_guests(questions: str) -> None:
    text = f"We met the harbour master, Jon Keld, in Velmar.\n{questions}"
    assert told(text) == [("Jon Keld", "Yes. We will open it on Friday."), ("Jon Keld", "I do not know.")]


def test_headings_that_ask_nobody_make_no_interview() -> None:
    text = "We met the mayor, Ana Brol.\nWhat happened?\nThe port was shut.\nWhat is next?\nTalks start on Friday."
    assert told(text) == []


def test_a_text_in_capitals_is_read_like_any_other() -> None:
    text = (
        "VELMAR (AW) -- THE PORT WAS SHUT ON TUESDAY, OFFICIALS SAID. "
        '"WE WILL NOT OPEN IT," HARBOUR MASTER JON KELD TOLD REPORTERS. ANA BROL DENIED THAT VESHIA HAD SHUT THE PORT.'
    )
    assert [(name.lower(), words) for name, words in told(text)] == [
        ("officials", "THE PORT WAS SHUT ON TUESDAY"),
        ("jon keld", '"WE WILL NOT OPEN IT,"'),
        ("ana brol", "VESHIA HAD SHUT THE PORT"),
    ]


def test_the_entities_that_a_page_left_behind_part_words_and_quotes() -> None:
    text = "&quot;We had no choice,&quot; Keld said.&nbsp;The port &mdash; shut on Tuesday &mdash; is safe, Brol said."
    assert told(text) == [
        ("Keld", "&quot;We had no choice,&quot;"),
        ("Brol", "The port &mdash; shut on Tuesday &mdash; is safe"),
    ]
