"""That the report tells of the act that the question asks for, of its object, and as done."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin.core.rules import Clause, Rule
from tocsin.core.vocabulary import Action, ClauseKind
from tocsin.rules.checks import Check
from tocsin.rules.clauses import LIST_SPLIT
from tocsin.rules.facts import NEGATION, Facts, Sentence, stretch
from tocsin.rules.lexicon import Predicate, normalised, parties, parties_in, party_name, signals
from tocsin.rules.lookup import planned_clause, resolution_clause
from tocsin.rules.places import plain_name
from tocsin.rules.predicate import find_predicate, key_word, proper_names
from tocsin.rules.words import distinctive

_DOUBTED = re.compile(r"\b(?:no|not|never|would|could|may|might|if|whether|call\w*|demand\w*|urg\w*|threat\w*)\b")
_WEAPONS = re.compile(r"(?: [\w-]+){0,2}? (?:drones?|missiles?|rockets?|warplanes?|jets?|bombers?)\b")
_VISIT = re.compile(r"\bvisit|\btravel|\bgo to\b|\bset foot\b")
_BY_WORDS = 3


def check_act(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report tells of the act that the question asks for, as done and not as planned."""
    clause = resolution_clause(rule)
    if facts.coded is not None:
        yield from _coded_act(rule, facts, facts.coded.action, clause)
        return
    predicate = find_predicate(rule.title, clause.text if clause else "")
    if predicate is None:
        yield from _by_words(rule, facts, clause)
        return
    told = [sentence for sentence in facts.sentences if predicate.in_reports.search(sentence.words)]
    doer = _traveller(rule, predicate)
    if any(is_done(predicate, sentence, doer) for sentence in told) or _accepted_in_words(rule, facts):
        return
    yield _not_done(rule, facts, told, clause)


def _coded_act(rule: Rule, facts: Facts, action: Action, clause: Clause | None) -> Iterable[Check]:
    """Of the right root, and named as the rule names it: an AGREE may be a truce, a trade deal or a treaty."""
    if rule.pattern.actions and action not in rule.pattern.actions:
        because = f"it is an act of another kind ({action.value})"
        yield Check(truth=False, rank=8, because=because, clause=clause)
        return
    predicate = find_predicate(rule.title, clause.text if clause else "")
    if predicate is None:
        yield from _by_words(rule, facts, clause)
    elif not any(predicate.in_reports.search(s.words) for s in facts.sentences) and not _accepted_in_words(rule, facts):
        yield _not_told(clause)


def _not_told(clause: Clause | None) -> Check:
    return Check(
        truth=None,
        rank=35,
        because="the report does not plainly tell of it",
        clause=clause,
        missing="whether it happened at all",
    )


def _not_done(rule: Rule, facts: Facts, told: list[Sentence], clause: Clause | None) -> Check:
    planned = planned_clause(rule) or clause
    if told and all(sentence.not_yet for sentence in told):
        return Check(truth=False, rank=4, because="it is only planned", clause=planned)
    if told and not any(sentence.open for sentence in facts.sentences):
        return Check(truth=False, rank=5, because="the report says that it did not happen", clause=clause)
    if not told and any(_only_intends(sentence) for sentence in facts.sentences):
        return Check(truth=False, rank=5, because="what is told has not happened yet", clause=planned)
    if not told and _of_another_kind(rule, facts):
        kinds = ", ".join(sorted(action.value for action in facts.acts))
        because = f"what is reported is of another kind ({kinds})"
        return Check(truth=False, rank=8, because=because, clause=clause)
    return _not_told(clause)


def _of_another_kind(rule: Rule, facts: Facts) -> bool:
    """Whether the reader found acts, none of the kind that is asked for, and nothing is left open."""
    return (
        bool(facts.acts and rule.pattern.actions)
        and not facts.acts & set(rule.pattern.actions)
        and not any(sentence.open for sentence in facts.sentences)
    )


def _only_intends(sentence: Sentence) -> bool:
    return sentence.not_yet or (not sentence.open and signals()["intends"].search(sentence.words) is not None)


def _traveller(rule: Rule, predicate: Predicate) -> str:
    """The one person whose visit is asked for, by surname, or ""."""
    people = proper_names(rule.title) if predicate.both and not rule.pattern.both_parties else ()
    return key_word(people[0]) if len(people) == 1 and _VISIT.search(normalised(rule.title)) else ""


