"""``read``: who said what, what happened, when and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.core.errors import InputError
from tocsin.interfaces.cli.options import AsJson, Published, parse_instant

if TYPE_CHECKING:
    from tocsin.core.claims import Actor, Claim, Event, Place, Reading
    from tocsin.core.times import DateRange


def register(app: typer.Typer) -> None:
    """Add this module's verbs to the command."""
    app.command()(read)


def read(
    files: Annotated[list[Path] | None, typer.Argument(help="Articles: .txt, .md, .html or .json.")] = None,
    published: Published = None,
    rows: Annotated[
        Path | None, typer.Option("--input", help='JSON lines {"id","text","published"}, .gz allowed.')
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that read --input.")] = 1,
    skip: Annotated[int, typer.Option("--skip", min=0, help="Lines of --input to pass over.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Read articles: who said what, what happened, when, where."""
    from tocsin.app.read import read_file
    from tocsin.app.readers import make_reader
    from tocsin.app.situation import system_clock

    if bool(files) == bool(rows):
        message = "give either article files or --input FILE.jsonl"
        raise InputError(message)
    if rows is not None:
        from tocsin.interfaces.cli.bulk import print_rows

        print_rows(rows, show=None if as_json else show_reading, workers=workers, skip=skip)
        return
    if workers > 1 or skip:
        message = "--workers and --skip go with --input FILE.jsonl"
        raise InputError(message)
    when = parse_instant(published, "--published")
    reader = make_reader()
    for path in files or []:
        reading = read_file(path, published=when, now=system_clock(), reader=reader)
        if as_json:
            _print_json(reading)
        else:
            show_reading(str(path), reading)


def _print_json(reading: Reading) -> None:
    from tocsin.interfaces.cli.printing import print_json
    from tocsin.reading.output import as_json

    print_json(as_json(reading))


def show_reading(name: str, reading: Reading) -> None:
    """A reading as tables."""
    from tocsin.interfaces.cli.printing import print_problems, print_table
    from tocsin.reading.links.relations import relations

    title = f"{name}: {len(reading.claims)} claims, {len(reading.events)} events"
    claims = [(_who(c.speaker), _stance(c), c.content.text, str(c.grade)) for c in reading.claims]
    print_table(title, ("who", "does what", "content", "grade"), claims)
    words = {claim.key: claim.content.text for claim in reading.claims}
    links = relations(reading.claims, {reading.document.id: reading.document})
    if links:
        rows = [(words[each.claim], str(each.kind), words[each.of], each.because) for each in links]
        print_table("Links", ("claim", "does", "to", "because"), rows)
    if reading.events:
        columns = ("status", "event", "who, where, when, how", "words")
        print_table("Events", columns, [_event_row(event) for event in reading.events])
    if reading.times:
        times = [(t.span.text, t.value, _dates(t.interval), "deadline" if t.deadline else "") for t in reading.times]
        print_table("Times", ("text", "value", "dates", ""), times)
    if reading.places:
        seen = {(p.name, p.kind, p.country): p for p in reading.places}
        print_table("Places", ("place", "kind", "country", "at"), [_place_row(place) for place in seen.values()])
    print_problems(reading.problems)


def _who(actor: Actor | None) -> str:
    if actor is None:
        return "-"
    about = ", ".join(part for part in (actor.role, actor.country) if part)
    return f"{actor.name} ({about})" if about else actor.name


def _stance(claim: Claim) -> str:
    notes = [word for word, on in (("hedged", claim.hedged), ("negated", claim.negated)) if on]
    if claim.answers:
        notes.append("answers another claim")
    return f"{claim.stance}" + (f" ({', '.join(notes)})" if notes else "")


def _event_row(event: Event) -> tuple[str, ...]:
    return (
        str(event.status),
        f"{event.action}{f'/{event.mode}' if event.mode else ''}",
        "\n".join(line for line in (_parties(event), _where_and_when(event), *_details(event)) if line),
        event.evidence.text,
    )


def _parties(event: Event) -> str:
    doer = event.actor.name if event.actor else "somebody"
    return f"{doer} → {event.recipient.name}" if event.recipient else doer


def _where_and_when(event: Event) -> str:
    place = event.place.name if event.place else ""
    return ", ".join(part for part in (place, _dates(event.occurred)) if part)


def _details(event: Event) -> list[str]:
    return [f"{name}: {value}" for name, value in attribute_words(event)]


def attribute_words(event: Event) -> list[tuple[str, str]]:
    """The attributes that the text gives, as (name, value) words."""
    a = event.attributes
    fields = ("effect", "weapon", "form", "scope", "control", "officiality", "office", "meeting")
    words = [(name, str(getattr(a, name))) for name in fields if getattr(a, name) is not None]
    return words + [("count", f"{q.value:g} {q.unit}") for q in a.counts]


def _dates(dates: DateRange | None) -> str:
    if dates is None:
        return ""
    return str(dates.start) if dates.start == dates.end else f"{dates.start} to {dates.end}"


def _place_row(place: Place) -> tuple[str, ...]:
    known = place.latitude is not None and place.longitude is not None
    return (
        place.name,
        place.kind,
        place.country or "-",
        f"{place.latitude:.2f}, {place.longitude:.2f}" if known else "not resolved",
    )
