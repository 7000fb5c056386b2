"""Which claim of a text answers which: denials, replies and rival accounts that the text sets against others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.cues import noun_cues, word_set
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.matter import (
    concerns,
    core_terms,
    has_negator,
    holds,
    is_denying,
    is_first_account,
    may_count,
    number_words,
    numbers,
    opposed,
    other_side,
    reply_words,
    same_sentence,
    says_no,
    speaks_itself,
)
from tocsin.reading.parts import Part
from tocsin.reading.replies import reply_to
from tocsin.reading.stance import doubts, is_twice_negated
from tocsin.reading.terms import countries, names, terms

if TYPE_CHECKING:
    from spacy.tokens import Token

_FURTHEST = 40
"""Claims back that are looked at: what a text answers is near."""
_NEAREST = 8
_FADING = 0.3
"""How much less a statement fits for every one between."""
_TELLING = 1.5
"""How much more one fits that is about the speaker, or the act that is spoken of."""
_SURELY = 3
"""Shared terms with which two statements are of one thing wherever in them these stand."""
_STATEMENTS = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES, Stance.WARNS, Stance.DENIES})
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_BARE_NO = re.compile(
    r"\W*(?:it|they|that|this|he|she|we)\b[\w\s]{0,20}(?:n[’']t|\bnot)(?: (?:so|true|the case|us))?\W*", re.I
)
"""A bare no to what was just said: "it isn't"."""
_FIRST_WORDS = 4
"""Words at the start of a content among which it names what it is about."""
_FEW_WORDS = 7
"""Words of a figure that is given in place of another: "the toll at one"."""
_OF_ITS_OWN = 2
"""Terms from which a denial says what it is of."""
_ACCUSED = frozenset({Stance.ACCUSES})
_ASKING = frozenset({Stance.PROPOSES, Stance.REQUESTS, Stance.THREATENS})
_FACTUAL = frozenset({Stance.ASSERTS, Stance.ASSESSES, Stance.DENIES, Stance.ACCUSES})
_FITTING = {
    Stance.ASSERTS: frozenset({Stance.ASSERTS, Stance.ACCUSES}),
    Stance.ASSESSES: frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES}),
    Stance.WARNS: frozenset({Stance.WARNS, Stance.THREATENS}),
}
"""The acts that a noun of speech may stand for, where they are more than its own."""


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    """The word lists of ``data/en/answers.toml``."""
    return {name: frozenset(words.split()) for name, words in lexicon_of("answers")["words"].items()}


@cache
def _tallies() -> frozenset[str]:
    return terms(" ".join(_lexicon()["tallies"]))


def answered(parts: Sequence[Part]) -> list[tuple[Part, int | None]]:
    """Every part with the position of the part it answers; a negated statement that answers one is a denial."""
    found: list[tuple[Part, int | None]] = []
    seen = list(parts)
    for at, part in enumerate(parts):
        target = _answers(at, seen, found)
        if target is not None and part.stance in {Stance.ASSERTS, Stance.ASSESSES} and _rejects(part, found):
            asked = seen[target].stance in {Stance.PROPOSES, Stance.REQUESTS}
            seen[at] = replace(part, stance=Stance.REFUSES if asked else Stance.DENIES)
        found.append((seen[at], target))
    return found


def _rejects(part: Part, found: Sequence[tuple[Part, int | None]]) -> bool:
    """Whether a linked statement says no: it is negated, and where it only goes on, it goes on with a denial."""
    if not is_denying(part) or is_twice_negated(part.head):
        return not part.negated and doubts(part.text)
    before = found[-1][0] if found and found[-1][1] is not None else None
    if before is not None and before.saying is not part.saying and _goes_on(before, part):
        return before.stance is Stance.DENIES
    return True


def _answers(at: int, parts: Sequence[Part], found: Sequence[tuple[Part, int | None]]) -> int | None:
    part = parts[at]
    if found and found[-1][1] == at:
        return None  # what the denial before contradicts
    if part.stance is Stance.DENIES:
        near = range(max(0, at - _NEAREST), min(len(parts), at + _NEAREST))
        inner = next((j for j in near if j != at and holds(part, parts[j])), None)
        if inner is not None:
            return inner
        if at + 1 < len(parts) and _contradicts_next(part, parts[at + 1]):
            return at + 1
    earlier = range(at - 1, max(-1, at - _FURTHEST), -1)
    others = [j for j in earlier if other_side(part, parts[j]) and not holds(parts[j], part)]
    for answer in (_asked, _named):
        target = answer(at, parts, others)
        if target is not None:
            return target
    if found and found[-1][1] not in {None, at} and _goes_on(parts[at - 1], part):
        return found[-1][1]
    denies = part.stance is Stance.DENIES or _BARE_NO.fullmatch(part.text) or _says_it_is_wrong(part)
    if at and denies and _limits_itself(parts[at - 1], part, found):
        return None
    if denies:
        bare = not terms(part.text).difference(countries(part.text), terms("true"))
        possible = [j for j in others if _may_be_denied(part, parts[j])]
        fitting = _most_fitting(part, parts, possible, _ACCUSED, by_act=0.0 if bare else 1.0)
        return fitting if fitting is not None else reply_to(at, parts)
    if part.stance is Stance.REFUSES:
        asked = next((j for j in others[:1] if parts[j].stance in _ASKING), None)
        return asked if asked is not None else reply_to(at, parts)
    if is_first_account(part):
        return None
    meant = _by_meaning(part, parts, others)
    return meant if meant is not None else reply_to(at, parts)


def _contradicts_next(part: Part, other: Part) -> bool:
    """Whether a denial says right behind it whom it contradicts: ", contradicting traders who said that ..."."""
    if not same_sentence(part, other) or not other_side(part, other):
        return False
    block = part.saying.block
    between = block.text[part.pieces[-1][1] - block.offset : max(0, other.pieces[0][0] - block.offset)]
    return "contradict" in between.lower()


def _limits_itself(before: Part, part: Part, found: Sequence[tuple[Part, int | None]]) -> bool:
    """Whether a denial only limits what its speaker has just said: "they had rifles, but denied that any was fired"."""
    return same_sentence(before, part) and not other_side(before, part) and found[-1][1] is None


def _says_it_is_wrong(part: Part) -> bool:
    """Whether a plain statement casts doubt on an account: "the weapons had been planted"."""
    return part.stance in _FACTUAL and not part.negated and doubts(part.text)


def _may_be_denied(part: Part, other: Part) -> bool:
    """Whether a denial may be of ``other``: one that says nothing of its own is of what was said last."""
    own = terms(part.text).difference(countries(part.text))
    if _says_it_is_wrong(part) and other.stance in _FACTUAL and (opposed(part, other) or concerns(other, part)):
        return True
    if len(own) < _OF_ITS_OWN or concerns(other, part):
        return other.stance is Stance.ACCUSES or len(own) < _OF_ITS_OWN or same_sentence(part, other)
    return _shared(part, other, verdict=False) > 0


def _most_fitting(
    part: Part, parts: Sequence[Part], others: Sequence[int], acts: frozenset[Stance], *, by_act: float = 1.0
) -> int | None:
    """The statement that is most likely meant, by its words, whom it is about, its act, and how near it is."""
    scored = [
        (_fit(part, parts[j]) + _TELLING * by_act * (parts[j].stance in acts) - _FADING * rank, -rank, j)
        for rank, j in enumerate(others)
    ]
    return max(scored)[2] if scored else None


def _fit(part: Part, other: Part) -> float:
    """How well ``other`` fits as what ``part`` is said of or against, apart from its act."""
    shared = terms(part.text) & terms(other.text)
    figure = not _tallies().isdisjoint(terms(part.text)) and number_words().search(other.text) is not None
    return (
        min(_SURELY, len(shared.difference(countries(part.text))))
        + _TELLING * (concerns(other, part) + figure)
        + 0.3 * (other.stance in _STATEMENTS)
        + (other.saying.block is part.saying.block)
        - says_no(other)
        - 0.5 * speaks_itself(other)
    )


def _same_block(part: Part, parts: Sequence[Part], others: Sequence[int]) -> list[int]:
    return [j for j in others if parts[j].saying.block is part.saying.block]


def _asked(at: int, parts: Sequence[Part], others: Sequence[int]) -> int | None:
    """What somebody answers who was "asked about" it: a claim in that phrase, or the last one of another."""
    anchor = parts[at].saying.frame.anchor
    sentence = anchor.sent
    for word in sentence:
        if word.i >= anchor.i:
            break
        topic = word.lower_ == "asked" and word.tag_ == "VBN" and word.nbor().lower_ in {"about", "whether", "if"}
        if topic and word not in anchor.ancestors:
            near = _same_block(parts[at], parts, others)
            return near[0] if near else None
    return None


def _named(at: int, parts: Sequence[Part], others: Sequence[int]) -> int | None:
    """What a content names as something said: "it", "the denial", "that accusation", "any such message"."""
    part = parts[at]
    noun = _noun_of_speech(part)
    if noun is None and part.saying.frame.shape == "pronoun":
        around = _around(at, parts)
        return around if around is not None else _nearest(part, parts, others, _FITTING[Stance.ASSERTS])
    if noun is not None:
        act = noun_cues().get(noun.lemma_.lower(), Stance.ASSERTS)
        fitting = _FITTING.get(act, frozenset({act}))
        if part.stance is Stance.DENIES and act is Stance.ASSERTS:
            fitting = _ACCUSED
        owned = any(w.dep_ == "poss" for w in noun.children)
        name = part.speaker.name if part.speaker else None
        candidates = others
        if owned:  # "her comment": also of the speaker's own side
            candidates = [j for j in range(at - 1, max(-1, at - _FURTHEST), -1) if _name(parts[j]) not in {None, name}]
            candidates = [j for j in candidates if _owns(parts[j], noun)] or candidates
        if noun.lemma_.lower() in reply_words("tallies"):
            candidates = [j for j in candidates if may_count(part, parts[j])]
        return _most_fitting(part, parts, candidates, fitting, by_act=1.0 if act is Stance.ASSERTS else 2.0)
    if not others:
        return None
    if part.stance is Stance.DENIES and part.head.lemma_.lower() in word_set("guilt"):
        return _blamed(part, parts, others)
    if (part.negated or part.stance is Stance.DENIES) and any(w.lower_ == "such" for w in part.words):
        return others[0]
    if part.stance is Stance.ACCEPTS and part.saying.frame.shape == "object":
        return next(iter(_same_block(part, parts, others)), None)
    return None


def _blamed(part: Part, parts: Sequence[Part], others: Sequence[int]) -> int:
    """The statement for which somebody denies the blame: one about him, else what was just told, else an accusation."""
    accusing = [j for j in others if parts[j].stance is Stance.ACCUSES]
    about = [j for j in others if concerns(parts[j], part)]
    near = [j for j in _same_block(part, parts, others[:2]) if parts[j].stance in _FACTUAL]
    return next(iter([*(j for j in accusing if j in about), *about[:1], *near, *accusing, *others]))


def _around(at: int, parts: Sequence[Part]) -> int | None:
    """The claim in the midst of which somebody "denied it": "aides said, though the palace denied it, that ..."."""
    aside = parts[at].saying.frame.anchor
    for j in range(at + 1, min(len(parts), at + 3)):
        frame = parts[j].saying.frame
        if frame.anchor.doc is aside.doc and frame.anchor.sent.start <= frame.anchor.i < aside.i < frame.head.i:
            return j if frame.anchor.sent.start == aside.sent.start and other_side(parts[at], parts[j]) else None
    return None


def _name(part: Part) -> str | None:
    return part.speaker.name if part.speaker else None


def _nearest(
    part: Part, parts: Sequence[Part], others: Sequence[int], stances: frozenset[Stance], *, only: bool = False
) -> int | None:
    """The nearest part of another with a fitting act, those first that speak of the answering side's own country."""
    fitting = [j for j in others if parts[j].stance in stances]
    country = part.speaker.country if part.speaker else None
    concerned = [j for j in fitting[:4] if country and country in terms(parts[j].text)]
    rest = [] if only else list(others[:1])
    return next(iter([*concerned, *fitting, *rest]), None)


