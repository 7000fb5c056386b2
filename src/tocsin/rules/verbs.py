"""Acts outside the kinds of predicates: the verb that a rule asks for, and whether the report tells of it as done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tocsin.core.rules import Clause, Rule
from tocsin.core.vocabulary import ClauseKind
from tocsin.rules.checks import Check
from tocsin.rules.clauses import LIST_SPLIT
from tocsin.rules.facts import Facts, Sentence, stretch
from tocsin.rules.lexicon import Party, Predicate, Verb, normalised, signals, verbs
from tocsin.rules.lookup import planned_clause, resolution_clause
from tocsin.rules.moods import Mood, announced, governed_anywhere, mood, refused
from tocsin.rules.predicate import main_question, named_parties, proper_names
from tocsin.rules.quantities import gives_number
from tocsin.rules.words import by_kind, distinctive, stem, stems

_DATED = re.compile(r"\b(?:by|before|in|at|until|through) (?:the )?(?:end|start|beginning) of\b|\bend date\b")
_CONDITION = re.compile(r"\bif\b(?P<words>.{4,600})", re.DOTALL)
_OR = re.compile(r"^(?:,? (?:or|and)|/) (?:\w+ly )?$")
_DOUBTED = re.compile(
    r"\b(?:no|not|never|would|could|may|might|if|whether|call\w*|demand\w*|urg\w*|threat\w*|den(?:y|ies|ied))\b"
)
_ANNOUNCEMENT = re.compile(r"\b(?:announc\w+|declar(?:e|es|ed|ation)\w*)\b")
_SUFFICES = re.compile(
    r"\byes\b|\b(?:will|would|shall|also|still) (?:\w+ )?(?:qualify|count|suffice|be (?:sufficient|considered|enough))"
    r"\b|\bregardless of (?:when|if|whether)\b"
)
_OBJECT = re.compile(r" (?:of )?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)")
_ADVERBS = re.compile(r"(?: (?:has|have|had|also|\w+ly|on \w+day))+ $")
_LISTS = re.compile(r"\b(?:is|are) defined as\b.{0,300}\b(?:such as|including)\b", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")
_INFLECTED = ("s", "es", "d", "ed")
_SHARED = 2
_MOST_WORDS = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What reports say of the act, what speaks against it, and what it is about: stems by title and rule, parties."""

    done: tuple[re.Pattern[str], ...]
    against: tuple[re.Pattern[str], ...]
    title: frozenset[str]
    about: frozenset[str]
    parties: tuple[Party, ...]
    level: bool


def asked_act(rule: Rule, predicate: Predicate | None) -> Act | None:
    """The act that the title, else the Yes condition, asks for by a verb outside ``predicate``; ``None`` for none.

    A known kind of act gives way only where its words may merely name the matter ("end the ceasefire").
    """
    in_title = predicate is not None and predicate.in_rules.search(main_question(normalised(rule.title))) is not None
    if predicate is not None and in_title and not predicate.matter:
        return None
    clause = resolution_clause(rule)
    condition = _CONDITION.search(clause.text) if clause else None
    return _act(rule.title, condition["words"] if condition else "", predicate)


@lru_cache(maxsize=512)
def _act(title: str, condition: str, predicate: Predicate | None) -> Act | None:
    for text in (title, condition) if predicate is None else (title,):
        words = _DATED.sub(" ", main_question(normalised(text)))
        found = _verbs_in(words, predicate)
        if found:
            own = frozenset(stem(word) for verb in found for word in _WORD.findall(_matched(verb, words)))
            done = tuple(verb.in_reports for verb in found)
            against = tuple(verb.against for verb in found)
            return _act_of(title, condition, own, done, against, level=found[0].level)
    inflected = _inflected(normalised(title), normalised(condition)) if predicate is None else None
    if inflected is None:
        return None
    pattern = re.compile(rf"\b{re.escape(stem(inflected))}\w*")
    return _act_of(title, condition, frozenset({stem(inflected)}), (pattern,), ())


def _act_of(
    title: str,
    condition: str,
    own: frozenset[str],
    done: tuple[re.Pattern[str], ...],
    against: tuple[re.Pattern[str], ...],
    *,
    level: bool = False,
) -> Act:
    involved = tuple(dict.fromkeys(party for _, party in named_parties(title)))
    names = frozenset(item for party in involved for name in party.names for item in stems(name))
    told = distinctive(title) - own - names
    return Act(
        done=done,
        against=against,
        title=told,
        about=told | distinctive(condition) - own - names,
        parties=involved,
        level=level,
    )


