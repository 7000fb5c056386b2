"""Grades: the letter is the source's, the number comes from who else says so, who denies it, and who has a stake."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.adapters.folder import read_document_file
from tocsin.app.ingest import make_document
from tocsin.core.claims import Actor, Claim
from tocsin.core.material import Document, Source, Span
from tocsin.core.vocabulary import Grade, Stance
from tocsin.reading.links.grading import Grader
from tocsin.reading.reader import EnglishReader

START = datetime(2025, 12, 1, 8, tzinfo=UTC)
KYIV = Path(__file__).parent.parent / "examples" / "kyiv"


class Desk:
    """A view built by hand: each call is one claim in a document of its own."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.sources: dict[str, Source] = {}
        self.claims: list[Claim] = []

    def source(self, name: str, reliability: str = "B", party_to: tuple[str, ...] = ()) -> None:
        self.sources[f"source:{name}"] = Source(
            key=f"source:{name}", available_at=START, made_by="t", name=name, reliability=reliability, party_to=party_to
        )

    def says(
        self,
        speaker: Actor | None,
        content: str,
        *,
        stance: Stance = Stance.ASSERTS,
        negated: bool = False,
        source: str = "wire",
        origin: str = "",
        answers: Claim | None = None,
        hours: int = 0,
    ) -> Claim:
        number = len(self.claims)
        moment = START + timedelta(hours=hours)
        text = f"{content}. Notice {number} of {source}, in other words each time: " + " ".join(
            random.Random(origin or number).choices("abcdefghijklmnop", k=60)
        )
        document = Document(
            key=f"d{number}", available_at=moment, made_by="t", source=f"source:{source}", url="", title="", text=text,
            language="en", published_at=moment, origin=origin,
        )  # fmt: skip
        self.documents[document.id] = document
        claim = Claim(
            key=f"d{number}#c1", available_at=moment, made_by="t", document=document.id, speaker=speaker, stance=stance,
            content=Span(document=document.id, start=0, end=len(content), text=content), negated=negated,
            answers=answers.key if answers else None,
        )  # fmt: skip
        self.claims.append(claim)
        return claim

    def grade(self, claim: Claim) -> Grade:
        return Grader(claims=self.claims, documents=self.documents, sources=self.sources).grade(claim)


def person(name: str, country: str | None = None) -> Actor:
    return Actor(name=name, country=country)


HALVORSEN, KASPER = person("Sigrun Halvorsen", "NOR"), person("Kasper Lindqvist", "DNK")
WATCH, INSTITUTE = person("Shipping Watch Institute", "PRT"), person("Vell Institute")
ATTACK = "Denmark had fired on the Norwegian trawler Grey Sister near Ildamar"
NO_ATTACK = "Denmark had not fired on the Norwegian trawler Grey Sister near Ildamar"


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.source("wire")
    return desk


def accusation(desk: Desk) -> Claim:
    return desk.says(HALVORSEN, ATTACK, stance=Stance.ACCUSES)


def test_the_letter_is_the_publishers_and_f_where_nothing_is_set() -> None:
    desk = Desk()
    desk.source("rag", reliability="D")
    assert desk.grade(desk.says(HALVORSEN, ATTACK, source="rag")).source == "D"
    assert desk.grade(desk.says(HALVORSEN, ATTACK, source="unknown")).source == "F"


def test_one_voice_alone_is_possibly_true(desk: Desk) -> None:
    grade = desk.grade(accusation(desk))
    assert grade.content == 3
    assert "nobody else" in grade.reason


def test_copies_of_one_text_confirm_nothing(desk: Desk) -> None:
    claim = accusation(desk)
    for _ in range(10):
        desk.says(HALVORSEN, ATTACK, stance=Stance.ACCUSES, origin="one-wire")
    assert desk.grade(claim).content == 3


