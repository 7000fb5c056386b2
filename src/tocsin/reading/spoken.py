"""Speech acts that are events of their own although no verb of the lexicon names them: found by the claims' stance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.core.claims import Actor, Claim
from tocsin.core.vocabulary import Action, Attributes, Form, Stance, Status
from tocsin.reading.drafts import Draft
from tocsin.reading.occurred import When

_ACTS = {
    Stance.THREATENS: (Action.THREATEN, Status.THREATENED),
    Stance.REFUSES: (Action.REJECT, Status.REPORTED),
    Stance.DENIES: (Action.REJECT, Status.REPORTED),
    Stance.ACCEPTS: (Action.AGREE, Status.REPORTED),
}
_SAME = {
    Action.THREATEN: frozenset({Action.THREATEN, Action.SANCTION, Action.ASSAULT, Action.COERCE}),
    Action.REJECT: frozenset({Action.REJECT}),
    Action.AGREE: frozenset({Action.AGREE, Action.CONCEDE}),
}


def spoken_acts(claims: Sequence[Claim], coded: Sequence[Draft]) -> Iterator[Draft]:
    """The threats, refusals, denials and acceptances among ``claims`` that nothing in ``coded`` covers yet."""
    by_key = {claim.key: claim for claim in claims}
    for claim in claims:
        if claim.stance not in _ACTS or claim.speaker is None or claim.speaker.country is None:
            continue
        action, status = _ACTS[claim.stance]
        if any(draft.action in _SAME[action] and _touches(draft, claim) for draft in coded):
            continue
        answered = by_key.get(claim.answers or "")
        yield Draft(
            action=action,
            mode="",
            status=status,
            actor=claim.speaker,
            recipient=_recipient(claim.speaker, answered),
            place=None,
            attributes=Attributes(form=Form.ANNOUNCED if action is Action.AGREE else None),
            when=When(),
            evidence=claim.content,
            supported_by=(claim.key,),
            score=0.45,
        )


def _touches(draft: Draft, claim: Claim) -> bool:
    spans = [claim.content, *([claim.cue] if claim.cue is not None else [])]
    return any(draft.evidence.start < span.end and span.start < draft.evidence.end for span in spans)


def _recipient(speaker: Actor, answered: Claim | None) -> Actor | None:
    if answered is None or answered.speaker is None or answered.speaker.name == speaker.name:
        return None
    return answered.speaker
