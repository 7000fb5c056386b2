"""Speech acts that are events of their own although no verb of the lexicon names them: found by the claims' stance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tocsin.core.claims import Actor, Claim, TimeExpression
from tocsin.core.material import Span
from tocsin.core.vocabulary import Action, Attributes, Form, Stance, Status
from tocsin.reading.actors.cast import Cast
from tocsin.reading.events.attributes import PROPOSALS
from tocsin.reading.events.drafts import DENIAL, Draft
from tocsin.reading.events.occurred import When
from tocsin.reading.events.roles import named_side, party

_ACTS = {
    Stance.THREATENS: (Action.THREATEN, Status.THREATENED),
    Stance.REFUSES: (Action.REJECT, Status.REPORTED),
    Stance.DENIES: (Action.REJECT, Status.REPORTED),
    Stance.ACCEPTS: (Action.AGREE, Status.REPORTED),
    Stance.ACCUSES: (Action.ACCUSE, Status.REPORTED),
}
_SILENCE = frozenset({"discuss", "comment", "argue", "answer", "speculate", "elaborate", "say", "confirm", "name"})
"""Verbs of speaking: who refuses to speak refuses nobody anything."""

_ALLEGES = frozenset({"allege", "alleges", "alleged", "alleging", "charge", "charges", "charged", "charging"})
"""Words that accuse whatever they are followed by."""
_ADJOINING = 6
"""Characters between a time and what is said then: " that "."""
_POINTS = frozenset({"deny", "disclaim"})
_FIRMLY = frozenset(
    {
        "flatly",
        "categorically",
        "strongly",
        "vehemently",
        "firmly",
        "angrily",
        "strenuously",
        "emphatically",
        "outright",
    }
)
_CHARGES = frozenset(
    {
        "accusation",
        "accusations",
        "charge",
        "charges",
        "allegation",
        "allegations",
        "claim",
        "claims",
        "report",
        "reports",
    }
)
"""What is denied whole, where who denies it answers those who said it."""

_SAME = {
    Action.THREATEN: frozenset(
        {Action.THREATEN, Action.SANCTION, Action.ASSAULT, Action.COERCE, Action.PROTEST, Action.MOBILIZE}
    ),
    Action.REJECT: frozenset({Action.REJECT}),
    Action.AGREE: frozenset({Action.AGREE, Action.CONCEDE}),
    Action.ACCUSE: frozenset(Action),
}


def spoken_acts(
    claims: Sequence[Claim], coded: Sequence[Draft], cast: Cast, times: Sequence[TimeExpression]
) -> Iterator[Draft]:
    """The threats, refusals, denials and acceptances among ``claims`` that nothing in ``coded`` covers yet."""
    by_key = {claim.key: claim for claim in claims}
    known = _Known(coded)
    for claim in claims:
        side = named_side(claim.speaker, cast)
        if claim.stance not in _ACTS or claim.speaker is None or side is None or not _is_act(claim):
            continue
        action, status = _ACTS[claim.stance]
        if known.covers(claim, action):
            continue
        answered = by_key.get(claim.answers or "")
        yield Draft(
            action=action,
            mode=DENIAL if claim.stance is Stance.DENIES else "",
            status=status,
            actor=party(claim.speaker, cast),
            recipient=party(_recipient(claim.speaker, answered), cast),
            side=side,
            place=None,
            attributes=Attributes(form=Form.ANNOUNCED if action is Action.AGREE else None),
            when=_when(claim, times),
            evidence=claim.content,
            supported_by=(claim.key,),
            named_by="accuse" if action is Action.ACCUSE else "",
            is_main=action is Action.ACCUSE,
            is_quoted=claim.quoted,
            score=0.45,
        )


def _when(claim: Claim, times: Sequence[TimeExpression]) -> When:
    """The time between the word of saying and what is said: "alleged last week that the stock had been moved"."""
    if claim.cue is None or claim.stance is Stance.THREATENS:
        return When()
    first = bisect_left(times, claim.cue.end, key=lambda time: time.span.start)
    for time in times[first : first + 1]:
        if time.span.end <= claim.content.start <= time.span.end + _ADJOINING:
            return When(dates=time.interval)
    return When()


def _is_act(claim: Claim) -> bool:
    """Whether saying it is doing something: no vague "could", no mere silence, and what is accepted is named."""
    if claim.stance is Stance.THREATENS:
        return not claim.hedged
    words = set(claim.content.text.lower().split())
    if claim.stance is Stance.ACCUSES:
        return claim.cue is not None and bool(_ALLEGES & set(claim.cue.text.lower().split()))
    if claim.stance is Stance.REFUSES:
        return not words & _SILENCE
    return claim.stance is not Stance.ACCEPTS or bool(PROPOSALS & words)


class _Known:
    """The acts coded already, by place: a claim is compared with those beside it alone."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._named = sorted((d for d in drafts if d.action not in _SAME), key=_named_at)
        self._placed = sorted(drafts, key=_starts)
        self._furthest = list(accumulate((d.evidence.end for d in self._placed), max))

    def covers(self, claim: Claim, action: Action) -> bool:
        """Whether one of them is the same act, or the claim's cue is no word of saying but the deed itself."""
        cue = claim.cue
        if cue is not None:
            first = bisect_left(self._named, cue.start, key=_named_at)
            if first < len(self._named) and self._named[first].named_at < cue.end:
                return True
        if action is Action.REJECT and any(_is_told_not_held(draft, claim) for draft in self._touching(claim.content)):
            return True
        spans = [claim.content, *([cue] if cue is not None else [])]
        return any(_is_same(draft, action) for span in spans for draft in self._touching(span))

    def _touching(self, span: Span) -> Iterator[Draft]:
        """The acts whose evidence shares a character with ``span``."""
        for index in range(bisect_left(self._placed, span.end, key=_starts) - 1, -1, -1):
            if self._furthest[index] <= span.start:
                return
            if self._placed[index].evidence.end > span.start:
                yield self._placed[index]


