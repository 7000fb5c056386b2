"""Sentences from statements: who, when, the words, and the markers of the documents that carry them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tocsin.core.claims import Claim, Event
from tocsin.core.vocabulary import Stance
from tocsin.publishing.english import balanced, inner, one_line, sentence_around
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.speakers import full_name, is_person, short_name, source_name
from tocsin.publishing.speech import dated, excerpt
from tocsin.publishing.statements import Statement, carried_by, same_voice
from tocsin.publishing.wording import capitalised, day, listed, local_day

MOST_JOINED = 3
_WEIGHTY = (Stance.WARNS, Stance.THREATENS, Stance.DENIES, Stance.REFUSES)
_LOOSE = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|here|there|and|but|so|or|yet|also|"
    r"which|who|whom|whose|where|when|while|because|although|(?:in|of|by|from|to|for|with|after) which)\b",
    re.IGNORECASE,
)
_LONGEST = 420
_FEWEST = 6
"""Words that are left of an event's sentence, below which they tell nothing by themselves."""
_JOINT = re.compile(r"[\s,;:]*\b(?:and|but|while|as|who|which|that)[\s,]*$")


@dataclass
class Teller:
    """Writes sentences in order; it remembers whom it has introduced and which words of a document it has used."""

    scene: Scene
    introduced: set[str] = field(default_factory=set)
    covered: set[tuple[str, int]] = field(default_factory=set)
    excerpted: set[tuple[str, int]] = field(default_factory=set)
    used: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def subject(self, claim: Claim) -> str:
        """The speaker, with the office at first mention, without a comma at the end of an apposition."""
        document = self.scene.document(claim)
        actor = claim.speaker
        if actor is None:
            return source_name(self.scene.source(document), document)
        if actor.name in self.introduced:
            return short_name(actor, document)
        if is_person(actor):
            self.introduced.add(actor.name)
        return full_name(actor, document)

    def tell(self, section: str, group: Sequence[Statement]) -> None:
        """One sentence for statements of one speaker that can be joined."""
        first = group[0]
        claims = [claim for statement in group for claim in statement.claims]
        documents = carried_by(self.scene, claims)
        if first.told.excerpt:
            self._excerpt(section, first, documents)
            return
        if self._place(first.claim) in self.excerpted:
            return
        predicate = first.told.predicate
        if len(group) > 1:
            predicate = _joined([statement.told.clause for statement in group], predicate)
        predicate = self._without_publisher(predicate, first.claim)
        said_on, subject = first.told.day, self.subject(first.claim)
        late = self._late(first, predicate, said_on)
        told = dated(predicate, said_on)
        late = late.replace(", ", ", as ", 1) if first.told.trails else late
        if ": “" in told and late.startswith(","):  # behind a whole quotation nothing can follow
            told, late = told.replace(": “", f"{late}: “", 1), ""
        text = f"{told.replace('{}', subject, 1).rstrip(',')}{late}" if first.told.trails else f"{subject} {told}{late}"
        self._cover(claims)
        self._add(section, text, claims, documents)

    def _without_publisher(self, predicate: str, claim: Claim) -> str:
        """The words without the name of the paper behind them: "..., The Morning Wire (reported)"."""
        document = self.scene.document(claim)
        name = re.escape(source_name(self.scene.source(document), document).removeprefix("the "))
        return re.sub(rf", (?:the )?{name}$", "", predicate, flags=re.IGNORECASE)

    def _excerpt(self, section: str, statement: Statement, documents: Sequence[str]) -> None:
        """The document's own sentence, once, where it cannot be put in reported speech."""
        document = self.scene.document(statement.claim)
        place = self._place(statement.claim)
        weighty = statement.claim.stance in _WEIGHTY and len(statement.claim.content.text.split()) > 2
        if place in self.excerpted or (place in self.covered and not weighty):
            return
        self.excerpted.add(place)
        self._cover(statement.claims)
        publisher = source_name(self.scene.source(document), document)
        words = inner(balanced(statement.told.excerpt.rstrip(" .")))
        stop = "" if words.endswith(("?", "!", "…", ".’", "?’", "!’")) else "."
        self._add(section, f"In the words of {publisher}: “{words}{stop}”", statement.claims, documents)

    def _place(self, claim: Claim) -> tuple[str, int]:
        text = self.scene.document(claim).text
        return claim.document, sentence_around(text, claim.content.start, claim.content.end)[0]

    def _cover(self, claims: Sequence[Claim]) -> None:
        self.covered |= {self._place(claim) for claim in claims}
        for claim in claims:
            self.used.setdefault(claim.document, []).append((claim.content.start, claim.content.end))

    def has_told(self, event: Event) -> bool:
        """Whether the words that tell of ``event`` were shown already, in its sentence or as what somebody said."""
        evidence, text = event.evidence, self.scene.document(event).text
        place = (event.document, sentence_around(text, evidence.start, evidence.end)[0])
        used = self.used.get(event.document, ())
        shown = any(start < evidence.end and evidence.start < end for start, end in used)
        return place in self.excerpted or (shown and own_words(self.scene, event) in ("", one_line(evidence.text)))

    def event(self, section: str, event: Event) -> None:
        """What a paper reports by itself, in its own sentence, attributed to it."""
        document = self.scene.document(event)
        words = balanced(self._words_of(event).rstrip(" .,;:"))
        if not words or self.has_told(event) or words.endswith("…") or _LOOSE.match(words):
            return
        every = (event, *(each for each in self.scene.told_also(event) if each.status is event.status))
        for each in every:  # other papers that tell of the same are cited, and not told again
            self.used.setdefault(each.document, []).append((each.evidence.start, each.evidence.end))
        publisher = source_name(self.scene.source(document), document)
        when = day(local_day(document.published_at, self.scene.material.zone))
        text = f"{words}, {_report(publisher)}" + ("" if when in publisher else f" on {when}")
        self._add(section, text, every, [each.document for each in every])

    def _words_of(self, event: Event) -> str:
        """The sentence of the event; its own clause where somebody speaks in the rest of that sentence."""
        document, evidence = self.scene.document(event), event.evidence
        own = own_words(self.scene, event)
        if own != one_line(evidence.text):
            return own
        start, end = sentence_around(document.text, evidence.start, evidence.end)
        spoken = (claim.content for claim in self.scene.claims_of.get(event.document, ()))
        if any(start <= content.start < end for content in spoken):
            return one_line(evidence.text)
        return excerpt(document, evidence.start, evidence.end)

    def _add(self, section: str, text: str, items: Sequence[Claim | Event], documents: Sequence[str]) -> None:
        ids = [self.scene.id_of(item) for item in items]
        stop = (
            "" if text.endswith((".", "!", "?", *(f"{mark}{end}" for mark in ".!?…" for end in ("”", "’”")))) else "."
        )
        marked = f"{capitalised(text)} {mark(*documents)}{stop}" if stop else f"{capitalised(text)} {mark(*documents)}"
        self.scene.add(section, marked, ids, documents)

    def _late(self, statement: Statement, predicate: str, said_on: date | None) -> str:
        """When and where an undated statement was reported, if that was not today."""
        document = self.scene.document(statement.claim)
        reported = local_day(document.published_at, self.scene.material.zone)
        if said_on is not None or reported == local_day(self.scene.material.as_of, self.scene.material.zone):
            return ""
        if _has_day(predicate):
            return ""
        publisher = source_name(self.scene.source(document), document)
        if statement.claim.speaker is None or same_voice(statement.claim, publisher):
            return f" on {day(reported)}" if len(predicate) < 90 and "“" not in predicate else ""
        when = day(reported)
        return f", {_report(publisher)}" + ("" if when in publisher else f" on {when}")


