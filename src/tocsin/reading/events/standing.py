"""How an act stands in the document: told, claimed, disputed, denied, threatened, planned, or history.

The act and how it stands are kept apart, but where words and not deeds are told of, the words are the act: an attack
that is only promised is a threat, a refusal to sign is a refusal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, Claim
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Action, Stance, Status
from tocsin.reading.actors.cast import Cast
from tocsin.reading.actors.words import singular
from tocsin.reading.events.frames import lexicon
from tocsin.reading.events.mentions import Mention
from tocsin.reading.events.moods import PLAIN, Mood, mood_words
from tocsin.reading.events.parties import Pair
from tocsin.reading.events.roles import named_side
from tocsin.reading.text.syntax import PASSIVE_SUBJECTS, children, is_passive, objects

if TYPE_CHECKING:
    from spacy.tokens import Token

HOSTILE = frozenset({Action.ASSAULT, Action.COERCE, Action.SANCTION})
FRIENDLY = frozenset(
    {Action.AGREE, Action.CONSULT, Action.SUPPORT, Action.CONCEDE, Action.COOPERATE, Action.AID, Action.RETREAT}
)
SPEECH = frozenset({Action.ACCUSE, Action.REJECT, Action.THREATEN, Action.REQUEST})
_PROMISED = frozenset({Action.AID, Action.SUPPORT, Action.COOPERATE})
"""Acts whose promise is an agreement to do them."""
_GRANTED = frozenset({Action.RETREAT, Action.CONCEDE})
_OPENS = frozenset({"", "release", "access", "resign"})
"""What one side grants another by giving in; how it moves its troops is an act of war."""

_WORD_ONLY = frozenset({Stance.PROMISES, Stance.PROPOSES, Stance.PREDICTS, Stance.ACCEPTS})
_UNDONE = frozenset({Stance.REQUESTS, Stance.PROPOSES, Stance.PROMISES, Stance.THREATENS, Stance.PREDICTS})
"""Words of what is not done yet."""
_KEPT = frozenset({Action.AGREE, Action.RETREAT})
"""Acts that last, and can be over."""

_CONDITIONS = frozenset({"if", "unless", "until", "should", "without"})
_HISTORY_DAYS = 45
_FRESH_DAYS = 3
"""Days within which an act set back by its tense still belongs to the story."""
_ASIDE_DAYS = 14
"""Days after which what a clause on a noun tells is history."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The act as it is to be coded. ``speaker`` is the actor where the words of a claim are the act."""

    action: Action
    status: Status
    mode: str = ""
    supported_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    speaker: Actor | None = None


