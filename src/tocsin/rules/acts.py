"""That the report tells of the act that the question asks for, of its object, and as done."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.core.rules import Clause, Rule
from tocsin.rules.checks import Check
from tocsin.rules.facts import NEGATION, Facts, Sentence
from tocsin.rules.lexicon import Predicate
from tocsin.rules.lookup import planned_clause, resolution_clause
from tocsin.rules.predicate import find_predicate
from tocsin.rules.words import distinctive


def check_act(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report tells of the act that the question asks for, as done and not as planned."""
    clause = resolution_clause(rule)
    predicate = find_predicate(rule.title, clause.text if clause else "")
    if facts.coded is not None:
        if rule.pattern.actions and facts.coded.action not in rule.pattern.actions:
            yield Check(
                truth=False, rank=8, because=f"it is an act of another kind ({facts.coded.action.value})", clause=clause
            )
        return
    if predicate is None:
        yield from _by_words(rule, facts, clause)
        return
    told = [sentence for sentence in facts.sentences if predicate.in_reports.search(sentence.words)]
    if any(_done(predicate, sentence) for sentence in told):
        return
    if told and all(sentence.not_yet for sentence in told):
        yield Check(truth=False, rank=4, because="it is only planned", clause=planned_clause(rule) or clause)
    elif told and not any(sentence.open for sentence in facts.sentences):
        yield Check(truth=False, rank=5, because="the report says that it did not happen", clause=clause)
    elif not told and any(sentence.not_yet for sentence in facts.sentences):
        yield Check(
            truth=False, rank=5, because="what is told has not happened yet", clause=planned_clause(rule) or clause
        )
    else:
        yield Check(
            truth=None,
            rank=35,
            because="the report does not plainly tell of it",
            clause=clause,
            missing="whether it happened at all",
        )


def _done(predicate: Predicate, sentence: Sentence) -> bool:
    if sentence.not_yet:
        return False
    return any(not NEGATION.search(sentence.words[: m.start()]) for m in predicate.in_reports.finditer(sentence.words))


def _by_words(rule: Rule, facts: Facts, clause: Clause | None) -> Iterable[Check]:
    asked = distinctive(rule.title) | (distinctive(clause.text) if clause else frozenset())
    shared = max((len(asked & sentence.stems) for sentence in facts.sentences), default=0)
    if shared < min(3, len(asked)):
        yield Check(
            truth=None,
            rank=35,
            because="the report does not plainly tell of it",
            clause=clause,
            missing="whether it is what the rule asks for",
        )
