"""Claims that say the same are one statement: told once, with everyone who carried it, origins counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Direction, Stance
from tocsin.publishing.english import word_lists
from tocsin.publishing.scene import Scene
from tocsin.publishing.speakers import source_name
from tocsin.publishing.speech import Told, tell

_WORD = re.compile(r"\w+")
_SAME = 0.6
_EMPTY = frozenset(word_lists()["empty"].split())
_NOBODY = frozenset(word_lists()["nobody"].split())
"""Words that a reader may have taken for a speaker and that name nobody."""

_WEIGHT = {
    Stance.THREATENS: 3.0,
    Stance.REFUSES: 3.0,
    Stance.DENIES: 2.5,
    Stance.ACCUSES: 2.5,
    Stance.WARNS: 2.0,
    Stance.ACCEPTS: 2.0,
    Stance.PROMISES: 2.0,
    Stance.ASSESSES: 1.5,
    Stance.PROPOSES: 1.5,
    Stance.REQUESTS: 1.5,
    Stance.PREDICTS: 1.0,
    Stance.ASSERTS: 1.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that one speaker said, in one or more documents; ``claim`` is the first to carry it."""

    claim: Claim
    copies: tuple[Claim, ...]
    told: Told

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim that carries it."""
        return (self.claim, *self.copies)


def statements(scene: Scene) -> tuple[Statement, ...]:
    """Every statement of the real material that can be told, in the order of time and text."""
    groups: list[list[Claim]] = []
    words: list[frozenset[str]] = []
    by_speaker: dict[str, list[int]] = {}
    for claim in scene.real_claims:
        if claim.speaker is not None and claim.speaker.name.casefold() in _NOBODY:
            continue
        if _is_carrier(scene, claim) or _is_inside(scene, claim):
            continue
        speaker = claim.speaker.name.casefold() if claim.speaker else ""
        own = content_words(claim)
        same = next(
            (
                index
                for index in reversed(by_speaker.get(speaker, [])[-40:])
                if groups[index][0].stance is claim.stance and _alike(words[index], own)
            ),
            None,
        )
        if same is not None and groups[same][-1].document != claim.document:
            groups[same].append(claim)
            continue
        by_speaker.setdefault(speaker, []).append(len(groups))
        groups.append([claim])
        words.append(own)
    return tuple(made for group in groups if (made := _statement(group, scene)) is not None)


def _is_carrier(scene: Scene, claim: Claim) -> bool:
    """Whether a paper only reports, in this claim, what somebody else is said to say in another."""
    document = scene.document(claim)
    publisher = source_name(scene.source(document), document)
    if claim.speaker is not None and not same_voice(claim, publisher):
        return False
    inside = claim.content
    return any(
        other.key != claim.key and not same_voice(other, publisher) and inside.start <= other.content.start < inside.end
        for other in scene.claims_of.get(claim.document, ())
    )


def _is_inside(scene: Scene, claim: Claim) -> bool:
    """Whether a claim is told inside what somebody else is said to say: its own words would lose their footing."""
    own = claim.content
    return any(
        other.content.start <= own.start
        and own.end <= other.content.end
        and (own.end - own.start) < (other.content.end - other.content.start)
        and not _is_carrier(scene, other)
        for other in scene.claims_of.get(claim.document, ())
    )


def same_voice(claim: Claim, publisher: str) -> bool:
    """Whether the speaker is the publisher itself."""
    speaker = claim.speaker.name.casefold().removeprefix("the ") if claim.speaker else ""
    name = publisher.casefold().removeprefix("the ")
    return bool(speaker) and (speaker in name or name in speaker)


def _statement(group: Sequence[Claim], scene: Scene) -> Statement | None:
    told = tell(group[0], scene.document(group[0]))
    return None if told is None else Statement(claim=group[0], copies=tuple(group[1:]), told=told)


def content_words(claim: Claim) -> frozenset[str]:
    """The words of a claim that carry its meaning."""
    return frozenset(w for w in _WORD.findall(claim.content.text.casefold()) if w not in _EMPTY)


def say_the_same(one: Claim, other: Claim) -> bool:
    """Whether the words of two claims are much the same, figures included."""
    return _alike(content_words(one), content_words(other))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two claims say the same: most words in common, and every figure."""
    figures = [{word for word in words if word[:1].isdigit()} for words in (one, other)]
    return bool(one and other) and figures[0] == figures[1] and len(one & other) >= _SAME * len(one | other)


def weights(scene: Scene) -> dict[str, float]:
    """How much every claim (by id) matters to a reader: what it bears on, whether it is disputed, what act it is."""
    found = {claim.id: _WEIGHT[claim.stance] for claim in scene.real_claims}
    for question in scene.material.questions:
        if not scene.is_undecided(question):
            continue
        for bearing in scene.bearings(question):
            if bearing.direction is not Direction.NONE and bearing.item in found:
                found[bearing.item] = max(found[bearing.item], 2.0 + 2.0 * bearing.strength)
    answered = {claim.answers for claim in scene.real_claims if claim.answers}
    for claim in scene.real_claims:
        if claim.key in answered or (claim.answers and claim.stance is Stance.DENIES):
            found[claim.id] += 3.0
        if claim.speaker is None:
            found[claim.id] -= 1.0
    return found


def chosen(every: Sequence[Statement], weight: dict[str, float], most: int) -> tuple[Statement, ...]:
    """The weightiest few, in their own order.

    Each comes with what its speaker said right before it, and with what goes on right behind it under the same verb.
    """
    best = sorted(every, key=lambda s: -max(weight.get(claim.id, 0.0) for claim in s.claims))[:most]
    weightiest = {id(statement) for statement in best}
    kept = set(weightiest)
    for before, after in pairwise(every):
        if before.claim.document != after.claim.document or not _same_speaker(before, after):
            continue
        if id(after) in kept:
            kept.add(id(before))
        elif id(before) in weightiest and before.told.clause and after.told.clause:
            kept.add(id(after))
    return tuple(statement for statement in every if id(statement) in kept)


def _same_speaker(one: Statement, other: Statement) -> bool:
    speakers = (one.claim.speaker, other.claim.speaker)
    return speakers[0] is not None and speakers[1] is not None and speakers[0].name == speakers[1].name


def carried_by(scene: Scene, claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of the documents that carry some claims, in order."""
    return tuple(dict.fromkeys(claim.document for claim in claims if claim.document in scene.material.documents))
