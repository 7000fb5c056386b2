"""Article files in any format and encoding become text, or say in one line why they do not."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from tocsin.core.errors import InputError
from tocsin.reading.text.formats import extract

SENTENCE = "The harbour master said on Tuesday that the port would stay closed until the talks are over."
BODY = " ".join([SENTENCE, "Two ships left before noon.", "Nobody was hurt, the coast guard of Norland said."])


def test_plain_text_is_kept_as_given() -> None:
    text = "Ships leave\n\nHe said:  “no”.\tThen\u00a0nothing.\n"
    found = extract(text.encode(), name="a.txt")
    assert (found.text, found.title, found.problems) == (text, "Ships leave", ())


def test_line_ends_and_the_byte_order_mark_are_all_that_changes() -> None:
    assert extract(b"\xef\xbb\xbfOne.\r\nTwo.\rThree.", name="a.txt").text == "One.\nTwo.\nThree."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    found = extract("Größe: “Ünrast” in Šibenik".encode(encoding), name="a.txt")
    assert found.text == "Größe: “Ünrast” in Šibenik"
    assert found.problems == ()


def test_another_encoding_is_guessed_and_said() -> None:
    text = "Начальник порта заявил во вторник, что порт останется закрытым. " * 5
    found = extract(text.encode("cp1251"), name="a.txt")
    assert found.text == text
    assert "guess" in found.problems[0].message


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (gzip.compress(BODY.encode()), "gzip"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 ...", "zip"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"SQLite format 3\x00....", "database"),
        (b"abc\x00def\xff", "NUL"),
        (bytes(range(1, 9)) * 200, "binary"),
        (b"... --- ...", "no text to read"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name_and_what_to_do(raw: bytes, words: str) -> None:
    with pytest.raises(InputError) as refused:
        extract(raw, name="story.txt")
    assert words in str(refused.value)
    assert "story.txt" in str(refused.value)
    assert ";" in str(refused.value)  # the hint: what to do next


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    source = f"---\nauthor: x\n---\n# Ships *leave*\n\n{SENTENCE} See [the map](https://example.org/m).\n\n"
    source += "- one ship\n- two\n"
    found = extract(source.encode(), name="a.md")
    assert found.title == "Ships leave"
    assert found.text == f"Ships leave\n\n{SENTENCE} See the map.\n\n- one ship\n\n- two"


def test_markdown_nested_without_end_is_read_all_the_same() -> None:
    assert "deep" in extract(b"> " * 5_000 + b"deep", name="a.md").text


def page(body: str, head: str = "") -> bytes:
    start = f"<!doctype html><html lang='en'><head><title>Ships leave</title>{head}</head>"
    return f"{start}<body>{body}</body></html>".encode()


def test_html_gives_the_article_and_not_the_page() -> None:
    head = '<meta property="article:published_time" content="2026-02-03T14:00:00+02:00"><script>var secret=1</script>'
    menu = "<nav><a href='/'>Home</a><a href='/login'>Log in</a></nav>"
    paragraphs = "".join(f"<p>{BODY}</p>" for _ in range(3))
    found = extract(
        page(f"{menu}<article><h1>Ships leave</h1>{paragraphs}</article><footer>© Wire</footer>", head), name="a"
    )
    assert SENTENCE in found.text
    assert "secret" not in found.text
    assert "Log in" not in found.text
    assert found.title == "Ships leave"
    assert found.published == datetime(2026, 2, 3, 12, tzinfo=UTC)
    assert found.language == "en"


def test_a_word_with_a_tag_inside_stays_one_word() -> None:
    raw = b"<html><p>The min<b>ister said that <i>talks</i> had fai<em>led</em>."
    assert "The minister said that talks had failed." in extract(raw, name="a.html").text


def test_a_page_of_few_words_gives_these_and_no_script() -> None:
    found = extract(page("<div>Port shut</div><style>.x{}</style><script>secret()</script>"), name="a.html")
    assert "Port shut" in found.text
    assert "secret" not in found.text
    assert ".x" not in found.text


def test_html_without_an_article_gives_all_its_words_and_says_so() -> None:
    deep = "<div>" * 3_000 + f"<script>if (1<2) secret()</script>{BODY} &amp; more"
    found = extract(deep.encode(), name="a.html")
    assert found.text == f"{BODY} & more"
    assert "no article" in found.problems[0].message


@pytest.mark.parametrize(
    "raw",
    [
        f"<p>{BODY}<p>{BODY}<b><div>{BODY}</p></i></table>".encode(),
        f"<html><body><p>{BODY}<scr".encode(),
        b"<div>" * 3_000 + BODY.encode(),
        f"<html><body><p>{BODY}&bogus;&#99999999;</p>".encode(),
    ],
)
def test_broken_html_is_read(raw: bytes) -> None:
    assert "harbour master" in extract(raw, name="a.html").text


def test_json_takes_the_names_that_feeds_use_and_leaves_the_rest() -> None:
    article = {
        "headline": " Ships leave ", "articleBody": BODY, "datePublished": "2026-02-03T14:00Z", "lang": "en-GB",
        "authors": ["Ana Brol", "Ole Tarn", 3], "link": "https://example.org/1", "publisher": "The Wire",
        "x": {"y": [1]},
    }  # fmt: skip
    found = extract(json.dumps(article).encode(), name="a.json")
    assert (found.title, found.text, found.language) == ("Ships leave", BODY, "en")
    assert (found.byline, found.url, found.source) == ("Ana Brol, Ole Tarn", "https://example.org/1", "The Wire")
    assert found.published == datetime(2026, 2, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize("value", ["yesterday", "2026-13-45", "3 Feb"])
def test_a_publication_time_that_is_not_understood_is_left_out_and_said(value: str) -> None:
    found = extract(json.dumps({"text": BODY, "published": value}).encode(), name="a.json")
    assert found.published is None
    assert value in found.problems[0].message


def test_a_publication_time_without_a_zone_is_taken_as_utc_and_said() -> None:
    found = extract(json.dumps({"text": BODY, "published": "2026-02-03 14:00"}).encode(), name="a.json")
    assert found.published == datetime(2026, 2, 3, 14, tzinfo=UTC)
    assert "no zone" in found.problems[0].message


@pytest.mark.parametrize("raw", [b"[1, 2]", b'"text"', b"{", b'{"text": 3}', b'{"title": "x"}', b"[" * 100_000])
def test_json_that_is_no_article_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.json"):
        extract(raw, name="a.json")


def test_the_content_tells_the_format_where_the_name_does_not() -> None:
    assert extract(json.dumps({"text": BODY}).encode(), name="article").text == BODY
    assert extract(f"# Ships leave\n\n{BODY}".encode(), name="-").title == "Ships leave"
    assert extract(f"<p>{BODY}</p>".encode(), name="-").text.startswith("The harbour master")


def test_five_megabytes_of_one_line_are_read_whole() -> None:
    assert len(extract(b"word " * 1_000_000, name="a.txt").text) == 5_000_000


def test_more_than_fifty_megabytes_are_refused() -> None:
    with pytest.raises(InputError, match="50 MB"):
        extract(b"a" * 50_000_001, name="a.txt")