def own_words(scene: Scene, event: Event) -> str:
    """What a paper tells of an event by itself: its words up to where they begin to tell what somebody said.

    ``seized the mast and announced that ...`` is told as ``seized the mast``; nothing where no clause is left.
    """
    evidence, claims = event.evidence, scene.claims_of.get(event.document, ())
    inside = [c for c in claims if c.content.start < evidence.end and evidence.start < c.content.end]
    if not inside:
        return one_line(evidence.text)
    begins = min(min(c.content.start, c.cue.start if c.cue is not None else c.content.start) for c in inside)
    words = _JOINT.sub("", one_line(evidence.text[: max(0, begins - evidence.start)]))
    return words if len(words.split()) >= _FEWEST and begins - evidence.start <= len(evidence.text) else ""


def _report(publisher: str) -> str:
    return f"{publisher} {'said' if publisher == 'the article' else 'reported'}"


def _has_day(text: str) -> bool:
    lowered = text.lower()
    return any(
        f" {name}" in lowered
        for name in (
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        )
    )


def _joined(clauses: Sequence[str], predicate: str) -> str:
    verb = predicate.partition(" that ")[0]
    parts = [part for clause in clauses for part in re.split(r",? and that ", clause)]
    return f"{verb} {listed([f'that {part}' for part in parts])}"


def groups(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Neighbouring statements of one speaker in one document whose clauses can stand under one verb."""
    found: list[list[Statement]] = []
    for statement in statements:
        last = found[-1] if found else None
        if last is not None and len(last) < MOST_JOINED and _joins(last, statement):
            last.append(statement)
        else:
            found.append([statement])
    return found


def _joins(group: Sequence[Statement], statement: Statement) -> bool:
    first = group[0]
    one, other = first.claim, statement.claim
    same = one.document == other.document and one.speaker is not None and other.speaker is not None
    if not same or one.speaker is None or other.speaker is None or one.speaker.name != other.speaker.name:
        return False
    length = sum(len(each.told.clause) for each in (*group, statement))
    return (
        bool(first.told.clause and statement.told.clause)
        and length < _LONGEST
        and _carriers(statement) == _carriers(first)
    )


def _carriers(statement: Statement) -> set[str]:
    return {claim.document for claim in statement.claims}