class Heard:
    """The claims of a document, for asking which of them an act is told in."""

    def __init__(self, claims: Sequence[Claim], cast: Cast) -> None:
        self._claims, self._cast = tuple(claims), cast
        self._by_key = {claim.key: claim for claim in claims}
        self._contents = _Stretches((c.content.start, c.content.end, at) for at, c in enumerate(claims))
        self._cues = _Stretches((c.cue.start, c.cue.end, at) for at, c in enumerate(claims) if c.cue is not None)
        self._denials: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(claims):
            if claim.stance is Stance.DENIES and claim.answers is not None:
                self._denials[claim.answers].append(at)

    def around(self, start: int, end: int) -> tuple[Claim, ...]:
        """The claims whose content holds the characters ``start`` to ``end``, the innermost first."""
        near = (self._claims[at] for at in self._contents.holding(start, end))
        found = [claim for claim in near if _holds(claim, start, end)]
        return tuple(sorted(found, key=lambda claim: claim.content.end - claim.content.start))

    def opened_by(self, start: int, end: int) -> tuple[str, ...]:
        """The keys of the claims whose cue holds these characters: the verb of a denial, of an accusation."""
        return tuple(self._claims[at].key for at in self._cues.holding(start, end))

    def speaker_at(self, start: int, end: int) -> Actor | None:
        """Who speaks in the claim whose cue holds these characters."""
        return next((self._claims[at].speaker for at in self._cues.holding(start, end)), None)

    def denials(self, claims: Sequence[Claim], *, by_nobody: bool) -> tuple[str, ...]:
        """The keys of the claims that deny one of ``claims``.

        ``by_nobody``: an act without a doer, which those who only deny a part in it do not dispute.
        """
        keys = {claim.key for claim in claims if claim.stance is not Stance.DENIES}
        found = [self._claims[at] for at in sorted(at for key in keys for at in self._denials.get(key, ()))]
        parts = mood_words()["tellers"]["parts"]
        return tuple(
            claim.key for claim in found if not (by_nobody and parts & set(_WORD.findall(claim.content.text.lower())))
        )

    def is_of_another(self, mention: Mention, claim: Claim, parties: Pair) -> bool:
        """Whether the speaker tells of what another party does: its own acts a side reports, those of others it claims.

        What a bystander tells of an attack is a claim whoever did it.
        """
        speaker = named_side(claim.speaker, self._cast)
        if speaker is None:
            seen = claim.speaker is not None and _is_bystander(claim.speaker)
            return claim.stance is Stance.ACCUSES or (seen and mention.frame.action in HOSTILE)
        if _is_among(parties[0], claim.speaker):
            return False
        actor, recipient = (named_side(each, self._cast) for each in parties)
        return actor is not None and speaker not in ({actor, recipient} if mention.frame.mutual else {actor})

    def affirmed_by(self, denial: Claim) -> tuple[str, ...]:
        """The key of the claim of this document that ``denial`` denies, where that denies nothing itself."""
        claim = self._by_key.get(denial.answers or "")
        return (claim.key,) if claim is not None and claim.stance is not Stance.DENIES else ()


class _Stretches:
    """Numbered stretches of one text, for finding those that hold a place without looking at all of them."""

    def __init__(self, stretches: Iterable[tuple[int, int, int]]) -> None:
        self._sorted = sorted(stretches)
        self._furthest = list(accumulate((end for _, end, _ in self._sorted), max))

    def holding(self, start: int, end: int) -> list[int]:
        """The numbers of the stretches that hold ``start`` to ``end``, in order."""
        return sorted(self._backwards(start, end))

    def _backwards(self, start: int, end: int) -> Iterator[int]:
        for index in range(bisect_right(self._sorted, start, key=lambda each: each[0]) - 1, -1, -1):
            if self._furthest[index] < end:
                return
            if self._sorted[index][1] >= end:
                yield self._sorted[index][2]


def _is_among(actor: Actor | None, speaker: Actor | None) -> bool:
    """Whether it is one of those who speak: "Norway and Iceland announced"."""
    if actor is None or speaker is None or actor.span is None or speaker.span is None:
        return False
    return speaker.span.start <= actor.span.start and actor.span.end <= speaker.span.end


def _is_bystander(speaker: Actor) -> bool:
    """Whether it is one who was there, or keeps count: "a witness", "two doctors", "a rights group"."""
    return any(singular(word) in mood_words()["tellers"]["bystanders"] for word in speaker.name.lower().split())


def _holds(claim: Claim, start: int, end: int) -> bool:
    pieces = claim.pieces or ((claim.content.start, claim.content.end),)
    return any(a <= start and end <= b for a, b in pieces)