def _is_told_not_held(draft: Draft, claim: Claim) -> bool:
    """Whether what is said is that a meeting is not held: "no talks were planned", and not "ruled out talks"."""
    inside = claim.content.start <= draft.evidence.start and draft.evidence.end <= claim.content.end
    told = draft.action is Action.CONSULT and draft.status is Status.NEGATED and not draft.named_by_noun
    return inside and told


def _named_at(draft: Draft) -> int:
    return draft.named_at


def _starts(draft: Draft) -> int:
    return draft.evidence.start


def _is_same(draft: Draft, action: Action) -> bool:
    return (action is Action.THREATEN and draft.status is Status.PLANNED) or draft.action in _SAME[action]


def _recipient(speaker: Actor, answered: Claim | None) -> Actor | None:
    if answered is None or answered.speaker is None or answered.speaker.name == speaker.name:
        return None
    return answered.speaker


def main_denial(drafts: Sequence[Draft], length: int) -> list[Draft]:
    """``drafts`` without the denials that only answer a point of detail.

    Every denial is kept as a claim, and disputes the event it denies. An event of its own is the first one of a text,
    where it stands in its first half and says no more than that it was not so.
    """
    kept: list[Draft] = []
    denied = False
    disputed: dict[str, list[Draft]] = {}
    for draft in drafts:
        for key in draft.disputed_by:
            disputed.setdefault(key, []).append(draft)
    for draft in drafts:
        denial = draft.action is Action.REJECT and draft.mode == DENIAL
        if denial and not (draft.leads and _is_answer(draft)):
            answered = any(_overlap(draft, other) for key in draft.supported_by for other in disputed.get(key, ()))
            late = denied or 2 * draft.evidence.start > length
            if answered or not _is_emphatic(draft) or (late and not (draft.is_main and draft.named_by not in _POINTS)):
                continue
        denied = denied or denial
        kept.append(draft)
    return kept


def _is_answer(draft: Draft) -> bool:
    """Whether a lead tells of the denial as news of its own, and not in passing: "a charge that it denied"."""
    return draft.is_main or _is_emphatic(draft)


def _is_emphatic(draft: Draft) -> bool:
    """Whether a denial is an answer of its own and no point of fact only: "rejected the charge", "flatly denied it".

    Words quoted as they were spoken are one too, where they answer another state.
    """
    words = set(draft.evidence.text.lower().replace(",", " ").split())
    if draft.named_by == "":
        return draft.is_quoted and (draft.leads or _is_to_another_side(draft))
    return draft.named_by not in _POINTS or bool(words & (_FIRMLY | _CHARGES))


def _is_to_another_side(draft: Draft) -> bool:
    """Whether a state's own answer another one: the quarrels of a council at home are no act between sides."""
    sides = [each.country if each is not None else None for each in (draft.actor, draft.recipient)]
    return None not in sides and sides[0] != sides[1]


def _overlap(one: Draft, other: Draft) -> bool:
    return one is not other and one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end
