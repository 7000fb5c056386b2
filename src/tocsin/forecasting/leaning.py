"""Which way one claim or one event leans, given what the rule asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.core.claims import Claim, Event
from tocsin.core.rules import Verdict
from tocsin.core.vocabulary import Action, Stance, Status, VerdictOutcome
from tocsin.forecasting.asked import ACTING, FRIENDLY, HOSTILE, OUTSIDE, RECEIVING, SPEECH, UNKNOWN, Asked, opposes
from tocsin.forecasting.lexicon import lexicon, normalised

PARTIES = (ACTING, RECEIVING)

_OWN = ("to ", "we ", "i ", "our ", "my ")
_OWN_THERE = ("it ", "its ", "they ", "their ", "having ", "he ", "she ")
_OF_ONESELF = (Stance.DENIES, Stance.REFUSES, Stance.PROMISES, Stance.THREATENS, Stance.ACCEPTS)
"""Acts of speech about one's own doing: there "it" is most often the speaker's side."""

_EDGES = re.compile(r"[.!?;:,]\s|\s-+\s|\b(?:but|although|though|while|whereas|after|because|since)\b")
"""Where one clause ends: what leads towards or away in one says nothing of the act in the next."""

_NEGATORS = re.compile(r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot)\b|n't\b")
_REACH = 48
"""Characters behind a negator within which stands what it negates."""

_POINTING = re.compile(r"\b(?:it|that|this|so|such|one)\b")
_BARE = 60
"""Characters: what is no longer than that and points ("it will not happen") speaks of what was named before it."""

_FUTURE = re.compile(r"\b(?:will|would|shall|(?:is|are|was|were) going to)\b|'ll\b")
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|denials?)\b")

_ALONE = (Action.RETREAT, Action.CONCEDE)
"""Steps away from force that need nobody on the other side to be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """``sign`` is 1 towards the question's YES, -1 away from it, 0 for what only looks related."""

    sign: int
    strength: int
    because: str
    resolves: str = "open"


