"""Who says what, and who disputes it: each dispute once, with both sides and what nobody has established."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Stance
from tocsin.publishing.english import one_line
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.sections import DISPUTED
from tocsin.publishing.speakers import is_person, short_name, source_name
from tocsin.publishing.speech import act_noun
from tocsin.publishing.statements import Statement, carried_by, say_the_same
from tocsin.publishing.telling import Teller, groups
from tocsin.publishing.wording import CREDIBILITY, RELIABILITY, capitalised, count, listed, moment

MOST_DISPUTES = 4
_AGAINST = (Stance.DENIES, Stance.REFUSES, Stance.ASSESSES, Stance.ACCUSES)
_OF_FACT = (Stance.ASSERTS, Stance.ACCUSES, Stance.ASSESSES, Stance.DENIES, Stance.WARNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims that are answered, and what answers them: denials by the parties, assessments from outside."""

    claims: tuple[Claim, ...]
    answers: tuple[Claim, ...]


def disputes(scene: Scene) -> tuple[Dispute, ...]:
    """Every dispute of the real material, the most answered first; chains of answers are one dispute."""
    leader: dict[str, str] = {}

    def root(key: str) -> str:
        while leader.get(key, key) != key:
            key = leader[key]
        return key

    for claim in scene.real_claims:
        answered = scene.claims_by_key.get(claim.answers or "")
        if claim.answers and answered is not None and is_against(claim, answered):
            leader.setdefault(claim.key, claim.key)
            leader.setdefault(claim.answers, claim.answers)
            one, other = root(claim.answers), root(claim.key)
            if one != other:
                leader[other] = one
    found: dict[str, list[Claim]] = {}
    for claim in scene.real_claims:
        if claim.key in leader:
            found.setdefault(root(claim.key), []).append(claim)
    made = [_dispute(each) for each in found.values()]
    good = [each for each in made if each is not None]
    newest_first = sorted(good, key=lambda dispute: _newest(scene, dispute), reverse=True)
    return tuple(sorted(newest_first, key=lambda dispute: -len({scene.origin(c) for c in dispute.answers})))


def _newest(scene: Scene, dispute: Dispute) -> datetime:
    return max(scene.document(claim).published_at for claim in (*dispute.claims, *dispute.answers))


