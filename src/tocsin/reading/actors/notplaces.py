"""Towns that a text does not mean where their names stand: a person or a state that no table knows bears the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.core.claims import Place
from tocsin.reading.actors.members import Scene
from tocsin.reading.actors.names import find_names
from tocsin.reading.actors.words import is_body_word, is_given_name, is_person_word, is_role_word, words

LOCAL = frozenset({"city", "region", "district", "site", "ambiguous"})
"""The kinds of places whose names many other things bear."""

_PLACED = frozenset({"in", "at", "near", "from", "of", "to", "around", "outside", "towards", "toward", "into", "on"})


def is_local(found: object) -> bool:
    """Whether something is a town or the like, and no state, sea or body."""
    return isinstance(found, Place) and found.kind in LOCAL


def forget_given_names(made: Sequence[Scene]) -> None:
    """Take towns out of the scenes that are the first or the last word of a person's name ("Chief Mara Quist")."""
    for scene in made:
        _forget(scene, {position for position in _towns(scene) if _is_first_of_a_name(scene, position)})
    surnames = {
        scene.block.doc[hit.end - 1].text
        for scene in made
        for hit in scene.names
        if hit.certain and hit.end - hit.start > 1
    }
    for scene in made:
        _forget(scene, {position for position in _towns(scene) if scene.block.doc[position].text in surnames})


def forget_towns(made: Sequence[Scene], names: frozenset[str]) -> None:
    """Take towns of these names out of the scenes wherever they stand."""
    for scene in made if names else ():
        _forget(scene, {start for start, (end, place) in scene.places.items() if _is_called(scene, start, end, names)})


def _is_called(scene: Scene, start: int, end: int, names: frozenset[str]) -> bool:
    return is_local(scene.places[start][1]) and scene.block.doc[start:end].text in names


def _towns(scene: Scene) -> Iterator[int]:
    """Where names of towns of one word stand without a preposition before them."""
    doc = scene.block.doc
    for start, (end, place) in scene.places.items():
        if is_local(place) and end == start + 1 and not (start and doc[start - 1].lower_ in _PLACED):
            yield start


def _is_first_of_a_name(scene: Scene, position: int) -> bool:
    """Whether a capitalised word follows that is a surname, behind a title or a given name."""
    doc = scene.block.doc
    following = doc[position + 1] if position + 1 < len(doc) else None
    if following is None or following.i in scene.taken or not (following.text[0].isupper() and following.is_alpha):
        return False
    low = following.lower_
    if is_role_word(low) or is_body_word(low) or low in words("things") or low in words("openers"):
        return False
    before = doc[position - 1].lower_.rstrip(".") if position else ""
    titled = is_person_word(before) or before in words("ranks")
    return following.tag_ == "NNP" and (titled or is_given_name(doc[position].lower_))


def _forget(scene: Scene, starts: set[int]) -> None:
    """Take places out of a scene and look for the names of persons again."""
    for start in starts:
        end, _ = scene.places.pop(start)
        for position in range(start, end):
            scene.taken.pop(position, None)
    if starts:
        scene.names = list(find_names(scene.block.doc, scene.taken))
