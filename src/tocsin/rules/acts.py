"""That the report tells of the act that the question asks for, of its object, and as done."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tocsin.core.rules import Clause, Rule
from tocsin.core.vocabulary import Action, ClauseKind
from tocsin.rules.checks import Check, short
from tocsin.rules.dates import written_dates
from tocsin.rules.facts import Facts, Sentence, stretch
from tocsin.rules.lexicon import Predicate, normalised, parties_in, party_name, signals
from tocsin.rules.lookup import planned_clause, resolution_clause
from tocsin.rules.moods import Mood, mood
from tocsin.rules.places import plain_name
from tocsin.rules.predicate import barred_parties, find_predicate, key_word, proper_names
from tocsin.rules.quantities import numbers_in
from tocsin.rules.verbs import (
    accepted_in_words,
    accepts_announcement,
    asked_act,
    by_words,
    is_announced,
    is_told_in,
    not_told,
    of_another,
    only_intends,
)
from tocsin.rules.words import distinctive, stem

_FIGURE = re.compile(r"(?<![\w.,$-])\d{1,3}(?:,\d{3})*(?![\w.,%/-])")
_NOT_A = re.compile(r", (?:and |but )?not an? (?:\w+ )?(\w+)")
_SET_APART = re.compile(r"\bnon-(\w{3,})")
_WEAPONS = re.compile(r"(?: [\w-]+){0,2}? (?:drones?|missiles?|rockets?|warplanes?|jets?|bombers?)\b")
_VISIT = re.compile(r"\bvisit|\btravel|\bgo to\b|\bset foot\b")


def check_act(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report tells of the act that the question asks for, as done and not as planned."""
    clause = resolution_clause(rule)
    if facts.coded is not None:
        yield from _coded_act(rule, facts, facts.coded.action, clause)
        return
    predicate = find_predicate(rule.title, clause.text if clause else "")
    act = asked_act(rule, predicate)
    if predicate is None or act is not None:
        yield from by_words(rule, facts, clause, act)
        return
    told = [sentence for sentence in facts.sentences if predicate.in_reports.search(sentence.words)]
    doer = _traveller(rule, predicate)
    if any(is_done(predicate, sentence, doer, rule) for sentence in told) or accepted_in_words(rule, facts):
        return
    if accepts_announcement(rule) and any(is_announced(predicate.in_reports, sentence) for sentence in told):
        return
    yield _not_done(rule, facts, predicate, told, clause)


def _coded_act(rule: Rule, facts: Facts, action: Action, clause: Clause | None) -> Iterable[Check]:
    """Of the right root, and named as the rule names it: an AGREE may be a truce, a trade deal or a treaty."""
    predicate = find_predicate(rule.title, clause.text if clause else "")
    act = asked_act(rule, predicate)
    if act is None and rule.pattern.actions and action not in rule.pattern.actions:
        because = f"it is an act of another kind ({action.value})"
        yield Check(truth=False, rank=8, because=because, clause=clause)
        return
    if predicate is None or act is not None:
        yield from by_words(rule, facts, clause, act)
        if facts.coded is not None and not is_told_in(facts.coded.evidence.text, rule, act):
            yield not_told(clause)
    elif not any(predicate.in_reports.search(s.words) for s in facts.sentences) and not accepted_in_words(rule, facts):
        yield not_told(clause)


def _not_done(rule: Rule, facts: Facts, predicate: Predicate, told: list[Sentence], clause: Clause | None) -> Check:
    planned = planned_clause(rule) or clause
    if told and all(sentence.not_yet for sentence in told):
        return Check(truth=False, rank=4, because="it is only planned", clause=planned)
    if told and not any(s.open for s in facts.sentences) and _all_wanted(rule, predicate, told):
        return Check(truth=False, rank=4, because="it is only wanted or foreseen", clause=planned)
    opposed = any(predicate.against.search(sentence.words) for sentence in facts.sentences)
    if (told or opposed) and not any(sentence.open for sentence in facts.sentences):
        return Check(truth=False, rank=5, because="the report says that it did not happen", clause=clause)
    if not told and any(only_intends(sentence) for sentence in facts.sentences):
        return Check(truth=False, rank=5, because="what is told has not happened yet", clause=planned)
    if not told and _of_another_kind(rule, facts):
        kinds = ", ".join(sorted(action.value for action in facts.acts))
        because = f"what is reported is of another kind ({kinds})"
        return Check(truth=False, rank=8, because=because, clause=clause)
    return not_told(clause)


def _all_wanted(rule: Rule, predicate: Predicate, told: list[Sentence]) -> bool:
    """Whether every mention of the act is of what is wanted, asked for or foreseen."""
    spared = distinctive(rule.title)
    return all(
        mood(sentence.words, match.start(), match.end(), spared) is Mood.WANTED
        for sentence in told
        for match in predicate.in_reports.finditer(sentence.words)
    )


def _of_another_kind(rule: Rule, facts: Facts) -> bool:
    """Whether the reader found acts, none of the kind that is asked for, and nothing is left open."""
    return (
        bool(facts.acts and rule.pattern.actions)
        and not facts.acts & set(rule.pattern.actions)
        and not any(sentence.open for sentence in facts.sentences)
    )


def _traveller(rule: Rule, predicate: Predicate) -> str:
    """The one person whose visit is asked for, by surname, or ""."""
    people = proper_names(rule.title) if predicate.both and not rule.pattern.both_parties else ()
    return key_word(people[0]) if len(people) == 1 and _VISIT.search(normalised(rule.title)) else ""