_RELATED = Lean(sign=0, strength=1, because="it speaks of the matter and leans neither way")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One claim as seen from the question: who speaks, whose act the words tell of, whether they name the act."""

    claim: Claim
    side: str
    subject: str
    names_act: bool
    relevance: int

    @property
    def by_party(self) -> bool:
        return self.side in PARTIES

    @property
    def of_the_other_side(self) -> bool:
        """Whether the words tell of what the receiving side does: another act than the one asked for."""
        return self.subject == RECEIVING or (self.subject == UNKNOWN and self.side == RECEIVING)


def lean_of_claim(matter: Asked, claim: Claim, *, nearby: bool) -> Lean | None:
    """How a claim leans, or ``None`` where it does not speak of the matter.

    ``nearby``: it answers a claim that does, or stands beside it.
    """
    text = claim.content.text
    said = _Said(
        claim=claim,
        side=matter.side(claim.speaker),
        subject=_whose_act(matter, claim),
        names_act=matter.names_act(text),
        relevance=matter.relevance(text),
    )
    if not _speaks_of_it(matter, said, nearby=nearby):
        return None
    if lexicon().standing.search(normalised(text)):
        return Lean(sign=0, strength=1, because="an old position or old news")
    lean = _by_kind(matter, said)
    if lean is None:
        return _RELATED
    stronger = lean.strength == 1 and matter.names_place(text)
    return _turned(matter, Lean(sign=lean.sign, strength=lean.strength + stronger, because=lean.because))


def _whose_act(matter: Asked, claim: Claim) -> str:
    """The side whose act the words tell of.

    As the reader coded it; else, in words such as "to attack" and "we", or in a denial "that it had", the speaker's
    own; else the one named first.
    """
    if claim.about is not None and claim.about.actor is not None:
        return matter.side(claim.about.actor)
    text = normalised(claim.content.text).removeprefix("that ")
    own = text.startswith(_OWN) or (claim.stance in _OF_ONESELF and text.startswith(_OWN_THERE))
    return matter.side(claim.speaker) if own else matter.subject(text)


def _speaks_of_it(matter: Asked, said: _Said, *, nearby: bool) -> bool:
    about_else = matter.kind == HOSTILE and matter.names_another(said.claim.content.text)
    if said.relevance >= 2 or (nearby and said.by_party and not about_else):
        return True
    if not matter.frames:
        return said.relevance >= 1 and (said.by_party or nearby)
    return said.names_act and (said.by_party or said.subject in PARTIES or matter.kind == FRIENDLY)


def _by_kind(matter: Asked, said: _Said) -> Lean | None:
    if matter.kind == SPEECH:
        return _statement(said)
    blocked = _stands_in_the_way(matter, normalised(said.claim.content.text))
    if blocked and said.claim.stance not in (Stance.DENIES, Stance.REFUSES):
        return None if said.side == RECEIVING and matter.kind == HOSTILE else _blocked(said)
    if matter.kind == HOSTILE:
        return None if said.of_the_other_side and said.side != UNKNOWN else _harm(matter, said)
    return _will(matter, said)


def _blocked(said: _Said) -> Lean:
    strength = 1 if said.claim.hedged else 2
    return Lean(sign=-1, strength=strength, because="somebody is said to stand in its way")


def _is_conditional(claim: Claim) -> bool:
    """Whether the words say what will be done if something else is, or is not: a threat, whatever its cue."""
    return not claim.negated and lexicon().conditional.search(normalised(claim.content.text)) is not None


def _statement(said: _Said) -> Lean | None:
    """Towards or away from saying it: only what the side that would have to say it says."""
    if said.side != ACTING:
        return None
    if said.claim.stance in (Stance.DENIES, Stance.REFUSES) or said.claim.negated:
        return Lean(sign=-1, strength=2, because="those who would have to say it deny or refuse it")
    if said.claim.stance in (Stance.ACCEPTS, Stance.ASSERTS) and said.relevance >= 2:
        return Lean(sign=1, strength=2, because="those who would have to say it come close to it")
    return None


def _harm(matter: Asked, said: _Said) -> Lean | None:
    """Towards or away from an act that one side does to another."""
    acting, stance = said.side == ACTING, said.claim.stance
    if stance is Stance.THREATENS or (acting and said.names_act and _is_conditional(said.claim)):
        return Lean(sign=1, strength=2, because="a threat of the act")
    if acting and _calms(said.claim):
        return Lean(sign=-1, strength=2, because="the acting side speaks for restraint")
    if stance in (Stance.WARNS, Stance.ASSESSES, Stance.PREDICTS) and said.names_act:
        return _expected(matter, said.claim)
    if stance in (Stance.REFUSES, Stance.DENIES, Stance.ACCEPTS):
        return _stepped_back(matter, said) if acting else None
    if stance is Stance.ACCUSES:
        if acting:
            return Lean(sign=1, strength=1, because="the acting side makes its case")
        accused = said.names_act and said.subject == ACTING
        return Lean(sign=1, strength=1, because="the acting side is accused of the act") if accused else None
    announced = stance in (Stance.PROMISES, Stance.PROPOSES) or _is_own_future(said)
    if announced and acting and matter.does_it(said.claim.content.text):
        return _by_words(matter, said, 2) or (
            None
            if said.claim.negated or _words(matter, said.claim)
            else Lean(sign=1, strength=2, because="the acting side announces the act")
        )
    if _judges_an_account(said.claim):
        return None
    return _by_words(matter, said, 2 if acting and not said.claim.negated else 1)


def _calms(claim: Claim) -> bool:
    """Whether somebody asks for, offers or accepts restraint in place of force."""
    speaks_for_it = claim.stance in (Stance.REQUESTS, Stance.PROMISES, Stance.PROPOSES, Stance.ACCEPTS)
    return speaks_for_it and not claim.negated and lexicon().calming.search(normalised(claim.content.text)) is not None


def _is_own_future(said: _Said) -> bool:
    """Whether a side states what it will do itself: a promise, whatever its verb."""
    text = normalised(said.claim.content.text)
    plain = said.claim.stance is Stance.ASSERTS and not (said.claim.negated or said.claim.hedged)
    return plain and said.subject == ACTING and _FUTURE.search(text) is not None and not _is_conditional(said.claim)


def _judges_an_account(claim: Claim) -> bool:
    """Whether the words speak of what others say of an act, or of the evidence for it: that expects no act."""
    return lexicon().accounts.search(normalised(claim.content.text)) is not None


def _stepped_back(matter: Asked, said: _Said) -> Lean | None:
    """A refusal or a denial of the act by those who would do it, or their taking something upon them instead."""
    text = said.claim.content.text
    if said.claim.stance is Stance.DENIES and not (said.names_act or _clauses(matter, normalised(text))):
        return None
    return Lean(sign=-1, strength=1, because="a refusal, a denial or a step back")


def _expected(matter: Asked, claim: Claim) -> Lean | None:
    """What somebody expects of the act; a judgement of what others say of one expects nothing."""
    if claim.stance is Stance.ASSESSES and _judges_an_account(claim):
        return None
    if claim.negated or _words(matter, claim) < 0:
        return Lean(sign=-1, strength=1, because="the act is thought unlikely")
    return Lean(sign=1, strength=1 if claim.hedged else 2, because="the act is expected")


def _will(matter: Asked, said: _Said) -> Lean | None:
    """Towards or away from an act that needs somebody's will."""
    stance, sure = said.claim.stance, said.side == ACTING and said.names_act
    text = normalised(said.claim.content.text)
    if stance is Stance.DENIES:
        return _denied(matter, said, text)
    if stance in (Stance.REFUSES, Stance.ACCEPTS, Stance.PROMISES, Stance.PROPOSES) and not _clauses(matter, text):
        return None
    if stance is Stance.REFUSES:
        return Lean(sign=-1, strength=3 if sure else 2 if said.by_party else 1, because="a refusal")
    if stance is Stance.ACCEPTS:
        return Lean(sign=1, strength=2 if said.by_party else 1, because="an acceptance")
    if stance is Stance.THREATENS:
        return (
            Lean(sign=-1, strength=1, because="a threat between those whose will is needed") if said.by_party else None
        )
    if stance in (Stance.PROMISES, Stance.PROPOSES):
        words = _by_words(matter, said, 2)
        if words is not None and words.sign < 0:
            return words
        if stance is Stance.PROMISES and words is None and matter.frames and not matter.does_it(text):
            return None
        return Lean(sign=1, strength=2 if sure else 1, because="a promise or an offer")
    if stance is Stance.ACCUSES:
        return Lean(sign=-1, strength=1, because="one party accuses over the matter") if sure else None
    if stance is Stance.REQUESTS:
        return _by_words(matter, said, 1) or (
            None if said.side == ACTING else Lean(sign=1, strength=1, because="it is asked for")
        )
    words = _by_words(matter, said, 2 if said.side == ACTING else 1)
    if words is None and sure and _is_own_future(said) and matter.does_it(text) and not _words(matter, said.claim):
        return Lean(sign=1, strength=2, because="a needed side announces the act")
    return words


