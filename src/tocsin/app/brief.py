"""The brief: look at a moment, forecast, compose, keep the edition, and hand it to whatever form is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.app.article import open_article
from tocsin.app.assess import Assessment
from tocsin.app.desk import forecast_at
from tocsin.app.ingest import Progress, silent
from tocsin.app.situation import Situation
from tocsin.app.state import remember_brief
from tocsin.core.briefs import Brief
from tocsin.core.claims import Claim, Event
from tocsin.core.entries import Retraction, canonical
from tocsin.core.errors import InputError, Problem
from tocsin.core.forecasts import Forecast
from tocsin.core.material import Coverage, Document, Source
from tocsin.core.protocols import View
from tocsin.core.questions import Price, Resolution
from tocsin.core.rules import Rule
from tocsin.core.vocabulary import Grade
from tocsin.publishing.compose import compose
from tocsin.publishing.material import Contradiction, LookAlike, Material, Risk
from tocsin.reading.links.across import link
from tocsin.reading.links.grading import Grader
from tocsin.rules.diff import diff

if TYPE_CHECKING:
    from rich.console import Console

COMPOSER_NAME = "brief.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One brief with the material that it was made of and what could not be used on the way."""

    brief: Brief
    material: Material
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The brief as data: the board, the numbered sentences with their entries, the references, the problems."""
        sentences = [
            {"number": number, **canonical(sentence)} for number, sentence in enumerate(self.brief.sentences, 1)
        ]
        references = [
            {"marker": marker, **_reference(self.material.view, entry)} for marker, entry in self.brief.references
        ]
        return {
            "id": self.brief.id,
            **canonical(self.brief),
            "zone": self.material.zone,
            "sentences": sentences,
            "references": references,
            "problems": [canonical(problem) for problem in self.problems],
        }

    def print(self, console: Console) -> None:
        """Print the whole brief."""
        from tocsin.publishing.terminal import print_brief

        print_brief(self.brief, self.material, console)

    def print_board(self, console: Console) -> None:
        """Print the bottom line's table alone."""
        from tocsin.publishing.terminal import print_board as print_table

        print_table(self.brief, self.material, console)

    def print_changes(self, console: Console) -> None:
        """Print what changed since the last edition."""
        from tocsin.publishing.terminal import print_changes

        print_changes(self.brief, self.material, console)

    def html(self) -> str:
        """The brief as one self-contained page."""
        from tocsin.publishing.page import as_html

        return as_html(self.brief, self.material)

    def markdown(self) -> str:
        """The brief as Markdown."""
        from tocsin.publishing.markdown import as_markdown

        return as_markdown(self.brief, self.material)


def _reference(view: View, entry_id: str) -> dict[str, Any]:
    entry = view.get(entry_id)
    found: dict[str, Any] = {"id": entry_id, "kind": type(entry).__name__}
    if isinstance(entry, Document):
        found |= {"title": entry.title, "source": entry.source, "url": entry.url}
        found |= {"published_at": entry.published_at.isoformat(), "hypothetical": entry.hypothetical}
    elif isinstance(entry, Rule):
        found |= {"title": entry.title, "url": entry.url, "version": entry.version}
    elif isinstance(entry, Price):
        found |= {"title": entry.market, "source": entry.source, "observed_at": entry.observed_at.isoformat()}
    return found


def brief_of_situation(
    situation: Situation, as_of: datetime | None, *, sign: str | None = None, progress: Progress = silent
) -> Edition:
    """Write the brief of a situation at a moment and keep it in its ledger; ``sign`` freezes it under that name."""
    signer = _signer(sign)
    assessment, forecasts, problems = forecast_at(situation, as_of, progress=progress)
    material = material_of(situation, assessment, forecasts)
    return _keep(situation, material, problems, signer)


def brief_of_article(
    path: Path,
    questions: Sequence[str],
    *,
    rule: Path | None = None,
    published: datetime | None = None,
    as_of: datetime | None = None,
    sign: str | None = None,
) -> Edition:
    """Write the brief of one article; without questions it tells what was read."""
    signer = _signer(sign)
    situation, told = open_article(path, questions, rule=rule, published=published)
    assessment, forecasts, problems = forecast_at(situation, as_of)
    material = material_of(situation, assessment, forecasts)
    return _keep(situation, material, (*told, *problems), signer)


def print_board(situation: Situation, assessment: Assessment, forecasts: Sequence[Forecast], console: Console) -> None:
    """Print the board of forecasts that were just made, without keeping a brief."""
    material = material_of(situation, assessment, forecasts)
    edition = Edition(brief=compose(material, made_by=COMPOSER_NAME), material=material, problems=())
    edition.print_board(console)


