"""Events before they are numbered: mentions of one happening are joined, with the best words and all their facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from tocsin.core.claims import Actor, Place
from tocsin.core.material import Span
from tocsin.core.vocabulary import Action, Attributes, Effect, Status, Weapon
from tocsin.reading.events.occurred import When

SPEECH = frozenset({Action.ACCUSE, Action.REJECT, Action.REQUEST, Action.SUPPORT})
"""Acts that are done by saying so."""


_TOLD = frozenset({Status.REPORTED, Status.CLAIMED, Status.DISPUTED, Status.DENIED})

FORCE = frozenset({Action.ASSAULT, Action.COERCE})
_NOT_DONE = frozenset({Status.DENIED, Status.NEGATED})

_FROM_NEAR = frozenset({Weapon.SMALL_ARMS, Weapon.ARTILLERY})
"""Arms of one exchange of fire."""

DENIAL = "deny"
"""The mode of a REJECT that is the denial of somebody's words and no refusal."""

_BESIDE = 260
"""Characters between an act and the sentence that tells who suffered in it."""

_ADJOINING = 6
"""Characters between two clauses of one sentence."""

_NEAR = 700
"""Characters: a second mention of the same act is looked for within a few sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One mention of an act, coded. ``named_by`` is the word that names it; ``leads``: it is in the first sentence."""

    action: Action
    mode: str
    status: Status
    actor: Actor | None
    recipient: Actor | None
    place: Place | None
    attributes: Attributes
    when: When
    evidence: Span
    supported_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    side: str | None = None
    """The state or organisation that acts, and below the one it is done to."""
    target: str | None = None
    named_by: str = ""
    named_at: int = -1
    """Where the word that names it stands."""
    named_by_noun: bool = False
    """A noun that no verb carries: "the 2023 attack"."""
    from_denial: bool = False
    """Told of only to deny it."""
    is_main: bool = False
    """The verb of a main clause tells of it."""
    is_quoted: bool = False
    """The words of a claim that are the act, as they were spoken."""
    leads: bool = False
    points_back: bool = False
    score: float = 0.5

    @property
    def is_word(self) -> bool:
        """Whether nothing was done and nothing is set: a promise or a supposition in passing, without a time."""
        if self.status is Status.HYPOTHETICAL:
            where = self.side or self.place or (self.recipient.country if self.recipient is not None else None)
            return where is None or not (self.when.dates is not None or (self.leads and self.side is not None))
        return not self.leads and self.mode == "promise"