def standing(
    mention: Mention, parties: Pair, around: Sequence[Claim], heard: Heard, *, leads: bool = False
) -> Standing | None:
    """How the act of ``mention`` stands; ``None`` where the text does not tell of it as an act at all.

    ``leads``: the text begins with it, so that the promise of an act is the news.
    """
    if _is_presupposed(mention) and around and around[0].stance in _UNDONE:
        around = ()
    claim = around[0] if around else None
    mood, action, mode = mention.mood, mention.frame.action, mention.frame.mode
    told = Standing(action=action, mode=mode, status=Status.REPORTED)
    offered = mention.head.lemma_.lower() in mood_words()["governors"]["offered"]
    if mode == "promise" or (offered and action not in SPEECH):
        told = replace(told, status=Status.PLANNED)
    if action is Action.CONSULT and mention.is_noun and mention.verb is not None and _breaks_down(mention.verb, mood):
        return replace(told, action=Action.SANCTION, mode="discontinue", supported_by=_keys(claim))
    if action in _KEPT and mention.is_noun and mention.verb is not None and _lapses(mention.verb):
        if mood.planned or mood.supposed or mood.negated:
            return None
        return replace(told, status=Status.NEGATED, supported_by=_keys(claim))
    if action in SPEECH - {Action.THREATEN} and replace(mood, old=False, pluperfect=False) == PLAIN:
        return replace(told, supported_by=_keys(claim))
    outright = mood.negated and claim is not None and claim.negated and action is not Action.AGREE
    if claim is not None and claim.stance is Stance.DENIES and not outright:
        return _denied(told, claim, around, heard) if not mood.negated else None
    if mood.obliged:
        return _demanded(claim)
    if (claim is not None and claim.stance is Stance.REQUESTS) or (mood.negated and mode == "kill"):
        return None
    return _by_mood(told, mention, parties, around, heard, leads=leads)


def _is_presupposed(mention: Mention) -> bool:
    """Whether a clause on a noun tells of something done, whatever is asked or promised around it: "the truce signed
    in 2020"."""
    verb = mention.verb
    if verb is None or mention.is_noun or verb.dep_ not in {"acl", "relcl"}:
        return False
    past = verb.tag_ == "VBD" or any(child.tag_ in {"VBD", "VBZ", "VBP"} for child in children(verb, "aux", "auxpass"))
    return past or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def _lapses(verb: Token) -> bool:
    """Whether an agreement or a truce is said to hold no longer."""
    return verb.lemma_.lower() in mood_words()["carriers"]["lapses"]


def _breaks_down(verb: Token, mood: Mood) -> bool:
    """Whether talks are said to have failed: "the talks collapsed"; that they ended says nothing of the kind."""
    words = mood_words()["carriers"]["lapses"] - {"end", "expire", "lapse"}
    return mood == PLAIN and verb.lemma_.lower() in words


def _by_mood(
    told: Standing, mention: Mention, parties: Pair, around: Sequence[Claim], heard: Heard, *, leads: bool
) -> Standing | None:
    claim, mood, action = (around[0] if around else None), mention.mood, told.action
    if mood.warned or (mood.foreseen and action in HOSTILE):
        return _warned_of(told, claim)
    if mood.conditional:
        return None
    if mood.supposed:
        return _supposed(told, claim, parties[0])
    if mood.planned:
        return _ahead(told, mention, claim, parties, leads=leads)
    if mood.negated:
        return (
            None
            if action in SPEECH or _spares(mention)
            else replace(told, status=Status.NEGATED, supported_by=_keys(claim))
        )
    if action is Action.THREATEN:
        return replace(told, status=Status.THREATENED, supported_by=_keys(claim))
    if claim is None:
        return replace(told, status=Status.CLAIMED) if mood.claimed else told
    one_sided = mood.claimed or heard.is_of_another(mention, claim, parties)
    return _told_by(told, around, heard.denials(around, by_nobody=parties[0] is None), one_sided=one_sided)


def _warned_of(told: Standing, claim: Claim | None) -> Standing:
    """What is warned of or expected has not happened: a threat where its own side speaks, else a supposition."""
    if claim is not None and claim.stance is Stance.THREATENS:
        return replace(told, action=Action.THREATEN, status=Status.THREATENED, supported_by=_keys(claim))
    return replace(told, status=Status.HYPOTHETICAL, supported_by=_keys(claim))


