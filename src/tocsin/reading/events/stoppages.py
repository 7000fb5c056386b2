"""Whether a "strike" is a stoppage of work or an attack: by who strikes, how long it lasts, and what else is told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tocsin.reading.events.frames import Frame, Words, lexicon
from tocsin.reading.events.moods import mood_words
from tocsin.reading.text.syntax import after, children, subject

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def stoppage() -> Frame | None:
    """The frame of a stoppage of work."""
    return lexicon().of_noun("walkout", Words(own=frozenset()))


@cache
def end_of_stoppage() -> Frame | None:
    """The frame of its end."""
    return lexicon().of_verb("settle", Words(own=frozenset({"walkout"})), has_object=True)


def is_stoppage(noun: Token) -> bool:
    """Whether the strike that ``noun`` names is one of workers.

    Who strikes decides; else arms, a nationality or a target make it an attack, a length or talk of pay a stoppage.
    """
    if noun.lemma_.lower() != "strike":
        return False
    if any(each.lemma_.lower() in lexicon().workers for each in _strikers(noun)):
        return True
    words = mood_words()["strikes"]
    beside = children(noun, "amod", "compound", "nmod", "poss")
    if any(each.lemma_.lower() in words["armed"] or _is_proper(each) for each in beside) or after(
        noun, "on", "against"
    ):
        return False
    if any(each.lemma_.lower() in words["lasting"] for each in beside):
        return not _tells_of(noun, words["armed"])
    return _tells_of(noun, words["labour"]) and not _tells_of(noun, words["armed"])


def _strikers(noun: Token) -> list[Token]:
    """Those whose strike it is: named before it, after "by" or "of", or as the subject of the verb it hangs on."""
    found = children(noun, "poss", "compound", "amod", "nmod") + after(noun, "by", "of")
    verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
    doer = subject(verb) if verb.pos_ == "VERB" and noun.dep_ in {"dobj", "pobj"} else None
    return [*found, *([doer] if doer is not None else [])]


def _is_proper(word: Token) -> bool:
    return bool(word.dep_ != "poss" and word.text[:1].isupper() and word.i > word.sent.start)


def _tells_of(noun: Token, words: frozenset[str]) -> bool:
    """Whether the paragraph speaks of such things beside the strike."""
    return any(token.lemma_.lower() in words for token in noun.doc if token.i != noun.i)
