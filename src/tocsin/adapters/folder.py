"""A situation folder on disk -> core entries, raw documents and question files.

Nothing here reads the news or a rule: documents and rule texts are handed on as they are. Settings (sources, series)
hold for every moment that is looked at, so they are available from :data:`SETTINGS_SINCE`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from tocsin.adapters.schema import (
    CoverageRow,
    DocumentHeader,
    HistoryRow,
    OpinionRow,
    PriceRow,
    QuestionConfig,
    ResolutionConfig,
    ResolutionsConfig,
    SeriesConfig,
    SituationConfig,
    check,
    check_columns,
    load_toml,
)
from tocsin.core.entries import Entry
from tocsin.core.errors import InputError, Problem
from tocsin.core.material import Coverage, Source
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Resolution
from tocsin.core.rules import Pattern
from tocsin.core.times import InstantRange

SETTINGS_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
HISTORY_EMBARGO = timedelta(days=1)
"""A dated archive row is taken as known one day after its day has ended: archives backdate."""

DOCUMENT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".json")
MAX_DOCUMENT_BYTES = 20_000_000
MADE_BY = "folder.v1"

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """One document file: its header and its bytes, before any text was taken out of it."""

    path: Path
    header: DocumentHeader
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFile:
    """One family of questions as its file states it; ``rule_text`` is empty where no rule was given."""

    key: str
    config: QuestionConfig
    rule_text: str

    @property
    def available_at(self) -> datetime:
        return self.config.available or self.config.opens or SETTINGS_SINCE


def question_key(family: str, deadline: date) -> str:
    """The key of the question of ``family`` that ends on ``deadline``."""
    return f"{family}@{deadline.isoformat()}"


class SituationFolder:
    """The files of one situation; every fault in them is an InputError or a Problem that names the file."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise InputError(f"{path} is no folder; `tocsin new {path}` makes a situation there")
        self.path = path
        self.config = load_toml(SituationConfig, path / "situation.toml")
        known = {"situation.toml", "questions", "documents", "prices", "history", "opinions.csv", "coverage.csv"}
        known |= {"resolutions.toml", "demo.toml", "README.md"}
        self.strangers = sorted(
            p.name for p in path.iterdir() if p.name not in known and not p.name.startswith((".", "tocsin.db", "brief"))
        )

    def sources(self) -> Iterator[Source]:
        """The sources that the situation grades."""
        for key, source in self.config.sources.items():
            yield Source(
                key=f"source:{key}",
                available_at=SETTINGS_SINCE,
                made_by=MADE_BY,
                name=source.name,
                kind=source.kind,
                country=source.country,
                party_to=source.party_to,
                url=source.url,
                reliability=source.reliability,
            )

    def documents(self) -> Iterator[RawDocument | Problem]:
        """Every document file, by name; an unusable one is a problem and the rest go on."""
        for path in sorted((self.path / "documents").glob("*")):
            if not path.is_file() or path.name.startswith("."):
                continue
            try:
                yield read_document_file(path)
            except InputError as error:
                yield Problem(stage="read", subject=path.name, message=str(error), hint="mend or remove the file")

    def questions(self) -> tuple[QuestionFile, ...]:
        """Every family of questions with the text of its rule."""
        return tuple(self._question(path) for path in sorted((self.path / "questions").glob("*.toml")))

    def _question(self, path: Path) -> QuestionFile:
        config = load_toml(QuestionConfig, path)
        if config.rule and config.rule_text:
            raise InputError(f"{path}: give either rule (a file) or rule_text, not both")
        text = config.rule_text or ""
        if config.rule:
            rule_path = path.parent / config.rule
            if rule_path.resolve().parent != path.parent.resolve():
                raise InputError(f"{path}: rule = {config.rule!r} must name a file beside it")
            text = read_text(rule_path)
        return QuestionFile(key=path.stem, config=config, rule_text=text.strip())

    def series(self) -> Iterator[HistorySeries | HistoryEvent]:
        """Every reference series and its dated events."""
        for path in sorted((self.path / "history").glob("*.toml")):
            config, name = load_toml(SeriesConfig, path), path.stem
            yield HistorySeries(
                key=f"series:{name}",
                available_at=SETTINGS_SINCE,
                made_by=MADE_BY,
                series=name,
                description=config.description,
                watched_from=config.watched_from.isoformat(),
                watched_to=config.watched_to.isoformat(),
                source=config.source,
                unit=config.unit,
                pool=config.pool,
                pattern=Pattern(**config.pattern.model_dump()) if config.pattern else None,
            )
            yield from self._series_events(path.with_suffix(".csv"), name)

    def _series_events(self, path: Path, name: str) -> Iterator[HistoryEvent]:
        for number, row in enumerate(_rows(path, HistoryRow), 1):
            known = datetime.combine(row.date + timedelta(days=1), time(), UTC) + HISTORY_EMBARGO
            yield HistoryEvent(
                key=f"history:{name}:{row.date}:{number}",
                available_at=known,
                made_by=MADE_BY,
                series=name,
                occurred_on=row.date.isoformat(),
                label=row.label,
                source=row.source,
            )

    def records(self) -> Iterator[Entry]:
        """Prices, opinions, coverage and decisions: what needs no other stage to become an entry."""
        for path in sorted((self.path / "prices").glob("*.csv")):
            yield from (_price(row) for row in _rows(path, PriceRow))
        yield from (_opinion(row) for row in _rows(self.path / "opinions.csv", OpinionRow, optional=True))
        for row in _rows(self.path / "coverage.csv", CoverageRow, optional=True):
            yield from _coverage(row)
        decisions = self.path / "resolutions.toml"
        if decisions.exists():
            yield from (_resolution(each) for each in load_toml(ResolutionsConfig, decisions).resolution)