def is_done(predicate: Predicate, sentence: Sentence, doer: str = "") -> bool:
    """Whether the sentence tells of the act as done: neither negated, nor asked for, planned or feared.

    With ``doer``, that name or a pronoun must stand before the act.
    """
    for match in predicate.in_reports.finditer(sentence.words):
        if doer and not re.search(rf"\b(?:{re.escape(doer)}|he|she)\b", sentence.words[: match.start()]):
            continue
        begin, end = stretch(sentence.words, match.start(), match.end())
        before = sentence.words[begin : match.start()]
        if NEGATION.search(before) or signals()["unreal"].search(before):
            continue
        if signals()["unreal_after"].match(sentence.words, match.end()):
            continue
        if signals()["not_yet"].search(sentence.words, begin, end) is None:
            return True
    return False


def _accepted_in_words(rule: Rule, facts: Facts) -> bool:
    """Whether a plain sentence tells, in the rule's own words, of something that a clause accepts."""
    asked = distinctive(rule.title)
    plain = [s for s in facts.sentences if not s.open and not s.not_yet and not _DOUBTED.search(s.words)]
    return any(
        len(words) > 1 and words - asked and words <= sentence.stems
        for clause in rule.of_kind(ClauseKind.COUNTS)
        for words in map(distinctive, LIST_SPLIT.split(normalised(clause.text)))
        for sentence in plain
    )


def _by_words(rule: Rule, facts: Facts, clause: Clause | None) -> Iterable[Check]:
    asked = distinctive(rule.title) | (distinctive(clause.text) if clause else frozenset())
    plain = [sentence for sentence in facts.sentences if not sentence.not_yet]
    if max((len(asked & sentence.stems) for sentence in plain), default=0) >= min(_BY_WORDS, len(asked)):
        return
    if facts.sentences and (not plain or any(_only_intends(sentence) for sentence in plain)):
        yield Check(truth=False, rank=5, because="what is told has not happened yet", clause=clause)
        return
    yield Check(
        truth=None,
        rank=35,
        because="the report does not plainly tell of it",
        clause=clause,
        missing="whether it is what the rule asks for",
    )


def check_subject(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report speaks of what the title names: at least one of its names, or one that the rule accepts."""
    names = proper_names(rule.title)
    if not names or facts.coded is not None:
        return
    told = " ".join(sentence.words for sentence in facts.sentences)
    accepting = (*rule.of_kind(ClauseKind.COUNTS), *rule.of_kind(ClauseKind.REQUIRES))
    accepted = (name for clause in accepting for name in proper_names(clause.text))
    if any(plain_name(key_word(name)) in told for name in (*names, *accepted)):
        return
    listed = " or ".join(names)
    yield Check(
        truth=None,
        rank=36,
        because=f"the report does not name {listed}",
        clause=resolution_clause(rule),
        missing=f"whether it concerned {listed}",
    )


def check_doer(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That it was not done by a party other than those the rule names, where none of them is named at all."""
    clause = resolution_clause(rule)
    predicate = find_predicate(rule.title, clause.text if clause else "")
    wanted = {*rule.pattern.actors, *rule.pattern.recipients}
    if facts.coded is not None or predicate is None or not rule.pattern.actors or predicate.office:
        return
    if reversed_by := _weapons_of(facts) & set(rule.pattern.recipients) - set(rule.pattern.actors):
        yield Check(truth=False, rank=9, because=f"it was done by {party_name(min(reversed_by))}", clause=clause)
        return
    text = " ".join(sentence.text for sentence in facts.sentences)
    if any(party.code in rule.pattern.actors and party.voices.search(text) for party in parties()):
        return
    for sentence in facts.sentences:
        for match in predicate.in_reports.finditer(sentence.words):
            doer = _subject_before(sentence, match.start())
            if doer is not None and doer not in wanted and is_done(predicate, sentence):
                yield Check(truth=False, rank=9, because=f"it was done by {party_name(doer)}", clause=clause)
                return


def _weapons_of(facts: Facts) -> set[str]:
    """Whose weapons the report speaks of ("Danish drones"); empty where they are of more than one side."""
    text = " ".join(sentence.text for sentence in facts.sentences)
    owners = {p.code for p in parties_in(text) for m in p.pattern.finditer(text) if _WEAPONS.match(text, m.end())}
    return owners if len(owners) == 1 else set()


def _subject_before(sentence: Sentence, at: int) -> str | None:
    """The country whose name opens the sentence, right before the act at ``at``."""
    for party in parties_in(sentence.text):
        match = party.pattern.match(sentence.text)
        if match is not None and len(party.code) == 3 and at - match.end() < 24:
            return party.code
    return None
