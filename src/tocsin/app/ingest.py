"""Material in: a folder's files become entries; documents are read once; rules are compiled into questions.

Each document is committed on its own, so an interrupted run loses nothing that was read and goes on where it stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from tocsin.adapters.folder import (
    MADE_BY,
    SETTINGS_SINCE,
    QuestionFile,
    RawDocument,
    SituationFolder,
    question_key,
)
from tocsin.app.readers import reader_for
from tocsin.core.claims import Claim, Event, Reading, ReadRecord
from tocsin.core.entries import Entry, Retraction
from tocsin.core.errors import InputError, Problem
from tocsin.core.material import Document, Source
from tocsin.core.protocols import Reader, RuleCompiler, View
from tocsin.core.questions import HistorySeries, Question
from tocsin.core.rules import Rule
from tocsin.core.times import Deadline
from tocsin.ledger import Ledger
from tocsin.reading.language import detect
from tocsin.reading.text.formats import Extracted, extract

Progress = Callable[[Sequence[Document]], Iterable[Document]]

_TELLING_TEXT = 200
_TICK = timedelta(microseconds=1)
_EDITED = timedelta(seconds=1)
"""Revisions of one file follow one another by ticks; what is later than this is no edit of the same moment."""


def silent(documents: Sequence[Document]) -> Iterable[Document]:
    """No progress shown."""
    return documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What one run brought in: entries added, documents read, and what could not be used."""

    added: int
    documents_read: int
    problems: tuple[Problem, ...]


def ingest(
    folder: SituationFolder,
    ledger: Ledger,
    *,
    reader: str,
    make_reader: Callable[[], Reader],
    compiler: RuleCompiler,
    now: datetime,
    progress: Progress = silent,
) -> Ingested:
    """Bring what the folder holds into the ledger; the same material a second time adds nothing.

    ``make_reader`` makes the reader called ``reader``, and only when there is something to read, because a language
    model is slow to load.
    """
    problems = [
        Problem(
            stage="read", subject=name, message="is no part of a situation folder", hint="move it away or remove it"
        )
        for name in folder.strangers
    ]
    documents, withdrawals = _documents(folder, now, problems)
    settings: list[Entry] = [*folder.sources(), *folder.series(), *folder.records()]
    settings += _unlisted_sources(documents, folder, problems)
    settings += _questions(folder.questions(), compiler, problems)
    _check_references(settings, problems)
    added = len(ledger.append(_as_revisions([*settings, *documents], ledger.view(now))).added)
    read, found = read_unread(ledger, reader=reader, make_reader=make_reader, now=now, progress=progress)
    added += len(ledger.append(withdraw_documents(ledger, withdrawals, now)).added)
    return Ingested(added=added, documents_read=read, problems=(*problems, *found))


def _as_revisions(entries: Sequence[Entry], view: View) -> Iterator[Entry]:
    """The entries, and what goes back to what it said before an instant after the revision that it replaces.

    A file that is changed and changed back says again what the ledger has recorded; at the same instant that would
    say nothing new, and the change would stand. A revision of a later moment (a decision) is left in force.
    """
    standing: dict[tuple[type[Entry], str], Entry] = {}
    for kind in {type(entry) for entry in entries}:
        standing |= {(kind, entry.key): entry for entry in view.entries(kind)}
    for entry in entries:
        current = standing.get((type(entry), entry.key))
        if current is None:
            yield entry
        elif current.content_digest == entry.content_digest:
            yield current
        elif entry.available_at <= current.available_at < entry.available_at + _EDITED:
            yield replace(entry, available_at=current.available_at + _TICK)
        else:
            yield entry


def read_unread(
    ledger: Ledger,
    *,
    reader: str,
    make_reader: Callable[[], Reader],
    now: datetime,
    progress: Progress = silent,
) -> tuple[int, tuple[Problem, ...]]:
    """Read every document that the reader for its language has not read yet, one commit each.

    ``reader`` is the chosen one's name. Returns how many were read, and the problems.
    """
    view = ledger.view(now)
    records = {record.key: record for record in view.entries(ReadRecord)}
    done = {(record.document, record.reader) for record in records.values()}
    documents = view.entries(Document)
    names = {language: reader_for(language, reader) for language in {each.language for each in documents}}
    waiting = [each for each in documents if (each.id, names[each.language]) not in done]
    problems: list[Problem] = []
    if waiting:
        made = make_reader()
        anew = any(_record_key(document) in records for document in waiting)
        found = _found_in(view) if anew else {}
        for document in progress(waiting):
            reading = made.read(document)
            earlier = records.get(_record_key(document))
            name = names[document.language]
            ledger.append(_reading_entries(reading, name, earlier, found.get(document.key, ())))
            problems += reading.problems
    return len(waiting), tuple(problems)