def is_against(claim: Claim, answered: Claim) -> bool:
    """Whether an answer stands against what it answers.

    Words told inside one another do not, nor does the same act with the same words. A denial or an assessment is
    contradicted by a denial alone: another assessment of the same matter may well agree with it.
    """
    same_act = claim.stance is answered.stance
    if _overlap(claim, answered) or (same_act and say_the_same(claim, answered)):
        return False
    return answered.stance not in (Stance.DENIES, Stance.ASSESSES) or claim.stance in (Stance.DENIES, Stance.REFUSES)


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether two claims share words of one document: then one is told inside the other and does not answer it."""
    same = one.document == other.document
    return same and one.content.start < other.content.end and other.content.start < one.content.end


def disputed_keys(scene: Scene) -> frozenset[str]:
    """The keys of the claims that somebody answers with a denial, an assessment or an accusation."""
    return frozenset(claim.key for dispute in disputes(scene) for claim in dispute.claims)


def _dispute(claims: Sequence[Claim]) -> Dispute | None:
    """The claims of fact at the root, and what stands against them: what answers an answer is on their side again."""
    by_key = {claim.key: claim for claim in claims}
    against = tuple(c for c in claims if _depth(c, by_key) % 2 == 1 and c.stance is not Stance.ACCEPTS)
    roots = tuple(c for c in claims if _depth(c, by_key) == 0 and c.stance in _OF_FACT)
    if not roots or not any(c.stance in _AGAINST or c.negated for c in against):
        return None
    return Dispute(claims=roots, answers=against)


def _depth(claim: Claim, by_key: Mapping[str, Claim]) -> int:
    """How many answers lead from a claim to the one that began the dispute; a circle ends where it closes."""
    seen = {claim.key}
    while claim.answers and claim.answers in by_key and claim.answers not in seen:
        seen.add(claim.answers)
        claim = by_key[claim.answers]
    return len(seen) - 1


def add_disputes(scene: Scene, teller: Teller, statements: Sequence[Statement], told: Sequence[Statement]) -> None:
    """Tell the disputes: what was not told yet, then origins, grade and what nobody has established."""
    by_claim = {claim.id: statement for statement in statements for claim in statement.claims}
    done = {id(statement) for statement in told}
    for dispute in disputes(scene)[:MOST_DISPUTES]:
        both = [*dispute.claims, *dispute.answers]
        fresh = dict.fromkeys(by_claim[c.id] for c in both if c.id in by_claim and id(by_claim[c.id]) not in done)
        done |= {id(statement) for statement in fresh}
        for group in groups(list(fresh)):
            teller.tell(DISPUTED, group)
        _sides(scene, dispute)
        _outside(scene, dispute)
        if len(scene.material.sources) > 1:  # a lone source's letter says nothing that is not said elsewhere
            _grade(scene, dispute)
    _contradictions(scene)


def _sides(scene: Scene, dispute: Dispute) -> None:
    """How many independent origins stand on either side."""
    said, denied = dispute.claims[0], dispute.answers
    origins = len({scene.origin(claim) for claim in dispute.claims})
    subject = named_act(scene, said)
    ids = [scene.id_of(claim) for claim in (*dispute.claims, *denied)]
    documents = carried_by(scene, (*dispute.claims, *denied))
    voices = list(dict.fromkeys(_speaker(scene, claim) for claim in denied))
    against = listed(voices)
    text = (
        f"{capitalised(subject)} {mark(said.document)} stands on {count(origins, 'origin')}; against it "
        f"{'stands' if len(voices) == 1 else 'stand'} {against} {mark(*carried_by(scene, denied))}."
    )
    scene.add(DISPUTED, text, ids, documents)


def _outside(scene: Scene, dispute: Dispute) -> None:
    """Silence, as what the sources read do not say; or who has spoken from outside."""
    parties = {_side(scene, claim) for claim in dispute.claims}
    parties |= {_side(scene, claim) for claim in dispute.answers if claim.stance is Stance.DENIES}
    outside = [c for c in dispute.answers if _side(scene, c) not in parties and c.stance is not Stance.DENIES]
    if outside:
        return
    per_source: dict[str, str] = {}
    for document in scene.material.documents.values():
        if not document.hypothetical:
            per_source.setdefault(document.source, document.id)
    if len(per_source) < 2:
        return
    said = dispute.claims[0]
    none = "Neither" if len(per_source) == 2 else "None"
    text = (
        f"{none} of the {count(len(per_source), 'source')} read by {moment(scene.material.as_of, scene.material.zone)} "
        f"had confirmed {named_act(scene, said)} or ruled it out from outside {mark(said.document)}."
    )
    scene.add(DISPUTED, text, scene.id_of(said), per_source.values(), said.document)


def _grade(scene: Scene, dispute: Dispute) -> None:
    """The Admiralty pair of the disputed claim, both halves in words."""
    said = dispute.claims[0]
    grade, document = said.grade, scene.document(said)
    publisher = source_name(scene.source(document), document)
    judged = f"{publisher} is {RELIABILITY[grade.source]}"
    reliable = judged if grade.source != "F" else f"the reliability of {publisher} cannot be judged"
    credible = f"the content is {CREDIBILITY[grade.content]}" if grade.content != 6 else "the content cannot be judged"
    why = f" ({one_line(grade.reason)})" if grade.reason else ""
    who = capitalised(named_act(scene, said))
    text = f"{who} has the grade {grade}: {reliable}, and {credible}{why} {mark(document.id)}."
    scene.add(DISPUTED, text, scene.id_of(said), said.document)


def _contradictions(scene: Scene) -> None:
    """One side that gives two figures or two accounts."""
    for each in scene.material.contradictions[:MOST_DISPUTES]:
        one, other = scene.claims_by_id.get(each.earlier), scene.claims_by_id.get(each.later)
        if one is None or other is None:
            continue
        text = f"One side contradicts itself: {one_line(each.about)} {mark(*carried_by(scene, (one, other)))}."
        scene.add(DISPUTED, text, scene.id_of(one), scene.id_of(other), carried_by(scene, (one, other)))


def named_act(scene: Scene, claim: Claim, *, whole_name: bool = False) -> str:
    """``Lavrov's accusation``, ``the statement of the Foreign Ministry``."""
    document, actor = scene.document(claim), claim.speaker
    noun = act_noun(claim.stance)
    if actor is None:
        return f"the {noun} in {source_name(scene.source(document), document)}"
    name = one_line(actor.name) if whole_name and is_person(actor) else short_name(actor, document)
    if is_person(actor):
        return f"{name}'s {noun}" if not name.endswith("s") else f"{name}' {noun}"
    return f"the {noun} by {name}"


def _speaker(scene: Scene, claim: Claim) -> str:
    document = scene.document(claim)
    if claim.speaker is None:
        return source_name(scene.source(document), document)
    return short_name(claim.speaker, document)


def _side(scene: Scene, claim: Claim) -> str:
    if claim.speaker is not None:
        return claim.speaker.country or claim.speaker.name.casefold()
    source = scene.source(scene.document(claim))
    return source.key if source else ""