def _spares(mention: Mention) -> bool:
    """Whether the text only says that nobody suffered in an act: "no civilians were hit"."""
    verb = mention.verb
    if mention.is_noun or verb is None or mention.frame.action not in HOSTILE:
        return False
    if verb.tag_ == "VBN" and not children(verb, "aux", "auxpass", *PASSIVE_SUBJECTS):
        return True  # "run over, not shot"
    sufferers = children(verb, *PASSIVE_SUBJECTS) if is_passive(verb) else objects(verb)
    return any(
        each.lemma_.lower() in lexicon().parties and any(child.lower_ == "no" for child in children(each, "det"))
        for each in sufferers
    )


def _told_by(
    told: Standing, around: Sequence[Claim], disputed_by: tuple[str, ...], *, one_sided: bool
) -> Standing | None:
    """What somebody tells as done, or speaks of with words that are the act."""
    claim = around[0]
    if claim.stance is Stance.REFUSES:
        return None
    if claim.stance is Stance.THREATENS and told.action in HOSTILE:
        return replace(told, action=Action.THREATEN, status=Status.THREATENED, supported_by=_keys(claim))
    if claim.stance in _WORD_ONLY and told.action is not Action.AGREE:
        return replace(told, status=Status.PLANNED, supported_by=_keys(claim))
    status = Status.DISPUTED if disputed_by else Status.CLAIMED if one_sided else Status.REPORTED
    return replace(told, status=status, supported_by=_keys(claim), disputed_by=disputed_by)


def _denied(told: Standing, claim: Claim, around: Sequence[Claim], heard: Heard) -> Standing:
    """What is denied: disputed where the text also has somebody affirm it."""
    affirmed = [each.key for each in around[1:] if each.stance is not Stance.DENIES]
    affirmed += heard.affirmed_by(claim)
    status = Status.DISPUTED if affirmed else Status.DENIED
    return replace(told, status=status, supported_by=tuple(affirmed), disputed_by=(claim.key,))


def _keys(claim: Claim | None) -> tuple[str, ...]:
    return (claim.key,) if claim is not None else ()


def _demanded(claim: Claim | None) -> Standing | None:
    """What somebody must do is a demand of whoever says so: "Libya must hand them over"."""
    if claim is None or claim.speaker is None:
        return None
    return Standing(action=Action.REQUEST, status=Status.REPORTED, supported_by=(claim.key,), speaker=claim.speaker)


def _supposed(told: Standing, claim: Claim | None, actor: Actor | None) -> Standing | None:
    """What may happen is an event only as a threat or an offer of somebody's."""
    if claim is None:
        return None
    of_itself = claim.stance is Stance.WARNS and _speaks_for(claim, actor)
    if (claim.stance is Stance.THREATENS or of_itself) and told.action in HOSTILE:
        return replace(told, action=Action.THREATEN, status=Status.THREATENED, supported_by=_keys(claim))
    if claim.stance in {Stance.PROPOSES, Stance.PROMISES} and told.action not in SPEECH:
        return replace(told, status=Status.PLANNED, supported_by=_keys(claim))
    if claim.stance in {Stance.WARNS, Stance.PREDICTS} and told.action in HOSTILE:
        return replace(told, status=Status.HYPOTHETICAL, supported_by=_keys(claim))
    return None


