"""bearing.v1: what each claim and event means for a question, by the rule's predicate and not by its title.

An item bears on a question when it speaks of the act that the rule asks for, or of what the requirement is about.
Which way it leans follows from who speaks (the side that acts, the side it is done to, an outsider), from what is
done with the words (threatens, refuses, accepts, ...) and from the words themselves. Directions are those of the
question's YES. Bearing is meaning: how much an item moves a number is another matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.core.claims import Claim, Event
from tocsin.core.forecasts import Bearing
from tocsin.core.questions import Question
from tocsin.core.rules import Rule, Verdict
from tocsin.core.vocabulary import Direction, Stance, Status, VerdictOutcome
from tocsin.forecasting.asked import HOSTILE, Asked, asked
from tocsin.forecasting.leaning import Lean, denies, is_act, lean_of_claim, lean_of_event

_NEAR = 160
"""Characters: a short remark this close to a statement on the matter speaks of the same matter."""

_TOLD = (Status.REPORTED, Status.CLAIMED, Status.DISPUTED)

_BARE = 24
"""Characters: what is no longer than that ("restraint") says nothing of its own about which matter it means."""

_WHOLE = 0.8
"""The share of an event's words from which on they are all somebody's, and none the paper's own."""

_WEIGHTS = {1: 1.0, 2: 2.5, 3: 6.0}
_REPEATED = 0.2


def bearings(
    question: Question,
    rule: Rule,
    claims: Sequence[Claim],
    events: Sequence[Event],
    verdicts: Mapping[str, Verdict],
) -> tuple[Bearing, ...]:
    """What bears on ``question`` among ``claims`` and ``events``, in the order of the text; what does not is left out.

    ``verdicts`` are by event id: an event that counts resolves the question. An item that only looks related is there
    with the direction *none* and the reason. What is said after the deadline bears on nothing.
    """
    matter = asked(rule)
    found: list[tuple[tuple[str, int, str], Bearing]] = []
    for event in events:
        if _is_ruled_out(event, claims):
            continue
        own = _own_words(event, claims)
        lean = _counted(matter, event, verdicts.get(event.id), own) or lean_of_event(
            matter, event, verdicts.get(event.id)
        )
        if lean is not None:
            found.append(((event.document, event.evidence.start, event.id), _bearing(question, event.id, lean)))
    claims = [claim for claim in claims if claim.available_at < question.deadline.closes_between()[1]]
    spoken, idle = _on_the_matter(matter, claims), _nothing_counts(matter, events, verdicts)
    uncounted = _tell_what_does_not_count(matter, events, verdicts)
    for claim in claims:
        lean = lean_of_claim(matter, claim, nearby=claim.id in spoken)
        if lean is not None and idle and claim.stance in (Stance.DENIES, Stance.ACCUSES):
            lean = Lean(sign=0, strength=1, because="it disputes what does not count")
        elif lean is not None and claim.stance is Stance.ACCUSES and claim.key in uncounted:
            lean = Lean(sign=0, strength=1, because="it tells of what does not count")
        if lean is not None:
            found.append(((claim.document, claim.content.start, claim.id), _bearing(question, claim.id, lean)))
    return tuple(bearing for _, bearing in sorted(found, key=lambda pair: pair[0]))


def overall(found: Sequence[Bearing]) -> Bearing | None:
    """All bearings on one question taken together, told by the strongest; ``None`` where nothing bears on it.

    What resolves the question decides. Else each side weighs as much as its strongest item (strengths 1, 2, 3 weigh 1,
    2.5, 6) and a fifth of the rest, for items of one article repeat one another; an even balance leans nowhere.
    """
    settled = [bearing for bearing in found if bearing.resolves != "open"]
    if settled:
        return settled[0]
    up, down = _weight(found, Direction.UP), _weight(found, Direction.DOWN)
    direction = Direction.UP if up > down else Direction.DOWN if down > up else Direction.NONE
    agreeing = [bearing for bearing in found if bearing.direction is direction]
    return max(agreeing, key=lambda bearing: bearing.strength, default=None)


