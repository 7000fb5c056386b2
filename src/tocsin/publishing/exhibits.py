"""What a sentence rests on, ready to show: the quoted words, who said them where, the grade, the dates and times."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatchmethod

from tocsin.core.briefs import Brief
from tocsin.core.claims import Actor, Claim, Event
from tocsin.core.entries import Entry, Retraction
from tocsin.core.forecasts import Basis, Forecast
from tocsin.core.material import Coverage, Document, Source
from tocsin.core.questions import HistoryEvent, HistorySeries, Opinion, Price, Question, Resolution
from tocsin.core.rules import Rule
from tocsin.core.vocabulary import Grade
from tocsin.publishing import figures
from tocsin.publishing.material import Material
from tocsin.publishing.plain import plain, safe_link, shortened
from tocsin.publishing.wording import CREDIBILITY, RELIABILITY, interval

MOST_SHOWN = 12
_LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One entry as evidence. ``facts`` are (label, value); ``grade`` is an Admiralty pair where there is one."""

    head: str
    quote: str = ""
    source: str = ""
    grade: str = ""
    link: str = ""
    marker: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exhibits of one sentence, and how many more there are than can be shown."""

    shown: tuple[Exhibit, ...]
    left_out: int
    markers: tuple[str, ...] = field(default=())


class Cabinet:
    """Finds the entries of a brief in its material and lays them out as exhibits."""

    def __init__(self, brief: Brief, material: Material) -> None:
        self.material = material
        self.markers = {entry: marker for marker, entry in brief.references}
        told: tuple[Entry, ...] = (*material.claims, *material.events)
        self._by_id: dict[str, Entry] = {entry.id: entry for entry in told}
        self._by_key: dict[str, Entry] = {entry.key: entry for entry in told}
        self._sources = {source.key: source for source in material.sources.values()}

    def entry(self, entry_id: str) -> Entry | None:
        """The entry as the brief tells it: a claim with its grade and links of this moment."""
        held = self._by_id.get(entry_id) or self.material.documents.get(entry_id) or self.material.view.get(entry_id)
        if isinstance(held, (Claim, Event)):
            return self._by_key.get(held.key, held)
        return held

    def evidence(self, entries: tuple[str, ...]) -> Evidence:
        """What these entries are, the first of them in full."""
        found = [entry for each in dict.fromkeys(entries) if (entry := self.entry(each)) is not None]
        quoted = {entry.document for entry in found if isinstance(entry, (Claim, Event))}
        found = [entry for entry in found if entry.id not in quoted]  # a quotation names its document already
        markers = sorted({marker for entry in found if (marker := self._marker(entry))}, key=_marker_order)
        shown = tuple(self.exhibit(entry) for entry in found[:MOST_SHOWN])
        return Evidence(shown=shown, left_out=max(len(found) - MOST_SHOWN, 0), markers=tuple(markers))

    def exhibit(self, entry: Entry) -> Exhibit:
        """One entry laid out; a kind without a form of its own shows its key and times."""
        return self._lay_out(entry)

    def _marker(self, entry: Entry) -> str:
        own = self.markers.get(entry.id, "")
        return own or (self.markers.get(entry.document, "") if isinstance(entry, (Claim, Event)) else "")

    def _source_name(self, document: Document | None) -> str:
        if document is None:
            return ""
        source = self._sources.get(document.source)
        return source.name if source is not None else document.source.removeprefix("source:")

    def _read_in(self, entry: Claim | Event) -> tuple[Document | None, tuple[tuple[str, str], ...]]:
        document = self.material.documents.get(entry.document)
        if document is None:
            return None, ()
        return document, (("in", f"“{shortened(plain(document.title), 120)}”"), *_times(document))

    @singledispatchmethod
    def _lay_out(self, entry: Entry) -> Exhibit:
        return Exhibit(
            head=f"{type(entry).__name__} {entry.key}",
            marker=self._marker(entry),
            facts=(("known from", figures.minute(entry.available_at)), ("made by", entry.made_by)),
        )

    @_lay_out.register
    def _(self, entry: Claim) -> Exhibit:
        document, facts = self._read_in(entry)
        who = actor_words(entry.speaker) if entry.speaker else "A speaker whom the text does not name"
        reason = (("grade", grade_words(entry.grade)),)
        return Exhibit(
            head=f"{who}, {entry.stance}" if ", " in who else f"{who} {entry.stance}",
            quote=shortened(entry.content.text, _LONGEST_QUOTE),
            source=self._source_name(document),
            grade=str(entry.grade),
            link=safe_link(document.url) if document else "",
            marker=self._marker(entry),
            facts=(*reason, *facts),
        )

    @_lay_out.register
    def _(self, entry: Event) -> Exhibit:
        document, facts = self._read_in(entry)
        when = (("said to have happened", _days(entry)),) if entry.occurred is not None else ()
        return Exhibit(
            head=f"Event, {entry.status}",
            quote=shortened(entry.evidence.text, _LONGEST_QUOTE),
            source=self._source_name(document),
            link=safe_link(document.url) if document else "",
            marker=self._marker(entry),
            facts=(*when, *facts),
        )

    @_lay_out.register
    def _(self, entry: Document) -> Exhibit:
        source = self._sources.get(entry.source)
        letter = source.reliability if source is not None else "F"
        drill = (("marked", "hypothetical: invented material of a drill"),) if entry.hypothetical else ()
        return Exhibit(
            head=shortened(plain(entry.title) or entry.key.removeprefix("document:"), 200),
            source=self._source_name(entry),
            link=safe_link(entry.url),
            marker=self._marker(entry),
            facts=(("reliability", f"{letter}: {RELIABILITY.get(letter, RELIABILITY['F'])}"), *_times(entry), *drill),
        )

    @_lay_out.register
    def _(self, entry: Rule) -> Exhibit:
        return Exhibit(
            head=f"Rule: {shortened(entry.title, 200)}",
            link=safe_link(entry.url),
            marker=self._marker(entry),
            facts=(
                ("version", entry.version),
                ("otherwise", entry.default),
                *((str(clause.kind), shortened(clause.text, 300)) for clause in entry.clauses),
            ),
        )

    @_lay_out.register
    def _(self, entry: Price) -> Exhibit:
        said = figures.price(entry.probability) if entry.probability is not None else "no price"
        spread: tuple[tuple[str, str], ...] = ()
        if entry.bid is not None and entry.ask is not None:
            spread = (("bid and ask", f"{figures.price(entry.bid)}, {figures.price(entry.ask)}"),)
        hand = (("told by", f"{entry.source or 'others'}: second-hand, not read at the venue"),)
        age = figures.age(entry.observed_at, self.material.as_of)
        return Exhibit(
            head=f"Price at {entry.market}: {said}",
            source=entry.source,
            marker=self._marker(entry),
            facts=(
                ("question", entry.question),
                *spread,
                ("observed", f"{figures.minute(entry.observed_at)}, {age}"),
                *(hand if entry.second_hand else ()),
            ),
        )

    @_lay_out.register
    def _(self, entry: Forecast) -> Exhibit:
        numbers = tuple(
            (str(number.kind), figures.percent(number.probability) + _span(number.low, number.high))
            for number in entry.numbers
        )
        basis = tuple(
            ("stands on", text) for text in dict.fromkeys(basis_words(b) for n in entry.numbers for b in n.basis)
        )
        return Exhibit(
            head=f"Forecast of {entry.question}",
            marker=self._marker(entry),
            facts=(("as of", figures.minute(entry.as_of)), *numbers, *basis, *(("note", note) for note in entry.notes)),
        )

    @_lay_out.register
    def _(self, entry: Question) -> Exhibit:
        closes = figures.minute(entry.deadline.closes_at)
        return Exhibit(
            head=entry.text,
            marker=self._marker(entry),
            facts=(("closes", closes), ("zone", entry.deadline.zone), ("rule version", entry.rule_version)),
        )

    @_lay_out.register
    def _(self, entry: Resolution) -> Exhibit:
        signed = entry.decided_by or "nobody yet: a proposal"
        return Exhibit(
            head=f"Resolution of {entry.question}: {entry.outcome or 'open'}",
            marker=self._marker(entry),
            facts=(("signed by", signed), ("because", entry.because), ("on", figures.minute(entry.available_at))),
        )

    @_lay_out.register
    def _(self, entry: Retraction) -> Exhibit:
        return Exhibit(
            head=f"Withdrawn by {entry.by}: {entry.of}",
            marker=self._marker(entry),
            facts=(("reason", entry.reason), ("on", figures.minute(entry.available_at))),
        )

    @_lay_out.register
    def _(self, entry: Coverage) -> Exhibit:
        return Exhibit(
            head=f"Feed {entry.feed}: {'alive' if entry.ok else 'silent'}",
            marker=self._marker(entry),
            facts=(("from", figures.minute(entry.during.start)), ("to", figures.minute(entry.during.end))),
        )

    @_lay_out.register
    def _(self, entry: Opinion) -> Exhibit:
        return Exhibit(
            head=f"{entry.person}: {figures.percent(entry.probability)}",
            quote=entry.reason,
            marker=self._marker(entry),
            facts=(("question", entry.question), ("on", figures.minute(entry.available_at))),
        )

    @_lay_out.register
    def _(self, entry: HistoryEvent) -> Exhibit:
        return Exhibit(
            head=f"{entry.occurred_on}: {entry.label or entry.series}",
            source=entry.source,
            marker=self._marker(entry),
            facts=(("series", entry.series),),
        )

    @_lay_out.register
    def _(self, entry: HistorySeries) -> Exhibit:
        return Exhibit(
            head=f"Reference class: {entry.description}",
            source=entry.source,
            marker=self._marker(entry),
            facts=(("watched", f"{entry.watched_from} to {entry.watched_to}"),),
        )

    @_lay_out.register
    def _(self, entry: Source) -> Exhibit:
        return Exhibit(
            head=entry.name,
            link=safe_link(entry.url),
            marker=self._marker(entry),
            facts=(("reliability", f"{entry.reliability}: {RELIABILITY.get(entry.reliability, '')}"),),
        )


def _marker_order(marker: str) -> tuple[str, int]:
    letter = marker.rstrip("0123456789")
    return letter, int(marker.removeprefix(letter) or 0)


def actor_words(actor: Actor) -> str:
    """``Joren Vael, transport minister``."""
    return f"{actor.name}, {actor.role}" if actor.role and actor.role not in actor.name else actor.name


def grade_words(grade: Grade) -> str:
    """``B3: usually reliable; possibly true. One origin.``"""
    words = f"{grade}: {RELIABILITY.get(grade.source, '')}; {CREDIBILITY.get(grade.content, '')}"
    return f"{words} ({grade.reason})" if grade.reason else words


def basis_words(basis: Basis) -> str:
    """What a number stands on, as the forecaster describes it; a price heard from others is marked even so."""
    marked = not basis.second_hand or "second-hand" in basis.description
    return basis.description if marked else f"{basis.description}, second-hand"


def _span(low: float | None, high: float | None) -> str:
    words = interval(low, high)
    return f" (80 % interval {words})" if words else ""


def _days(entry: Event) -> str:
    if entry.occurred is None:
        return ""
    start, end = entry.occurred.start.isoformat(), entry.occurred.end.isoformat()
    return start if start == end else f"{start} to {end}"


def _times(document: Document) -> tuple[tuple[str, str], ...]:
    imputed = " (filled in)" if document.imputed else ""
    published, known = figures.minute(document.published_at), figures.minute(document.available_at)
    told = (("published", published + imputed),)
    return told if known == published else (*told, ("known from", known + imputed))