def _ahead(told: Standing, mention: Mention, claim: Claim | None, parties: Pair, *, leads: bool) -> Standing | None:
    """What is to come: a threat where it is hostile, a promise where it is help, a refusal where it will not be."""
    keys, actor = _keys(claim), parties[0]
    if mention.mood.negated:
        nothing = mention.verb is not None and mention.verb.lemma_.lower() in mood_words()["governors"]["ahead"]
        if told.action in FRIENDLY and mention.verb is not None and not nothing:
            refused = mention.is_noun or bool(objects(mention.head)) or bool(mention.frame.slots)
            return replace(told, action=Action.REJECT, mode="", supported_by=keys) if refused else None
        return None if told.action in SPEECH else replace(told, status=Status.NEGATED, supported_by=keys)
    if told.action in SPEECH:
        return replace(told, status=Status.THREATENED, supported_by=keys) if told.action is Action.THREATEN else None
    settled = (told.action is Action.COERCE and _at_home(parties)) or (told.action is Action.SANCTION and not leads)
    if settled and not _is_answer(mention) and not _has_condition(mention) and not _sets_condition(claim):
        return replace(told, status=Status.PLANNED, supported_by=keys)
    if told.action in HOSTILE and actor is None and claim is not None and _is_answer(mention):
        return replace(told, action=Action.THREATEN, status=Status.THREATENED, supported_by=keys, speaker=claim.speaker)
    if told.action in HOSTILE:
        if (
            claim is not None
            and claim.stance in {Stance.WARNS, Stance.PREDICTS, Stance.ASSESSES, Stance.ACCUSES}
            and not _speaks_for(claim, actor)
        ):
            return replace(told, status=Status.HYPOTHETICAL, supported_by=keys)
        return replace(told, action=Action.THREATEN, status=Status.THREATENED, supported_by=keys)
    granted = told.action in _GRANTED and told.mode in _OPENS and claim is not None and _speaks_for(claim, actor)
    if leads and actor is not None and (told.action in _PROMISED or granted):
        return replace(told, action=Action.AGREE, mode="", status=Status.PLANNED, supported_by=keys)
    return replace(told, status=Status.PLANNED, supported_by=keys)


def _is_answer(mention: Mention) -> bool:
    """Whether an act is said to follow on another one, so that who says so threatens: "would lead to suspension"."""
    verb = mention.verb
    return mention.is_noun and verb is not None and verb.lemma_.lower() in mood_words()["carriers"]["answers"]


def _at_home(parties: Pair) -> bool:
    """Whether an act of force concerns nobody but the side that does it: "would close the channel at night"."""
    actor, recipient = parties
    return actor is not None and (recipient is None or (recipient.country or recipient.name) == actor.country)


def _has_condition(mention: Mention) -> bool:
    """Whether an act is said to follow if something else is done, or not done."""
    verb = mention.verb
    return verb is not None and any(
        mark.lower_ in _CONDITIONS for inner in children(verb, "advcl") for mark in children(inner, "mark")
    )


def _sets_condition(claim: Claim | None) -> bool:
    """Whether somebody says what will be done and on what condition: "unless it pays, the licence goes"."""
    return claim is not None and bool({"if", "unless"} & set(_WORD.findall(claim.content.text.lower())))


def _speaks_for(claim: Claim, actor: Actor | None) -> bool:
    speaker = claim.speaker
    if speaker is None or actor is None:
        return False
    return speaker.name == actor.name or (speaker.country is not None and speaker.country == actor.country)


def is_history(
    mention: Mention, dates: DateRange | None, published: date, *, told_in_claim: bool, labelled: bool
) -> bool:
    """Whether an act is told as history beside the news: long past, set back by the tense, or under such a heading."""
    if labelled:
        return True
    if mention.verb is not None and mention.verb.dep_ == "pcomp" and told_in_claim:
        return False  # what somebody is accused of is the news, however long it has gone on
    aside = mention.verb is not None and not mention.is_noun and mention.verb.dep_ in {"relcl", "acl"}
    if dates is not None and (published - dates.start).days > _HISTORY_DAYS and not (aside and dates.end >= published):
        return True
    if aside and dates is not None and (published - dates.end).days > _ASIDE_DAYS:
        return True
    if not mention.mood.old and (told_in_claim or not mention.mood.pluperfect):
        return False
    if not mention.mood.old and dates is not None and (published - dates.end).days <= _FRESH_DAYS:
        return False  # "on Friday they had thrown a grenade" is of this story
    return dates is None or dates.end < published
