"""An article is taken apart before it is read: nothing but running text reaches the parser."""

import pytest

from tocsin.reading.text.segment import BlockKind, segment

ARTICLE = """Harbour talks collapse in Velmar
By Ana Brol
VELMAR, Norland (AP) — Officials met on Tuesday. They failed.

Read more: What we know about the harbour

Photo: a ship at sea (Wire/Ana Brol)

The Road Ahead

The port stays closed for a week, the harbour master said."""


def parts(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in segment(text, title).blocks]


def test_title_byline_dateline_caption_heading_and_related_line_are_told_apart() -> None:
    assert parts(ARTICLE) == [
        ("title", "Harbour talks collapse in Velmar"),
        ("byline", "By Ana Brol"),
        ("dateline", "VELMAR, Norland (AP) —"),
        ("paragraph", "Officials met on Tuesday. They failed."),
        ("related", "Read more: What we know about the harbour"),
        ("caption", "Photo: a ship at sea (Wire/Ana Brol)"),
        ("heading", "The Road Ahead"),
        ("paragraph", "The port stays closed for a week, the harbour master said."),
    ]


def test_only_paragraphs_and_list_items_hold_sentences() -> None:
    text = ARTICLE + "\n- Two ships left.\n- None came."
    kinds = {block.kind for block in segment(text).paragraphs}
    assert kinds == {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    assert [text[b.start : b.end] for b in segment(text).paragraphs][-2:] == ["Two ships left.", "None came."]


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("VELMAR (Reuters) - Two people died.", "VELMAR (Reuters) -"),
        ("VELMAR, Feb 3 (Reuters) - Two people died.", "VELMAR, Feb 3 (Reuters) -"),
        ("Feb 3 (Reuters) - Two people died.", "Feb 3 (Reuters) -"),
        ("VELMAR, Norland, Dec. 29 — Two people died.", "VELMAR, Norland, Dec. 29 —"),
        ("Velmar — Two people died.", "Velmar —"),
        ("OLD VELMAR, Norland (AP) _ Two people died.", "OLD VELMAR, Norland (AP) _"),
    ],
)
def test_a_dateline_is_split_from_its_sentence(line: str, dateline: str) -> None:
    assert parts(line) == [("dateline", dateline), ("paragraph", "Two people died.")]


@pytest.mark.parametrize(
    "line",
    [
        "The minister (who is ill) - a friend of the harbour - left for Velmar early.",
        "Brol — the harbour master — said that the port stays closed for now.",
        "He said: nobody leaves the harbour before the talks are over.",
    ],
)
def test_a_dash_or_colon_alone_makes_no_dateline(line: str) -> None:
    assert all(kind != "dateline" for kind, _ in parts("Some title of a story\n\n" + line))


def test_a_city_in_plain_case_makes_a_dateline_only_before_the_first_paragraph() -> None:
    line = "Velmar — Two people died."
    assert parts(line)[0] == ("dateline", "Velmar —")
    assert parts(f"A title\n\nThe port is shut for a week.\n\n{line}")[-1] == ("paragraph", line)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Strategic Calculations Analysts note that the port is closed.", "Strategic Calculations"),
        ("Market Odds The contract trades at half of its price.", "Market Odds"),
        ("Diplomatic Deadlock Officials in Velmar refused to comment on it.", "Diplomatic Deadlock"),
    ],
)
def test_a_heading_glued_to_a_sentence_is_cut_off(line: str, heading: str) -> None:
    assert parts("A title\n\n" + line)[1] == ("heading", heading)


@pytest.mark.parametrize(
    "line",
    [
        "Prime Minister Ana Brol said that the port stays closed for now.",
        "Norland Defence Ministry officials said that the port stays closed.",
        "The Velmar Harbour Board met on Tuesday and decided nothing at all.",
    ],
)
def test_a_name_at_the_head_of_a_sentence_is_no_heading(line: str) -> None:
    assert parts("A title\n\n" + line)[1:] == [("paragraph", line)]


def test_the_labels_of_questions_and_answers_and_of_a_live_blog_stand_apart() -> None:
    text = "Q: Who controls the port?\nA: Nobody does, said the mayor.\n\n14:32 Shots were heard, residents say."
    assert parts(text) == [
        ("question", "Q:"),
        ("paragraph", "Who controls the port?"),
        ("question", "A:"),
        ("paragraph", "Nobody does, said the mayor."),
        ("question", "14:32"),
        ("paragraph", "Shots were heard, residents say."),
    ]


def test_topic_labels_are_known_by_their_fellows() -> None:
    topics = ["What is disputed. The ministry says the debris fell on a depot."]
    topics += ["Velmar. Explosions were heard in the night, residents said."]
    topics += ["On the street. People queue for water near the market square."]
    assert [part for part in parts("\n\n".join(topics)) if part[0] == "question"] == [
        ("question", "What is disputed."),
        ("question", "Velmar."),
        ("question", "On the street."),
    ]
    alone = "A title\n\n" + topics[2]
    assert [kind for kind, _ in parts(alone)] == ["title", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "The harbour master said on Tuesday that the port would stay closed until"
    text = "\n".join([line] * 6) + "\nthe talks are over."
    assert [kind for kind, _ in parts(text)] == ["paragraph"]


def test_paragraphs_that_happen_to_be_of_one_length_are_not_joined() -> None:
    long, short = (
        "The port is closed, and nobody in Velmar knows for how long, she said" + " it" * 8 + ".",
        "A ship left at dawn on Monday.",
    )
    text = "\n".join([long] * 5 + [short] * 12)
    assert len([kind for kind, _ in parts("A title\n" + text) if kind == "paragraph"]) == 17


def test_a_first_line_equal_to_the_known_title_is_the_title() -> None:
    text = "Ships,  they say.\nNothing moved in the port on Tuesday, they said."
    assert parts(text, "Ships, they say.")[0] == ("title", "Ships,  they say.")
    assert parts(text)[0][0] == "paragraph"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\n" * 10_000])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    assert segment(text).blocks == ()


def test_one_short_line_is_a_paragraph() -> None:
    assert parts("Ships left the port") == [("paragraph", "Ships left the port")]


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("KALIS/OSTRAV, March 19 - A visit was put off.", "KALIS/OSTRAV, March 19 -"),
        ("Kalis, 17 November 2025 — A pact was signed.", "Kalis, 17 November 2025 —"),
        ("KALIS, 4 April 2026 (Reuters) - A pact was signed.", "KALIS, 4 April 2026 (Reuters) -"),
        ("PORT KALIS/OSTRAV (AP) — A pact was signed.", "PORT KALIS/OSTRAV (AP) —"),
    ],
)
def test_datelines_of_two_cities_and_with_a_year(line: str, prefix: str) -> None:
    first = segment(line).blocks[0]

    assert first.kind is BlockKind.DATELINE
    assert line[first.start : first.end] == prefix


@pytest.mark.parametrize("stamp", ["13:05 -", "12:40 –", "9.30pm:", "11:20 GMT:", "12.40 p.m. EST —", "12:10"])
def test_the_stamp_of_a_live_entry_is_no_part_of_its_sentence(stamp: str) -> None:
    text = f"{stamp} Some 4,000 people crossed the bridge on foot."
    blocks = segment(text).blocks

    assert [text[b.start : b.end] for b in blocks] == [stamp, "Some 4,000 people crossed the bridge on foot."]
    assert blocks[0].kind is BlockKind.QUESTION


def test_a_share_of_votes_is_no_stamp() -> None:
    text = "50.70 per cent of voters came to the polls."

    assert [text[b.start : b.end] for b in segment(text).blocks] == [text]
