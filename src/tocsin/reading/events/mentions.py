"""Where a text tells of an act: verbs and nouns of the lexicon that stand for something that happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Action
from tocsin.reading.events.carriers import (
    carrier_of,
    is_answer,
    is_date,
    is_portion,
    names_somebody,
    noun_words,
    says_enough,
)
from tocsin.reading.events.company import words_near_noun, words_near_verb
from tocsin.reading.events.frames import Frame, lexicon
from tocsin.reading.events.moods import Mood, is_said_of, mood_of_noun, mood_of_verb, mood_words
from tocsin.reading.events.nodeeds import is_no_deed
from tocsin.reading.events.stoppages import end_of_stoppage, is_stoppage, stoppage
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.syntax import (
    OBJECTS,
    agent,
    children,
    clause,
    is_passive,
    objects,
    own_subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_MOST_SENTENCE = 400
"""Words: a longer sentence is a list or a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an act is told of.

    ``head`` is the verb or noun that names it, ``verb`` the verb of its clause (``None`` for a noun that no verb
    carries), ``words`` the part of the text that says so.
    """

    block: ParsedBlock
    head: Token
    verb: Token | None
    frame: Frame
    mood: Mood
    words: Tokens

    @property
    def is_noun(self) -> bool:
        """Whether a noun names the act."""
        return bool(self.head != self.verb)

    @property
    def is_definite(self) -> bool:
        """Whether a noun points back to an act told before: "the boarding", "that attack"."""
        if self.is_noun:
            return any(child.lower_ in {"the", "that", "this"} for child in children(self.head, "det"))
        named = (each for each in children(self.head, *OBJECTS) if each.lemma_.lower() in lexicon().nouns)
        return any(child.lower_ in {"that", "this", "such"} for each in named for child in children(each, "det"))


def find_mentions(block: ParsedBlock) -> Iterator[Mention]:
    """The acts that one block tells of, in the order of the text; what another act already covers is left out."""
    for sentence in block.doc.sents:
        if len(sentence) > _MOST_SENTENCE:
            continue
        verbs = [found for token in sentence for found in [_verb_mention(block, token)] if found is not None]
        nouns = [found for token in sentence for found in [_noun_mention(block, token, verbs)] if found is not None]
        verbs = [found for found in verbs if not _is_beside(found, nouns)]
        swallowed = [found for found in (*verbs, *nouns) if found.frame.swallows]
        yield from sorted(
            (
                found
                for found in (*verbs, *nouns)
                if not any(_is_swallowed(found, by) for by in swallowed)
                and not _is_carrier(found, nouns)
                and not _is_told_by_content(found, (*verbs, *nouns))
            ),
            key=lambda found: found.head.i,
        )


def _is_told_by_content(found: Mention, among: Iterable[Mention]) -> bool:
    """Whether what is proposed or alleged tells of the act: "proposed that talks be held"."""
    below = [each for each in among if found.head in each.head.ancestors]
    if found.head.lemma_.lower() in _PROPOSES and found.frame.action is Action.REQUEST:
        return any(each.frame.action is Action.CONSULT for each in below)
    return found.head.lemma_.lower() in _ALLEGES and any(_is_alleged(each, found) for each in below)


def _is_alleged(found: Mention, by: Mention) -> bool:
    """Whether a hostile act is what a clause behind "alleged" tells of."""
    verb = found.verb
    return verb is not None and verb.dep_ == "ccomp" and verb.head == by.head and found.frame.action in _HOSTILE


def _verb_mention(block: ParsedBlock, token: Token) -> Mention | None:
    if not (token.tag_.startswith("VB") and token.pos_ in {"VERB", "AUX"}) or _is_nominal(token):
        return None
    if token.lemma_.lower() not in lexicon().verbs:
        return None
    frame = lexicon().of_verb(token.lemma_.lower(), words_near_verb(token), has_object=bool(objects(token)))
    if frame is None or is_no_deed(token, frame):
        return None
    if token.dep_ == "acl" and token.tag_ == "VBN" and frame.action in {Action.ACCUSE, Action.THREATEN}:
        return None
    if frame.mode == "discontinue" and _puts_off(token):
        return None
    if frame.mode == "ceasefire" and any(is_stoppage(each) for each in objects(token)):
        frame = end_of_stoppage() or frame
    mood = mood_of_verb(token)
    if frame.undone:
        mood = replace(mood, negated=True)
    doer = own_subject(token)
    if any(_is_old(each) for each in (*objects(token), *([doer] if doer is not None else []))):
        mood = replace(mood, old=True)
    if doer is not None and frame.action not in _WORDS and _is_supposed(doer):
        mood = replace(mood, supposed=True)
    return Mention(block=block, head=token, verb=token, frame=frame, mood=mood, words=clause(token))


def _puts_off(verb: Token) -> bool:
    """Whether a passive says of a meeting that it is not held, and not who called it off: the meeting tells of it."""
    return is_passive(verb) and agent(verb) is None and is_said_of(verb, mood_words()["carriers"]["puts_off"])


def _is_nominal(token: Token) -> bool:
    """Whether a verb form is no verb of a clause: "arrested men", "killed by shelling", "one dead and two wounded"."""
    if (
        token.tag_ in {"VBN", "VBD"}
        and token.i > token.sent.start
        and token.nbor(-1).like_num
        and not list(token.children)
    ):
        return True
    if token.dep_ == "conj" and token.tag_ == "VBN" and token.head.pos_ not in {"VERB", "AUX"}:
        return own_subject(token) is None and not children(token, "aux", "auxpass")
    return token.dep_ in {"aux", "auxpass", "amod", "compound", "pobj"} or (
        token.dep_ == "pcomp" and token.head.dep_ == "agent"
    )


def _is_old(noun: Token) -> bool:
    """Whether a noun names an act of the past, of which a verb says something more: "recent barrages"."""
    return noun.lemma_.lower() in lexicon().nouns and mood_of_noun(noun, None).old


def _is_supposed(noun: Token) -> bool:
    """Whether a subject is an act that is only thought of: "a possible blockade would cut supplies"."""
    return noun.lemma_.lower() in lexicon().nouns and mood_of_noun(noun, None).supposed


def _noun_mention(block: ParsedBlock, token: Token, verbs: list[Mention]) -> Mention | None:
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "npadvmod"}:
        return None
    if token.lemma_.lower() not in lexicon().nouns or is_portion(token):
        return None
    frame = lexicon().of_noun(token.lemma_.lower(), words_near_noun(token))
    if frame is None or (frame.action is Action.ASSAULT and is_stoppage(token)):
        frame = stoppage() if frame is not None else None
    if frame is None:
        return None
    carrier, strong = carrier_of(token)
    telling = carrier if strong else None
    taken = any(found.head == telling and not _carries(found, token) for found in verbs)
    if taken and telling is not None and not is_answer(telling):
        return None
    if telling is not None and telling.lemma_.lower() == "accept" and frame.mode == "resign":
        return None
    mood = mood_of_noun(token, telling)
    told_by_verb = any(found.head in (carrier, *children(token, "relcl")) for found in verbs)
    if mood.warned:
        return _warned_of(block, token, frame, mood)
    if any(found.head == carrier and found.frame.mode in {"discontinue", "end-protest"} for found in verbs):
        return None
    put_off = mood.negated and is_said_of(token.head, mood_words()["carriers"]["puts_off"])
    enough = says_enough(token) or (put_off and names_somebody(token))
    if telling is None and (mood.supposed or (told_by_verb and not mood.negated) or not enough):
        return None
    if telling is not None and any(child.lower_ == "responsibility" for child in children(telling, *OBJECTS)):
        mood = replace(mood, claimed=True)
    if telling is not None and telling.lemma_.lower() == "claim":
        mood = replace(mood, claimed=True)
    return Mention(
        block=block,
        head=token,
        verb=telling,
        frame=frame,
        mood=mood,
        words=clause(telling) if telling is not None else noun_words(token),
    )


def _warned_of(block: ParsedBlock, noun: Token, frame: Frame, mood: Mood) -> Mention | None:
    """A hostile act that somebody warns of or expects; whatever else is expected is no act of anybody's."""
    if frame.action not in _HOSTILE or not names_somebody(noun):
        return None
    return Mention(block=block, head=noun, verb=None, frame=frame, mood=mood, words=noun_words(noun))


