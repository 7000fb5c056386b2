"""Article files as text: plain text, Markdown, HTML and JSON, in whatever encoding they came.

Offsets are of the text returned here. It is the text as given, with two changes only: a line ends in "\\n" whatever
it ended in, and a byte-order mark is dropped. Nothing is Unicode-normalised.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import PurePath
from typing import Any

from tocsin.core.errors import InputError, Problem

_SNIFFED = 4096
_GUESSED_FROM = 200_000
_MOST_CONTROL = 0.02
_LARGEST = 50_000_000
_TEXT_KEYS = ("text", "body", "content", "article", "articleBody", "maintext", "full_text")
_TITLE_KEYS = ("title", "headline", "name")
_PUBLISHED_KEYS = ("published", "published_at", "date", "date_publish", "datePublished", "publishedAt", "pubDate")
_BYLINE_KEYS = ("byline", "author", "authors")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF file"),
)
_HTML_START = re.compile(r"\s{0,200}(?:<!doctype html|<html|<head|<body|<article|<p[ >]|<div[ >])", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\[[^\]\n]{1,200}\]\(https?:|```|> )", re.MULTILINE)
_WITHIN_WORDS = ("b", "i", "em", "strong", "u", "font", "mark", "small", "sub", "sup", "abbr", "cite")
"""Tags that may stand within a word or a sentence; an extractor that gives up on a page breaks its text at them."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]{0,2000}\n){0,60}?---[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a file says: its text, and what it tells of itself; ``published`` is aware UTC, ``language`` ISO 639-1."""

    title: str
    text: str
    published: datetime | None = None
    language: str | None = None
    byline: str = ""
    url: str = ""
    source: str = ""
    problems: tuple[Problem, ...] = ()


def extract(raw: bytes, *, name: str) -> Extracted:
    """Return the article in ``raw``; the suffix of ``name`` tells the format, and where it does not, the content.

    Raises :class:`InputError` for a file that is empty, no text, or holds no article. What could be read only in part
    is told in ``problems``.
    """
    if len(raw) > _LARGEST:
        raise InputError(f"{name} is larger than {_LARGEST // 1_000_000} MB; give one article per file")
    text, problems = _decode(raw, name)
    kind = _kind(text, name)
    extracted = {"html": _from_html, "json": _from_json, "markdown": _from_markdown, "text": _from_text}[kind](
        text, name
    )
    if not _has_words(extracted.text):
        raise InputError(f"{name} holds no text to read; give an article as .txt, .md, .html or .json")
    if not problems:
        return extracted
    return Extracted(
        title=extracted.title,
        text=extracted.text,
        published=extracted.published,
        language=extracted.language,
        byline=extracted.byline,
        url=extracted.url,
        source=extracted.source,
        problems=(*problems, *extracted.problems),
    )


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _problem(name: str, message: str, hint: str) -> Problem:
    return Problem(stage="read", subject=name, message=message, hint=hint)


