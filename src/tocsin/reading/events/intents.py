"""What a first sentence says a side will, will not or must do, where no word of the lexicon names the deed itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor
from tocsin.core.vocabulary import Action, Attributes, Status
from tocsin.reading.actors.cast import Cast
from tocsin.reading.events.drafts import Draft
from tocsin.reading.events.frames import lexicon
from tocsin.reading.events.moods import Mood, mood_of_verb, mood_words
from tocsin.reading.events.occurred import When
from tocsin.reading.events.roles import named_side, party
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.syntax import clause, is_passive, noun_phrase, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_SCORE = 0.3
"""Below that of every act that has a name."""

_UNWILLED = frozenset(
    {
        "be",
        "become",
        "continue",
        "face",
        "get",
        "have",
        "lose",
        "need",
        "remain",
        "see",
        "stay",
        "suffer",
        "grow",
        "fall",
        "rise",
        "go",
        "expect",
        "happen",
        "win",
        "fail",
        "know",
        "last",
        "begin",
        "start",
        "end",
        "come",
        "look",
        "play",
        "mean",
        "report",
        "post",
        "say",
        "announce",
        "tell",
        "average",
        "total",
        "cost",
    }
)
"""Verbs of what befalls one more than one does it, and those that tell nothing by themselves."""


def intents(block: ParsedBlock, cast: Cast) -> Iterator[Draft]:
    """The promise, refusal or demand that the first sentence of ``block`` makes without naming the deed."""
    sentence = next(iter(block.doc.sents), None)
    for verb in sentence or ():
        if verb.pos_ == "VERB" and (verb.dep_ in {"ROOT", "ccomp"} or verb.head.dep_ == "ROOT"):
            draft = _intent(block, verb, mood_of_verb(verb), cast)
            if draft is not None:
                yield draft
                return


def _intent(block: ParsedBlock, verb: Token, mood: Mood, cast: Cast) -> Draft | None:
    doer = subject(verb)
    if doer is None or is_passive(verb):
        return None
    actor = _party(block, doer, cast)
    if actor is None:
        return None
    if mood.obliged and not mood.negated:
        teller = subject(verb.head) if verb.dep_ == "ccomp" else None
        speaker = _party(block, teller, cast) if teller is not None else None
        return _draft(block, verb, Action.REQUEST, Status.REPORTED, (speaker, actor), cast) if speaker else None
    if not _wills(verb, mood):
        return None
    if mood.negated:
        return _draft(block, verb, Action.REJECT, Status.REPORTED, (actor, None), cast)
    return _draft(block, verb, Action.AGREE, Status.PLANNED, (actor, None), cast)


def _wills(verb: Token, mood: Mood) -> bool:
    """Whether the verb says of its subject what it means to do."""
    plain = verb.lemma_.lower() not in _UNWILLED | mood_words()["governors"]["planned"]
    return mood.planned and not mood.supposed and plain


def _party(block: ParsedBlock, noun: Token, cast: Cast) -> Actor | None:
    """The side that a noun names; ``None`` for things and for people at large."""
    if noun.pos_ == "NOUN" and noun.lemma_.lower() not in lexicon().parties:
        return None
    actor = cast.actor(block, noun_phrase(noun))
    return actor if named_side(actor, cast) is not None else None


def _draft(
    block: ParsedBlock,
    verb: Token,
    action: Action,
    status: Status,
    parties: Sequence[Actor | None],
    cast: Cast,
) -> Draft:
    actor, recipient = (party(each, cast) for each in parties)
    return Draft(
        action=action,
        mode="promise" if action is Action.AGREE else "",
        status=status,
        actor=actor,
        recipient=recipient,
        place=None,
        attributes=Attributes(),
        when=When(),
        evidence=block.span(clause(verb)),
        side=named_side(actor, cast),
        target=named_side(recipient, cast),
        named_at=block.span(verb).start,
        named_by=verb.lemma_.lower(),
        leads=True,
        score=_SCORE,
    )
