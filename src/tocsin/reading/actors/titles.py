"""What the words of a title say: the office, the state, the organisation."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.core.claims import Place
from tocsin.reading.actors.members import WHITHER, Scene
from tocsin.reading.actors.offices import Body
from tocsin.reading.actors.words import is_body_word, is_role_word, words

_SILENT = frozenset({"own", "then"})


def offices_in(scene: Scene, positions: Sequence[int]) -> tuple[list[str], str | None, str | None]:
    """What the words of a title say: (the words of the office, the country, the organisation)."""
    doc = scene.block.doc
    title: list[str] = []
    country = side = None
    abroad = any(doc[position].lower_ in words("abroad") for position in positions)
    for position in positions:
        found = scene.taken.get(position)
        if abroad and doc[position].lower_ in WHITHER:
            break  # "envoy for Syria", "ambassador to Moscow"
        if doc[position].lower_ == "of" and _is_unknown_name(scene, position + 1):
            break  # "president of the Republic of Ostmark"
        if found is None:
            token = doc[position]
            owner = position + 1 < len(doc) and doc[position + 1].tag_ == "POS"
            silent = token.is_punct or token.tag_ in {"DT", "POS", "PRP$", "HYPH"} or token.lower_ in _SILENT
            if not (silent or owner or token.lower_ in words("address")):
                title.append(token.lower_)
            continue
        country = country or found.country
        if isinstance(found, Body):
            side = side or found.name
            if found.kind == "state" and scene.bodies.get(position):
                title.append(found.name)
    return title, country, side


def country_behind(scene: Scene, position: int) -> str | None:
    """The state that the words behind a name give: "of South Korea", "of the U.S. Navy", ", a Florida Republican"."""
    doc = scene.block.doc
    first = [token.lower_ for token in doc[position : position + 2]]
    if first[:1] == ["of"]:
        found = scene.taken.get(position + 1 + (first[1:] == ["the"]))
        stateless = isinstance(found, Place) and found.kind not in {"country", "demonym"}
    elif first in ([",", "a"], [",", "an"]):
        found = scene.taken.get(position + 2)
        stateless = bool(words("abroad") & {token.lower_ for token in doc[position + 2 : position + 6]})
    else:
        return None
    return None if found is None or stateless else found.country


def _is_unknown_name(scene: Scene, position: int) -> bool:
    """Whether a name begins here, a "the" before it allowed, that is no place, body or office."""
    doc = scene.block.doc
    position += position < len(doc) and doc[position].lower_ == "the"
    if position >= len(doc) or position in scene.taken or not doc[position].text[0].isupper():
        return False
    return not (is_role_word(doc[position].lower_) or is_body_word(doc[position].lower_))
