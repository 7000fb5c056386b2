"""Rule text -> rule: clauses with spans, deadline, window, default, sources, and what was not understood."""

from __future__ import annotations

from datetime import datetime

from tocsin.core.entries import digest
from tocsin.core.errors import Problem
from tocsin.core.rules import Clause, Rule
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.clauses import read_clauses
from tocsin.rules.deadline import Timing, find_timing
from tocsin.rules.lexicon import clause_phrases, clause_section, normalised
from tocsin.rules.predicate import read_predicate
from tocsin.rules.segments import MAX_TEXT, rule_begins, segments

READER_NAME = "rules-reader.v1"
MAX_TITLE = 2_000


class RulesReader:
    """Compiles venue rule texts; holds no state, so one may serve every rule."""

    name = READER_NAME

    def compile(
        self, text: str, *, title: str, key: str, url: str, available_at: datetime
    ) -> tuple[Rule, tuple[Problem, ...]]:
        """Return the rule and what in it a person must look at.

        ``text`` may be empty: then act and deadline come from ``title`` alone and everything else stays unknown.
        Text beyond 60,000 characters becomes one unparsed clause. Raises :class:`InputError` for a naive
        ``available_at`` or an empty ``key``; never for what the text holds.
        """
        pieces = segments(text)
        asked = title[:MAX_TITLE]
        clauses, families = read_clauses(text, pieces, asked)
        requirement = next((c.text for c, family in zip(clauses, families, strict=True) if family == "yes_if"), "")
        timing = find_timing(text, asked, pieces, available_at)
        clauses = _with_rest(text, _with_deadline(text, asked, clauses, timing))
        of_rule = [clause for clause in clauses if clause.start >= rule_begins(pieces)]
        parsed = sum(clause.kind is not ClauseKind.UNPARSED for clause in of_rule)
        rule = Rule(
            key=key,
            available_at=available_at,
            made_by=READER_NAME,
            text=text,
            title=title,
            url=url,
            version=digest([title if not text.strip() else "", text]),
            pattern=read_predicate(asked, requirement).pattern,
            clauses=clauses,
            deadline=timing.deadline,
            opens_at=timing.opens_at,
            window=_window(clauses),
            default=_default(clauses),
            sources=tuple(clause.text for clause in clauses if clause.kind is ClauseKind.SOURCE),
            parsed_share=round(parsed / len(of_rule), 3) if of_rule else 0.0,
        )
        return rule, _problems(rule, timing)


def _with_deadline(text: str, title: str, clauses: tuple[Clause, ...], timing: Timing) -> tuple[Clause, ...]:
    """The clauses, with the deadline's own sentence marked (or the title repeated in the text) marked as such."""
    return tuple(
        Clause(kind=ClauseKind.DEADLINE, start=clause.start, end=clause.end, text=text[clause.start : clause.end])
        if clause.kind is ClauseKind.UNPARSED
        and timing.deadline is not None
        and (clause.start == timing.start or clause.text.strip() == title.strip())
        else clause
        for clause in clauses
    )


def _with_rest(text: str, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    if len(text) <= MAX_TEXT:
        return clauses
    return (*clauses, Clause(kind=ClauseKind.UNPARSED, start=MAX_TEXT, end=len(text), text=text[MAX_TEXT:]))


def _window(clauses: tuple[Clause, ...]) -> str | None:
    """The confirmation or persistence window in the rule's words; it may stand in a default clause."""
    named = [clause.text for clause in clauses if clause.kind is ClauseKind.WINDOW]
    pattern = next(pattern for family, _, pattern in clause_phrases() if family == "window")
    hidden = (c.text for c in clauses if c.kind is ClauseKind.DEFAULT and pattern.search(normalised(c.text)))
    return next(iter(named), None) or next(hidden, None)


def _default(clauses: tuple[Clause, ...]) -> str:
    """Where the question goes when nothing qualifies: the first default clause that names an outcome."""
    outcomes = clause_section("outcomes")
    for clause in clauses:
        if clause.kind is ClauseKind.DEFAULT:
            words = normalised(clause.text)
            named = sorted((match.start(), name) for name, p in outcomes.items() if (match := p.search(words)))
            if named:
                return _more_telling([name for _, name in named])
    return "not stated"


def _more_telling(names: list[str]) -> str:
    return "Other" if "Other" in names and names[0] != "Yes" else names[0]


def _problems(rule: Rule, timing: Timing) -> tuple[Problem, ...]:
    found: list[tuple[str, str]] = []
    if not rule.text.strip():
        found.append(("no rule text was given: only the question's own words were read", "add the venue's rule text"))
    if len(rule.text) > MAX_TEXT:
        found.append((f"the rule text is longer than {MAX_TEXT:,} characters; the rest was not read", "shorten it"))
    if rule.deadline is None:
        found.append(("no deadline was found in the rule text or the title", "state it, with its time zone"))
    elif rule.deadline.zone == "unspecified":
        found.append(("the rule states no time zone; none was guessed", "near the deadline, verdicts stay open"))
    if timing.title_date is not None and rule.deadline is not None:
        clash = f"the title says {timing.title_date}, the rule {rule.deadline.date}; the rule's own date was taken"
        found.append((clash, "look at the venue's page: the text may be another question's"))
    if timing.year_from_context:
        found.append(("the deadline's year is not written; the next such date was taken", "check the year"))
    if rule.text.strip() and rule.parsed_share < 0.5:
        found.append((f"{rule.parsed_share:.0%} of the rule's clauses were understood", "read the rest yourself"))
    return tuple(Problem(stage="ask", subject=rule.key, message=message, hint=hint) for message, hint in found)
