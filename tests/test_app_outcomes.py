"""How questions end: proposed with evidence and coverage, decided by a person, scored without hindsight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin.app import desk
from tocsin.app.desk import forecast_at
from tocsin.app.outcomes import decide, propose_all, score_situation
from tocsin.app.replay import LEAD, replay_moment
from tocsin.app.situation import Situation, open_situation
from tocsin.core.claims import Actor, Event, Reading
from tocsin.core.errors import InputError
from tocsin.core.forecasts import Forecast
from tocsin.core.material import Document, Span
from tocsin.core.questions import Price, Question, Resolution
from tocsin.core.times import DateRange, Deadline
from tocsin.core.vocabulary import Action, Attributes, Form, Outcome, Status
from tocsin.scoring import Decided

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
MARCH, APRIL = "accord@2030-03-31", "accord@2030-04-30"
STATUSES = {"SIGNED": Status.REPORTED, "CLAIMED": Status.CLAIMED}

FILES = {
    "situation.toml": 'name = "Orl"\n[sources.wire]\nname = "Wire of Orl"\nreliability = "B"\n',
    "questions/accord.toml": (
        'text = "Will Vesmark and Ordane sign a peace agreement by {deadline}?"\n'
        "deadlines = [2030-03-31, 2030-04-30]\nopens = 2030-03-01T00:00:00Z\n"
        'rule_text = "This market will resolve to \\"Yes\\" if both Vesmark and Ordane sign a written peace agreement '
        'by the listed date, 11:59 PM UTC. Otherwise, this market will resolve to \\"No\\"."\nfeeds = ["wire"]\n'
    ),
    "documents/calm.md": "---\nsource: wire\npublished: 2030-03-04T09:00Z\n---\nNothing was said in Orl.\n",
    "coverage.csv": "feed,start,end,ok,note\nwire,2030-03-01T00:00Z,2030-05-01T00:00Z,true,\n",
    "prices/bourse.csv": (
        "question,deadline,market,observed_at,last\n"
        "accord,2030-03-31,Bourse,2030-03-02T10:00Z,0.3\n"
        "accord,2030-03-31,Bourse,2030-03-20T10:00Z,0.2\n"
        "accord,2030-03-31,Bourse,2030-03-30T10:00Z,0.01\n"
        "accord,2030-04-30,Bourse,2030-03-02T10:00Z,0.5\n"
    ),
}
SIGNED = (
    "---\nsource: wire\npublished: 2030-04-10T09:00Z\n---\n"
    "SIGNED: Vesmark and Ordane signed a written peace agreement in Orl on 9 April 2030.\n"
)


class MarkedReader:
    """Makes an event of every line that begins with one of the marks; enough to see what an outcome rests on."""

    name = "reader.en.v1"

    def read(self, document: Document) -> Reading:
        events = []
        for line in document.text.splitlines():
            mark, colon, _ = line.partition(":")
            if colon and mark in STATUSES:
                start = document.text.index(line)
                span = Span(document=document.id, start=start, end=start + len(line), text=line)
                events.append(self._event(document, STATUSES[mark], span))
        return Reading(document=document, events=tuple(events))

    def read_many(self, documents: Iterable[Document]) -> Iterable[Reading]:
        return map(self.read, documents)

    def _event(self, document: Document, status: Status, evidence: Span) -> Event:
        return Event(
            key=f"{document.key}#event:{evidence.start}",
            available_at=document.available_at,
            made_by=self.name,
            document=document.id,
            action=Action.AGREE,
            status=status,
            evidence=evidence,
            actor=Actor(name="Vesmark"),
            recipient=Actor(name="Ordane"),
            attributes=Attributes(form=Form.SIGNED),
            occurred=DateRange(start=date(2030, 4, 9), end=date(2030, 4, 9)),
        )


Opener = Callable[..., Situation]


@pytest.fixture
def orl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens the situation of Orl with files added, changed or (with None) left out, at a clock."""
    monkeypatch.setattr(desk, "make_reader", lambda _name: MarkedReader())
    opened: list[Situation] = []

    def open_orl(
        files: dict[str, str | None] | None = None, *, clock: Callable[[], datetime] = lambda: NOW
    ) -> Situation:
        for name, text in {**(FILES if not opened else {}), **(files or {})}.items():
            path = tmp_path / "orl" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text, encoding="utf-8")
        opened.append(open_situation(tmp_path / "orl", clock=clock))
        return opened[-1]

    yield open_orl
    for situation in opened:
        situation.close()