def _denied(matter: Asked, said: _Said, text: str) -> Lean | None:
    """A denial leads away where what is denied is the act or its coming; of anything else it says nothing.

    A quotation gives the words of the denial ("a fabrication to wreck the talks"), not what is denied.
    """
    if said.claim.quoted and _words(matter, said.claim) >= 0 and _POINTING.match(text.lstrip("\"' ")):
        return None
    if lexicon().away.search(text) or not any(matter.does_it(clause) for clause in _clauses(matter, text)):
        return None
    return Lean(sign=-1, strength=2 if said.side == ACTING and said.names_act else 1, because="a denial")


def _words(matter: Asked, claim: Claim) -> int:
    """Above 0 where the words lead towards the act, below where they lead away.

    Only words of a clause that speaks of the act lean, and a negation leads away where it stands before the act.
    """
    text = normalised(claim.content.text)
    negated_outside = claim.negated and _NEGATORS.search(text) is None
    return sum(_clause(matter, clause, negated=negated_outside) for clause in _clauses(matter, text))


def _clauses(matter: Asked, text: str) -> list[str]:
    """The clauses that speak of the act; the whole of a short remark that only points to what was named before it."""
    found = [clause for clause in _EDGES.split(text) if clause and matter.relevance(clause) >= 1]
    bare = len(text) <= _BARE and _POINTING.search(text) is not None and not matter.names_another(text)
    return found or ([text] if bare else [])


def _clause(matter: Asked, clause: str, *, negated: bool) -> int:
    lexical = lexicon()
    negated = negated or _negates(matter, clause)
    away = len(lexical.away.findall(clause)) + negated
    return (0 if negated else len(lexical.towards.findall(clause))) - away


def _negates(matter: Asked, clause: str) -> bool:
    """Whether a negator in the clause stands before the act, or before its coming about."""
    lexical, bare = lexicon(), matter.relevance(clause) == 0
    for found in _NEGATORS.finditer(clause):
        reach = clause[found.end() : found.end() + _REACH]
        if bare or matter.does_it(reach) or lexical.doing.search(reach) or lexical.towards.search(reach):
            return True
    return False


def _stands_in_the_way(matter: Asked, text: str) -> bool:
    """Whether a clause on the matter speaks of vetoing, blocking or opposing it, unless blocking is the act itself."""
    if matter.kind == HOSTILE and not any(frame.voted for frame in matter.frames):
        return False
    for clause in _EDGES.split(text):
        blocked = any(not matter.names_act(match.group()) for match in lexicon().blocks.finditer(clause))
        if blocked and matter.relevance(clause) >= 1 and not _NEGATORS.search(clause):
            return True
    return False


