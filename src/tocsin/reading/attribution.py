"""Attribution by a verb, as the grammar of a sentence has it: the cue, its source and the words that are said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.core.vocabulary import Stance
from tocsin.reading.cues import Cue, frame_of, noun_cues, verb_cues, word_set
from tocsin.reading.grammar import (
    between,
    child,
    clause_of_noun,
    is_infinitive,
    is_negated,
    is_verbal,
    noun_phrase,
    speaker_of,
    subtree_without,
)
from tocsin.reading.syntax import agent, children, is_passive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_UNREAL = frozenset({"if", "whether", "unless"})
_BEFORE_ASIDE = frozenset({",", "—", "–", "-", "--", "”", '"', "''"})
_FEWEST_STRAY = 4
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ing", "ance", "ence", "ism", "ure", "ship", "cy")
_LONGEST_NAME = 7
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_BEHIND_ASIDE = frozenset({",", "—", "–", "-", "--", ".", ":"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """That a source says something, in one parse: ``cue`` and ``content`` are positions of its words.

    ``anchor`` is the verb, noun or preposition that says so, ``shape`` the frame it stands in, ``head`` the word that
    heads the content, ``source`` the head of who says it (``None`` where nobody is named).
    """

    anchor: Token
    cue: frozenset[int]
    source: Token | None
    content: frozenset[int]
    shape: str
    stance: Stance
    head: Token


def by_verbs(doc: Doc) -> Iterator[Attribution]:
    """Every attribution by a verb in ``doc``, in order."""
    for verb in doc:
        if verb.pos_ in {"VERB", "AUX"} and verb.lemma_.lower() in verb_cues() and not _unreal(verb):
            found = _clause(verb) or _others(verb)
            if found is not None and _may_speak(found):
                yield found


def _may_speak(found: Attribution) -> bool:
    """Whether the source of an attribution can say anything: a person, a body, a text, not "the move" or "this"."""
    who, lemma = found.source, found.anchor.lemma_.lower()
    if who is None or (found.shape == "clause" and lemma not in word_set("showing")):
        return True
    if who.pos_ == "PRON":
        shows = lemma in word_set("showing")
        return who.lower_ not in word_set("pointing") and not (shows and who.lower_ in {"it", "which"})
    noun = who.lemma_.lower()
    if who.pos_ != "NOUN" or noun in word_set("own_voice") or noun in word_set("bodies"):
        return True
    return noun not in word_set("mute") and noun not in noun_cues() and not noun.endswith(_ABSTRACT)


def _unreal(verb: Token) -> bool:
    """Whether the verb of speech is itself negated, asked or supposed: then nobody says anything."""
    if is_negated(verb):
        return True
    mark = child(verb, "mark")
    if mark is not None and mark.lower_ in _UNREAL:
        return True
    if verb.dep_ == "conj" and own_subject(verb) is None and any(w.lower_ == "neither" for w in verb.head.children):
        return True
    if verb.dep_ in {"acl", "advcl"} and (is_infinitive(verb) or (verb.tag_ == "VBN" and verb.lemma_ == "ask")):
        return True
    return verb.dep_ == "xcomp" and verb.tag_ != "VBG" and verb.head.lemma_.lower() not in word_set("passing")


def _clause(verb: Token) -> Attribution | None:
    """Verb and clause or quote: "said that", "said the minister", "..., he said", "as he said"."""
    lemma = verb.lemma_.lower()
    cue = frame_of(lemma, "clause") or frame_of(lemma, "quote")
    said = _complement(verb) if cue is not None else None
    if cue is None or said is None:
        return None
    head, words = said
    if cue.frame == "quote" and not _beside_quote(verb, words):
        return None
    who = _speaker(verb, words)
    if who is None and lemma in word_set("thought"):
        return None
    return _found(verb, cue, who, words, head)


def _complement(verb: Token) -> tuple[Token, set[int]] | None:
    """The clause that ``verb`` introduces or interrupts, as its head and its words."""
    clause = _said_clause(verb)
    if clause is not None:
        return clause, subtree_without(clause, *_not_said(verb, clause)) | _condition(verb, clause)
    head = verb.head
    if head != verb and is_verbal(head):
        aside = verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and _aside(verb))
        if aside or (verb.dep_ == "advcl" and _as(verb)):
            return head, subtree_without(head, verb)
    return _behind_that(verb)


def _said_clause(verb: Token) -> Token | None:
    """The clause among the complements of ``verb``: the one behind it first; one before it unless ";" parts them."""
    clauses = children(verb, "ccomp")
    behind = [clause for clause in clauses if clause.i > verb.i]
    if behind:
        return behind[0]
    doc = verb.doc
    before = [c for c in clauses if not any(doc[i].text == ";" for i in range(c.right_edge.i, verb.i))]
    return before[0] if before else None


def _not_said(verb: Token, clause: Token) -> list[Token]:
    """What the parser hangs on a clause though its speaker does it: ", adding that", "and called on them to"."""
    doc = verb.doc
    found = []
    for word in clause.subtree:
        if (
            word.i <= verb.i
            or word == clause
            or word.lemma_.lower() not in verb_cues()
            or own_subject(word) is not None
        ):
            continue
        before = doc[word.left_edge.i - 1]
        if (word.dep_ == "advcl" and word.tag_ == "VBG" and (before.text == "," or before.is_quote)) or (
            word.dep_ == "conj" and word.head == clause and word.tag_ == verb.tag_ and clause.tag_ != word.tag_
        ):
            found.append(word)
    return found


def _goes_with(word: Token, verb: Token, clause: Token) -> bool:
    """Whether a verb of speech behind "and" goes with the verb of speech before, by its form, not with the clause."""
    same = word.tag_ == verb.tag_ and clause.tag_ != word.tag_
    bare = word.tag_ in {"VBD", "VBN"} and child(word, "aux", "auxpass") is None
    return same or (bare and child(clause, "aux", "auxpass") is not None)


def _speaks(word: Token) -> bool:
    lemma = word.lemma_.lower()
    return lemma in verb_cues() and lemma not in word_set("thought")


def _behind_that(verb: Token) -> tuple[Token, set[int]] | None:
    """What stands behind "verb that" to the end of the sentence, where the parser saw no clause."""
    doc, at = verb.doc, verb.i + 1
    if at + 2 >= len(doc) or doc[at].lower_ != "that" or doc[at].dep_ == "det" or doc[at + 1].is_punct:
        return None
    end = verb.sent.end
    stop = next((i for i in range(at, end) if doc[i].text == ";"), end)
    words = set(range(at + 1, stop))
    head = next((doc[i] for i in sorted(words) if doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    return (head or doc[at + 1], words) if len(words) > 2 else None


def _as(verb: Token) -> bool:
    mark = child(verb, "mark")
    return mark is not None and mark.lower_ == "as"


def _aside(verb: Token) -> bool:
    """Whether a clause with ``verb`` stands between commas in another: "the plan, he said, was dead"."""
    first, last, doc = verb.left_edge.i, verb.right_edge.i, verb.doc
    before = first > 0 and doc[first - 1].text in _BEFORE_ASIDE
    behind = last + 1 < len(doc) and doc[last + 1].text in _BEHIND_ASIDE
    return before and behind and child(verb, "mark") is None


def _beside_quote(verb: Token, words: set[int]) -> bool:
    doc = verb.doc
    return any(doc[i].is_quote for i in range(max(0, min(words) - 1), min(len(doc), max(words) + 2)))


def _speaker(verb: Token, content: set[int]) -> Token | None:
    """Who speaks: the agent in a passive, the subject else; a name beside the verb where the parser saw neither."""
    if is_passive(verb):
        return agent(verb)
    found = speaker_of(verb)
    if found is not None and (found.i not in content or found.head == verb):
        return found
    if own_subject(verb) is not None or not content or min(content) > verb.i:
        return None
    return child(verb, "dobj") or _name_beside(verb)


def _name_beside(verb: Token) -> Token | None:
    """The name between a comma and a verb of speech, or right behind the verb: ", The Courier reported"."""
    doc, at = verb.doc, verb.i - 1
    while at > verb.sent.start and doc[at].pos_ == "ADV":
        at -= 1
    start = at
    while start > verb.sent.start and at - start < _LONGEST_NAME and not doc[start].is_punct:
        start -= 1
    if doc[start].is_punct and start < at and doc[at].pos_ in _NAMES:
        return doc[at]
    behind = doc[verb.i + 1 : verb.i + 1 + _LONGEST_NAME]
    return next((w for w in behind if w.pos_ in _NAMES and w.head.i <= verb.i), None) if verb.tag_ == "VBD" else None


def _others(verb: Token) -> Attribution | None:
    """The first frame without a finite clause that the verb stands in and whose speaker is named."""
    lemma = verb.lemma_.lower()
    for build in (_as_frame, _of, _predicate, _infinitive, _gerund, _preposition, _object):
        found = build(verb, lemma)
        if found is not None and found.source is not None:
            return found
    return None


def _theme(verb: Token) -> Token | None:
    """What a verb is done to: its object, or its subject in the passive."""
    return own_subject(verb) if is_passive(verb) else child(verb, "dobj")


def _doer(verb: Token) -> Token | None:
    return agent(verb) if is_passive(verb) else speaker_of(verb)


def _as_frame(verb: Token, lemma: str) -> Attribution | None:
    cue, theme = frame_of(lemma, "as"), _theme(verb)
    if cue is None or theme is None:
        return None
    preposition = next((w for t in (verb, theme) for w in children(t, "prep") if w.lower_ == "as"), None)
    if preposition is None:
        return None
    return _found(verb, cue, _doer(verb), _from_to(verb, theme, preposition), theme)


def _from_to(verb: Token, theme: Token, other: Token) -> set[int]:
    """The words of a theme and of what is said of it; all between them as well where nothing is inverted."""
    words = subtree_without(theme) | subtree_without(other)
    return words if is_passive(verb) or theme.i > other.i else set(range(min(words), max(words) + 1))


def _of(verb: Token, lemma: str) -> Attribution | None:
    theme = _theme(verb)
    if theme is None:
        return None
    for preposition in verb.subtree:
        if preposition.dep_ == "prep" and preposition.i > theme.i and _near(preposition, verb):
            cue = frame_of(lemma, "of", preposition.lower_)
            deed = child(preposition, "pcomp", "pobj")
            if cue is not None and deed is not None:
                return _found(verb, cue, _doer(verb), _from_to(verb, theme, preposition), deed)
    return None


def _near(preposition: Token, verb: Token) -> bool:
    """Whether a preposition hangs on the verb or, two steps down at most, on its object or a time between."""
    head = preposition.head
    return bool(verb in {head, head.head, head.head.head})


def _predicate(verb: Token, lemma: str) -> Attribution | None:
    """ "called it a fabrication", "declared a settlement closer"."""
    cue = frame_of(lemma, "predicate")
    if cue is None:
        return None
    clause = child(verb, "ccomp")
    if clause is not None and child(clause, "mark", "aux") is None and clause.pos_ not in {"VERB", "AUX"}:
        return _found(verb, cue, _doer(verb), subtree_without(clause), clause)
    things = children(verb, "dobj")
    said = child(verb, "oprd") or (things[1] if len(things) > 1 else None)
    theme = things[0] if things else None
    if is_passive(verb):
        theme = own_subject(verb)
    if theme is None:
        return None
    if said is None and not is_passive(verb):  # "called it “a tale”": the parser may take the name for an apposition
        said = child(theme, "appos") if lemma in word_set("naming") else None
    if said is None:
        said = next(
            (w for w in children(verb, "advmod", "acomp") if w.i > theme.i and w.tag_ in {"JJR", "RBR", "JJ"}), None
        )
    return _found(verb, cue, _doer(verb), _from_to(verb, theme, said), said) if said is not None else None


def _infinitive(verb: Token, lemma: str) -> Attribution | None:
    """ "threatened to halt", "urged Moscow to answer"."""
    deed = next((w for w in children(verb, "xcomp", "ccomp", "advcl") if is_infinitive(w)), None)
    if deed is None:
        return None
    told = own_subject(deed) or child(verb, "dobj", "dative")
    if told is None and is_passive(verb):
        told = own_subject(verb)
    if told is not None and (cue := frame_of(lemma, "order")) is not None:
        return _found(verb, cue, _doer(verb), subtree_without(told) | subtree_without(deed), deed)
    cue = frame_of(lemma, "to")
    if cue is None or told is not None or (cue.stance is Stance.REFUSES and deed.lemma_.lower() in word_set("manners")):
        return None
    return _found(verb, cue, _doer(verb), subtree_without(deed) | _condition(verb, deed), deed)


def _condition(verb: Token, said: Token) -> set[int]:
    """An "if" or "unless" behind what is said, which the parser may hang on the verb of speech."""
    for clause in children(verb, "advcl"):
        mark = child(clause, "mark")
        if clause.i > said.i > verb.i and mark is not None and mark.lower_ in {"if", "unless"}:
            return subtree_without(clause)
    return set()


def _gerund(verb: Token, lemma: str) -> Attribution | None:
    cue = frame_of(lemma, "gerund")
    deed = next((w for w in children(verb, "xcomp") if w.tag_ == "VBG"), None)
    return _found(verb, cue, _doer(verb), subtree_without(deed), deed) if cue and deed is not None else None


def _preposition(verb: Token, lemma: str) -> Attribution | None:
    for preposition in children(verb, "prep"):
        cue = frame_of(lemma, "preposition", preposition.lower_)
        thing = child(preposition, "pobj", "pcomp")
        if cue is not None and thing is not None:
            deed = next((w for w in children(verb, "advcl", "xcomp") if is_infinitive(w)), None)
            words = subtree_without(thing) | (subtree_without(deed) if deed is not None else set())
            return _found(verb, cue, _doer(verb), words, deed or thing)
    return None


def _object(verb: Token, lemma: str) -> Attribution | None:
    cue, theme = frame_of(lemma, "object"), _theme(verb) or _what_clause(verb)
    if cue is None:
        return _stray_object(verb, lemma, theme)
    if theme is None and verb.dep_ == "relcl" and cue.stance is Stance.DENIES:  # "a charge Washington denied"
        return _found(verb, cue, own_subject(verb), noun_phrase(verb.head) | between(verb.head, verb), verb.head)
    if theme is None or not _fits(lemma, theme):
        return None
    words = subtree_without(theme)
    if theme.pos_ == "PRON" and theme.dep_ != "ccomp":  # a bare pronoun says nothing: the denial itself does
        return _whole(verb, cue, words) if cue.stance is Stance.DENIES else None
    if not is_passive(verb):
        words |= _to_the_end(verb, theme)
    return _found(verb, cue, _doer(verb), words, theme)


def _fits(lemma: str, theme: Token) -> bool:
    """Whether a verb that is none of speech by itself is one with this object: "called a strike", "backed the plan"."""
    noun = theme.lemma_.lower()
    if lemma == "call":
        return noun in word_set("callable")
    return lemma not in word_set("siding") or noun in word_set("plans") or noun in noun_cues()


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
    if cue is None or theme is None or is_passive(verb) or lemma in word_set("thought") or theme.i < verb.i:
        return None
    words = subtree_without(theme)
    return _found(verb, cue, _doer(verb), words, theme) if len(words) >= _FEWEST_STRAY and theme.tag_ == "NNS" else None


def _whole(verb: Token, cue: Cue, theme: set[int]) -> Attribution | None:
    """A denial of "it" or "that": its own clause is what is said."""
    who = _doer(verb)
    if who is None:
        return None
    near = own_subject(verb)
    words = theme | {verb.i} | (noun_phrase(near) if near is not None and near.dep_ != "relcl" else set())
    return Attribution(
        anchor=verb,
        cue=frozenset({verb.i}),
        source=who,
        content=frozenset(words),
        shape="pronoun",
        stance=cue.stance,
        head=verb,
    )


def _found(verb: Token, cue: Cue, who: Token | None, words: set[int], head: Token) -> Attribution | None:
    beside = {w.i for w in verb.children if w.dep_ in _MODIFIERS}
    own = {verb.i}
    for step in (-1, 1):
        at = verb.i + step
        while at in beside:
            own.add(at)
            at += step
    content = words - own
    if who is not None and head != who:
        content -= noun_phrase(who)
    if not content:
        return None
    return Attribution(
        anchor=verb,
        cue=frozenset(own),
        source=who,
        content=frozenset(content),
        shape=cue.frame,
        stance=cue.stance,
        head=head,
    )