def test_ones_own_side_confirms_nothing(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(person("Torvald Aas", "NOR"), ATTACK)
    assert desk.grade(claim).content == 3


def test_the_accuseds_denial_makes_it_doubtful_and_no_more(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(KASPER, f"that {ATTACK}", stance=Stance.DENIES, answers=claim)
    grade = desk.grade(claim)
    assert grade.content == 4
    assert "denied by a party: Kasper Lindqvist" in grade.reason
    desk.says(person("Ida Mørk", "DNK"), f"that {ATTACK}", stance=Stance.DENIES, answers=claim)
    assert desk.grade(claim).content == 4


def test_an_outside_assessment_against_it_makes_it_improbable(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(KASPER, f"that {ATTACK}", stance=Stance.DENIES, answers=claim)
    desk.says(WATCH, NO_ATTACK, stance=Stance.ASSESSES, negated=True, hours=20)
    grade = desk.grade(claim)
    assert grade.content == 5
    assert "Shipping Watch Institute" in grade.reason


def test_a_doubt_needs_few_words_if_one_is_a_name(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(WATCH, "no footage of any shot at the Grey Sister had been observed", negated=True)
    assert desk.grade(claim).content == 5


def test_outside_confirmation_makes_it_probable_and_two_witnesses_confirm_it(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(WATCH, ATTACK)
    assert desk.grade(claim).content == 2
    desk.says(INSTITUTE, ATTACK)
    assert desk.grade(claim).content == 1


def test_two_assessments_of_one_origin_are_one(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(WATCH, ATTACK, origin="one-wire")
    desk.says(INSTITUTE, ATTACK, origin="one-wire")
    assert desk.grade(claim).content == 2


def test_one_witness_in_two_papers_is_one_witness(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(WATCH, ATTACK)
    desk.says(WATCH, ATTACK, source="other")
    grade = desk.grade(claim)
    assert grade.content == 2
    assert "independent" not in grade.reason


def test_a_man_whose_state_one_text_leaves_out_confirms_nothing_of_his_own(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(person("Sigrun Halvorsen"), ATTACK, source="other")
    assert desk.grade(claim).content == 3


def test_what_ones_own_side_takes_back_is_improbable(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(person("Torvald Aas", "NOR"), f"the report that {ATTACK} was wrong", hours=8)
    grade = desk.grade(claim)
    assert (grade.content, grade.reason) == (5, "taken back by its own side: Torvald Aas")


def test_a_toll_that_grows_counts_against_nobody(desk: Desk) -> None:
    first = desk.says(HALVORSEN, "three people had been killed on the trawler Grey Sister near Ildamar")
    second = desk.says(HALVORSEN, "five people had been killed on the trawler Grey Sister near Ildamar", hours=5)
    assert desk.grade(first).content == desk.grade(second).content == 3


def test_two_outsiders_with_two_figures_are_both_doubtful(desk: Desk) -> None:
    police = desk.says(person("Tarnov Police"), "4,000 people had marched through Tarnov for the Grey Sister")
    crowd = desk.says(WATCH, "60,000 people had marched through Tarnov for the Grey Sister", answers=police)
    assert desk.grade(police).content == desk.grade(crowd).content == 4
    assert desk.grade(police).reason == "another figure is given by Shipping Watch Institute"


def test_a_day_that_differs_is_another_matter(desk: Desk) -> None:
    claim = desk.says(HALVORSEN, f"{ATTACK} on Monday", stance=Stance.ACCUSES)
    desk.says(WATCH, f"{ATTACK} on Tuesday", hours=30)
    assert desk.grade(claim).content == 3


def test_one_side_that_grants_and_denies_leaves_it_open(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(KASPER, ATTACK, stance=Stance.ACCEPTS, answers=claim)
    desk.says(person("Ida Mørk", "DNK"), f"that {ATTACK}", stance=Stance.DENIES, answers=claim)
    assert desk.grade(claim).content == 3


def test_a_party_without_a_state_is_known_by_whose_ministry_it_is(desk: Desk) -> None:
    claim = desk.says(person("Ilse Brandt"), "Ordane had fired on the trawler Grey Sister", stance=Stance.ACCUSES)
    desk.says(person("Ordane's foreign ministry"), "firing on the Grey Sister", stance=Stance.DENIES, answers=claim)
    grade = desk.grade(claim)
    assert grade.content == 4
    assert "denied by a party: Ordane's foreign ministry" in grade.reason


def test_outside_accounts_that_differ_leave_it_doubtful(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(WATCH, ATTACK)
    desk.says(INSTITUTE, NO_ATTACK, negated=True)
    grade = desk.grade(claim)
    assert grade.content == 4
    assert grade.reason.startswith("outside accounts differ")


def test_what_the_other_side_concedes_is_probable(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(KASPER, ATTACK, stance=Stance.ACCEPTS, answers=claim)
    assert desk.grade(claim).content == 2


def test_two_figures_of_one_side_on_one_day_count_against_both(desk: Desk) -> None:
    first = desk.says(HALVORSEN, "91 drones had crossed the Ildamar strait region")
    second = desk.says(person("Torvald Aas", "NOR"), "41 drones had crossed the Ildamar strait region", hours=3)
    assert desk.grade(first).content == desk.grade(second).content == 4
    assert "another figure" in desk.grade(first).reason


def test_two_figures_of_two_nights_are_two_things(desk: Desk) -> None:
    first = desk.says(HALVORSEN, "91 drones had crossed the Ildamar strait region")
    desk.says(HALVORSEN, "41 drones had crossed the Ildamar strait region", hours=24)
    assert desk.grade(first).content == 3


@pytest.mark.parametrize("stance", [Stance.THREATENS, Stance.PROMISES, Stance.REFUSES, Stance.REQUESTS])
def test_intent_cannot_be_judged(desk: Desk, stance: Stance) -> None:
    grade = desk.grade(desk.says(HALVORSEN, "Norway would close the strait", stance=stance))
    assert (grade.content, "intent" in grade.reason) == (6, True)


def test_officials_without_a_name_or_a_state_cannot_be_judged(desk: Desk) -> None:
    assert desk.grade(desk.says(person("officials"), ATTACK)).content == 6
    assert desk.grade(desk.says(None, ATTACK, source="nowhere")).content == 6


def test_a_report_of_anothers_words_is_no_voice_and_is_judged_by_them(desk: Desk) -> None:
    claim = accusation(desk)
    report = desk.says(WATCH, f"an official in Oslo had told its desk that {ATTACK}")
    inner = replace(
        report,
        key="inner",
        speaker=person("an official in Oslo", "NOR"),
        content=replace(report.content, start=40, text=report.content.text[40:]),
    )
    desk.claims.append(inner)
    assert desk.grade(claim).content == 3
    assert "report" in desk.grade(report).reason


def test_another_matter_moves_nothing(desk: Desk) -> None:
    claim = accusation(desk)
    desk.says(WATCH, "bread had not become dearer in the old town of Vell", negated=True)
    desk.says(INSTITUTE, "the winter would be mild")
    assert desk.grade(claim).content == 3


def test_grades_do_not_depend_on_the_order_of_the_claims(desk: Desk) -> None:
    accusation(desk)
    desk.says(KASPER, f"that {ATTACK}", stance=Stance.DENIES, answers=desk.claims[0])
    desk.says(WATCH, NO_ATTACK, stance=Stance.ASSESSES, negated=True, hours=20)
    desk.says(INSTITUTE, ATTACK)
    there = Grader(claims=desk.claims, documents=desk.documents, sources=desk.sources)
    back = Grader(claims=desk.claims[::-1], documents=desk.documents, sources=desk.sources)
    assert [there.grade(claim) for claim in desk.claims] == [back.grade(claim) for claim in desk.claims]


def test_a_claim_whose_document_is_not_in_view_is_graded_all_the_same(desk: Desk) -> None:
    stray = replace(accusation(desk), document="gone")
    assert desk.grade(stray).source == "F"


def test_many_claims_are_graded_in_time(desk: Desk) -> None:
    for number in range(800):
        desk.says(HALVORSEN, f"{number} drones had crossed the Ildamar strait region", hours=number)
    grader = Grader(claims=desk.claims, documents=desk.documents, sources=desk.sources)
    assert {grader.grade(claim).content for claim in desk.claims} <= {3, 4}


def kyiv_claims(until: str) -> tuple[Sequence[Claim], dict[str, Document], dict[str, Source]]:
    """What the shipped situation's documents hold up to a day."""
    reader = EnglishReader()
    documents = [
        make_document(read_document_file(path), datetime(2026, 12, 1, tzinfo=UTC), [])
        for path in sorted((KYIV / "documents").glob("*.md"))
        if path.name < until
    ]
    parties = {"source:ru_mfa": ("RUS",), "source:ua_president": ("UKR",)}
    sources = {
        key: Source(key=key, available_at=START, made_by="t", name=key, reliability="C", party_to=party)
        for key, party in parties.items()
    }
    readings = list(reader.read_many(documents))
    return [c for r in readings for c in r.claims], {d.id: d for d in documents}, sources


def test_in_the_kyiv_example_the_valdai_claim_falls_when_outside_assessments_arrive() -> None:
    numbers = []
    for until in ("2025-12-29-p", "2025-12-30-p", "2026-01-02"):
        claims, documents, sources = kyiv_claims(until + "~" if until.endswith("p") else until)
        grader = Grader(claims=claims, documents=documents, sources=sources)
        (valdai,) = [c for c in claims if c.speaker and "Lavrov" in c.speaker.name and "91 drones" in c.content.text]
        numbers.append(grader.grade(valdai))
    assert numbers[0].content in {3, 4}
    assert [grade.content for grade in numbers[1:]] == [5, 5]
    assert "Institute for the Study of War" in numbers[1].reason
    assert "CIA" in numbers[2].reason
    assert "2 independent origins" in numbers[2].reason
