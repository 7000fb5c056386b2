"""Whose word an event rests on: that of an office or body of a state, of unnamed voices, or of posts by anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin.core.claims import Actor, Claim
from tocsin.core.vocabulary import Officiality
from tocsin.reading.actors.words import is_given_name, is_person_word, is_state_body, singular, words
from tocsin.reading.events.drafts import Draft
from tocsin.reading.places.gazetteer import gazetteer

_POSTED = frozenset({"post", "channel", "account", "user", "blogger", "tweet", "video", "footage", "clip", "netizen"})
"""Nouns, in the singular, for what anybody may put before the public, and for those who do."""

_JOINS = frozenset({"in", "of", "at", "with", "from", "for", "on", "to", "who", "familiar", "close", "near"})
"""Words behind the noun that says what somebody is."""

_PAST = frozenset({"former", "ex", "ousted", "exiled", "retired"})


def with_officiality(drafts: Iterable[Draft], claims: Sequence[Claim]) -> Iterator[Draft]:
    """``drafts`` with the best voice that affirms each; one that the paper tells of itself stays open."""
    speakers = {claim.key: claim.speaker for claim in claims}
    for draft in drafts:
        voices = [speakers.get(key) for key in draft.supported_by]
        yield replace(draft, attributes=replace(draft.attributes, officiality=officiality_of(voices)))


def officiality_of(voices: Sequence[Actor | None]) -> Officiality | None:
    """The best of what ``voices`` are; ``None`` where one of them has a name and no office, or where there is none."""
    kinds = {_kind(voice) for voice in voices}
    for kind in (Officiality.OFFICIAL, None, Officiality.UNNAMED, Officiality.SOCIAL):
        if kind in kinds:
            return kind
    return None


def _kind(voice: Actor | None) -> Officiality | None:
    if voice is None or not voice.name.split():
        return Officiality.UNNAMED
    spoken = [singular(word) for word in voice.name.lower().split()]
    if any(word in _POSTED for word in spoken):
        return Officiality.SOCIAL
    head = next((i for i, word in enumerate(spoken) if word in _JOINS), len(spoken)) - 1
    if head >= 0 and is_person_word(spoken[head]) and not voice.name.split()[head][:1].isupper():
        return Officiality.OFFICIAL if _is_sole(spoken[: head + 1]) else Officiality.UNNAMED
    return Officiality.OFFICIAL if _speaks_for_a_state(voice) else None


def _is_sole(description: Sequence[str]) -> bool:
    """Whether a description means the one holder of an office: "Norway's foreign minister", "the president"."""
    by = description[0] == "the" or any(word.endswith(("'s", "’s", "'", "’")) for word in description)
    return by and description[-1] in words("of_state") and not _PAST & set(description)


def _speaks_for_a_state(voice: Actor) -> bool:
    """Whether it is a body of a state, a state by name, or a named holder of an office of one."""
    spoken = voice.name.lower().split()
    if any(is_state_body(word) for word in spoken):
        return True
    role = set((voice.role or "").lower().split())
    if voice.country is None or _PAST & role:
        return False
    if role:
        return bool(words("of_state") & role)
    state = gazetteer().country(voice.country)
    if state is not None and state.name == voice.name:
        return True
    return len(spoken) == 1 and voice.name[:1].isupper() and not is_given_name(spoken[0])