def _noun_of_speech(part: Part) -> Token | None:
    """The noun of speech that a content is about, where the text takes it for known: "the claims", "her comment"."""
    if part.head.pos_ == "NOUN" and _is_speech(part.head) and part.head in part.words:
        return part.head
    first = part.words[0] if part.words else None
    definite = first is not None and (first.lower_ in _lexicon()["definite"] or first.dep_ == "poss")
    for at, word in enumerate(part.words[:6]):
        if definite and at < _FIRST_WORDS and (_is_speech(word) or _is_taken_up(word, part)):
            return word
        if word.pos_ == "NOUN" and _is_speech(word):
            known = any(w.dep_ in {"det", "poss"} and w.lower_ not in {"no", "any", "a", "an"} for w in word.children)
            return word if known and word.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"} else None
        if word.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _owns(part: Part, noun: Token) -> bool:
    """Whether a noun of speech is said to be that of the speaker of ``part``: "the general's remark"."""
    owner, speaker = next((w for w in noun.children if w.dep_ == "poss"), None), part.speaker
    if owner is None or speaker is None:
        return False
    return not terms(owner.text).isdisjoint(terms(f"{speaker.name} {speaker.role or ''}"))


def _is_taken_up(word: Token, part: Part) -> bool:
    against = part.stance is Stance.DENIES or part.negated or doubts(part.text)
    return against and word.pos_ == "NOUN" and word.lemma_.lower() in _lexicon()["taken_up"]