def day(month: int, number: int, hour: int = 12) -> datetime:
    return datetime(2030, month, number, hour, tzinfo=UTC)


def resolutions(situation: Situation) -> list[Resolution]:
    return list(situation.ledger.view(NOW).revisions(Resolution, f"resolution:{MARCH}"))


def decision(outcome: str, deadline: str = "2030-03-31", at: str = "2030-04-02T10:00:00Z", venue: str = "") -> str:
    settled = f'venue_outcome = "{venue}"\n' if venue else ""
    return (
        f'[[resolution]]\nquestion = "accord"\ndeadline = {deadline}\noutcome = "{outcome}"\n{settled}'
        f'decided_by = "Ada"\ndecided_at = {at}\nbecause = "No paper was signed."\n'
    )


# --- proposals


def test_an_event_that_counts_is_proposed_as_yes_with_the_words_that_say_so(orl: Opener) -> None:
    proposals, problems = propose_all(orl({"documents/signed.md": SIGNED}), None)
    april = {each.question: each for each in proposals}[APRIL]
    assert not problems
    assert (april.facts, april.venue, april.signed) == ("yes, proposed", "not on file", "nobody yet")
    assert "signed a written peace agreement in Orl" in april.because
    (evidence,) = april.as_json()["proposed"]["evidence"]
    assert evidence["document"] == "document:signed"


def test_a_deadline_that_passed_in_silence_is_proposed_as_no_with_the_days_that_were_covered(orl: Opener) -> None:
    situation = orl({"coverage.csv": "feed,start,end,ok,note\nwire,2030-03-01T00:00Z,2030-03-13T00:00Z,true,\n"})
    march = propose_all(situation, day(4, 2))[0][0]
    assert (march.question, march.facts) == (MARCH, "no, proposed")
    assert "12 of 31 days" in march.because


def test_silence_of_a_dead_feed_is_no_evidence(orl: Opener) -> None:
    situation = orl({"coverage.csv": "feed,start,end,ok,note\nwire,2030-03-01T00:00Z,2030-05-01T00:00Z,false,\n"})
    march = propose_all(situation, day(4, 2))[0][0]
    assert march.facts == "open"
    assert "0 of 31 days" in march.because


def test_nothing_is_proposed_before_the_deadline_and_nothing_later_is_seen(orl: Opener) -> None:
    situation = orl({"documents/signed.md": SIGNED})
    early = propose_all(situation, day(3, 20))[0]
    assert [each.facts for each in early] == ["open", "open"]
    assert [each.as_json()["proposed"]["evidence"] for each in early] == [[], []]


def test_an_event_that_cannot_be_judged_keeps_the_question_open(orl: Opener) -> None:
    claimed = SIGNED.replace("SIGNED:", "CLAIMED:")
    april = propose_all(orl({"documents/claimed.md": claimed}), day(5, 2))[0][1]
    assert april.facts == "open"
    assert "cannot be judged" in april.because


def test_a_hypothetical_document_proves_nothing(orl: Opener) -> None:
    drill = SIGNED.replace("---\nSIGNED", "hypothetical: true\n---\nSIGNED")
    april = propose_all(orl({"documents/drill.md": drill}), day(5, 2))[0][1]
    assert april.facts == "no, proposed"


def test_looking_at_proposals_decides_and_stores_nothing(orl: Opener) -> None:
    situation = orl()
    propose_all(situation, None)
    assert situation.ledger.view(NOW).entries(Resolution) == ()


def test_the_deadline_of_a_proposal_and_both_outcomes_are_plain_data(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no", venue="yes")})
    data = propose_all(situation, day(4, 3))[0][0].as_json()
    assert data["deadline"] == "2030-03-31T23:59+00:00"
    assert data["signed"]["outcome"] == "no"
    assert data["signed"]["venue_outcome"] == "yes"
    assert data["signed"]["decided_by"] == "Ada"
    assert data["signed"]["decided_at"] == "2030-04-02T10:00:00+00:00"


def test_what_was_signed_is_shown_and_a_proposal_that_differs_is_said_too(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("yes", venue="yes")})
    march = propose_all(situation, day(4, 3))[0][0]
    assert (march.facts, march.venue, march.signed) == ("yes", "yes", "Ada, 2030-04-02")
    assert march.because.startswith("No paper was signed. The desk would propose no")
    before = propose_all(situation, day(4, 1))[0][0]
    assert before.signed == "nobody yet"


