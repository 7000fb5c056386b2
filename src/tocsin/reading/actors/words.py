"""The words by which a text says who somebody is: roles, ranks, bodies, given names."""

from __future__ import annotations

from functools import cache
from typing import Any

from tocsin.reading.knowledge import lexicon_of, lines

MALE, FEMALE = "m", "f"
_GENERALS = (["secretary", "general"], ["attorney", "general"], ["director", "general"], ["prosecutor", "general"])
"""Offices that end in what is a rank elsewhere."""


@cache
def words(key: str) -> frozenset[str]:
    """One list of ``data/actor_words.toml``, lower case."""
    return frozenset(_raw()[key])


def is_person_word(word: str) -> bool:
    """Whether a lower-case noun, singular or plural, is what a person can be ("officials", "spokeswoman")."""
    return singular(word) in words("people")


def is_body_word(word: str) -> bool:
    """Whether a lower-case noun names a kind of body ("ministry", "armies", "council")."""
    return any(form in words("state_bodies") or form in words("other_bodies") for form in (word, singular(word)))


def is_state_body(word: str) -> bool:
    """Whether one body of this kind belongs to one state, so that it is of the state that was spoken of."""
    return word in words("state_bodies")


def singular(word: str) -> str:
    """The singular of a lower-case noun, as far as English spelling goes."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word


def is_plural(word: str, tag: str) -> bool:
    """Whether a noun with the part-of-speech ``tag`` means several."""
    return tag in {"NNS", "NNPS"} or (tag != "NNP" and word in words("plural"))


def is_role_word(word: str) -> bool:
    """Whether a lower-case word can stand in a title before a name."""
    bare = word.rstrip(".")
    return word in words("before") or bare in words("before") or bare in words("ranks") or is_person_word(bare)


def gender_of_role(word: str) -> str:
    """``m``, ``f``, or nothing where the word does not tell."""
    bare = singular(word.rstrip("."))
    if bare in words("male"):
        return MALE
    return FEMALE if bare in words("female") else ""


def gender_of_name(given: str) -> str:
    """``m``, ``f``, or nothing where the given name is shared or unknown."""
    return _given().get(given.casefold(), "")


def is_given_name(word: str) -> bool:
    """Whether ``word`` is known as a given name."""
    return word.casefold() in _given()


def role_of(title: list[str]) -> str | None:
    """The office in the words of a title, without rank and address; the rank where there is nothing else.

    ``None`` where no word says what the person is.
    """
    spelled = [
        _raw()["short"].get(word.rstrip("."), word) for word in title if word.rstrip(".") not in words("address")
    ]
    while (
        len(spelled) > 1
        and spelled[-2:] not in _GENERALS
        and spelled[-1] in words("ranks")
        and any(is_person_word(word) and word not in words("ranks") for word in spelled[:-1])
    ):
        spelled.pop()
        while len(spelled) > 2 and spelled[-1] in words("rank_openers") and is_person_word(spelled[-2]):
            spelled.pop()
    headed = any(is_person_word(word) or word in words("ranks") for word in spelled)
    return " ".join(spelled) if headed else None


@cache
def _raw() -> dict[str, Any]:
    return lexicon_of("actor_words")


@cache
def _given() -> dict[str, str]:
    """Given name to gender; shared ones have none."""
    found: dict[str, str] = {}
    gender = ""
    for line in lines("given_names.txt"):
        if line.startswith("["):
            gender = {"[male]": MALE, "[female]": FEMALE}.get(line, "")
        elif not line.startswith("#"):
            for name in line.split():
                found[name] = gender if found.get(name, gender) == gender else ""
    return found
