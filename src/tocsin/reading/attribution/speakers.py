"""Whom "it", "she" or "the company" means where the cast knows nobody: whoever spoke last and fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.core.claims import Actor
from tocsin.reading.actors.cast import Cast
from tocsin.reading.actors.members import PERSON, STATE, Member
from tocsin.reading.actors.words import FEMALE, MALE
from tocsin.reading.attribution.cues import word_set
from tocsin.reading.attribution.parts import Part

_GENDER = {"he": MALE, "she": FEMALE}
_FURTHEST = 6
"""Claims back that are looked at."""
_FURTHEST_BLOCKS = 2


def with_speakers(parts: Sequence[Part], cast: Cast) -> list[Part]:
    """``parts`` with every pronoun and "the company" that stands for nobody yet named by who spoke before."""
    known = {m.member.name: m.member for scene in cast.scenes.values() for m in scene.mentions}
    order = {offset: number for number, offset in enumerate(cast.scenes)}
    done: list[Part] = []
    for part in parts:
        word = _open_word(part.speaker)
        meant = None
        for earlier in reversed(done[-_FURTHEST:] if word else []):
            near = order[part.saying.block.offset] - order[earlier.saying.block.offset] <= _FURTHEST_BLOCKS
            if near and earlier.speaker is not None and _fits(word, earlier.speaker, known):
                meant = earlier.speaker
                break
        if meant is not None and part.speaker is not None:
            named = replace(part.speaker, name=meant.name, country=meant.country, role=meant.role)
            done.append(replace(part, speaker=named))
        else:
            done.append(part)
    return done


def _open_word(speaker: Actor | None) -> str:
    """The word of a speaker that names nobody: a pronoun, or the noun of "the company"."""
    name = (speaker.name or "").lower() if speaker is not None else ""
    if name in {"it", "its", "he", "she"}:
        return name
    noun = name.removeprefix("the ")
    return noun if noun != name and noun in word_set("firms") else ""


def _fits(word: str, speaker: Actor, known: dict[str, Member]) -> bool:
    """Whether a pronoun or noun may stand for an earlier speaker, by kind and gender."""
    name = speaker.name or ""
    member = known.get(name)
    bare = name.removeprefix("the ").removeprefix("The ")
    if not bare[:1].isupper() or not bare[-1:].isalnum() or " and " in name:
        return False
    if word in _GENDER:
        person = member is None or member.kind == PERSON
        return person and name == bare and (member is None or member.gender in {"", _GENDER[word]})
    if member is not None and member.kind == PERSON and not _may_be_firm(member):
        return False
    return word in {"it", "its"} or member is None or member.kind != STATE


def _may_be_firm(member: Member) -> bool:
    """Whether a name taken for a person's may be a firm's: no first name, no office that only a person has."""
    role = set((member.role or "").split())
    return not member.gender and role <= word_set("firm_roles") | word_set("firms")