def _weight(found: Sequence[Bearing], direction: Direction) -> float:
    weights = [_WEIGHTS[bearing.strength] for bearing in found if bearing.direction is direction]
    return max(weights) + _REPEATED * (sum(weights) - max(weights)) if weights else 0.0


def _is_ruled_out(event: Event, claims: Sequence[Claim]) -> bool:
    """Whether an act that is only planned or threatened stands in words that say there is no such plan or threat."""
    if event.status not in (Status.PLANNED, Status.THREATENED):
        return False
    inside = (c for c in claims if c.document == event.document and c.content.start < event.evidence.end)
    over = [c for c in inside if event.evidence.start < c.content.end]
    return any(c.negated or c.stance is Stance.DENIES for c in over)


def _own_words(event: Event, claims: Sequence[Claim]) -> str:
    """The words that tell of ``event``, without what somebody is said to have said inside them."""
    evidence, text = event.evidence, event.evidence.text
    for claim in claims:
        inside = claim.content
        if claim.document == event.document and evidence.start <= inside.start and inside.end <= evidence.end:
            told_whole = inside.end - inside.start > _WHOLE * (evidence.end - evidence.start)
            text = text if told_whole else text.replace(inside.text, " ")
    return text


def _counted(matter: Asked, event: Event, verdict: Verdict | None, words: str) -> Lean | None:
    """The event itself: it counts under the rule, and its own ``words`` name the act that is asked for."""
    if verdict is None or verdict.outcome is not VerdictOutcome.COUNTS or event.status not in _TOLD:
        return None
    kinds = matter.pattern.actions
    if not (matter.names_act(words) if matter.frames else not kinds or event.action in kinds) or denies(words):
        return None
    if matter.inverted:
        return Lean(sign=-1, strength=3, because="it is the very event whose end or absence the question asks for")
    return Lean(sign=1, strength=3, because=f"it counts under the rule: {verdict.because}", resolves="yes")


def _tell_what_does_not_count(
    matter: Asked, events: Sequence[Event], verdicts: Mapping[str, Verdict]
) -> frozenset[str]:
    """The keys of the claims on which hostile acts rest that the rule does not count: done before, or elsewhere."""
    if matter.kind != HOSTILE:
        return frozenset()
    idle = (e for e in events if e.id in verdicts and verdicts[e.id].outcome is VerdictOutcome.DOES_NOT_COUNT)
    return frozenset(key for event in idle if is_act(matter, event) for key in event.supported_by)


def _nothing_counts(matter: Asked, events: Sequence[Event], verdicts: Mapping[str, Verdict]) -> bool:
    """Whether acts of the hostile kind are told of and none of them counts: then their denial says little."""
    told = [event for event in events if event.status in _TOLD and is_act(matter, event)]
    outcomes = {verdicts[event.id].outcome for event in told if event.id in verdicts}
    return matter.kind == HOSTILE and outcomes == {VerdictOutcome.DOES_NOT_COUNT}


def _on_the_matter(matter: Asked, claims: Sequence[Claim]) -> frozenset[str]:
    """The claims that answer one that speaks of the matter by itself, or stand close to it in the same document."""
    direct = [claim for claim in claims if matter.relevance(claim.content.text) >= 2]
    keys = {claim.key for claim in direct}
    places: dict[str, list[tuple[int, int]]] = {}
    for claim in direct:
        places.setdefault(claim.document, []).append((claim.content.start, claim.content.end))
    return frozenset(
        claim.id
        for claim in claims
        if claim.answers in keys or any(_is_near(claim, *place) for place in places.get(claim.document, ()))
    )


def _is_near(claim: Claim, start: int, end: int) -> bool:
    """Whether a claim stands right behind the words from ``start`` to ``end``; a bare word, also right before them."""
    behind, before = claim.content.start - end, start - claim.content.end
    return 0 <= behind <= _NEAR or (0 <= before <= _NEAR and len(claim.content.text) <= _BARE)


def _bearing(question: Question, item: str, lean: Lean) -> Bearing:
    direction = {1: Direction.UP, -1: Direction.DOWN, 0: Direction.NONE}[lean.sign]
    return Bearing(
        item=item,
        question=question.key,
        direction=direction,
        strength=lean.strength if lean.sign else 1,
        resolves=lean.resolves,
        because=lean.because,
    )
