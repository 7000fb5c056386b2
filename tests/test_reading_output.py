"""A reading as JSON: the fields of the design, nothing else, and numbers that read back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from tocsin.core.claims import Actor, Claim, Event, Place, Reading, TimeExpression
from tocsin.core.errors import Problem
from tocsin.core.material import Document, Span
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Action, Attributes, Effect, Form, Grade, Quantity, Stance, Status, Weapon
from tocsin.reading.output import as_json
from tocsin.reading.reader import EnglishReader

MOMENT = datetime(2025, 12, 29, 20, tzinfo=UTC)
TEXT = "Minister Odo Brandt said, and said again, that 12 drones fell on Vell. Mayor Una Kestrel denied it."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(document="d", start=start, end=start + len(words), text=words)


DOCUMENT = Document(
    key="row 1", available_at=MOMENT, made_by="test", source="s", url="https://vell.example/1", title="Drones",
    text=TEXT, language="en", published_at=MOMENT, origin="wire",
)  # fmt: skip
BRANDT = Actor(name="Odo Brandt", role="minister", span=span("Minister Odo Brandt"))
FIRST = Claim(
    key="row 1#c1", available_at=MOMENT, made_by="t", document="d", speaker=BRANDT, stance=Stance.ASSERTS,
    content=span("12 drones fell on Vell"), cue=span("said"), pieces=((20, 24), (47, 69)), quoted=False, hedged=True,
    grade=Grade(source="B", content=2), reader_score=0.7,
)  # fmt: skip
SECOND = Claim(
    key="row 1#c2", available_at=MOMENT, made_by="t", document="d", speaker=None, stance=Stance.DENIES,
    content=span("denied it"), answers="row 1#c1",
)  # fmt: skip
ELSEWHERE = Claim(
    key="row 1#c3", available_at=MOMENT, made_by="t", document="d", speaker=None, stance=Stance.DENIES,
    content=span("it"), answers="row 9#c1",
)  # fmt: skip
EVENT = Event(
    key="row 1#e1", available_at=MOMENT, made_by="t", document="d", action=Action.ASSAULT, status=Status.DISPUTED,
    evidence=span("12 drones fell on Vell"), mode="aerial", actor=Actor(name="Ordane"),
    place=Place(name="Vell", kind="city", latitude=1.5, longitude=2.5, span=span("Vell")),
    attributes=Attributes(
        effect=Effect.GROUND_IMPACT, weapon=Weapon.DRONE, form=Form.SIGNED,
        counts=(Quantity(unit="drones", value=12.0), Quantity(unit="percent", value=2.5)),
    ),
    occurred=DateRange(start=date(2025, 12, 28), end=date(2025, 12, 29)), supported_by=("row 1#c1",),
    disputed_by=("row 1#c2",),
)  # fmt: skip
READING = Reading(
    document=DOCUMENT,
    claims=(FIRST, SECOND, ELSEWHERE),
    events=(EVENT,),
    times=(TimeExpression(span=span("again"), type="DATE", value="2025-12", deadline=True),),
    places=(Place(name="Vell", kind="city", country=None, geonames=7, span=span("Vell")),),
    problems=(Problem(stage="read", subject="row 1", message="m", hint="h"),),
)
DATA = as_json(READING)


def test_the_document_has_its_own_key_as_id() -> None:
    assert DATA["document"] == {
        "id": "row 1",
        "url": "https://vell.example/1",
        "title": "Drones",
        "text": TEXT,
        "published_at": "2025-12-29T20:00:00+00:00",
        "language": "en",
        "origin": "wire",
    }


def test_a_claim_has_the_fields_of_the_design() -> None:
    assert DATA["claims"][0] == {
        "id": FIRST.id,
        "speaker": {
            "text": "Minister Odo Brandt",
            "start": 0,
            "end": 19,
            "name": "Odo Brandt",
            "country": None,
            "role": "minister",
        },
        "cue": {"text": "said", "start": 20, "end": 24},
        "stance": "asserts",
        "content": {"text": "12 drones fell on Vell", "start": 47, "end": 69, "spans": [[20, 24], [47, 69]]},
        "answers": None,
        "quoted": False,
        "hedged": True,
        "negated": False,
        "grade": "B2",
        "score": 0.7,
    }


def test_answers_is_the_id_of_a_claim_in_the_same_document_or_nothing() -> None:
    assert DATA["claims"][1]["answers"] == DATA["claims"][0]["id"]
    assert DATA["claims"][2]["answers"] is None
    assert DATA["claims"][1]["speaker"] is None
    assert DATA["claims"][1]["cue"] is None
    assert "spans" not in DATA["claims"][1]["content"]


def test_a_link_says_how_one_claim_stands_to_another_and_why() -> None:
    first, second = (claim["id"] for claim in DATA["claims"][:2])
    because = "an unnamed source denied what Odo Brandt said"
    assert DATA["links"] == [{"kind": "denies", "claim": second, "of": first, "because": because}]


def test_an_event_has_objects_for_its_parties_and_flat_attributes() -> None:
    event = DATA["events"][0]
    assert event["actor"] == {"text": None, "start": None, "end": None, "name": "Ordane", "country": None, "role": None}
    assert event["recipient"] is None
    assert (event["place"]["name"], event["place"]["lat"], event["place"]["lon"]) == ("Vell", 1.5, 2.5)
    assert event["attributes"] == {
        "effect": "ground_impact",
        "weapon": "drone",
        "form": "signed",
        "count": {"drones": 12, "percent": 2.5},
    }
    assert event["occurred"] == {"start": "2025-12-28", "end": "2025-12-29"}
    assert (event["action"], event["status"], event["mode"]) == ("ASSAULT", "disputed", "aerial")
    assert event["supported_by"] == [DATA["claims"][0]["id"]]
    assert event["disputed_by"] == [DATA["claims"][1]["id"]]


def test_times_places_and_problems() -> None:
    assert DATA["times"] == [
        {
            "text": "again",
            "start": 35,
            "end": 40,
            "type": "DATE",
            "value": "2025-12",
            "interval": None,
            "deadline": True,
        }
    ]
    assert DATA["places"][0]["geonames"] == 7
    assert set(DATA["places"][0]) == {
        "text", "start", "end", "name", "kind", "country", "admin1", "lat", "lon", "geonames",
    }  # fmt: skip
    assert DATA["problems"] == [{"stage": "read", "subject": "row 1", "message": "m", "hint": "h"}]


def test_it_is_plain_json() -> None:
    assert json.loads(json.dumps(DATA, allow_nan=False)) == DATA


def test_claim_ids_are_unique_in_a_real_reading() -> None:
    document = Document(
        key="r", available_at=MOMENT, made_by="t", source="s", url="", title="", language="en",
        published_at=MOMENT, origin="r",
        text="Odo Brandt said that Vell was shut. Odo Brandt said that Vell was shut. Una Kestrel denied it.",
    )  # fmt: skip
    data = as_json(EnglishReader().read(document))
    ids = [claim["id"] for claim in data["claims"]]
    assert len(ids) == len(set(ids)) >= 2
