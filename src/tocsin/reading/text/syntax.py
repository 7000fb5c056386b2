"""What a parse says about a verb or a noun: its subject, its objects, the words that stand with it, its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

OBJECTS = frozenset({"dobj", "obj"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_ALL_SUBJECTS = SUBJECTS | PASSIVE_SUBJECTS
MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "poss"})
_RELATIVE = frozenset({"which", "that", "who", "whom"})
_FINDS_OUT = frozenset(
    {"foil", "thwart", "disrupt", "uncover", "stop", "prevent", "expose", "avert", "discover", "reveal", "investigate"}
)
"""Verbs whose subject is not the one whose plan their object is: "police foiled a plot to ..."."""
_ACCUSES = frozenset({"accuse", "suspect", "convict", "acquit", "clear", "charge", "indict"})
"""Verbs whose object is the one whose deed stands after "of"."""
_HARMS = frozenset(
    {
        "injure",
        "wound",
        "hurt",
        "kill",
        "displace",
        "destroy",
        "damage",
        "arrest",
        "detain",
        "jail",
        "evacuate",
        "rescue",
    }
)
"""Verbs that need an object unless they are passive."""
_ASIDE = frozenset({"after", "as", "while", "when", "because", "since", "although", "though", "before"})
"""Words that join a clause with a happening of its own."""
_DEEPEST = 8
"""Steps up a tree that are looked at: beyond it a parse is a list, not a sentence."""


def children(token: Token, *deps: str) -> list[Token]:
    """The children of ``token`` in one of these relations."""
    return [child for child in token.children if child.dep_ in deps]


def with_conjuncts(token: Token) -> list[Token]:
    """``token`` and what is joined to it by "and", "or" or a comma."""
    found = [token]
    for each in found:
        found.extend(children(each, "conj"))
        if len(found) > _DEEPEST:
            break
    return found[:_DEEPEST]


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` is said of what suffers it: "was hit", "those arrested"."""
    beside = {child.dep_ for child in verb.children}
    if beside & {"auxpass", "nsubjpass"} or ("agent" in beside and "nsubj" not in beside):  # "said by telephone that"
        return True
    if verb.dep_ == "conj" and (verb.tag_ == "VBN" or _by(verb)) and not children(verb, *SUBJECTS, *OBJECTS, "aux"):
        return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.head.children)
    if _is_fronted(verb) or _shares_helper(verb):
        return True
    if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "amod"} or _names(verb):
        return False
    return not children(verb, "aux", *SUBJECTS)  # but "the report that they had crossed"


def _shares_helper(verb: Token) -> bool:
    """Whether a passive goes without its helper: "84 were killed and hundreds injured", "three people wounded"."""
    if verb.lemma_.lower() not in _HARMS or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if verb.dep_ != "ROOT" and not (verb.dep_ == "conj" and children(verb.head, "auxpass")):
        return False
    return not any(children(each, *OBJECTS, "aux", "ccomp", "prt") for each in (verb, *children(verb, "conj")))


def _by(verb: Token) -> list[Token]:
    """The word "by" of a verb, whatever a parse takes it for."""
    return [child for child in children(verb, "prep") if child.lower_ == "by"]


def _is_fronted(verb: Token) -> bool:
    """Whether a participle opens a sentence on what suffered it: "Signed in July, the treaty ..."."""
    opens = verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i == verb.sent.start
    return opens and not children(verb, "aux", *OBJECTS, *SUBJECTS)


def _names(verb: Token) -> bool:
    """Whether a parse takes the only verb of a sentence for a participle: "the king named Lars Holm prime minister"."""
    return verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and bool(children(verb, "oprd"))


def own_subject(verb: Token) -> Token | None:
    """The grammatical subject of the verb itself, a relative pronoun replaced by what it stands for."""
    found = [child for child in verb.children if child.dep_ in _ALL_SUBJECTS]
    if len(found) > 1 and found[1].pos_ == "PROPN" and found[0].i + 1 == found[1].left_edge.i:
        return found[1]  # a parse that splits a name from what it is: "the opposition Blue Front"
    return _meant(found[0]) if found else None