def _is_speech(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if lemma not in noun_cues() or lemma in _lexicon()["unspoken"]:
        return False
    return lemma not in word_set("own_voice") and lemma not in word_set("homographs")


def _goes_on(before: Part, part: Part) -> bool:
    """Whether ``part`` goes on with what ``before`` says: the same side, in the same sentence or in a quote behind."""
    if before.saying.block is not part.saying.block or other_side(before, part):
        return False
    if same_sentence(before, part) or _is_joined(before, part):
        return True
    return before.stance is Stance.DENIES and (part.negated or (part.saying.quoted and has_negator(part)))


def _is_joined(before: Part, part: Part) -> bool:
    """Whether nothing but a stop stands between two parts: "it was not shot down; an engine failed"."""
    block = part.saying.block
    between = block.text[before.pieces[-1][1] - block.offset : part.pieces[0][0] - block.offset]
    return between.strip() in {";", ":", "—", "–"}


def _by_meaning(part: Part, parts: Sequence[Part], others: Sequence[int]) -> int | None:
    """The earlier statement of another side that shares most with a denial, a negation or a competing figure."""
    verdict = part.saying.frame.shape in {"as", "predicate"} and part.stance in {Stance.ASSESSES, Stance.DENIES}
    if part.stance not in _FACTUAL or not (
        verdict or part.negated or number_words().search(part.text) or _DAY.search(part.text)
    ):
        return None
    stated = [j for j in others if parts[j].stance in _STATEMENTS and not speaks_itself(parts[j])]
    if not verdict and says_no(part):
        stated = [j for j in stated if not says_no(parts[j])]
    best, most = None, 0.0
    for j in stated:
        shared = _shared(part, parts[j], verdict=verdict) + (0.5 if parts[j].saying.block is part.saying.block else 0)
        if shared >= 1 and shared > most:
            best, most = j, shared
    if best is None and verdict:
        return next((j for j in _same_block(part, parts, stated[:2]) if opposed(part, parts[j])), None)
    return best


def _shared(part: Part, other: Part, *, verdict: bool) -> int:
    """How many terms two parts share, where they share enough for one to answer the other; else 0."""
    shared = terms(part.text) & terms(other.text)
    plain = shared.difference(names(part.text), countries(part.text))
    if verdict:
        return len(shared)
    if plain and _competes(part, other, plain):
        return len(shared)
    if not plain or (len(shared) < _SURELY and not plain & core_terms(part) & core_terms(other)):
        return 0
    if part.stance is Stance.DENIES:
        return len(shared)
    if part.negated:
        near = other.saying.block is part.saying.block
        accused = part.speaker is not None and part.speaker.country in terms(other.text)
        return len(shared) if near or accused or len(shared) >= 2 or part.saying.quoted else 0
    return 0


def _competes(part: Part, other: Part, plain: frozenset[str]) -> bool:
    """Whether two sides give different numbers, or days, for one thing."""
    mine, theirs = numbers(part.text), numbers(other.text)
    plain = plain.difference(terms("people persons men women"))
    if not plain:
        return False
    if mine and theirs and not mine & theirs and (len(plain) > 1 or len(part.words) < _FEW_WORDS):
        return not _of_its_own(part, other)
    days, others = set(_DAY.findall(part.text)), set(_DAY.findall(other.text))
    return len(plain) > 1 and bool(others) and not days & others and opposed(part, other)


def _of_its_own(part: Part, other: Part) -> bool:
    """Whether each side counts what is its own: "two Ordane soldiers", and "our losses"."""
    own, named = part.speaker.country if part.speaker else None, countries(other.text)
    return own is not None and bool(named) and own not in named
