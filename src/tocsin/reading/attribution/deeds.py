"""Attribution by a verb without a finite clause: "denied the claims", "urged Moscow to answer", "called it a hoax"."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.attribution.cues import frame_of, noun_cues, topic_cues, word_set
from tocsin.reading.attribution.frame import Attribution, attribute
from tocsin.reading.attribution.grammar import (
    between,
    child,
    clause_of_noun,
    condition,
    is_infinitive,
    lemma_of,
    noun_phrase,
    speaker_of,
    subtree_without,
)
from tocsin.reading.attribution.rebuffs import clause_itself, clause_words
from tocsin.reading.attribution.sources import has_mind
from tocsin.reading.attribution.topics import has_topic
from tocsin.reading.text.syntax import agent, children, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_FEWEST_STRAY = 4
_STEPS = 4
_BARE = frozenset({"one", "none", "some", "any", "both", "more"})
_LONGEST_NAME = 8
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "night", "morning"])


def by_deed(verb: Token) -> Attribution | None:
    """The first frame without a finite clause that the verb stands in and whose speaker is named."""
    lemma = lemma_of(verb)
    for build in (_as_frame, _of, _predicate, _infinitive, _gerund, _wished, _preposition, _object):
        found = build(verb, lemma)
        common = found is not None and found.shape != "object" and _is_common_talk(verb, lemma)
        if found is not None and (found.source is not None or common):
            return found
    return None


def _is_common_talk(verb: Token, lemma: str) -> bool:
    """Whether a passive tells what people say or think though nobody is named: "is expected to", "was accused of"."""
    if lemma not in word_set("unsourced") or own_subject(verb) is None or child(verb, "xcomp", "prep", "oprd") is None:
        return False
    return child(verb, "auxpass") is not None and agent(verb) is None


def _theme(verb: Token) -> Token | None:
    """What a verb is done to: its object, or its subject in the passive."""
    if not is_passive(verb):
        theme = child(verb, "dobj")
        relative = theme is not None and verb.dep_ == "relcl" and theme.lower_ in {"which", "that"}
        return verb.head if relative else theme
    return own_subject(verb) or (verb.head if verb.dep_ == "acl" else None)


def _doer(verb: Token) -> Token | None:
    return agent(verb) if is_passive(verb) else speaker_of(verb)


def _as_frame(verb: Token, lemma: str) -> Attribution | None:
    cue = frame_of(lemma, "as")
    theme = _theme(verb) or (verb.head if _is_relative(verb) else None)
    if cue is None or theme is None:
        return None
    preposition = next((w for w in verb.subtree if w.lower_ == "as" and w.dep_ == "prep" and _near(w, verb)), None)
    if preposition is None or preposition.i < min(theme.i, verb.i):
        return None
    if _is_relative(verb):
        words = noun_phrase(theme) | between(theme, preposition.right_edge)
        return clause_itself(verb, words, theme, cue.stance)
    return attribute(verb, cue, _doer(verb), _from_to(verb, theme, preposition), theme, _phrase(preposition))


def _is_relative(verb: Token) -> bool:
    """Whether what the verb is done to is the noun before it: "a charge they denied", "disputed by them"."""
    if verb.dep_ == "acl":
        return is_passive(verb) and agent(verb) is not None
    who = own_subject(verb)
    return verb.dep_ == "relcl" and who is not None and who != verb.head and verb.head.i < verb.i


def _from_to(verb: Token, theme: Token, other: Token) -> set[int]:
    """The words of a theme and of what is said of it; all between them as well where nothing is inverted."""
    if theme.tag_ in {"WDT", "WP"} and theme.i < verb.i:
        return subtree_without(other)  # "a step that Kalis called an act of war"
    words = subtree_without(theme) | subtree_without(other)
    return words if is_passive(verb) or theme.i > other.i else set(range(min(words), max(words) + 1))


def _of(verb: Token, lemma: str) -> Attribution | None:
    theme = _theme(verb)
    if theme is None:
        return None
    for preposition in verb.subtree:
        if preposition.dep_ in {"prep", "dative"} and preposition.i > theme.i and _near(preposition, verb):
            cue = frame_of(lemma, "of", preposition.lower_)
            deed = child(preposition, "pcomp", "pobj")
            if cue is not None and preposition.lower_ == "to" and not _may_set(lemma, theme):
                continue
            if cue is not None and deed is not None:
                words, phrase = _from_to(verb, theme, preposition), _phrase(preposition)
                by = _stray_agent(verb, preposition)
                if by is None:
                    return attribute(verb, cue, _doer(verb), words, deed, phrase)
                told = frozenset(subtree_without(by))
                return attribute(verb, cue, child(by, "pobj"), words - told, deed, phrase - told)
    return None


def _may_set(lemma: str, theme: Token) -> bool:
    """Whether a verb before "to" says a number: "raised the toll to nine", not "raised its rate to nine"."""
    return lemma not in word_set("revising") or theme.lemma_.lower() in word_set("figures")


def _stray_agent(verb: Token, preposition: Token) -> Token | None:
    """The "by" of a passive that the parser hangs on what is charged: "accused of perjury by two aides"."""
    if not is_passive(verb) or agent(verb) is not None:
        return None
    return next((w for w in preposition.subtree if w.lower_ == "by" and child(w, "pobj") is not None), None)


def _phrase(preposition: Token) -> frozenset[int]:
    return frozenset(subtree_without(preposition))


def _near(preposition: Token, verb: Token) -> bool:
    """Whether a preposition hangs on the verb or, a few steps down, on its object or a time between."""
    return any(word == verb for word in islice(preposition.ancestors, _STEPS))


def _predicate(verb: Token, lemma: str) -> Attribution | None:
    """What somebody or something is called: "called it a fabrication", "declared a settlement closer"."""
    cue = frame_of(lemma, "predicate")
    if cue is None:
        return None
    clause = child(verb, "ccomp")
    if clause is not None and child(clause, "mark", "aux") is None and clause.pos_ not in {"VERB", "AUX"}:
        return attribute(verb, cue, _doer(verb), subtree_without(clause), clause)
    things = children(verb, "dobj")
    theme = own_subject(verb) if is_passive(verb) else next(iter(things), None)
    said = child(verb, "oprd")
    if theme is None or (is_passive(verb) and said is None):
        # the parser may take the thing for a modifier of its name
        named = said is not None and child(said, "nmod", "compound") is not None
        return attribute(verb, cue, _doer(verb), subtree_without(said), said) if said is not None and named else None
    said = said or _name_of(verb, theme, things, lemma)
    return attribute(verb, cue, _doer(verb), _from_to(verb, theme, said), said) if said is not None else None


def _name_of(verb: Token, theme: Token, things: list[Token], lemma: str) -> Token | None:
    """What ``theme`` is called, where the parser saw a second object, an apposition or a mere adverb."""
    if len(things) > 1:
        return things[1]
    if lemma in word_set("naming"):
        name = child(theme, "appos") or _quoted_name(theme) or _name_with_thing(theme)
        if name is not None:
            return name
    graded = (w for w in children(verb, "advmod", "acomp") if w.i > theme.i and w.tag_ in {"JJR", "RBR", "JJ"})
    return next(graded, None)


def _name_with_thing(name: Token) -> Token | None:
    """A name in quotes that the parser makes one noun with the thing before it: "labelled the demand “nostalgia”"."""
    thing = child(name, "nmod", "compound")
    return name if thing is not None and thing.nbor().is_quote else None


def _quoted_name(theme: Token) -> Token | None:
    """The noun in the quotes right behind a thing, which the parser may hang elsewhere: "called the plan “a trap”"."""
    doc, at = theme.doc, theme.right_edge.i + 1
    if at >= len(doc) or not doc[at].is_quote or not doc[at - 1].whitespace_:
        return next((word for word in children(theme, "acl", "amod") if word.i > theme.i and word.pos_ == "ADJ"), None)
    inside = islice((doc[i] for i in range(at + 1, len(doc))), _LONGEST_NAME)
    return next((word for word in inside if word.pos_ in {"NOUN", "PROPN"} and word.dep_ != "compound"), None)


def _infinitive(verb: Token, lemma: str) -> Attribution | None:
    """ "threatened to halt", "urged Moscow to answer"."""
    deed = next((w for w in children(verb, "xcomp", "ccomp", "advcl") if _is_asked_of(w, lemma)), None)
    if deed is None:
        return None
    told = own_subject(deed) or child(verb, "dobj", "dative")
    if told is None and is_passive(verb):
        told = own_subject(verb)
    if lemma in {"like", "love"} and not _is_wish(verb):
        return None
    if told is not None and lemma in word_set("of_people") and not has_mind(told):
        return None
    if told is not None and (cue := frame_of(lemma, "order")) is not None:
        return attribute(verb, cue, _doer(verb), subtree_without(told) | subtree_without(deed), deed)
    cue = frame_of(lemma, "to")
    if cue is None or told is not None or _is_manner(verb, deed):
        return None
    return attribute(verb, cue, _doer(verb), subtree_without(deed) | condition(verb, deed), deed)


def _is_asked_of(word: Token, lemma: str) -> bool:
    """Whether a clause says what is to be done: an infinitive, or a participle behind "want" ("wants it done")."""
    wanted = lemma == "want" and word.dep_ == "ccomp" and word.tag_ in {"VBG", "VBN"}
    return is_infinitive(word) or (wanted and own_subject(word) is not None)


def _is_wish(verb: Token) -> bool:
    """ "would like to", not "likes to"."""
    return any(word.lower_ in {"would", "'d", "’d"} for word in children(verb, "aux"))


def _is_manner(verb: Token, deed: Token) -> bool:
    """Whether one only says how one speaks: "declined to comment", "asked not to be named"."""
    return verb.lemma_.lower() in {"decline", "refuse", "ask", "beg"} and deed.lemma_.lower() in word_set("manners")


def _gerund(verb: Token, lemma: str) -> Attribution | None:
    cue = frame_of(lemma, "gerund")
    acts = children(verb, "xcomp", "ccomp")  # "described families playing", "denied having paid"
    having = (
        w for w in acts if w.lower_.endswith("ing") or w.tag_ == "VBG" or any(v.lower_ == "having" for v in w.children)
    )
    deed = next(having, None)
    return attribute(verb, cue, _doer(verb), subtree_without(deed), deed) if cue and deed is not None else None


def _wished(verb: Token, lemma: str) -> Attribution | None:
    """ "called for the guards to leave": what is asked for stands as a clause of its own behind "for"."""
    cue = frame_of(lemma, "preposition", "for")
    if cue is None:
        return None
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        mark = child(clause, "mark")
        if mark is not None and mark.lower_ == "for" and verb.i < mark.i and is_infinitive(clause):
            return attribute(verb, cue, _doer(verb), subtree_without(clause) - {mark.i}, clause)
    return None


def _preposition(verb: Token, lemma: str) -> Attribution | None:
    for preposition in (*children(verb, "prep"), *_behind_a_day(verb)):
        cue = frame_of(lemma, "preposition", preposition.lower_)
        thing = child(preposition, "pobj", "pcomp")
        if cue is not None and thing is not None and _is_named(thing):
            deed = next((w for w in children(verb, "advcl", "xcomp") if is_infinitive(w)), None)
            words = subtree_without(thing) | (subtree_without(deed) if deed is not None else set())
            words |= _named_as(verb, thing)
            return attribute(verb, cue, _doer(verb), words, deed or thing)
    return None


def _named_as(verb: Token, thing: Token) -> set[int]:
    """What a topic is called behind it: "referred to the vote as a farce"."""
    called = (w for w in children(verb, "prep") if w.lower_ == "as" and w.i == thing.right_edge.i + 1)
    return {i for word in called for i in subtree_without(word)}


def _is_named(thing: Token) -> bool:
    """Whether a topic says what it is: no bare "it", no way of being named ("asked for anonymity")."""
    return thing.tag_ != "PRP" and thing.lemma_.lower() not in word_set("namelessness")


def _behind_a_day(verb: Token) -> list[Token]:
    """Prepositions that the parser hangs on the day named before them: "warned on Monday of a strike"."""
    return [
        word
        for word in verb.subtree
        if word.dep_ == "prep" and word.i > verb.i and word.head.lower_ in _DAYS and _near(word, verb)
    ]


def _object(verb: Token, lemma: str) -> Attribution | None:
    cue, theme = frame_of(lemma, "object"), _theme(verb) or _what_clause(verb) or _count(verb)
    if cue is None:
        return _stray_object(verb, lemma, theme)
    if _is_relative(verb) and (theme is None or theme == verb.head):
        named = verb.head.lemma_.lower() in noun_cues() or verb.head.lower_ == "something"
        said = named and cue.stance in {Stance.DENIES, Stance.REFUSES}
        words = noun_phrase(verb.head) | between(verb.head, verb.right_edge)
        return clause_itself(verb, words, verb.head, Stance.DENIES) if said else None
    if theme is not None and theme.lower_ in _BARE and not list(theme.children):
        told = max([verb.i, theme.i, *(w.right_edge.i for w in children(verb, "npadvmod", "advmod", "prep"))])
        if lemma in word_set("thought"):
            return attribute(verb, cue, _doer(verb), set(range(theme.i, told + 1)), theme)
        return clause_itself(verb, clause_words(verb, told), verb, cue.stance)
    if theme is None or not _fits(lemma, theme) or any(w.lower_ in {"no", "neither"} for w in theme.children):
        return None
    words = subtree_without(theme)
    if theme.pos_ == "PRON" and theme.dep_ != "ccomp":  # a bare pronoun says nothing: the denial itself does
        words |= clause_words(verb, max(verb.i, theme.i))
        said = cue.stance is Stance.DENIES or (
            lemma in {"reject", "dismiss"} and theme.lower_ in {"that", "this", "it"}
        )
        return clause_itself(verb, words, verb, Stance.DENIES) if said else None
    if not is_passive(verb):
        words |= _to_the_end(verb, theme)
    return attribute(verb, cue, _doer(verb), words, theme)


def _count(verb: Token) -> Token | None:
    """The number that the parser takes for a quality: "reports nine dead"."""
    said = None if is_passive(verb) else child(verb, "oprd")
    return said if said is not None and child(said, "nummod") is not None else None


def _fits(lemma: str, theme: Token) -> bool:
    """Whether a verb that is none of speech by itself is one with this object: "called a strike", "backed the plan"."""
    noun = theme.lemma_.lower()
    told = has_topic(theme) or (noun in noun_cues() and clause_of_noun(theme) is not None)
    if told and lemma in word_set("support"):
        return False  # "voiced support for", "repeated the charge that": the noun tells the act
    said = noun in noun_cues() or noun in topic_cues()
    if lemma == "call":
        return noun in word_set("callable")
    if lemma == "declare":
        return noun not in word_set("declarable")
    if lemma == "want":
        return theme.head.dep_ not in {"acl", "amod"}
    if lemma in word_set("echoing"):  # "contradicting Seoul" tells whom, not what
        return said
    if lemma in word_set("verbal"):
        return said or noun in word_set("words_and_plans")
    return lemma not in word_set("siding") or noun in word_set("plans") or said


def _to_the_end(verb: Token, theme: Token) -> set[int]:
    """What stands behind an object and belongs with it: circumstances, its own clause, another name for it."""
    words: set[int] = set()
    told = clause_of_noun(theme) if theme.lemma_.lower() in noun_cues() else None
    if told is not None and told.i > theme.i:
        words |= between(theme, told.right_edge)
    for word in verb.children:
        if word.i > theme.i and (word.dep_ == "prep" or _renames(word, theme)):
            words |= subtree_without(word)
    return words


def _renames(word: Token, theme: Token) -> bool:
    """Whether a participle calls the object something: "denied the claims, labelling them a fabrication"."""
    if word.dep_ != "advcl" or word.tag_ != "VBG":
        return False
    named = child(word, "dobj")
    lemma = word.lemma_.lower()
    return (
        named is not None
        and named.pos_ == "PRON"
        and theme.pos_ != "PRON"
        and bool(frame_of(lemma, "predicate") or frame_of(lemma, "as"))
    )


def _what_clause(verb: Token) -> Token | None:
    """ "criticized what it called uncoordinated actions"."""
    clause = child(verb, "ccomp")
    return clause if clause is not None and clause.left_edge.lower_ == "what" else None


def _stray_object(verb: Token, lemma: str, theme: Token | None) -> Attribution | None:
    """Words behind a verb that takes a clause only, where the parser saw a noun with something hanging on it."""
    cue = frame_of(lemma, "clause")
    literal = lemma in word_set("literal") or lemma in word_set("thought")
    if cue is None or theme is None or is_passive(verb) or literal or theme.i < verb.i:
        return None
    words = subtree_without(theme)
    return (
        attribute(verb, cue, _doer(verb), words, theme) if len(words) >= _FEWEST_STRAY and theme.tag_ == "NNS" else None
    )