# --- decisions


def test_a_decision_is_a_signed_revision_of_the_proposal_that_stood_before_the_person(orl: Opener) -> None:
    situation = orl({"documents/signed.md": SIGNED})
    made = decide(situation, APRIL, "yes", by="Ada", venue="no", because=" It was signed. ")
    assert (made.outcome, made.venue_outcome, made.decided_by) == (Outcome.YES, Outcome.NO, "Ada")
    assert (made.made_by, made.because) == ("person:Ada", "It was signed.")
    proposed, signed = situation.ledger.view(NOW).revisions(Resolution, f"resolution:{APRIL}")
    assert (proposed.decided_by, signed.id) == (None, made.id)
    assert proposed.evidence == signed.evidence
    assert len(signed.evidence) == 1
    assert {each.question: each.signed for each in propose_all(situation, None)[0]}[APRIL] == "Ada, 2030-06-01"


def test_deciding_again_is_a_new_revision_and_the_earlier_one_stays(orl: Opener) -> None:
    ticks = iter([day(6, 1, hour) for hour in range(24) for _ in range(3)])
    situation = orl(clock=lambda: next(ticks))
    decide(situation, MARCH, "yes", by="Ada")
    decide(situation, MARCH, "void", by="Bo")
    view = situation.ledger.view(day(6, 2))
    signed = [each for each in view.revisions(Resolution, f"resolution:{MARCH}") if each.decided_by]
    assert [(each.outcome, each.decided_by) for each in signed] == [(Outcome.YES, "Ada"), (Outcome.VOID, "Bo")]
    standing = view.current(Resolution, f"resolution:{MARCH}")
    assert standing is not None
    assert standing.decided_by == "Bo"


def test_the_same_decision_twice_adds_nothing(orl: Opener) -> None:
    situation = orl()
    decide(situation, MARCH, "no", by="Ada")
    before = len(resolutions(situation))
    decide(situation, MARCH, "no", by="Ada")
    assert len(resolutions(situation)) == before


@pytest.mark.parametrize(
    ("question", "outcome", "by", "says"),
    [
        ("acord@2030-03-31", "no", "Ada", "did you mean accord@2030-03-31"),
        ("zzz", "no", "Ada", "there are: accord@2030-03-31, accord@2030-04-30"),
        (MARCH, "perhaps", "Ada", "give yes, no or void"),
        (MARCH, "no", "  ", "--by NAME"),
    ],
)
def test_a_decision_that_cannot_be_recorded_says_what_to_do_and_records_nothing(
    orl: Opener, question: str, outcome: str, by: str, says: str
) -> None:
    situation = orl()
    with pytest.raises(InputError, match=says):
        decide(situation, question, outcome, by=by)
    assert situation.ledger.view(NOW).entries(Resolution) == ()


# --- scores