def _record_key(document: Document) -> str:
    return f"read:{document.key}"


def _found_in(view: View) -> Mapping[str, Sequence[str]]:
    """The keys of all that was read, by the key of its document."""
    found: dict[str, list[str]] = defaultdict(list)
    read: list[Entry] = [*view.entries(Claim), *view.entries(Event)]
    for entry in read:
        found[entry.key.rpartition("#")[0]].append(entry.key)
    return found


def _reading_entries(
    reading: Reading, reader: str, earlier: ReadRecord | None, earlier_keys: Iterable[str]
) -> list[Entry]:
    """What one reading adds, and the withdrawal of what only an earlier reading of the document had found.

    A second reading (of a revised text, or by another reader) stands a tick after the first, so that it can take back
    and bring back.
    """
    document, when = reading.document, reading.document.available_at
    found: list[Entry] = [*reading.claims, *reading.events]
    stale: list[Entry] = []
    if earlier is not None:
        when = max(when, earlier.available_at + _TICK)
        found = [replace(entry, available_at=when) for entry in found]
        keys = {entry.key for entry in found}
        stale = [
            _withdrawal(key, when, "the document was revised or read anew", reader)
            for key in earlier_keys
            if key not in keys
        ]
    record = ReadRecord(
        key=_record_key(document),
        available_at=when,
        made_by=reader,
        document=document.id,
        reader=reader,
        claims=len(reading.claims),
        events=len(reading.events),
        problems=reading.problems,
    )
    return [*stale, *found, record]


def make_document(
    raw: RawDocument, now: datetime, problems: list[Problem], *, published: datetime | None = None
) -> Document:
    """Turn a raw document into an entry; raises :class:`InputError` for material that is no text.

    ``published`` is what the caller knows; else the header's, else the page's own, else the file's time (imputed).
    """
    header, name = raw.header, raw.path.name
    extracted = extract(raw.content, name=name)
    problems += extracted.problems
    published = published or header.published or extracted.published
    imputed = header.imputed
    if published is None:
        published = datetime.fromtimestamp(raw.path.stat().st_mtime, UTC)
        imputed = True
        message = f"no publication time is given; the file's own time, {published:%Y-%m-%d %H:%M} UTC, is taken"
        hint = "add `published: 2026-02-03T14:00Z` between two --- lines at its top"
        problems.append(Problem(stage="read", subject=name, message=message, hint=hint))
    available = header.available or published
    if available > now:
        raise InputError(
            f"{name} says it was available at {available.isoformat()}, which is in the future; mend its header"
        )
    key = f"document:{raw.path.stem}"
    return Document(
        key=key,
        available_at=available,
        made_by=MADE_BY,
        source=f"source:{header.source or 'unnamed'}",
        url=header.url,
        title=header.title or extracted.title,
        text=extracted.text,
        language=header.language or _language(extracted),
        published_at=published.astimezone(UTC),
        origin=header.origin or key,
        imputed=imputed,
        hypothetical=header.hypothetical,
    )


def _language(extracted: Extracted) -> str:
    """The language of a text; what a page says of itself counts only where the text is too short to tell."""
    if len(extracted.text) < _TELLING_TEXT and extracted.language:
        return extracted.language
    return detect(extracted.text)


def _documents(
    folder: SituationFolder, now: datetime, problems: list[Problem]
) -> tuple[list[Document], list[tuple[str, datetime, str]]]:
    documents: dict[str, Document] = {}
    withdrawals = []
    for raw in folder.documents():
        if isinstance(raw, Problem):
            problems.append(raw)
            continue
        try:
            document = make_document(raw, now, problems)
        except InputError as error:
            problems.append(Problem(stage="read", subject=raw.path.name, message=str(error), hint="the rest goes on"))
            continue
        if document.key in documents:
            message = "another document has this name with another suffix; this one is left out"
            problems.append(Problem(stage="read", subject=raw.path.name, message=message, hint="rename it"))
            continue
        documents[document.key] = document
        if raw.header.retracted:
            withdrawals.append((document.key, raw.header.retracted, raw.header.retraction_reason))
    return list(documents.values()), withdrawals


