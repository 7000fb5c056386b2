"""Whether who tells of an act that names no doer is who does it: "readiness had been raised", the ministry said."""

from __future__ import annotations

from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Action, Stance, Status
from tocsin.reading.events.frames import lexicon
from tocsin.reading.events.mentions import Mention
from tocsin.reading.events.parties import role_list
from tocsin.reading.events.roles import is_crewed
from tocsin.reading.events.standing import SPEECH, Standing
from tocsin.reading.text.syntax import agent, is_passive, subject

_OWN_WORDS = frozenset({Action.THREATEN, Action.MOBILIZE, Action.REJECT, Action.RETREAT, Action.CONCEDE})
"""Acts that a passive without a doer leaves to the side that tells of them: "readiness had been raised", he said."""


def is_own(mention: Mention, stands: Standing, claim: Claim) -> bool:
    """Whether the speaker of ``claim`` is the doer of an act in it that names none."""
    return (
        (stands.action in _OWN_WORDS and not _says_of_an_act(mention))
        or _leaves_doer_out(mention, stands)
        or _are_own_defences(mention)
        or _in_first_person(mention)
        or _is_own_plan(mention, stands, claim)
    )


def _leaves_doer_out(mention: Mention, stands: Standing) -> bool:
    """Whether a passive says that nothing was done, without saying by whom: a side speaks so of itself."""
    if stands.status is not Status.NEGATED or mention.verb is None or not is_passive(mention.verb):
        return False
    return not any(token.tag_ == "PRP$" for token in mention.words)  # "no shots were fired at our ships"


def _is_own_plan(mention: Mention, stands: Standing, claim: Claim) -> bool:
    """Whether what is to come and names no doer is meant by its teller: "sanctions would be imposed, Oslo said"."""
    if stands.status not in {Status.PLANNED, Status.THREATENED} or stands.action in SPEECH:
        return False
    if stands.action is Action.CONSULT:
        return claim.stance in {Stance.PROPOSES, Stance.PROMISES}
    verb = mention.verb
    told = claim.stance in {Stance.THREATENS, Stance.PROMISES, Stance.PROPOSES, Stance.ASSERTS}
    return told and verb is not None and is_passive(verb) and agent(verb) is None


def _are_own_defences(mention: Mention) -> bool:
    """Whether defences of nobody's act, which are the speaker's: "said air defences had shot down a plane"."""
    doer = subject(mention.verb) if mention.verb is not None else None
    return doer is not None and doer.lemma_.lower() in role_list("defences") and is_crewed(mention)


def _says_of_an_act(mention: Mention) -> bool:
    """Whether a verb tells of an act that a noun names, whoever says so: "the truce came into force"."""
    if mention.verb is not None and mention.verb.dep_ == "acl" and mention.verb.tag_ == "VB":
        return True
    if mention.mood.planned:
        return False
    doer = subject(mention.verb) if mention.verb is not None else None
    return mention.frame.mode == "ceasefire" and doer is not None and doer.lemma_.lower() in lexicon().nouns


def _in_first_person(mention: Mention) -> bool:
    """ "Whether who speaks is who acts: "We did not attack the tanker"."""
    doer = subject(mention.verb) if mention.verb is not None else None
    return doer is not None and doer.lower_ in {"we", "i"}
