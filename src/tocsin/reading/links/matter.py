"""What two statements have in common, as far as one may answer the other: their sides, their words, their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor
from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.parts import Part
from tocsin.reading.attribution.stance import is_negated_content
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.terms import countries, names, terms

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = re.compile(
    rf"\b(?:{_MONTHS})[a-z]{{0,7}}\.? \d{{1,2}}\b|\b\d{{1,2}} (?:{_MONTHS})"
    r"|\b(?:1[89]|20)\d\d\b|\b\d[\d:.]* ?[ap]\.?m\b"
)
_NOBODY = frozenset({"none", "nobody"})
_NEGATORS = frozenset({"no", "not", "never", "nothing", "nobody", "none"})


@cache
def reply_words(name: str) -> frozenset[str]:
    """One of the word lists of ``data/en/replies.toml``."""
    return frozenset(lexicon_of("replies")["words"][name].split())


@cache
def _apart() -> frozenset[str]:
    return frozenset(lexicon_of("replies")["sides"]["apart"].split())


@cache
def _counted() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words.split()) for words in lexicon_of("replies")["counted"].values())


@cache
def number_words() -> re.Pattern[str]:
    """What gives a number, in digits or as a word."""
    words = lexicon_of("replies")["words"]["numbers"].split()
    return re.compile(rf"\b\d[\d,.]*\b|\b(?:{'|'.join(sorted(words))})\b", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def numbers(text: str) -> frozenset[str]:
    """The numbers that ``text`` gives, without days, years and hours."""
    return frozenset(each.lower() for each in number_words().findall(_DATE.sub(" ", text))) - _NOBODY


def other_side(part: Part, other: Part) -> bool:
    """Whether two parts are said by different sides.

    Who speaks for one state, or has a name in common ("Marek", "Marek's office"), is one side, unless only one of the
    two stands apart from its government.
    """
    one, two = part.speaker, other.speaker
    if one is None or two is None:
        return one is not two
    if one.name == two.name:
        return False
    allied = (one.country is not None and one.country == two.country) or names(one.name) & names(two.name)
    return not allied or _is_apart(one) != _is_apart(two)


def _is_apart(actor: Actor) -> bool:
    return not _apart().isdisjoint(_WORD.findall(f"{actor.name} {actor.role or ''}".lower()))


def opposed(part: Part, other: Part) -> bool:
    """Whether two parts are said by two states."""
    one, two = part.speaker, other.speaker
    return bool(one and two and one.country and two.country and one.country != two.country)


def concerns(other: Part, part: Part) -> bool:
    """Whether ``other`` is about the side that speaks in ``part``."""
    speaker = part.speaker
    if speaker is None:
        return False
    if speaker.country:
        return speaker.country in terms(other.text)
    own = names(speaker.name)
    return bool(own) and own <= terms(other.text)


def says_no(part: Part) -> bool:
    """Whether a part says that something is not so: two who say so do not answer each other."""
    return (part.saying.frame.stance is Stance.DENIES) != part.negated


def is_denying(part: Part) -> bool:
    """Whether the words of a part say no: its main proposition is negated, or a sentence of what is quoted."""
    return part.negated or (part.saying.quoted and has_negator(part)) or _corrects(part)


def _corrects(part: Part) -> bool:
    """Whether a part says what it was not, besides what it was: "a tower had fallen, not by hackers"."""
    for word, before in zip(part.words[1:], part.words, strict=False):
        if word.lower_ == "not" and before.text in {",", "-", "–", "—"} and word.head.pos_ not in {"VERB", "AUX"}:
            return True
    return False


def has_negator(part: Part) -> bool:
    """Whether any word of a part negates."""
    return any(w.dep_ == "neg" or w.lower_ in _NEGATORS for w in part.words)


def same_sentence(one: Part, other: Part) -> bool:
    """Whether the words that bring two parts forward stand in one sentence."""
    if one.saying.block is not other.saying.block:
        return False
    return bool(one.saying.frame.anchor.sent.start == other.saying.frame.anchor.sent.start)


def holds(outer: Part, inner: Part) -> bool:
    """Whether the content of ``outer`` holds the words of ``inner`` and who says them."""
    cue = inner.saying.cue
    if cue is None or outer.saying is inner.saying or outer.saying.block is not inner.saying.block:
        return False
    return outer.pieces[0][0] <= cue[0] and cue[1] <= outer.pieces[-1][1]


def speaks_itself(part: Part) -> bool:
    """Whether nobody but "reports" or "rumours" says so."""
    return bool(part.saying.frame.source == part.saying.frame.anchor)


def rival_numbers(part: Part, other: Part) -> bool:
    """Whether two parts give different numbers of one thing that is counted: "nine killed", "a toll of five"."""
    mine, theirs = numbers(part.text), numbers(other.text)
    if not mine or not theirs or mine & theirs:
        return False
    one, two = (frozenset(_WORD.findall(each.text.lower())) for each in (part, other))
    return any(one & group and two & group for group in _counted())


def may_count(part: Part, other: Part) -> bool:
    """Whether ``other`` gives the number that a part calls "the toll" or "the sum": of its kind, or right there."""
    if not numbers(other.text):
        return False
    one, two = (frozenset(_WORD.findall(each.text.lower())) for each in (part, other))
    kinds = [group for group in _counted() if one & group]
    return any(two & group for group in kinds) if kinds else part.saying.block is other.saying.block


def is_first_account(part: Part) -> bool:
    """Whether a text says that there was another account later: "at first the ministry put the number at three"."""
    anchor, source = part.saying.frame.anchor, part.saying.frame.source
    if anchor.lemma_.lower() in reply_words("retorts"):  # "its first response"
        return False
    beside = {w.lower_ for word in (anchor, source) if word is not None for w in word.children}
    return not reply_words("first").isdisjoint(beside)


def contradicts(text: str) -> bool:
    """Whether words of a text say that something contradicts something."""
    return any(phrase in text.lower() for phrase in lexicon_of("replies")["turns"]["against"])


def told_before(part: Part) -> bool:
    """Whether a text says that this was said before what it has just told: "the paper had reported that"."""
    return any(w.dep_ == "aux" and w.lower_ in {"had", "'d", "’d"} for w in part.saying.frame.anchor.children)


def counts_its_own(part: Part, other: Part) -> bool:
    """Whether each side counts what is its own: "two Ordane soldiers", and "our losses"."""
    own, named = part.speaker.country if part.speaker else None, countries(other.text)
    return own is not None and bool(named) and own not in named


def at_odds(part: Part, other: Part) -> bool:
    """Whether one of two statements negates the very verb that the other one affirms: "paid", and "not been paid"."""
    verb = part.head.lemma_
    if part.head.pos_ != "VERB" or verb in reply_words("light"):
        return False
    same = [w for w in other.words if w.lemma_ == verb and w.pos_ == "VERB"]
    return bool(same) and all(is_negated_content(w) != part.negated for w in same)


def shared_matter(part: Part, other: Part) -> tuple[int, int, int]:
    """How many words two parts share: at the core of both, elsewhere, and names (states not counted)."""
    shared = terms(part.text) & terms(other.text)
    named = shared & (names(part.text) | names(other.text))
    plain = shared.difference(named, countries(part.text))
    core = plain & core_terms(part) & core_terms(other) if plain else plain
    return len(core), len(plain) - len(core), len(named)


def core_terms(part: Part) -> frozenset[str]:
    """The terms of a proposition's verb and of what stands next to it; all terms of a quote, which has several."""
    if part.saying.quoted or part.head.pos_ not in {"VERB", "AUX"}:
        return terms(part.text)
    return terms(" ".join(word.text for word in _near(part.head)))


def _near(head: Token) -> Iterator[Token]:
    """A verb, its subject, objects and phrases with what names them, and the verbs that complete it."""
    yield head
    for word in head.children:
        if word.dep_ in {"xcomp", "conj", "ccomp", "acomp", "advcl", "pcomp"}:
            yield from (word, *word.children)
        elif word.dep_ in {"prep", "agent"}:
            yield from (w for thing in word.children for w in _named_with(thing))
        else:
            yield from _named_with(word)


def _named_with(noun: Token) -> Iterator[Token]:
    yield noun
    yield from (w for w in noun.children if w.dep_ in {"compound", "amod", "poss", "nmod", "conj"})
