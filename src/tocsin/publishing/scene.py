"""The material with its look-ups, made once per brief: which ledger entry, document, source and rule a thing has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tocsin.core.briefs import Sentence
from tocsin.core.claims import Claim, Event, Happening
from tocsin.core.forecasts import Bearing, Forecast
from tocsin.core.material import Document, Source
from tocsin.core.questions import Price, Question, Resolution
from tocsin.core.rules import Rule
from tocsin.core.vocabulary import NumberKind
from tocsin.publishing.material import Material

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Around an entry's id in a draft sentence, where its ``[3]`` will stand; taken out of everything that is quoted."""


def mark(*ids: str) -> str:
    """The place of the markers of some entries, to be numbered when the brief is complete."""
    return "".join(f"{MARK_OPEN}{each}{MARK_CLOSE}" for each in dict.fromkeys(ids) if each)


@dataclass(frozen=True)
class Scene:
    """Look-ups over one :class:`Material`, the drafts so far, and the families that they have introduced."""

    material: Material
    drafts: list[Sentence] = field(default_factory=list)
    introduced: set[str] = field(default_factory=set)

    def add(self, section: str, text: str, *entries: str | Iterable[str]) -> None:
        """Put a sentence forward; the gate decides about it later."""
        ids: list[str] = []
        for each in entries:
            ids += [each] if isinstance(each, str) else list(each)
        found = tuple(dict.fromkeys(each for each in ids if each))
        text = text[:1].upper() + text[1:]
        self.drafts.append(Sentence(section=section, text=text, entries=found))

    @cached_property
    def ledger_ids(self) -> Mapping[str, str]:
        """The ledger's id of every claim and rule by key: the assessed ones carry links, grades and deadlines."""
        view = self.material.view
        kept = (*view.entries(Claim), *view.entries(Rule))
        return {entry.key: entry.id for entry in kept}

    def id_of(self, item: Claim | Event | Rule) -> str:
        """The id under which the ledger holds ``item``."""
        return item.id if isinstance(item, Event) else self.ledger_ids.get(item.key, "")

    @cached_property
    def claims_by_id(self) -> Mapping[str, Claim]:
        """Assessed claims by their own id."""
        return {claim.id: claim for claim in self.material.claims}

    @cached_property
    def claims_by_key(self) -> Mapping[str, Claim]:
        """Assessed claims by key."""
        return {claim.key: claim for claim in self.material.claims}

    @cached_property
    def events_by_id(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.material.events}

    @cached_property
    def happening_of(self) -> Mapping[str, Happening]:
        """The happening that every event, by key, tells of."""
        return {key: happening for happening in self.material.happenings for key in happening.events}

    def told_also(self, event: Event) -> tuple[Event, ...]:
        """The other events, of other documents, that are one happening with ``event``; the first told first."""
        found = self.happening_of.get(event.key)
        keys = found.events if found is not None else ()
        by_key = {each.key: each for each in self.material.events}
        return tuple(by_key[key] for key in keys if key != event.key and key in by_key)

    def is_one_happening(self, one: Event, other: Event) -> bool:
        """Whether two events of two documents are one happening."""
        found = self.happening_of.get(one.key)
        return found is not None and other.key in found.events

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of every document by its id."""
        found: dict[str, list[Claim]] = {}
        for claim in self.material.claims:
            found.setdefault(claim.document, []).append(claim)
        return {document: tuple(claims) for document, claims in found.items()}

    @cached_property
    def real_claims(self) -> tuple[Claim, ...]:
        """Claims of documents that are not invented, in the order of time and text."""
        return tuple(sorted((c for c in self.material.claims if not self.document(c).hypothetical), key=self._when))

    @cached_property
    def real_events(self) -> tuple[Event, ...]:
        """Events of documents that are not invented, in the order of time and text."""
        return tuple(sorted((e for e in self.material.events if not self.document(e).hypothetical), key=self._when))

    def _when(self, item: Claim | Event) -> tuple[object, ...]:
        document, span = self.document(item), item.content if isinstance(item, Claim) else item.evidence
        return document.published_at, document.key, span.start, item.key

    def document(self, item: Claim | Event) -> Document:
        """The document in which ``item`` was read."""
        return self.material.documents[item.document]

    def source(self, document: Document) -> Source | None:
        """Who published ``document``."""
        return self.material.sources.get(document.source)

    def teller(self, event: Event) -> Claim | None:
        """The claim in whose words an event is told, the innermost of several; ``None`` for a paper's own report."""
        evidence = event.evidence
        saying = [
            claim
            for claim in self.claims_of.get(event.document, ())
            if claim.speaker is not None and claim.content.start < evidence.end and evidence.start < claim.content.end
        ]
        return min(saying, key=lambda claim: claim.content.end - claim.content.start, default=None)

    def said_ids(self, items: Iterable[Claim | Event]) -> list[str]:
        """The ledger's ids of some items, and of the claims in whose words the events among them are told."""
        found: list[str] = []
        for item in items:
            teller = self.teller(item) if isinstance(item, Event) else None
            found += [self.id_of(item), *([self.id_of(teller)] if teller is not None else [])]
        return found

    def origin(self, item: Claim | Event) -> str:
        """The origin of the document in which ``item`` was read."""
        return self.material.origins.get(item.document, item.document)

    def item(self, item_id: str) -> Claim | Event | None:
        """The claim or event that a bearing speaks of."""
        return self.claims_by_id.get(item_id) or self.events_by_id.get(item_id)

    @cached_property
    def families(self) -> Mapping[str, tuple[Question, ...]]:
        """Questions by family, each family in order of deadlines."""
        found: dict[str, list[Question]] = {}
        for question in self.material.questions:
            found.setdefault(question.family, []).append(question)
        return {family: tuple(sorted(each, key=lambda q: q.deadline.closes_at)) for family, each in found.items()}

    def forecast(self, question: Question) -> Forecast | None:
        """The forecast of a question at this moment."""
        return self.material.forecasts.get(question.key)

    def rule_id(self, question: Question) -> str:
        """The ledger's id of a question's rule."""
        return self.ledger_ids.get(question.rule, "")

    def resolution(self, question: Question) -> Resolution | None:
        """The signed resolution of a question, where there is one."""
        signed = [r for r in self.material.resolutions if r.question == question.key and r.decided_by]
        return max(signed, key=lambda r: r.available_at, default=None)

    def met_by(self, question: Question) -> tuple[Claim | Event, ...]:
        """What is on file that meets an unresolved question's rule; nothing where a person has decided."""
        if self.resolution(question) is not None:
            return ()
        settling = (self.item(bearing.item) for bearing in self.bearings(question) if bearing.resolves == "yes")
        return tuple(item for item in settling if item is not None)

    def is_open(self, question: Question) -> bool:
        """Whether a question is neither resolved, nor met by a report, nor past its deadline."""
        return self.is_undecided(question) and not self.met_by(question)

    def is_undecided(self, question: Question) -> bool:
        """Whether a question is neither resolved nor past its deadline, whatever was reported."""
        return self.resolution(question) is None and question.deadline.closes_at > self.material.as_of

    def latest_price(self, question: Question) -> Price | None:
        """The newest price of a question, whatever its quality."""
        own = [p for p in self.material.prices if p.question == question.key and p.probability is not None]
        return max(own, key=lambda p: (p.observed_at, p.available_at), default=None)

    def read_between(self, question: Question) -> tuple[Question, Price] | None:
        """The deadline, and its price, from which the desk number of a question without any price or model is read."""
        forecast = self.forecast(question)
        desk = forecast.number(NumberKind.DESK) if forecast is not None else None
        if forecast is None or desk is None or forecast.number(NumberKind.MODEL) or self.latest_price(question):
            return None
        if "prices" not in {basis.kind for basis in desk.basis}:
            return None
        later = [q for q in self.families[question.family] if q.deadline.closes_at > question.deadline.closes_at]
        priced = [(q, price) for q in later if (price := self.latest_price(q)) is not None]
        return priced[0] if priced else None

    def bearings(self, question: Question) -> tuple[Bearing, ...]:
        """What bears on a question."""
        return self.material.bearings.get(question.key, ())