def _by_words(matter: Asked, said: _Said, strength: int) -> Lean | None:
    lean = _words(matter, said.claim)
    if lean == 0:
        return None
    if lean < 0:
        return Lean(sign=-1, strength=strength, because="its words lead away from the act")
    return Lean(sign=1, strength=1 if said.claim.hedged else strength, because="its words lead towards the act")


def lean_of_event(matter: Asked, event: Event, verdict: Verdict | None) -> Lean | None:
    """How an event that does not count leans, or ``None`` where it has nothing to do with the matter."""
    acting, receiving = matter.side(event.actor), matter.side(event.recipient)
    between = {acting, receiving} & set(PARTIES)
    relevance = matter.relevance(event.evidence.text)
    of_the_kind = is_act(matter, event)
    if matter.kind == SPEECH or (not between and relevance < 2):
        return None
    if event.status in (Status.BACKGROUND, Status.HYPOTHETICAL):
        return Lean(sign=0, strength=1, because="old news or a supposition") if of_the_kind else None
    if of_the_kind:
        return _the_act(matter, event, verdict, acting)
    return _another_act(matter, event, acting, relevance) if between else None


def is_act(matter: Asked, event: Event) -> bool:
    """Whether the event is of the kind that is asked for: its root and its words, where the kind is known."""
    if not matter.frames:
        return event.action in matter.pattern.actions and bool(matter.about)
    if matter.kind == FRIENDLY and event.action is Action.REJECT:
        return False
    named = matter.names_act(event.evidence.text)
    return named if not matter.pattern.actions else event.action in matter.pattern.actions and named


def _the_act(matter: Asked, event: Event, verdict: Verdict | None, acting: str) -> Lean | None:
    if matter.kind == HOSTILE and acting == RECEIVING:
        return Lean(sign=0, strength=1, because="the like, done by the other side")
    if event.status in (Status.NEGATED, Status.DENIED):
        return _turned(matter, Lean(sign=-1, strength=1, because="the act is said not to have happened"))
    if event.status in (Status.PLANNED, Status.THREATENED):
        strength = 2 if acting == ACTING else 1
        return _turned(matter, Lean(sign=1, strength=strength, because="the act is planned or threatened"))
    if verdict is not None and verdict.outcome is VerdictOutcome.DOES_NOT_COUNT:
        return Lean(sign=0, strength=1, because=f"it looks like the event and does not count: {verdict.because}")
    if acting == OUTSIDE or matter.elsewhere(event.place):
        return Lean(sign=0, strength=1, because="an act of the kind by others or elsewhere")
    because = verdict.because if verdict is not None and verdict.because else "whether it counts is open"
    near = verdict is not None and len(verdict.missing) == 1  # one fact away from counting
    return _turned(matter, Lean(sign=1, strength=1 + near, because=f"an act of the kind; {because}"))


def _another_act(matter: Asked, event: Event, acting: str, relevance: int) -> Lean | None:
    if acting != ACTING or event.status in (Status.NEGATED, Status.DENIED):
        return None
    if matter.kind == HOSTILE:
        if event.action in (Action.THREATEN, Action.MOBILIZE):
            return _turned(matter, Lean(sign=1, strength=2, because="the acting side threatens or prepares"))
        if opposes(event.action, HOSTILE) and (event.action in _ALONE or matter.side(event.recipient) == RECEIVING):
            return _turned(matter, Lean(sign=-1, strength=1, because="a step away from force"))
        return None
    if event.action is Action.REJECT and relevance >= 1 and _rejects_it(matter, event):
        return _turned(matter, Lean(sign=-1, strength=2, because="a needed party rejects"))
    if matter.kind == FRIENDLY and matter.pattern.both_parties and event.action in (Action.ASSAULT, Action.THREATEN):
        return _turned(matter, Lean(sign=-1, strength=1, because="force or threats between the parties"))
    return None


def _rejects_it(matter: Asked, event: Event) -> bool:
    """Whether what is rejected is the act or its matter; a denial rejects only what it says was not done."""
    text = normalised(event.evidence.text)
    return matter.does_it(text) if denies(text) else matter.names_act(text) or not matter.frames


def denies(text: str) -> bool:
    """Whether ``text`` speaks of a denial."""
    return _DENIAL.search(normalised(text)) is not None


def _turned(matter: Asked, lean: Lean) -> Lean:
    """The lean of the question's YES, where that is the act's staying away."""
    if not matter.inverted:
        return lean
    because = f"{lean.because}; the question asks for its end or absence"
    return Lean(sign=-lean.sign, strength=lean.strength, because=because)