_OUTCOMES = frozenset({Action.RETREAT, Action.AGREE, Action.CONCEDE, Action.SUPPORT, Action.PROTEST})
"""Acts that a participle at the end of a sentence tells of as a consequence only."""

_HOSTILE = frozenset({Action.ASSAULT, Action.COERCE, Action.SANCTION})

_ALLEGES = frozenset({"allege", "charge", "claim"})

_WORDS = frozenset({Action.ACCUSE, Action.REJECT, Action.REQUEST, Action.THREATEN})
"""Acts that are words, and speak of what is only thought of."""

_PROPOSES = frozenset({"propose", "suggest", "offer"})

_DEEDS = _HOSTILE | {Action.AID, Action.MOBILIZE}
"""What one is accused of having done."""

_BESIDE = frozenset({"conj", "advcl", "relcl", "parataxis", "nsubj", "nsubjpass"})
"""Relations of clauses that stand beside an act and are not what it speaks of."""


def _carries(found: Mention, noun: Token) -> bool:
    """Whether a verb's own frame says no more than that the noun's act was done: "held talks", "launched a strike"."""
    return found.frame.action is lexicon_action(noun) and found.head.lemma_.lower() in mood_words()["carriers"]["does"]


def lexicon_action(noun: Token) -> object:
    """The act that a noun names, or ``None``."""
    frame = lexicon().of_noun(noun.lemma_.lower(), words_near_noun(noun))
    return frame.action if frame is not None else None


