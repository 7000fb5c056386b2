"""One happening in several papers: told once in the brief, its reasons shown, its tellers counted together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.app.assess import assess
from tocsin.app.brief import brief_of_situation
from tocsin.app.desk import assess_at
from tocsin.app.situation import Situation, open_situation
from tocsin.app.why import explain
from tocsin.core.claims import Claim, Event
from tocsin.core.vocabulary import LinkKind

MOMENT = datetime(2030, 4, 12, 21, tzinfo=UTC)
MORNING = "OSLO - Danish drones struck a tower block in Oslo overnight into Tuesday. The harbour was quiet.\n"
NOON = "The Norwegian capital was attacked with drones by Denmark on Tuesday, and a tower block burned.\n"
NEXT = "Danish drones struck a tower block in Oslo overnight into Wednesday.\n"
FILES = {
    "situation.toml": 'name = "Fjord"\n[sources.wire]\nname = "Skerry Wire"\nreliability = "B"\n'
    '[sources.post]\nname = "Fjord Post"\nreliability = "C"\n',
    "documents/morning.md": f"---\nsource: wire\npublished: 2030-04-09T06:00Z\n---\n{MORNING}",
    "documents/noon.md": f"---\nsource: post\npublished: 2030-04-09T12:00Z\n---\n{NOON}",
    "documents/next.md": f"---\nsource: wire\npublished: 2030-04-10T06:00Z\n---\n{NEXT}",
}
Opener = Callable[..., Situation]


@pytest.fixture
def fjord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    monkeypatch.setenv("TOCSIN_STATE", str(tmp_path / "state"))

    def open_fjord(**more: str) -> Situation:
        for name, text in {**FILES, **{f"documents/{key}.md": value for key, value in more.items()}}.items():
            path = tmp_path / "fjord" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return open_situation(tmp_path / "fjord", clock=lambda: MOMENT)

    return open_fjord


def strikes(situation: Situation) -> dict[str, Event]:
    """The first event of every document, by its name."""
    assessment, _ = assess_at(situation, MOMENT)
    return {event.key.partition("#")[0].partition(":")[2]: event for event in reversed(assessment.events)}


def test_two_papers_on_one_strike_are_one_happening_and_the_next_night_is_another(fjord: Opener) -> None:
    situation = fjord()
    found = strikes(situation)
    happenings = assess(situation.ledger.view(MOMENT)).happenings
    assert {found["morning"].key, found["noon"].key} in [set(each.events) for each in happenings]
    assert {found["next"].key} in [set(each.events) for each in happenings]


def test_a_happening_is_told_once_with_every_paper_that_tells_of_it(fjord: Opener) -> None:
    edition = brief_of_situation(fjord(), datetime(2030, 4, 9, 21, tzinfo=UTC))
    told = [sentence for sentence in edition.brief.sentences if "tower block" in sentence.text]
    assert len(told) == 1
    assert {document.id for document in edition.material.documents.values()} <= set(told[0].entries)


def test_why_shows_where_else_an_event_is_told_and_what_agrees(fjord: Opener) -> None:
    situation = fjord()
    event = strikes(situation)["morning"]
    lines = "\n".join(explain(Path(situation.place).parent, event.id, MOMENT, clock=lambda: MOMENT).lines())
    assert "told as one happening with 1 more" in lines
    assert "on 9 April 2030" in lines
    assert "in Oslo" in lines


def test_why_shows_what_takes_a_claim_back(fjord: Opener) -> None:
    first = "Norway's minister Sigrun Aas said that 91 boats had left the port of Bergen on Monday.\n"
    second = "Sigrun Aas said that the figure of 91 boats that left the port of Bergen was wrong.\n"
    situation = fjord(
        boats=f"---\nsource: wire\npublished: 2030-04-09T08:00Z\n---\n{first}",
        mended=f"---\nsource: post\npublished: 2030-04-10T08:00Z\n---\n{second}",
    )
    assessment, _ = assess_at(situation, MOMENT)
    (link,) = [each for each in assessment.links if each.kind is LinkKind.RETRACTS]
    claim = situation.ledger.view(MOMENT).current(Claim, link.of)
    assert claim is not None
    lines = "\n".join(explain(Path(situation.place).parent, claim.id, MOMENT, clock=lambda: MOMENT).lines())
    assert "retracts it (Sigrun Aas took back what Sigrun Aas said)" in lines
    before = assess(situation.ledger.view(datetime(2030, 4, 9, 21, tzinfo=UTC)))
    assert [each.grade.content for each in before.claims if each.key == link.of] == [3]
    assert [each.grade.content for each in assessment.claims if each.key == link.of] == [5]