def merged(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with mentions of the same act joined, in the order of the text."""
    kept: list[Draft] = []
    for draft in sorted(
        (each for each in drafts if not each.is_word), key=lambda each: (each.evidence.start, -each.evidence.end)
    ):
        for index in range(len(kept) - 1, -1, -1):
            if draft.evidence.start - kept[index].evidence.end > 4 * _NEAR:
                break
            if _same_act(kept[index], draft):
                kept[index] = _joined(kept[index], draft)
                break
        else:
            kept.append(draft)
    return kept


def _country(actor: Actor | None) -> str | None:
    return actor.country if actor is not None else None


def _same_act(one: Draft, other: Draft) -> bool:
    """Whether two mentions, ``one`` before ``other``, tell of one happening."""
    if _is_toll_of(one, other) or _is_toll_of(other, one) or _gainsays(one, other):
        return True
    if _opens(one, other) or _says_more(one, other):
        return True
    if one.evidence == other.evidence and _is_denial(one) and _is_denial(other):
        return True  # "no coup and no mutiny"
    spoken = one.action is other.action is Action.THREATEN and bool(set(one.supported_by) & set(other.supported_by))
    if spoken:
        return True  # "Oslo will answer, its minister threatened"
    if one.action is not other.action or not _status_agrees(one.status, other.status):
        return False
    if one.action is Action.REJECT and (DENIAL in {one.mode, other.mode}) and one.mode != other.mode:
        return False  # what one refuses, and what one says is not so
    overlap = one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end
    adjoining = "kill" in {one.mode, other.mode} and 0 <= other.evidence.start - one.evidence.end <= _ADJOINING
    if not _parties_agree(one, other, loosely=overlap or adjoining):
        return False
    if other.points_back and one.status in _TOLD and one.mode == other.mode:
        return True
    apart = (
        not _dates_agree(one.when, other.when)
        or not _places_agree(one.place, other.place)
        or not _effects_agree(one.attributes.effect, other.attributes.effect)
    )
    if apart:
        return False
    if adjoining or (overlap and _modes_agree(one, other)):
        return True
    return other.evidence.start - one.evidence.end <= _NEAR and _joins(one, other)


def _is_toll_of(toll: Draft, act: Draft) -> bool:
    """Whether ``toll`` only says who suffered in an act told of just before or after: "Two sailors were injured"."""
    if toll.mode != "kill" or toll.actor is not None or toll.action is not Action.ASSAULT or act.mode == "kill":
        return False
    if act.action not in FORCE or {toll.status, act.status} - _TOLD:
        return False
    apart = max(toll.evidence.start, act.evidence.start) - min(toll.evidence.end, act.evidence.end)
    return apart <= _BESIDE and _dates_agree(toll.when, act.when) and (toll.place is None or toll.place == act.place)


def _gainsays(one: Draft, other: Draft) -> bool:
    """Whether one side says that what another tells of was not done, without a day or place of its own."""
    denial, act = (one, other) if _is_denial(one) else (other, one)
    if _is_denial(act) or act.status not in _TOLD or (not act.supported_by and denial.status is Status.NEGATED):
        return False
    alike = denial.action is act.action or {denial.action, act.action} <= FORCE
    apart = denial.action is act.action is Action.COERCE and not _modes_agree(denial, act)  # seized a mast, held a man
    if not _is_denial(denial) or not alike or apart:
        return False
    if denial.when.dates is not None or not (denial.supported_by or denial.disputed_by):
        return False
    if set(denial.supported_by) & set(act.supported_by) or not _agrees(one.actor, other.actor, loosely=True):
        return False
    if {*denial.supported_by, *denial.disputed_by} & set(act.disputed_by):
        return True
    if not _agrees(one.recipient, other.recipient, loosely=True):
        return False
    named = denial.named_by == act.named_by or (denial.target is not None and denial.target == act.target)
    return named or denial.status is Status.DENIED


def _opens(one: Draft, other: Draft) -> bool:
    """Whether a lead tells in general what is told in full later: on the same day, and nobody is named as its doer."""
    alike = one.action is other.action and {one.status, other.status} <= _TOLD and one.action in FORCE
    same_day = one.when.dates is not None and one.when.dates == other.when.dates
    if not (alike and one.leads and one.actor is None and same_day):
        return False
    armed = {one.attributes.weapon, other.attributes.weapon} - {None}
    return (len(armed) < 2 or armed <= _FROM_NEAR) and _parties_agree(one, other, loosely=True)


def _says_more(one: Draft, other: Draft) -> bool:
    """Whether the next sentence says more of an act: by whom, or what it hit, without a day or place of its own."""
    if one.action is not other.action or one.action not in FORCE or not {one.status, other.status} <= _TOLD:
        return False
    if other.evidence.start - one.evidence.end > _BESIDE or (one.actor is not None and other.actor is not None):
        return False
    if not (one.named_by_noun or _is_bare(other)):
        return False
    bare = other.when.dates is None and other.place is None and not other.attributes.counts
    return bare and _modes_agree(one, other) and _parties_agree(one, other, loosely=True)


def _is_denial(draft: Draft) -> bool:
    return draft.from_denial or draft.status in _NOT_DONE


def _joins(one: Draft, other: Draft) -> bool:
    """Whether two mentions a few sentences apart belong together: by a denial, by words and parties, or by weapons."""
    if set(one.supported_by) & set(other.supported_by) and (one.disputed_by or other.disputed_by):
        return True
    if _shares_party(one, other):
        vague = one.status is not Status.NEGATED and (_vague(one, other) or _vague(other, one))
        return one.named_by == other.named_by or one.action in SPEECH or (vague and _modes_agree(one, other))
    if one.attributes.weapon is None or one.attributes.weapon is not other.attributes.weapon:
        return False
    return any(_is_bare(each) and each.attributes.effect is Effect.INTERCEPTED for each in (one, other))


def _parties_agree(one: Draft, other: Draft, *, loosely: bool) -> bool:
    return _agrees(one.actor, other.actor, loosely=loosely) and _agrees(one.recipient, other.recipient, loosely=loosely)


def _shares_party(one: Draft, other: Draft) -> bool:
    """Whether an actor or a recipient is named in both, or nobody in either."""
    pairs = [(one.actor, other.actor), (one.recipient, other.recipient)]
    if all(a is None and b is None for a, b in pairs):
        return True
    return any(a is not None and b is not None and _agrees(a, b) for a, b in pairs)


def _is_bare(draft: Draft) -> bool:
    """Whether only what became of the weapons is told: "91 drones were intercepted"."""
    return draft.actor is None and draft.place is None and draft.when.dates is None


def _modes_agree(one: Draft, other: Draft) -> bool:
    """Whether two acts may be one: the same kind, or one of them told of by its victims or in general words."""
    general = {"", "kill"}
    return one.mode == other.mode or bool(general & {one.mode, other.mode})


def _vague(draft: Draft, other: Draft) -> bool:
    """Nothing sets it apart from ``other``: no date, place or count of its own."""
    placed = draft.place is not None and (other.place is None or draft.place.name != other.place.name)
    return draft.when.dates is None and not placed and not draft.attributes.counts


def _status_agrees(one: Status, other: Status) -> bool:
    return one is other or {one, other} <= _TOLD or {one, other} <= _NOT_DONE


def _agrees(one: Actor | None, other: Actor | None, *, loosely: bool = False) -> bool:
    if one is None or other is None:
        return True
    if one.country is not None and other.country is not None:
        return one.country == other.country
    return one.name == other.name or loosely


def _dates_agree(one: When, other: When) -> bool:
    if one.dates is None or other.dates is None:
        return True
    return one.dates.start <= other.dates.end and other.dates.start <= one.dates.end


def _places_agree(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.name == other.name:
        return True
    return one.country is not None and one.country == other.country and "country" in {one.kind, other.kind}


def _effects_agree(one: Effect | None, other: Effect | None) -> bool:
    return one is None or other is None or one is other


def _joined(one: Draft, other: Draft) -> Draft:
    """The better told of two mentions, with what only the other one says."""
    best, rest = (one, other) if other.points_back or one.score >= other.score else (other, one)
    if _is_less(best, rest):
        best, rest = rest, best
    told = (one, other) if (one.status is Status.NEGATED) == (other.status is Status.NEGATED) else (best, best)
    return replace(
        best,
        mode=best.mode or rest.mode,
        status=_status(one, other),
        actor=best.actor if _is_denial(rest) and not _is_denial(best) else _fuller(best.actor, rest.actor),
        recipient=_fuller(best.recipient, rest.recipient),
        place=best.place or rest.place,
        attributes=_attributes(best.attributes, rest.attributes),
        when=best.when if best.when.dates is not None else rest.when,
        supported_by=_union(*(each.supported_by for each in told)),
        disputed_by=_union(
            _union(one.disputed_by, other.disputed_by),
            rest.supported_by if rest.status is Status.NEGATED and best.status is not Status.NEGATED else (),
        ),
        leads=one.leads or other.leads,
        side=best.side or rest.side,
        target=best.target or rest.target,
        named_by_noun=one.named_by_noun and other.named_by_noun,
        from_denial=one.from_denial and other.from_denial,
        is_main=one.is_main or other.is_main,
        score=max(one.score, other.score),
    )


def _is_less(best: Draft, rest: Draft) -> bool:
    """Whether ``rest`` tells of the act itself, and ``best`` of its toll, its denial, in general, or once more."""
    if _is_toll_of(best, rest) or (_is_denial(best) and not _is_denial(rest)):
        return True
    if best.action in SPEECH:
        return rest.leads and not best.leads
    return _opens(best, rest) and rest.actor is not None


def _status(one: Draft, other: Draft) -> Status:
    """Affirmed by one and denied by another is disputed; what the paper also reports is no mere claim."""
    statuses = {one.status, other.status}
    if _is_toll_of(one, other):
        return other.status
    if len(statuses) == 1 or _is_toll_of(other, one):
        return one.status
    if Status.BACKGROUND in statuses:
        return Status.BACKGROUND
    if statuses <= _NOT_DONE:
        return Status.NEGATED
    if statuses & {Status.DISPUTED, *_NOT_DONE}:
        return Status.DISPUTED
    if any(each.status is Status.REPORTED and not each.supported_by for each in (one, other)):
        return Status.REPORTED
    return Status.CLAIMED


def _fuller(one: Actor | None, other: Actor | None) -> Actor | None:
    if one is None:
        return other
    return other if one.country is None and other is not None and other.country is not None else one


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _attributes(one: Attributes, other: Attributes) -> Attributes:
    values: dict[str, Any] = {f.name: getattr(one, f.name) or getattr(other, f.name) for f in fields(Attributes)}
    units = {quantity.unit for quantity in one.counts}
    values["counts"] = (*one.counts, *(q for q in other.counts if q.unit not in units))
    return Attributes(**values)
