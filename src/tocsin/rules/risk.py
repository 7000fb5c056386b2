"""How likely a rule is to be disputed: undefined terms, unparsed text, contradictions; with reasons, never a number."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.core.rules import Rule
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.lexicon import normalised, risk_terms
from tocsin.rules.lookup import named_topics
from tocsin.rules.segments import MAX_TEXT

_LEVELS = ((4, "high"), (2, "medium"), (0, "low"))
_MUCH_UNPARSED = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRisk:
    """``level`` is low, medium or high; ``reasons`` are sentences, the weightiest first."""

    level: str
    reasons: tuple[str, ...]


def dispute_risk(rule: Rule) -> DisputeRisk:
    """Grade the wording of a rule by what disputes come from."""
    reasons = [*_undefined_terms(rule), *_unread(rule), *_contradictions(rule)]
    total = sum(weight for weight, _ in reasons)
    level = next(name for least, name in _LEVELS if total >= least)
    return DisputeRisk(level=level, reasons=tuple(text for _, text in sorted(reasons, key=lambda r: (-r[0], r[1]))))


def _undefined_terms(rule: Rule) -> list[tuple[int, str]]:
    words = normalised(rule.title[:2000] + "\n" + rule.text[:MAX_TEXT])
    return [
        (int(row["weight"]), str(row["reason"]))
        for row in risk_terms()
        if row["pattern"].search(words) and not row["defined"].search(words)
    ]


def _unread(rule: Rule) -> list[tuple[int, str]]:
    if not rule.text.strip():
        return [(4, "no rule text was given")]
    share = 1 - rule.parsed_share
    return [(2, f"{share:.0%} of the rule's clauses were not understood")] if share > _MUCH_UNPARSED else []


def _contradictions(rule: Rule) -> list[tuple[int, str]]:
    excluded = {n for c in rule.of_kind(ClauseKind.EXCLUDES) for n in named_topics(c.conditions)}
    counted = {n for c in rule.of_kind(ClauseKind.COUNTS) for n in named_topics(c.conditions)}
    found = [(1, f"both counted and excluded: {name.replace('_', ' ')}") for name in sorted(excluded & counted)]
    if rule.deadline is None:
        found.append((2, "no deadline is stated"))
    elif rule.deadline.zone == "unspecified":
        found.append((1, "the deadline has no time zone"))
    if rule.default == "not stated":
        found.append((1, "what happens when nothing qualifies is not stated"))
    return found