def material_of(situation: Situation, assessment: Assessment, forecasts: Sequence[Forecast]) -> Material:
    """Everything that a brief may speak of, in core types."""
    view = assessment.view
    earlier = earlier_edition(view)
    earlier_view = _view_of(situation, earlier) if earlier else None
    return Material(
        situation=situation.name,
        zone=situation.zone,
        as_of=view.as_of,
        view=situation.ledger.view(view.as_of),  # a view is a snapshot: this one holds the new forecasts too
        documents=assessment.documents,
        sources=assessment.sources,
        origins=assessment.origins,
        claims=assessment.claims,
        events=assessment.events,
        questions=assessment.questions,
        rules=assessment.rules,
        verdicts=assessment.verdicts,
        bearings=assessment.bearings,
        risks={f: Risk(level=str(risk.level), reasons=risk.reasons) for f, risk in assessment.risks.items()},
        forecasts={forecast.question: forecast for forecast in forecasts},
        prices=view.entries(Price),
        coverage=view.entries(Coverage),
        resolutions=view.entries(Resolution),
        retractions=view.entries(Retraction),
        contradictions=tuple(
            Contradiction(earlier=each.earlier, later=each.later, about=each.about)
            for each in assessment.contradictions
        ),
        look_alikes=_look_alikes(assessment),
        happenings=assessment.happenings,
        earlier=earlier,
        earlier_view=earlier_view,
        earlier_grades=_grades(earlier_view) if earlier_view else {},
    )


def earlier_edition(view: View) -> Brief | None:
    """The newest signed edition of an earlier moment; where none was signed, the newest brief of an earlier moment."""
    kept = [brief for each in view.entries(Brief) for brief in view.revisions(Brief, each.key)]
    older = [brief for brief in kept if brief.as_of < view.as_of]
    signed = [brief for brief in older if brief.signed_by is not None]
    return max(signed or older, key=lambda brief: brief.as_of, default=None)


def _view_of(situation: Situation, brief: Brief) -> View:
    """The ledger as an edition knew it: of its moment, and of what had been recorded when it was kept."""
    return situation.ledger.view(brief.as_of, recorded_until=situation.ledger.recorded_at(brief.id))


def _grades(view: View) -> dict[str, Grade]:
    """The grade that every claim of a view had at its moment, by key."""
    documents = {document.id: document for document in view.entries(Document)}
    read = tuple(claim for claim in view.entries(Claim) if claim.document in documents)
    events = tuple(event for event in view.entries(Event) if event.document in documents)
    linked = link(read, events)
    grader = Grader(claims=linked, documents=documents, sources={s.key: s for s in view.entries(Source)})
    return {claim.key: grader.grade(claim) for claim in linked}


def _look_alikes(assessment: Assessment) -> tuple[LookAlike, ...]:
    """The clauses that turn a verdict between any two families that ask for the same kind of event."""
    first_of = {question.family: assessment.rules[question.key] for question in reversed(assessment.questions)}
    families = sorted(first_of)
    pairs = [(a, b) for i, a in enumerate(families) for b in families[i + 1 :]]
    return tuple(
        LookAlike(
            first=a,
            second=b,
            on=flip.on,
            first_verdict=flip.verdict_a,
            second_verdict=flip.verdict_b,
            first_clause=flip.clause_a.text if flip.clause_a else "",
            second_clause=flip.clause_b.text if flip.clause_b else "",
        )
        for a, b in pairs
        if _alike(first_of[a], first_of[b])
        for flip in diff(first_of[a], first_of[b])
        if flip.consequence == 0
    )


def _alike(a: Rule, b: Rule) -> bool:
    """Whether two rules ask for one kind of event, at one place where both name one."""
    one, other = a.pattern, b.pattern
    same_place = one.place == other.place or not (one.place and other.place)
    same_actors = not (one.actors and other.actors) or bool(set(one.actors) & set(other.actors))
    return bool(set(one.actions) & set(other.actions)) and same_place and same_actors


def _signer(sign: str | None) -> str | None:
    if sign is None:
        return None
    if not sign.strip():
        message = 'an edition is signed with a name: --sign "Mara Quill"'
        raise InputError(message)
    return " ".join(sign.split())


def _keep(situation: Situation, material: Material, problems: tuple[Problem, ...], signer: str | None) -> Edition:
    """Compose, sign, record and remember the edition."""
    brief = compose(material, made_by=COMPOSER_NAME)
    if signer is not None:
        brief = replace(brief, key=f"{brief.key}:signed:{brief.id}", signed_by=signer)  # a key that nothing revises
    situation.ledger.append([brief])
    remember_brief(situation.place, brief.key, brief.id)
    return Edition(brief=brief, material=material, problems=problems)