def read_text(path: Path) -> str:
    """Return a small UTF-8 text file, or raise :class:`InputError` that names it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path} is missing") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None


def read_document_file(path: Path) -> RawDocument:
    """Return one document file with its header (front matter of .md and .txt, keys of .json), or raise InputError."""
    if path.suffix.lower() not in DOCUMENT_SUFFIXES and path.exists():
        raise InputError(
            f"{path.name}: no reader for {path.suffix or 'files without a suffix'}; use .txt, .md, .html or .json"
        )
    try:
        if path.stat().st_size > MAX_DOCUMENT_BYTES:
            raise InputError(f"{path.name} is over {MAX_DOCUMENT_BYTES // 1_000_000} MB; cut it into articles")
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path} is missing") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    if path.suffix.lower() == ".json":
        return RawDocument(path=path, header=_json_header(content, path.name), content=content)
    fields, body = _front_matter(content)
    return RawDocument(path=path, header=check(DocumentHeader, fields, path.name), content=body)


def _json_header(content: bytes, name: str) -> DocumentHeader:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise InputError(f"{name} is no valid JSON; it needs an object with at least a text") from None
    if not isinstance(data, dict):
        raise InputError(f"{name} holds no JSON object; it needs one with at least a text")
    known = DocumentHeader.model_fields.keys() - {"language"}  # what a feed writes there is seldom a code
    return check(DocumentHeader, {k: v for k, v in data.items() if k in known and v is not None}, name)


def _front_matter(content: bytes) -> tuple[dict[str, str], bytes]:
    """Split ``key: value`` lines between two ``---`` lines from the body; no front matter gives no fields."""
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n", 60)
    if not lines or lines[0].strip() != b"---":
        return {}, content
    fields: dict[str, str] = {}
    for index, line in enumerate(lines[1:60], 1):
        if line.strip() == b"---":
            return fields, b"\n".join(lines[index + 1 :]).lstrip(b"\n")
        key, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields[key.strip()] = value.strip().strip('"')
        elif key.strip():
            return {}, content
    return {}, content


def _rows(path: Path, model: type[R], *, optional: bool = False) -> Iterator[R]:
    """Every row of a CSV file as ``model``; a fault is an InputError that names file and line."""
    if not path.exists():
        if optional:
            return
        raise InputError(f"{path} is missing")
    reader = csv.DictReader(read_text(path).splitlines())
    try:
        check_columns(model, reader.fieldnames or (), str(path))
        for row in reader:
            given = {k: v.strip() for k, v in row.items() if k is not None and v and v.strip()}
            if None in row:
                raise InputError(f"{path}, line {reader.line_num}: more cells than the header has columns")
            yield check(model, given, f"{path}, line {reader.line_num}")
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from None


def _price(row: PriceRow) -> Price:
    if row.bid is None and row.ask is None and row.last is None:
        raise InputError(f"a price of {row.market} at {row.observed_at.isoformat()} has neither bid, ask nor last")
    question = question_key(row.question, row.deadline)
    observed = row.observed_at.astimezone(UTC)
    return Price(
        key=f"price:{row.market}:{question}:{observed.isoformat()}",
        available_at=row.available_at or observed,
        made_by=MADE_BY,
        market=row.market,
        question=question,
        observed_at=observed,
        bid=row.bid,
        ask=row.ask,
        last=row.last,
        volume=row.volume,
        second_hand=row.second_hand,
        source=row.source if not row.url else f"{row.source} ({row.url})",
    )


def _opinion(row: OpinionRow) -> Opinion:
    question = question_key(row.question, row.deadline)
    return Opinion(
        key=f"opinion:{row.person}:{question}",
        available_at=row.made_at,
        made_by=f"person:{row.person}",
        person=row.person,
        question=question,
        probability=row.probability,
        reason=row.reason,
    )


def _coverage(row: CoverageRow) -> Iterator[Coverage]:
    """One entry per UTC day, so that what was covered is known when its day has ended and not at the row's end."""
    if row.start >= row.end:
        raise InputError(
            f"coverage of {row.feed}: start {row.start.isoformat()} is not before end {row.end.isoformat()}"
        )
    start, end = row.start.astimezone(UTC), row.end.astimezone(UTC)
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), time(), UTC)
        during = InstantRange(start=start, end=min(midnight, end))
        yield Coverage(
            key=f"coverage:{row.feed}:{start.isoformat()}",
            available_at=during.end,
            made_by=MADE_BY,
            feed=row.feed,
            during=during,
            ok=row.ok,
            note=row.note,
        )
        start = during.end


def _resolution(each: ResolutionConfig) -> Resolution:
    question = question_key(each.question, each.deadline)
    return Resolution(
        key=f"resolution:{question}",
        available_at=each.decided_at,
        made_by=f"person:{each.decided_by}",
        question=question,
        outcome=each.outcome,
        venue_outcome=each.venue_outcome,
        decided_by=each.decided_by,
        because=each.because,
    )