def _meant(token: Token) -> Token:
    if token.lower_ in _RELATIVE and token.head.dep_ == "relcl":
        return token.head.head
    return token


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who the verb is said of, also where it is said once for several verbs or only implied by the sentence."""
    own = own_subject(verb)
    if own is not None or depth > _DEEPEST:
        return own
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "acl" and verb.tag_ != "VB" and head.pos_ not in {"VERB", "AUX"}:
        return head
    if verb.dep_ == "advcl" and verb.tag_ == "VB" and head.lemma_.lower() in _FINDS_OUT:
        return None
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp", "conj", "prep", "dep"} and head.pos_ in {"VERB", "AUX"}:
        controlled = _controlled(verb, head)
        return controlled if controlled is not None else subject(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and head.head.pos_ in {"VERB", "AUX"}:
        return subject(head.head, depth + 1)  # "is willing to meet"
    if verb.dep_ == "pcomp" and head.head.pos_ in {"VERB", "AUX"}:
        governor = head.head
        accused = _object(governor) if head.lower_ in {"of", "for", "from", "with"} else None
        return accused if accused is not None else subject(governor, depth + 1)
    if verb.dep_ == "pcomp" and (accused := _accused(head.head)) is not None:
        return accused
    if verb.dep_ in {"acl", "pcomp"}:
        return _of_noun(head if verb.dep_ == "acl" else head.head, depth + 1)
    return None


def _accused(noun: Token) -> Token | None:
    """The object of a verb of accusing, where a parse hangs "of firing" on it or on a noun inside it."""
    for _ in range(_DEEPEST):
        if noun.dep_ in OBJECTS:
            return noun if noun.head.lemma_.lower() in _ACCUSES else None
        if noun.dep_ not in {"pobj", "prep", "conj", "poss", "compound"}:
            return None
        noun = noun.head
    return None


def _controlled(verb: Token, head: Token) -> Token | None:
    """The object of one verb as the subject of another: "urged Moscow to answer", "saw it fall"."""
    if verb.dep_ not in {"xcomp", "ccomp"}:
        return None
    return _object(head)


def _of_noun(noun: Token, depth: int) -> Token | None:
    """Whose plan, threat or attempt it is."""
    for child in children(noun, "poss"):
        return child
    if noun.dep_ in OBJECTS and noun.head.pos_ in {"VERB", "AUX"} and noun.head.lemma_.lower() not in _FINDS_OUT:
        return subject(noun.head, depth)
    return None


def _object(verb: Token) -> Token | None:
    found = objects(verb)
    return found[0] if found else None


def objects(verb: Token) -> list[Token]:
    """What the act is done to: direct objects, and the subject where the verb is passive."""
    found = [_meant(child) for child in children(verb, *OBJECTS, *(["oprd"] if _names(verb) else []))]
    if is_passive(verb):
        sufferer = _sufferer(verb)
        found.extend([sufferer] if sufferer is not None else [])
    elif not found:
        found = _shared(verb) or _gap(verb)
    found = [each for each in found if each.lower_ != "what"] + _described(verb)
    return [each for first in found for each in with_conjuncts(first)]


def _gap(verb: Token) -> list[Token]:
    """What a clause without a pronoun is said of: "a charge the Kremlin dismissed"."""
    doer = own_subject(verb) if verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"} else None
    if doer is None or doer == verb.head or any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children):
        return []
    return [] if any(child.tag_ in {"WRB", "WDT", "WP"} for child in verb.children) else [verb.head]


def _described(verb: Token) -> list[Token]:
    """What is named only by a description: "launched what appeared to be a missile", "what it called a test"."""
    return [
        named
        for inner in children(verb, "ccomp")
        if any(child.lower_ == "what" for child in inner.children)
        for named in [*children(inner, "oprd"), *after(inner, "as"), *_is_said_to_be(inner)]
    ]


def _is_said_to_be(verb: Token) -> list[Token]:
    return [named for inner in children(verb, "xcomp") if inner.lemma_ == "be" for named in children(inner, "attr")]


def _shared(verb: Token) -> list[Token]:
    """The object said once for two verbs: "neither accepted nor rejected the draft"."""
    joined = [each for each in children(verb, "conj") if each.i > verb.i and own_subject(each) is None]
    if not joined or any(child.dep_ in {"prep", "ccomp", "xcomp"} for child in verb.children):
        return []
    return children(joined[0], *OBJECTS)


def _sufferer(verb: Token) -> Token | None:
    own = own_subject(verb)
    if own is not None:
        return own
    if verb.dep_ in {"acl", "amod"}:
        return verb.head
    return own_subject(verb.head) if verb.dep_ == "conj" or _is_fronted(verb) else None


def agent(verb: Token) -> Token | None:
    """Who did it, where a passive says so: "hit by rebels"."""
    for by in children(verb, "agent") or (_by(verb) if verb.dep_ == "conj" and is_passive(verb) else []):
        for doer in children(by, "pobj"):
            return doer
    return None


def after(token: Token, *prepositions: str) -> list[Token]:
    """The nouns after one of the prepositions of ``token``, as they stand."""
    return [
        noun
        for preposition in children(token, "prep", "dative", "agent")
        if preposition.lower_ in prepositions
        for noun in children(preposition, "pobj")
    ]


def _edge(modifier: Token) -> Token:
    """Where a modifier begins; a phrase that a parse hangs before it is none of it: "On Friday masked men"."""
    return modifier if modifier.left_edge.dep_ == "prep" else modifier.left_edge


def noun_phrase(noun: Token) -> Tokens:
    """A noun with what stands before it, and with "of ..." where it needs it: "the Ministry of Defence"."""
    doc: Doc = noun.doc
    start = min((_edge(c).i for c in noun.children if c.i < noun.i and c.dep_ in MODIFIERS | {"det"}), default=noun.i)
    start = max(start, noun.sent.start)
    end = noun.i
    for child in children(noun, "prep"):
        if child.lower_ == "of" and child.i == noun.i + 1:
            for inner in children(child, "pobj"):
                end = max(end, inner.i)
    return doc[start : end + 1]


def verb_chain(verb: Token) -> list[Token]:
    """The verb and the verbs it completes: "began to withdraw" -> withdraw, began."""
    chain = [verb]
    while chain[-1].dep_ == "xcomp" and chain[-1].head.pos_ in {"VERB", "AUX"} and len(chain) < _DEEPEST:
        chain.append(chain[-1].head)
    return chain


def clause(verb: Token) -> Tokens:
    """The words of a verb's own clause: its subject, objects and circumstances, without clauses joined to it."""
    doc: Doc = verb.doc
    left, right = verb.i, verb.i
    for child in verb.children:
        if child.dep_ in {"punct", "cc", "mark", "preconj", "intj", "meta"}:
            continue
        if child.dep_ == "conj" and own_subject(child) is not None:
            continue
        if child.dep_ in {"parataxis", "advcl", "ccomp"} and child.i < verb.i:
            continue
        if child.dep_ == "advcl" and own_subject(child) is not None and _ASIDE & {c.lower_ for c in child.children}:
            continue
        left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
    return _trimmed(doc, left, right)


def _trimmed(doc: Doc, left: int, right: int) -> Tokens:
    while right > left and (doc[right].is_punct and doc[right].text not in {'"', "”", "’", ")"}):
        right -= 1
    while left < right and (doc[left].is_punct or doc[left].dep_ in {"cc", "mark"}):
        left += 1
    return doc[left : right + 1]


def within(token: Token, tokens: Tokens) -> bool:
    """Whether ``token`` is one of ``tokens``."""
    return bool(tokens.start <= token.i < tokens.end)