def _verbs_in(words: str, predicate: Predicate | None) -> list[Verb]:
    """The first verb, and those joined to it by "or"; a verb that belongs to the known kind is none of these."""
    hits = sorted(
        ((match.start(), match.end(), verb) for verb in verbs() for match in verb.in_rules.finditer(words)),
        key=lambda hit: hit[:2],
    )
    if predicate is not None:
        known = [match.span() for match in predicate.in_rules.finditer(words)]
        hits = [
            hit for hit in hits if not hit[2].light and not any(start < hit[1] and hit[0] < end for start, end in known)
        ]
    if not hits:
        return []
    found = [hit for hit in hits if hit[0] == hits[0][0]]
    for before, after in pairwise(hits):
        if before[2] in [hit[2] for hit in found] and _OR.match(words[before[1] : after[0]]):
            found.append(after)
    return [verb for _, _, verb in found]


def _matched(verb: Verb, words: str) -> str:
    return " ".join(match[0] for match in verb.in_rules.finditer(words))


def _inflected(title: str, condition: str) -> str | None:
    """A word of the title that the condition has as "is ...ed" or "...s": its verb, as far as forms can tell."""
    told = set(_WORD.findall(condition))
    words: list[str] = _WORD.findall(title)
    for word in words:
        telling = len(word) > 3 and stem(word) in distinctive(title) and word not in told
        if telling and any(word + ending in told for ending in _INFLECTED):
            return word
    return next((word for word in words if word.endswith("ed") and len(word) > 4), None)


def by_words(rule: Rule, facts: Facts, clause: Clause | None, act: Act | None) -> Iterable[Check]:
    """That the report tells of the act as done; where no verb is known, of most of what the title names."""
    if accepted_in_words(rule, facts):
        return
    if act is None:
        yield from _most_words(rule, facts, clause)
        return
    told = list(_told(rule, facts, act))
    if any(found is Mood.DONE for _, found in told):
        return
    if act.level and gives_number(rule, facts) and _plainly(facts, act):
        return
    if accepts_announcement(rule) and any(is_announced(p, s) for p in act.done for s in facts.sentences):
        return
    yield _undone(rule, facts, act, {found for _, found in told}, clause)


def _plainly(facts: Facts, act: Act) -> bool:
    """Whether a sentence on what the act is about neither refuses nor wants anything."""
    return any(not s.not_yet and governed_anywhere(s.words, act.title) is None for s in _about(facts, act))


def _told(rule: Rule, facts: Facts, act: Act) -> Iterable[tuple[Sentence, Mood]]:
    """Every mention of the act beside what it is about, with its mood."""
    spared = distinctive(rule.title)
    for sentence in _about(facts, act):
        for pattern in act.done:
            for match in pattern.finditer(sentence.words):
                if of_another(rule, sentence, match.end()) or _by_another_place(rule, facts, sentence, match.start()):
                    continue
                found = mood(sentence.words, match.start(), match.end(), spared)
                yield sentence, Mood.WANTED if found is Mood.DONE and sentence.not_yet else found


def _by_another_place(rule: Rule, facts: Facts, sentence: Sentence, at: int) -> bool:
    """Whether the subject right before the act is a place that the rule does not name ("Catalonia banned")."""
    begin, _ = stretch(sentence.words, at, at)
    subject = _ADVERBS.sub("", sentence.text[begin:at]).strip()
    return subject in facts.places and normalised(subject) not in normalised(f"{rule.title} {rule.text}")


def of_another(rule: Rule, sentence: Sentence, at: int) -> bool:
    """Whether the act that ends at ``at`` was done to somebody by name whom neither title nor rule names.

    Only where the title itself names somebody in two words: "strike Iran" is met by a strike on a town there.
    """
    if not any(" " in name for name in proper_names(rule.title)):
        return False
    named = _OBJECT.match(sentence.text, at)
    known = set(_WORD.findall(normalised(f"{rule.title} {rule.text}")))
    return named is not None and not known & set(_WORD.findall(normalised(named["name"])))


def _about(facts: Facts, act: Act) -> Iterable[Sentence]:
    """The sentences that share, with the one before, enough of what the act is about."""
    before: Sentence | None = None
    needed = min(_SHARED, len(act.about) + len(act.parties))
    for sentence in facts.sentences:
        told = sentence.stems | before.stems if before else sentence.stems
        text = f"{before.text} {sentence.text}" if before else sentence.text
        named = sum(party.voices.search(text) is not None for party in act.parties)
        shared = by_kind(act.about) & by_kind(told)
        if len(shared) + named >= needed and (act.title & told or named or not act.title):
            yield sentence
        before = sentence