def is_done(predicate: Predicate, sentence: Sentence, doer: str = "", rule: Rule | None = None) -> bool:
    """Whether the sentence tells of the act as done: neither negated, nor asked for, planned or feared.

    With ``doer``, that name or a pronoun must stand before the act; with ``rule``, it may not be done to another.
    """
    spared = distinctive(rule.title) if rule is not None else frozenset()
    for match in predicate.in_reports.finditer(sentence.words):
        if doer and not re.search(rf"\b(?:{re.escape(doer)}|he|she)\b", sentence.words[: match.start()]):
            continue
        if mood(sentence.words, match.start(), match.end(), spared) is not Mood.DONE:
            continue
        if rule is not None and of_another(rule, sentence, match.end()):
            continue
        begin, end = stretch(sentence.words, match.start(), match.end())
        if signals()["unreal_after"].match(sentence.words, match.end()):
            continue
        if signals()["not_yet"].search(sentence.words, begin, end) is None:
            return True
    return False


def check_subject(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report speaks of what the title names: at least one of its names, or one that the rule accepts."""
    names = proper_names(rule.title)
    if not names or facts.coded is not None:
        return
    told = " ".join(sentence.words for sentence in facts.sentences)
    accepting = (*rule.of_kind(ClauseKind.COUNTS), *rule.of_kind(ClauseKind.REQUIRES))
    accepted = (name for clause in accepting for name in proper_names(clause.text))
    numbered = tuple(name for name in names if any(char.isdigit() for char in name))
    wanted = (_known_by(name) for name in (numbered or (*names, *accepted)))
    if any(name in told for name in (*wanted, *_spelt_out(names, rule.text))):
        return
    listed = " or ".join(names)
    yield Check(
        truth=None,
        rank=36,
        because=f"the report does not name {listed}",
        clause=resolution_clause(rule),
        missing=f"whether it concerned {listed}",
    )


def _known_by(name: str) -> str:
    """How a report must at least write a name: a version in full, a people as its place, else by its key word."""
    if any(char.isdigit() for char in name):
        return plain_name(name)
    return plain_name(key_word(name).removesuffix("ns") if name.endswith("ans") else key_word(name))


def _spelt_out(names: tuple[str, ...], text: str) -> Iterable[str]:
    """What the rule gives as the long form of an abbreviation among ``names`` ("Gross Domestic Product (GDP)")."""
    words = normalised(text)
    for name in names:
        if name.isupper() and (at := words.find(f" ({name.lower()})")) >= 0:
            before = re.findall(r"\w+", words[max(0, at - 120) : at])[-len(name) :]
            first = next((i for i, word in enumerate(before) if word.startswith(name[0].lower())), None)
            if first is not None:
                yield " ".join(before[first:])


def check_contrast(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report does not say "not a ..." of what the title asks for, nor tells of what it bars by "non-"."""
    asked = distinctive(rule.title)
    apart = {stem(match[1]) for match in _SET_APART.finditer(normalised(rule.title))}
    for sentence in facts.sentences:
        denied = {stem(match[1]) for match in _NOT_A.finditer(sentence.words)} & asked
        if not sentence.open and (denied or apart & sentence.stems):
            because = f"it was something else: “{short(sentence.text)}”"
            yield Check(truth=False, rank=7, because=because, clause=resolution_clause(rule))
            return


def check_numbers(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That the report tells the number that the title gives, where no clause makes a threshold of it."""
    if any(condition.field.startswith("count.") for clause in rule.clauses for condition in clause.conditions):
        return
    title = normalised(rule.title)
    for written in written_dates(title):
        title = title[: written.start] + " " * (written.end - written.start) + title[written.end :]
    asked = {float(match[0].replace(",", "")) for match in _FIGURE.finditer(title)}
    if asked and not asked & numbers_in(" ".join(sentence.words for sentence in facts.sentences)):
        told = " or ".join(f"{number:g}" for number in sorted(asked))
        yield Check(
            truth=None,
            rank=36,
            because=f"the report does not give the number {told}",
            clause=resolution_clause(rule),
            missing=f"whether it was {told}",
        )


def check_doer(rule: Rule, facts: Facts) -> Iterable[Check]:
    """That it was not done by a party other than those the rule names, where none of them is named at all."""
    clause = resolution_clause(rule)
    predicate = find_predicate(rule.title, clause.text if clause else "")
    wanted, barred = {*rule.pattern.actors, *rule.pattern.recipients}, barred_parties(clause.text if clause else "")
    if facts.coded is not None or predicate is None or predicate.office or not (rule.pattern.actors or barred):
        return
    if reversed_by := _weapons_of(facts) & set(rule.pattern.recipients) - set(rule.pattern.actors):
        yield Check(truth=False, rank=9, because=f"it was done by {party_name(min(reversed_by))}", clause=clause)
        return
    doers = [
        _subject_before(sentence, match.start())
        for sentence in facts.sentences
        for match in predicate.in_reports.finditer(sentence.words)
        if mood(sentence.words, match.start(), match.end()) is Mood.DONE
    ]
    if doers and None not in doers and (barred >= set(doers) if barred else not wanted & set(doers)):
        yield Check(truth=False, rank=9, because=f"it was done by {party_name(doers[0] or '')}", clause=clause)


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
