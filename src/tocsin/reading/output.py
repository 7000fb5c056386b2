"""A reading as plain JSON data: the form that ``tocsin read --json`` prints, one object per document."""

from __future__ import annotations

from typing import Any

from tocsin.core.claims import Actor, Claim, Event, Link, Place, Reading, TimeExpression
from tocsin.core.entries import canonical
from tocsin.core.material import Document, Span
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Attributes
from tocsin.reading.links.relations import relations

Json = dict[str, Any]

_ATTRIBUTES = ("effect", "weapon", "form", "scope", "control", "officiality", "office", "meeting")


def as_json(reading: Reading) -> Json:
    """Everything in ``reading``; offsets are characters of ``document.text``, ids are as given or content hashes."""
    ids = {claim.key: claim.id for claim in reading.claims}
    return {
        "document": _document(reading.document),
        "claims": [_claim(claim, ids) for claim in reading.claims],
        "links": [_link(link, ids) for link in relations(reading.claims, {reading.document.id: reading.document})],
        "events": [_event(event, ids) for event in reading.events],
        "times": [_time(time) for time in reading.times],
        "places": [_place(place) for place in reading.places],
        "problems": [canonical(problem) for problem in reading.problems],
    }


def _document(document: Document) -> Json:
    return {
        "id": document.key,
        "url": document.url,
        "title": document.title,
        "text": document.text,
        "published_at": canonical(document.published_at) if document.is_dated else None,
        "language": document.language,
        "origin": document.origin,
    }


def _claim(claim: Claim, ids: dict[str, str]) -> Json:
    content = _span(claim.content)
    if claim.pieces:
        content["spans"] = [list(piece) for piece in claim.pieces]
    return {
        "id": claim.id,
        "speaker": _actor(claim.speaker) if claim.speaker else None,
        "cue": _span(claim.cue) if claim.cue else None,
        "stance": str(claim.stance),
        "content": content,
        "answers": ids.get(claim.answers) if claim.answers else None,
        "quoted": claim.quoted,
        "hedged": claim.hedged,
        "negated": claim.negated,
        "grade": str(claim.grade),
        "score": claim.reader_score,
    }


def _link(link: Link, ids: dict[str, str]) -> Json:
    return {"kind": str(link.kind), "claim": ids[link.claim], "of": ids[link.of], "because": link.because}


def _event(event: Event, ids: dict[str, str]) -> Json:
    return {
        "id": event.id,
        "action": str(event.action),
        "mode": event.mode,
        "actor": _actor(event.actor) if event.actor else None,
        "recipient": _actor(event.recipient) if event.recipient else None,
        "place": _place(event.place) if event.place else None,
        "occurred": _dates(event.occurred),
        "status": str(event.status),
        "attributes": _attributes(event.attributes),
        "evidence": _span(event.evidence),
        "supported_by": [ids[key] for key in event.supported_by if key in ids],
        "disputed_by": [ids[key] for key in event.disputed_by if key in ids],
        "score": event.reader_score,
    }


def _time(time: TimeExpression) -> Json:
    return {
        **_span(time.span),
        "type": time.type,
        "value": time.value,
        "interval": _dates(time.interval),
        "deadline": time.deadline,
    }


def _place(place: Place) -> Json:
    return {
        **_span(place.span),
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonames": place.geonames,
    }


def _actor(actor: Actor) -> Json:
    return {**_span(actor.span), "name": actor.name, "country": actor.country, "role": actor.role}


def _span(span: Span | None) -> Json:
    """Text and offsets; all ``None`` for somebody or something that the text only implies."""
    if span is None:
        return {"text": None, "start": None, "end": None}
    return {"text": span.text, "start": span.start, "end": span.end}


def _dates(dates: DateRange | None) -> Json | None:
    return {"start": dates.start.isoformat(), "end": dates.end.isoformat()} if dates else None


def _attributes(attributes: Attributes) -> Json:
    """The attributes that the text gives; counts as ``{"count": {unit: value}}``, whole numbers without a point."""
    given = {name: getattr(attributes, name) for name in _ATTRIBUTES}
    found: Json = {name: str(value) for name, value in given.items() if value is not None}
    if attributes.counts:
        found["count"] = {q.unit: int(q.value) if float(q.value).is_integer() else q.value for q in attributes.counts}
    return found
