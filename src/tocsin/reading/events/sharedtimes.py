"""Times that an act shares with what is told beside it: a joined verb, the act it is part of, the sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.core.claims import TimeExpression
from tocsin.core.times import DateRange
from tocsin.reading.text.segment import BlockKind, Layout
from tocsin.reading.text.syntax import children, own_subject, with_conjuncts
from tocsin.reading.times.timex import dates_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Placed = tuple[TimeExpression, "Token"]
"""A time and the word of the parse at which it stands."""

_TOGETHER = frozenset({"as", "while", "when"})
_CONDITIONS = frozenset({"if", "unless", "until"})
_RUNS_OUT = frozenset({"expire", "end", "lapse", "begin", "start"})
_CLOCK_LABEL = re.compile(r"\s*\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?\s*[-–—:|.]?\s*$", re.IGNORECASE)
_DEEPEST = 12


def shared_time(verb: Token, near: Sequence[Placed]) -> TimeExpression | None:
    """The time that a clause takes from the clauses around it, where they leave no doubt which."""
    for rule in (_of_joined_verb, _of_antecedent, _of_governor, _of_aside):
        found = rule(verb, near)
        if found is not None:
            return found
    return None


def _of_joined_verb(verb: Token, near: Sequence[Placed]) -> TimeExpression | None:
    """ "sank four ships and killed eight in May": verbs of one subject share the only time among them."""
    first = verb
    while first.dep_ == "conj" and own_subject(first) is None and first.head.pos_ in {"VERB", "AUX"}:
        first = first.head
    joined = [each for each in with_conjuncts(first) if each == first or own_subject(each) is None]
    return _only(near, joined) if len(joined) > 1 and verb in joined else None


def _of_antecedent(verb: Token, near: Sequence[Placed]) -> TimeExpression | None:
    """ "since 17 February, when they declared a pause": the date itself is when."""
    if verb.dep_ != "relcl" or not any(child.lower_ == "when" for child in verb.children):
        return None
    for time, token in near:
        if token == verb.head or verb.head in token.subtree or token in verb.head.subtree:
            named = dates_of(time.value)
            if token.i < verb.i and named is not None:
                return replace(time, interval=named, deadline=False)
    return None


def _of_governor(verb: Token, near: Sequence[Placed]) -> TimeExpression | None:
    """ "fired on Thursday night, wounding two" and "met on Tuesday, as police fired": one happening, one time."""
    if verb.dep_ != "advcl":
        return None
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
    if own_subject(verb) is None and not marks and verb.tag_ in {"VBG", "VBN"}:
        before = next((word for word in reversed(verb.doc[verb.sent.start : verb.i]) if word.pos_ == "VERB"), verb.head)
        return _only(near, [before])
    main = verb.sent.root if any(child.lower_ == "had" for child in verb.head.children) else verb.head
    return _only(near, [main]) if marks & _TOGETHER and not _says(main) else None


def _of_aside(verb: Token, near: Sequence[Placed]) -> TimeExpression | None:
    """ "since 22 September, she added, guards have barred them": the words of saying only stand between."""
    asides = [child for child in children(verb, "parataxis") if child.i < verb.i]
    if verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.doc[verb.head.i + 1].text == ",":
        asides.append(verb.head)
    fronted = [
        time
        for time, token in near
        for aside in asides
        if _governing(token) == aside and all(token.i < doer.i for doer in [own_subject(aside) or aside])
    ]
    return fronted[0] if len(fronted) == 1 else None


def _only(near: Sequence[Placed], verbs: Sequence[Token]) -> TimeExpression | None:
    found = [time for time, token in near if _governing(token) in verbs]
    return found[0] if len(found) == 1 else None


def _governing(token: Token) -> Token:
    """The verb of the clause in which a time stands."""
    current = token
    for _ in range(_DEEPEST):
        if current.pos_ in {"VERB", "AUX"} or current.head == current:
            break
        current = current.head
    return current


def _says(verb: Token) -> bool:
    return bool(children(verb, "ccomp"))


def threatened_time(verb: Token, near: Sequence[Placed], day: date) -> DateRange | None:
    """When a threat would be carried out: the day it names, else the day after the term that it sets.

    ``None`` where the words set none: the day on which somebody threatened is not the day of the act.
    """
    ahead = [(time, token) for time, token in near if time.interval is not None and time.interval.end >= day]
    own = [(time, token) for time, token in ahead if verb in token.ancestors and _condition_of(token) is None]
    terms = [pair for pair in ahead if pair not in own and (pair[0].deadline or _condition_of(pair[1]) is not None)]
    for time, token in own:
        if time.interval is None or _is_ruled_out(token) or (time.interval.end == day and _governing(token) == verb):
            continue
        return DateRange(start=day, end=time.interval.end) if time.deadline else time.interval
    if len(terms) != 1 or not (_condition_of(terms[0][1]) or _is_conditional(verb)):
        return None
    (time, token) = terms[0]
    if time.interval is None:
        return None
    over = time.deadline or "midnight" in time.span.text.lower()
    ends = _governing(token).lemma_.lower() in _RUNS_OUT
    last = time.interval.end + timedelta(days=1 if over and not ends and not _is_window(time) else 0)
    return DateRange(start=last, end=last)


def _is_ruled_out(token: Token) -> bool:
    """ "this week, not this month": the second is no time of the act."""
    return any(word.lower_ == "not" for word in token.doc[max(token.sent.start, token.i - 2) : token.i])


def _is_window(time: TimeExpression) -> bool:
    return time.value.startswith("P")


def _condition_of(token: Token) -> Token | None:
    """The clause with "if", "unless" or "until" in which a word stands."""
    for above in token.ancestors:
        if above.dep_ == "advcl" and any(child.lower_ in _CONDITIONS for child in children(above, "mark", "advmod")):
            return above
    return None


def _is_conditional(verb: Token) -> bool:
    return any(
        child.lower_ in _CONDITIONS for each in verb.subtree if each.dep_ == "advcl" for child in children(each, "mark")
    )


def clocked(text: str, layout: Layout) -> Iterator[tuple[int, int]]:
    """The parts of a live page that stand under a clock time alone, "17:30 —": they tell of the day itself."""
    blocks = layout.blocks
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.QUESTION and _CLOCK_LABEL.fullmatch(text[block.start : block.end]):
            following = (b.start for b in blocks[index + 1 :] if b.kind in {BlockKind.QUESTION, BlockKind.HEADING})
            yield block.end, next(following, len(text))