def _is_beside(found: Mention, nouns: list[Mention]) -> bool:
    """Whether a verb only adds to an act told already: "a truce starting on May 1", "signed a deal, ending the war"."""
    if found.head.dep_ == "acl" and found.head.tag_ == "VBN" and found.frame.mode == "convict":
        return True  # "freed two men convicted of spying"
    if found.head.dep_ == "acl" and any(noun.head == found.head.head for noun in nouns):
        return found.head.lemma_.lower() in mood_words()["carriers"]["happens"]
    if found.head.dep_ != "advcl" or found.head.tag_ != "VBG":
        return False
    by_accident = found.frame.mode == "kill" and found.head.head.lemma_.lower() in mood_words()["carriers"]["accidents"]
    return by_accident or found.frame.action in _OUTCOMES


def _is_carrier(found: Mention, nouns: list[Mention]) -> bool:
    """A verb whose object names the very act is told by the noun."""
    return not found.is_noun and any(noun.verb == found.head and noun.is_noun for noun in nouns)


def _is_swallowed(found: Mention, by: Mention) -> bool:
    """Whether ``found`` is only what another act speaks of: "refused to sign", "the accusation that it struck"."""
    if found is by or found.head == by.head or by.frame.mode == "promise":
        return False
    if by.frame.action is Action.ACCUSE and _is_alleged_deed(found):
        return False
    if by.head.lemma_.lower() in _ALLEGES and _is_alleged(found, by):
        return False
    if by.head.lemma_.lower() in _PROPOSES and found.frame.action is Action.CONSULT:
        return False
    current = found.verb if found.verb is not None else found.head
    for _ in range(12):
        relation, head = current.dep_, current.head
        if head == current:
            return False
        if head == by.head:
            return relation not in _BESIDE and not _leads(current, head)
        if by.is_noun and head == by.verb and relation in {"ccomp", "xcomp"}:
            return not _leads(current, head)
        if relation in {"relcl", "parataxis", "advcl"} or (relation == "acl" and current.tag_ == "VBN"):
            return False
        current = head
    return False


def _is_alleged_deed(found: Mention) -> bool:
    """Whether an act of which somebody is accused is told of as one happening: "of firing mortars on Thursday"."""
    verb = found.verb
    if found.is_noun or verb is None or verb.dep_ != "pcomp" or found.frame.action not in _DEEDS:
        return False
    return any(child.lower_ == "having" for child in children(verb, "aux")) or any(map(is_date, verb.subtree))


def _leads(current: Token, head: Token) -> bool:
    """A statement before its verb of saying: "It struck the port, he warned"."""
    return bool(current.dep_ == "ccomp" and current.i < head.i)
