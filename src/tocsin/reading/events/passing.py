"""Which acts of a text are its events, and which are only said in passing."""

from __future__ import annotations

import re

from tocsin.core.vocabulary import Action, Status
from tocsin.reading.events.drafts import FORCE, SPEECH, Draft

_ONE_SIDED = frozenset({Action.ASSAULT, Action.COERCE, Action.PROTEST, Action.SANCTION, Action.MOBILIZE})
"""Acts that are told of also where no state is named."""
_ACCUSES = frozenset({"accuse", "blame", "denounce", "condemn", "accusation", "condemnation"})
"""Words that accuse also where what they speak of is no one but a deed: "condemned the raid"."""
_CALLS = frozenset({"describe", "call", "label", "brand", "term", "allege", "regard", "view", "see"})
_ADMITS = frozenset({"admit", "concede", "acknowledge", "recognise", "recognize", "grant"})
"""Words of owning up to something in passing."""
_INWARD = frozenset(
    {"cabinet", "parliament", "committee", "government", "court", "assembly", "knesset", "duma", "board"}
)
_OWN_ROUTINE = re.compile(
    r"\b(?:cabinet|parliament\w*|party|committee|board|council|staff)\s+(?:meeting|session|talks)\b"
)
"""Meetings that a body holds by itself."""
_PRAISE = frozenset(
    {"thank", "hail", "praise", "congratulate", "greet", "welcome", "applaud", "salute", "commend", "laud", "cheer"}
)
_ANYBODY = frozenset(
    {"citizens", "nationals", "residents", "people", "public", "staff", "tourists", "travellers", "travelers", "voters"}
    | {"motorists", "passengers", "reporters", "journalists", "viewers", "supporters", "households", "parents"}
)
"""Those whom advice and appeals are for that are no news between sides."""
_HELP = frozenset({Action.COOPERATE, Action.SUPPORT, Action.AID})


def is_event(draft: Draft) -> bool:
    """Whether an act is more than a passing word: a speech act needs its parties, a supposition is none."""
    if draft.leads:
        return True
    if _is_label(draft) or _is_inward(draft) or _is_courtesy(draft):
        return False
    if draft.mode == "decide" and draft.target is None:
        return False  # a body that passes its own laws
    if draft.status is Status.NEGATED and draft.action in FORCE | _HELP:
        return _is_known_not_done(draft)
    if draft.action is Action.THREATEN or draft.action is Action.REJECT:
        if draft.action is Action.REJECT and not draft.is_main and draft.named_by:
            return draft.target is not None or (draft.actor is not None and draft.actor.country is not None)
        return draft.side is not None or (draft.actor is not None and draft.is_main)
    return _is_addressed(draft) if draft.action in SPEECH else _has_facts(draft)


def _is_label(draft: Draft) -> bool:
    """Whether it is only what somebody is called or owns up to beside the news: "whom it describes as spies"."""
    if draft.action is Action.CONCEDE:
        return draft.named_by in _ADMITS
    if draft.action is not Action.ACCUSE or draft.named_by in _ACCUSES:
        return False
    return draft.recipient is None or (not draft.is_main and draft.named_by in _CALLS)


def _is_courtesy(draft: Draft) -> bool:
    """Whether it is thanks, praise or advice to one's own people beside the news: "thanked Manila"."""
    if draft.action is Action.SUPPORT:
        return draft.named_by in _PRAISE or draft.side is None or draft.target in {None, draft.side}
    if draft.action is not Action.REQUEST or draft.recipient is None:
        return False
    return bool(_ANYBODY & set(draft.recipient.name.lower().split()))


def _is_inward(draft: Draft) -> bool:
    """Whether a body of one state meets by itself: "the security cabinet meets on Wednesday"."""
    if draft.action is not Action.CONSULT or draft.recipient is not None or draft.actor is None:
        return False
    if _OWN_ROUTINE.search(draft.evidence.text.lower()):
        return True
    return bool(_INWARD & set(draft.actor.name.lower().split()))


def _is_known_not_done(draft: Draft) -> bool:
    """Whether what did not happen is news; what is only denied needs who, and when or where."""
    if draft.action in _HELP:
        return draft.when.dates is not None and _has_facts(draft)
    if (draft.is_main and not draft.supported_by) or not draft.from_denial:
        return True
    return draft.actor is not None and (draft.place or draft.when.dates) is not None


def _is_addressed(draft: Draft) -> bool:
    """Whether words have a speaker and somebody they are for, or a side says them in so many words."""
    if draft.action is Action.ACCUSE and not any(each and each.country for each in (draft.actor, draft.recipient)):
        return False  # the quarrels of a party at home
    in_so_many = draft.is_main and (draft.action is not Action.ACCUSE or draft.named_by in _ACCUSES)
    if in_so_many and draft.side is not None:
        return True
    return draft.actor is not None and draft.recipient is not None and (draft.side or draft.target) is not None


def _has_facts(draft: Draft) -> bool:
    """Whether the text says who, to whom, where or when, as far as such an act needs it."""
    known: tuple[object, ...] = (draft.side, draft.target, draft.place, draft.when.dates, draft.attributes.effect)
    if draft.action in _ONE_SIDED and not draft.named_by_noun:
        known = (*known, draft.actor, draft.recipient)
    if draft.named_by_noun and draft.status is Status.BACKGROUND:
        known = (draft.side, draft.target, draft.when.dates)
    if draft.named_by_noun and draft.action is Action.SANCTION and draft.status is Status.REPORTED:
        known = (draft.side, draft.when.dates)
    if draft.named_by_noun and draft.action is Action.AGREE:
        known = (draft.when.dates,)
    return any(each is not None for each in known)