def test_a_kept_forecast_from_before_the_answer_is_scored_beside_the_price_of_its_minute(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no")})
    forecast_at(situation, day(3, 22))
    sheet = score_situation(situation, None)
    (scored,) = sheet.questions
    assert scored.as_of == day(3, 22)
    assert {score.number: score.probability for score in sheet.scores}["price"] == 0.2
    assert sheet.sentences()[0] == "1 resolved: too few to judge."


def test_without_a_kept_forecast_one_is_made_again_a_week_before_and_said_so(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no")})
    sheet = score_situation(situation, None)
    (scored,) = sheet.questions
    assert scored.as_of == datetime(2030, 4, 1, tzinfo=UTC) - LEAD
    assert scored.replayed
    prices = {entry.last: entry for entry in situation.ledger.view(NOW).entries(Price)}
    assert {score.number: score.probability for score in sheet.scores}["price"] == 0.2
    kept = situation.ledger.view(NOW).get(str(scored.forecast))
    assert isinstance(kept, Forecast)
    used = {each for number in kept.numbers for basis in number.basis for each in basis.entries}
    assert prices[0.2].id in used
    assert prices[0.01].id not in used
    assert any("made again afterwards" in sentence for sentence in sheet.sentences())


def test_making_forecasts_again_touches_only_the_decided_question_and_a_second_score_is_the_same(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no")})
    first = score_situation(situation, None)
    assert [each.question for each in situation.ledger.view(NOW).entries(Forecast)] == [MARCH]
    recorded = len(list(situation.ledger.journal()))
    assert score_situation(situation, None).as_json() == first.as_json()
    assert len(list(situation.ledger.journal())) == recorded


def test_a_forecast_made_in_time_is_not_called_replayed(orl: Opener) -> None:
    now = [day(3, 22)]
    situation = orl(clock=lambda: now[0])
    for name, text in {"coverage.csv": "feed,start,end,ok,note\n", "prices/bourse.csv": EARLY_PRICES}.items():
        (situation.folder.path / name).write_text(text, encoding="utf-8")  # type: ignore[union-attr]
    forecast_at(situation, None)
    now[0] = NOW
    (situation.folder.path / "resolutions.toml").write_text(decision("no"), encoding="utf-8")  # type: ignore[union-attr]
    (scored,) = score_situation(situation, None).questions
    assert (scored.as_of, scored.replayed) == (day(3, 22), False)


EARLY_PRICES = "question,deadline,market,observed_at,last\naccord,2030-03-31,Bourse,2030-03-20T10:00Z,0.2\n"


def test_the_answer_and_what_came_after_the_moment_change_no_forecast_made_again(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no"), "documents/signed.md": SIGNED})
    with_news = score_situation(situation, None).scores
    plain = orl({"documents/signed.md": None, "prices/bourse.csv": EARLY_PRICES, "resolutions.toml": decision("yes")})
    (plain.place.with_name("tocsin.db")).unlink()
    fresh = open_situation(plain.place.parent, clock=lambda: NOW)
    without = score_situation(fresh, None).scores
    fresh.close()
    assert {s.number: s.probability for s in with_news} == {s.number: s.probability for s in without}


def test_facts_and_venue_are_both_scored_where_they_differ_and_a_void_is_told(orl: Opener) -> None:
    both = decision("no", venue="yes") + decision("void", "2030-04-30", "2030-05-02T10:00:00Z")
    sheet = score_situation(orl({"resolutions.toml": both}), None)
    assert {str(score.target) for score in sheet.scores} == {"facts", "venue"}
    assert {row[0] for row in sheet.rows()} == {MARCH}
    assert any("Void" in sentence and APRIL in sentence for sentence in sheet.sentences())
    assert [each.question for each in sheet.questions if each.forecast is None] == [APRIL]


def test_a_decision_that_was_not_yet_made_is_not_scored(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no")})
    assert score_situation(situation, day(4, 2, 9)).questions == ()
    assert len(score_situation(situation, day(4, 2, 10)).questions) == 1


def test_a_decision_made_again_moves_the_score_to_the_new_outcome(orl: Opener) -> None:
    situation = orl({"resolutions.toml": decision("no")})
    forecast_at(situation, day(3, 22))
    decide(situation, MARCH, "yes", by="Bo")
    assert {score.outcome for score in score_situation(situation, None).scores} == {Outcome.YES}
    assert {score.outcome for score in score_situation(situation, day(5, 1)).scores} == {Outcome.NO}


def test_a_forecaster_that_learned_later_than_the_moment_is_refused(
    orl: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.forecasting.desk.Desk.knowledge_cutoff", day(5, 1))
    sheet = score_situation(orl({"resolutions.toml": decision("no")}), None)
    assert sheet.scores == ()
    assert any("learned from material up to 2030-05-01" in problem.message for problem in sheet.problems)


def test_the_moment_is_a_week_before_the_end_or_when_the_question_was_on_file() -> None:
    def decided(opens: datetime, since: datetime) -> Decided:
        question = Question(
            key=MARCH,
            available_at=opens,
            made_by="t",
            text="?",
            rule="r",
            rule_version="1",
            family="accord",
            deadline=Deadline(date=date(2030, 3, 31), zone="UTC"),
        )
        signed = Resolution(
            key="r", available_at=since, made_by="t", question=MARCH, outcome=Outcome.NO, decided_by="Ada"
        )
        return Decided(question=question, resolution=signed, since=since)

    assert replay_moment(decided(day(3, 1), NOW)) == datetime(2030, 3, 25, tzinfo=UTC)
    assert replay_moment(decided(day(3, 1), day(3, 20))) == day(3, 13)
    assert replay_moment(decided(day(3, 28), NOW)) == day(3, 28)
    assert replay_moment(decided(day(3, 20), day(3, 20))) is None