def withdraw_documents(
    ledger: Ledger, withdrawals: Sequence[tuple[str, datetime, str]], now: datetime
) -> list[Retraction]:
    """Retractions of documents and of everything that was read in them."""
    found = _found_in(ledger.view(now)) if withdrawals else {}
    retractions = []
    for key, when, reason in withdrawals:
        why = reason or "withdrawn by its source"
        retractions += [_withdrawal(each, when, why, MADE_BY) for each in (key, *found.get(key, ()))]
    return retractions


def _withdrawal(key: str, when: datetime, reason: str, made_by: str) -> Retraction:
    return Retraction(key=f"retraction:{key}", available_at=when, made_by=made_by, of=key, reason=reason, by=made_by)


def _unlisted_sources(documents: Iterable[Document], folder: SituationFolder, problems: list[Problem]) -> list[Source]:
    """A source for every document that names none of the graded ones: grade F, reliability cannot be judged."""
    listed = {f"source:{key}" for key in folder.config.sources}
    missing = sorted({document.source for document in documents} - listed)
    for key in missing:
        name = key.removeprefix("source:")
        message = "this source is not graded in situation.toml; it is taken as F (reliability cannot be judged)"
        problems.append(Problem(stage="read", subject=name, message=message, hint=f"add [sources.{name}]"))
    return [unlisted_source(key) for key in missing]


def unlisted_source(key: str) -> Source:
    """A source of which nothing is known but its name."""
    return Source(key=key, available_at=SETTINGS_SINCE, made_by=MADE_BY, name=key.removeprefix("source:"))


def _questions(files: Iterable[QuestionFile], compiler: RuleCompiler, problems: list[Problem]) -> list[Entry]:
    entries: list[Entry] = []
    for file in files:
        made, found = ask(file, compiler)
        entries += made
        problems += found
    return entries


def ask(file: QuestionFile, compiler: RuleCompiler) -> tuple[list[Entry], tuple[Problem, ...]]:
    """Compile a family's rule and return it with one question per deadline."""
    config = file.config
    deadlines = sorted(set(config.deadlines))
    title = question_text(config.text, deadlines[0])
    key = f"rule:{file.key}"
    rule, problems = compiler.compile(
        file.rule_text, title=title, key=key, url=config.rule_url, available_at=file.available_at
    )
    questions = [
        Question(
            key=question_key(file.key, day),
            available_at=file.available_at,
            made_by=compiler.name,
            text=question_text(config.text, day),
            rule=key,
            rule_version=rule.version,
            family=file.key,
            deadline=deadline_on(day, rule),
            opens_at=config.opens.astimezone(UTC) if config.opens else rule.opens_at,
            markets=config.markets,
            feeds=config.feeds,
            history=config.history,
            scheduled=config.scheduled,
            threshold_points=config.threshold_points,
            target=config.target,
        )
        for day in deadlines
    ]
    return [rule, *questions], problems


def question_text(text: str, deadline: date) -> str:
    """The question's own words with ``{deadline}`` filled in ("31 December 2025")."""
    return text.replace("{deadline}", f"{deadline.day} {deadline:%B %Y}")


def deadline_on(day: date, rule: Rule) -> Deadline:
    """The deadline on ``day`` with the rule's clock time and zone; an unstated zone stays unstated."""
    stated = rule.deadline
    if stated is None:
        return Deadline(date=day)
    if not stated.inclusive and stated.date != day:
        return Deadline(date=day, zone=stated.zone)
    return replace(stated, date=day)


def _check_references(entries: Iterable[Entry], problems: list[Problem]) -> None:
    """Name every series, question or feed that is referred to and is not there."""
    entries = list(entries)
    questions = {entry.key for entry in entries if isinstance(entry, Question)}
    series = {entry.series for entry in entries if isinstance(entry, HistorySeries)}
    for entry in entries:
        if isinstance(entry, Question) and entry.history and entry.history not in series:
            message = f"names the history {entry.history!r}, and there is no history/{entry.history}.toml"
            problems.append(Problem(stage="ask", subject=entry.key, message=message, hint="add it or drop the line"))
        target = getattr(entry, "question", None)
        if isinstance(target, str) and target not in questions:
            message = f"is about {target}, and no question file has that key and deadline"
            problems.append(Problem(stage="ask", subject=entry.key, message=message, hint="mend question or deadline"))
