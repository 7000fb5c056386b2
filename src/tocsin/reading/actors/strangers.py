"""States that no table knows ("in Marazhi", "the Osmali army"): officials in a text may be theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.core.material import Span
from tocsin.reading.actors.members import Scene
from tocsin.reading.actors.notplaces import is_local
from tocsin.reading.actors.offices import is_holder
from tocsin.reading.actors.words import is_body_word, is_given_name, is_role_word, words
from tocsin.reading.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENOUGH = 2
_AHEAD = 4
_SHORTEST = 4
_BRACKET = re.compile(r"\([^()]*\)")
_WHERE = frozenset({"in", "from", "across", "into", "throughout"})
_LEADING = frozenset({"of", "in", "to", "from"})
_MODIFIERS = frozenset({"JJ", "NN", "NNP", "POS", "VBN", "HYPH"})
_TITLED = 0.8


def strange_states(made: Sequence[Scene], dateline: Span | None) -> frozenset[str]:
    """The names, as written, of what a text treats as a state though no table has it.

    One sure sign is enough (a ministry or an army of that name, a dateline that ends on it), of the others two: a
    president, something that happens in it.
    """
    signs: dict[str, set[str]] = defaultdict(set)
    last = _last_of(dateline.text) if dateline is not None else None
    if last is not None and not gazetteer().find(last):
        signs[last] |= {"dateline", "of a dateline"}
    persons = {token.text for scene in made for token in _persons(scene)}
    for scene in made:
        for name, sign in () if _is_title_case(scene) else _signs(scene):
            if name not in persons:
                signs[name].add(sign)
                if sign in words("national"):
                    signs[name].add("sure")
    return frozenset(name for name, told in signs.items() if len(told) >= _ENOUGH)


def _last_of(dateline: str) -> str | None:
    """The last word of place in a dateline behind its town: "Marazhi" in "PORT SELDE, Marazhi, Jan 14 (Wire) —"."""
    told = [part.strip(" —–-:_") for part in _BRACKET.sub("", dateline).split(",")]
    named = [part for part in told[1:] if part.isalpha() and part[0].isupper() and not part.isupper()]
    return next((part for part in named if part.lower() not in words("openers")), None)


def _persons(scene: Scene) -> Iterator[Token]:
    for hit in scene.names:
        if hit.certain or (hit.likely and hit.end - hit.start > 1):
            yield from scene.block.doc[hit.start : hit.end]


def _is_title_case(scene: Scene) -> bool:
    """Whether a block is written like a headline, where capitals tell nothing."""
    spelled = [token for token in scene.block.doc if token.is_alpha and len(token.text) >= _SHORTEST]
    capitals: int = sum(token.text[0].isupper() for token in spelled)
    return capitals > _TITLED * len(spelled)


def _signs(scene: Scene) -> Iterator[tuple[str, str]]:
    """(name, what speaks for its being a state)."""
    doc = scene.block.doc
    for token in doc:
        local = is_local(scene.taken.get(token.i))
        after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
        if not _may_be_state(token) or _is_in_compound(token) or (token.i in scene.taken and not local):
            continue
        if after in words("polities") or (token.i > 1 and _is_polity_of(token)):
            yield token.text, "republic"
        if local:
            continue
        noun = _owned(scene, token)
        if noun is not None:
            yield token.text, noun
        before = doc[token.i - 1].lower_ if token.i else ""
        told = list(_of(scene, token.i - 2, before)) if before in _LEADING and token.i > 1 else []
        yield from ((token.text, sign) for sign in told)
        if not told and before in _WHERE and not (after and doc[token.i + 1].text[0].isupper()):
            yield token.text, "where"


def _may_be_state(token: Token) -> bool:
    text, low = token.text, token.lower_
    if len(text) < _SHORTEST or not text.isalpha() or not text[0].isupper() or text.isupper():
        return False
    if token.pos_ not in {"PROPN", "ADJ", "NOUN"} or is_role_word(low) or is_body_word(low) or is_given_name(low):
        return False
    return not (low in words("openers") or low in words("things") or low in words("no_states") or is_holder(text))


def _is_in_compound(token: Token) -> bool:
    """Whether a hyphen joins a word to the one before: "the KOZ-Jednota confederation" is nobody's state."""
    before = token.nbor(-1) if token.i else None
    return before is not None and before.text in {"-", "‑"} and not before.whitespace_


def _is_polity_of(token: Token) -> bool:
    noun: Token = token.nbor(-2)
    behind: bool = token.nbor(-1).lower_ == "of" and noun.text[0].isupper()
    return behind and noun.lower_ in words("polities")


def _owned(scene: Scene, token: Token) -> str | None:
    """The ministry, army or president that bears the name before it."""
    doc = scene.block.doc
    before = doc[token.i - 1] if token.i else None
    if before is not None and before.text[0].isupper() and not (before.is_sent_start or is_role_word(before.lower_)):
        return None  # the end of a longer name
    for other in doc[token.i + 1 : token.i + 1 + _AHEAD]:
        low = other.lower_
        named = other.text[0].isupper() and (low == "capital" or not (is_role_word(low) or is_body_word(low)))
        if other.i in scene.taken or named:
            return None
        if _is_of_nation(low):
            return str(low)
        if other.tag_ not in _MODIFIERS:
            return None
    return None


def _is_of_nation(word: str) -> bool:
    return word in words("national") or word in words("rulers")


def _of(scene: Scene, position: int, leading: str) -> Iterator[str]:
    """What stands before "of": an army, a president, a titled person ("President Omar Jalloud of Bessara").

    Before "in" a parliament is less sure a sign, before "to" and "from" only an ambassador is one.
    """
    doc = scene.block.doc
    word = doc[position].lower_
    if leading in {"to", "from"}:
        yield from [word] if word in {"ambassador", "envoy", "embassy"} else []
    elif leading == "in":
        yield from [f"{word} in"] if word in {"government", "parliament", "presidency", "junta", "embassy"} else []
    else:
        held = [position, *(i for hit in scene.names if hit.start <= position < hit.end for i in hit.title)]
        yield from (doc[i].lower_ for i in held if _is_of_nation(doc[i].lower_))