def is_told_in(evidence: str, rule: Rule, act: Act | None) -> bool:
    """Whether the very words of an event name the act; its neighbours in the text are other events."""
    words = normalised(evidence)
    if act is None:
        return bool(distinctive(rule.title) & distinctive(evidence))
    return act.level or any(pattern.search(words) for pattern in act.done)


def _refuses(sentence: Sentence, asked: frozenset[str]) -> bool:
    """Whether somebody refuses or denies, in the rest of that part of the sentence, what the question is about."""
    return any(len(stems(said) & asked) >= _SHARED for said in refused(sentence.words, asked))


def _touches(act: Act, sentence: Sentence) -> bool:
    return bool(act.title & sentence.stems) or any(party.voices.search(sentence.text) for party in act.parties)


def _undone(rule: Rule, facts: Facts, act: Act, moods: set[Mood], clause: Clause | None) -> Check:
    left_open = any(sentence.open for sentence in facts.sentences)
    opposite = any(pattern.search(sentence.words) for pattern in act.against for sentence in _about(facts, act))
    if not left_open and (Mood.PREVENTED in moods or opposite):
        return Check(truth=False, rank=5, because="the report says that it did not happen", clause=clause)
    if Mood.WANTED in moods and not left_open:
        planned = planned_clause(rule) or clause
        return Check(truth=False, rank=4, because="it is only wanted or foreseen", clause=planned)
    if any(only_intends(s) and _touches(act, s) for s in facts.sentences):
        return Check(truth=False, rank=5, because="what is told has not happened yet", clause=clause)
    return not_told(clause)


def _most_words(rule: Rule, facts: Facts, clause: Clause | None) -> Iterable[Check]:
    asked = distinctive(rule.title) or (distinctive(clause.text) if clause else frozenset())
    needed = max(_SHARED, _MOST_WORDS * len(asked))
    plain = [s for s in facts.sentences if not s.not_yet and len(asked & s.stems) >= min(needed, len(asked))]
    if any(governed_anywhere(s.words, asked) is None and not _DOUBTED.search(s.words) for s in plain):
        return
    if any(_refuses(sentence, asked) and not sentence.open for sentence in facts.sentences):
        yield Check(truth=False, rank=5, because="the report says that it did not happen", clause=clause)
        return
    if facts.sentences and any(only_intends(sentence) for sentence in facts.sentences):
        yield Check(truth=False, rank=5, because="what is told has not happened yet", clause=clause)
        return
    yield not_told(clause)


def not_told(clause: Clause | None) -> Check:
    """That the report leaves it open whether the act was done."""
    return Check(
        truth=None,
        rank=35,
        because="the report does not plainly tell of it",
        clause=clause,
        missing="whether it happened at all",
    )


def only_intends(sentence: Sentence) -> bool:
    """Whether the sentence speaks only of what somebody wants or would do."""
    return sentence.not_yet or (not sentence.open and signals()["intends"].search(sentence.words) is not None)


def accepts_announcement(rule: Rule) -> bool:
    """Whether a clause of the rule takes the announcement of the act for the act."""
    accepting = (*rule.of_kind(ClauseKind.REQUIRES), *rule.of_kind(ClauseKind.COUNTS))
    return any(_ANNOUNCEMENT.search(words) and _SUFFICES.search(words) for words in map(_plain, accepting))


def _plain(clause: Clause) -> str:
    return normalised(clause.text)


def is_announced(act: re.Pattern[str], sentence: Sentence) -> bool:
    """Whether the sentence tells of an announcement that holds the act."""
    return any(announced(sentence.words, match.start(), match.end()) for match in act.finditer(sentence.words))


def accepted_in_words(rule: Rule, facts: Facts) -> bool:
    """Whether a plain sentence tells, in the rule's own words, of something that a clause accepts."""
    asked = distinctive(rule.title)
    plain = [s for s in facts.sentences if not s.open and not s.not_yet and not _DOUBTED.search(s.words)]
    plain = [s for s in plain if governed_anywhere(s.words, asked) is None]
    listing = (c for c in rule.of_kind(ClauseKind.REQUIRES) if _LISTS.search(normalised(c.text)))
    return any(
        len(words) > 1 and words - asked and words <= sentence.stems
        for clause in (*rule.of_kind(ClauseKind.COUNTS), *listing)
        for words in map(distinctive, LIST_SPLIT.split(normalised(clause.text)))
        for sentence in plain
    )