def _decode(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """The bytes as text: by byte-order mark, else UTF-8, else by the statistics of charset-normalizer."""
    if not raw.strip():
        raise InputError(f"{name} is empty; put the article's text into it")
    for magic, what in _BINARY:
        if raw.startswith(magic):
            raise InputError(f"{name} is {what}, not text; save the article as .txt, .md, .html or .json")
    problems: list[Problem] = []
    text = _decode_known(raw)
    if text is None:
        if b"\x00" in raw:
            raise InputError(f"{name} holds NUL bytes, so it is no text; save the article as UTF-8 text")
        text, encoding = _guess(raw)
        message = f"is not UTF-8; read as {encoding}, which is a guess"
        problems.append(_problem(name, message, "save it as UTF-8 if letters look wrong"))
    if "\x00" in text:
        raise InputError(f"{name} holds NUL characters, so it is no text; save the article as UTF-8 text")
    sample = text[:_GUESSED_FROM]
    control = sum(char < " " and char not in "\t\n\r\f\v" for char in sample)
    if control > _MOST_CONTROL * len(sample):
        raise InputError(f"{name} is binary, not text; save the article as .txt, .md, .html or .json")
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def _decode_known(raw: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guess(raw: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(
        raw[:_GUESSED_FROM], cp_isolation=["cp1252", "cp1251", "latin_1", "cp1250", "koi8_r", "mac_cyrillic"]
    ).best()
    encoding = best.encoding if best is not None else "latin-1"
    return raw.decode(encoding, errors="replace"), encoding


def _kind(text: str, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    known = {
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".json": "json",
        ".md": "markdown",
        ".markdown": "markdown",
    }
    if suffix in known:
        return known[suffix]
    head = text[:_SNIFFED]
    if _HTML_START.match(head):
        return "html"
    if suffix == ".txt":
        return "text"
    if head.lstrip().startswith("{"):
        return "json"
    return "markdown" if _MARKDOWN.search(head) else "text"


def _from_text(text: str, name: str) -> Extracted:  # noqa: ARG001 - one signature for all formats
    return Extracted(title=_first_line(text), text=text)


def _first_line(text: str) -> str:
    """The title of a text that has one in its first line; empty where the first line is running text."""
    from tocsin.reading.text.segment import BlockKind, segment

    blocks = segment(text[:_SNIFFED]).blocks
    if blocks and blocks[0].kind in {BlockKind.TITLE, BlockKind.HEADING}:
        return " ".join(text[blocks[0].start : blocks[0].end].split()).lstrip("# ")
    return ""


def _from_markdown(text: str, name: str) -> Extracted:
    from markdown_it import MarkdownIt

    body = _FRONT_MATTER.sub("", text, count=1)
    try:
        tokens = MarkdownIt("commonmark").parse(body)
    except RecursionError:
        tokens = []
    if not any(token.content for token in tokens) and _has_words(body):
        message = "its Markdown is nested too deeply to parse; read as plain text"
        problem = _problem(name, message, "simplify its markup")
        return Extracted(title=_first_line(body), text=body, problems=(problem,))
    parts: list[str] = []
    title, heading, depth = "", False, 0
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag == "h1" and not title
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        elif token.type == "inline":
            words = _inline_words(token.children or [])
            title = words if heading else title
            heading = False
            parts.append(f"- {words}" if depth and words else words)
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content.rstrip())
    plain = "\n\n".join(part for part in parts if part)
    return Extracted(title=title or _first_line(plain), text=plain)


def _inline_words(children: list[Any]) -> str:
    """The words of a line of Markdown: links and images keep their words, line breaks become spaces."""
    words = []
    for child in children:
        if child.type in {"text", "code_inline"}:
            words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)
    return "".join(words).strip()


def _from_json(text: str, name: str) -> Extracted:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(f'{name} is no valid JSON; one article is {{"title": ..., "text": ...}}') from None
    if isinstance(data, dict) and isinstance(data.get("article"), dict):
        data = data["article"]
    if not isinstance(data, dict):
        raise InputError(f'{name} is no JSON object; one article is {{"title": ..., "text": ...}}')
    body = _first_string(data, _TEXT_KEYS)
    if not body:
        raise InputError(f'{name} has no "text"; one article is {{"title": ..., "text": ...}}')
    body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    published, problems = _published(_first_string(data, _PUBLISHED_KEYS), name)
    return Extracted(
        title=_first_string(data, _TITLE_KEYS),
        text=body,
        published=published,
        language=_language_code(data.get("language") or data.get("lang")),
        byline=_first_string(data, _BYLINE_KEYS),
        url=_first_string(data, ("url", "link")),
        source=_first_string(data, ("source", "publisher", "outlet")),
        problems=problems,
    )


def _first_string(data: dict[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = data.get(key)
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return value if key in _TEXT_KEYS else value.strip()
    return ""


def _language_code(value: object) -> str | None:
    code = value[:2].lower() if isinstance(value, str) else ""
    return code if len(code) == 2 and code.isalpha() else None


def _published(value: str, name: str) -> tuple[datetime | None, tuple[Problem, ...]]:
    """The publication instant; a date alone counts as its noon, and a time without a zone as UTC, which is said."""
    if not value:
        return None, ()
    try:
        instant = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        message = f"its publication time {value[:60]!r} is not understood and left out"
        return None, (_problem(name, message, "write it like 2026-02-03T14:00Z"),)
    if instant.tzinfo is not None:
        return instant.astimezone(UTC), ()
    if len(value) <= len("2026-02-03"):
        instant = instant.replace(hour=12)
    message = f"its publication time {value} has no zone; taken as {instant:%Y-%m-%d %H:%M} UTC"
    return instant.replace(tzinfo=UTC), (_problem(name, message, "write it like 2026-02-03T14:00Z"),)


def _from_html(text: str, name: str) -> Extracted:
    """The article of a page by trafilatura; where that finds none, all words of its body, which is said."""
    page = _parse_html(text)
    if page is None:
        raise InputError(f"{name} is no HTML that can be parsed; save the article as .txt")
    title, body, published, language, byline, url, source = _main_article(page)
    problems: tuple[Problem, ...] = ()
    if not body.strip():
        body = _all_words(page)
        body = body if _has_words(body) else _without_tags(text)
        message = "no article was found in its HTML; all the words of the page are read"
        problems = (_problem(name, message, "check the text, or save the article alone as .txt"),)
    instant, bad_time = _published(published, name)
    return Extracted(
        title=title or _page_title(page),
        text=body,
        published=instant,
        language=_language_code(language) or _language_code(page.get("lang")),
        byline=byline,
        url=url,
        source=source,
        problems=(*problems, *bad_time),
    )


def _parse_html(text: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        return html.fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _main_article(page: Any) -> tuple[str, str, str, str, str, str, str]:
    from copy import deepcopy

    from lxml import etree
    from trafilatura import bare_extraction

    copy = deepcopy(page)
    etree.strip_tags(copy, *_WITHIN_WORDS)
    try:
        found = bare_extraction(copy, include_comments=False, include_tables=False, with_metadata=True)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        found = None  # trafilatura gave up on broken markup: the caller reads the whole page and says so
    if found is None:
        return "", "", "", "", "", "", ""
    record = found if isinstance(found, dict) else found.as_dict()
    keys = ("title", "text", "date", "language", "author", "url", "sitename")
    title, body, published, language, author, url, source = (str(record.get(key) or "") for key in keys)
    return title, body, _stated_instant(page) or published, language, author, url, source


def _stated_instant(page: Any) -> str:
    """The publication instant with its time, where the page states it; trafilatura keeps the date alone."""
    queries = (
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//time/@datetime",
    )
    return next((str(values[0]).strip() for query in queries if (values := page.xpath(query))), "")


def _page_title(page: Any) -> str:
    return " ".join("".join(page.xpath("//h1[1]//text()") or page.xpath("//title[1]//text()")).split())


def _all_words(page: Any) -> str:
    from lxml import etree

    etree.strip_tags(page, *_WITHIN_WORDS, "span", "a")
    for element in page.xpath("//script | //style | //noscript | //template | //head"):
        element.drop_tree() if element.getparent() is not None else None
    lines = (" ".join(str(part).split()) for part in page.xpath("//text()"))
    return "\n".join(line for line in lines if line)


def _without_tags(text: str) -> str:
    """The words of markup that is nested too deeply for a tree: all that stands between tags, but no scripts."""
    words: list[str] = []
    inside = ""
    for piece in text.split("<"):
        tag, closed, rest = piece.partition(">")
        name = tag.split(maxsplit=1)[0].lower() if tag.split() else ""
        if inside:
            inside = "" if name == "/" + inside else inside
        elif closed and name in {"script", "style", "head", "template"}:
            inside = name
        if closed and not inside and rest.strip():
            words.append(unescape(" ".join(rest.split())))
    return "\n".join(words)
