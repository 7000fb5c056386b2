"""When and where an act took place: the time and the place that its own clause gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tocsin.core.claims import Actor, Place, TimeExpression
from tocsin.core.times import DateRange, InstantRange
from tocsin.core.vocabulary import Action
from tocsin.reading.events.mentions import Mention
from tocsin.reading.events.sharedtimes import Placed, shared_time, threatened_time
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.syntax import own_subject, verb_chain
from tocsin.reading.times.expressions import instants_of
from tocsin.reading.times.timex import dates_of

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_CLOCK = re.compile(
    r"\b(?:at|around|about|by|after|before|since|from)\s+(?:(?:about|around|shortly after|just after|just before)\s+)?"
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|\d{1,2}:\d\d\b|dawn\b|daybreak\b|sunrise\b|first light\b)"
)
"""A time of day by itself."""
_BESIDE = 6
"""Characters between "overnight" and the day that names the night."""
_NO_LOCATION = frozenset({"demonym", "metonym", "capital-metonym", "ambiguous"})
_PREPOSITIONS = 6
_RELATES = frozenset({"since", "after", "before", "until", "despite", "following", "amid", "over"})
_PERFECT = frozenset({"has", "have", "had"})
_SETS = frozenset({"schedule", "plan", "expect", "due", "date", "time", "start", "begin", "last", "run"})
"""Verbs that only set a time."""

_BROAD = frozenset({"country", "continent", "macro-region"})
_LOCATING = frozenset(
    {
        "in",
        "on",
        "at",
        "near",
        "over",
        "inside",
        "outside",
        "into",
        "around",
        "across",
        "off",
        "toward",
        "towards",
        "above",
        "within",
        "of",
        "against",
        "to",
        "through",
        "along",
        "targeting",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
    }
)
_SPEECH = frozenset({Action.ACCUSE, Action.REJECT, Action.THREATEN, Action.REQUEST, Action.AGREE, Action.SUPPORT})
_LOCATED = frozenset({Action.ASSAULT, Action.COERCE, Action.PROTEST, Action.MOBILIZE})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Local dates, and finer instants where a clock time is given."""

    dates: DateRange | None = None
    instants: InstantRange | None = None
    deadline: bool = False
    stated: bool = False
    """A period whose two ends the text gives: it may run on after it was told."""

    beside: DateRange | None = None
    """The day of what is told right before it: taken where the act has no time of its own."""

    @property
    def days(self) -> DateRange | None:
        """The dates of its own, else of what it is told beside."""
        return self.dates or self.beside

    def opens(self, day: date) -> bool:
        """Whether it is a span that ends after ``day``: "within 48 hours" tells of nothing that has happened."""
        return self.deadline and self.dates is not None and self.dates.end > day

    def ahead(self, day: date) -> When:
        """The same for what is to come: a deadline opens now."""
        if self.dates is None or not self.deadline or self.dates.start < day or self.dates.end < day:
            return self
        return replace(self, dates=DateRange(start=day, end=self.dates.end))

    def told(self, day: date) -> When:
        """The same for what is told as done: it was over by ``day``, also where "this week" is not."""
        if self.deadline and self.dates is not None and self.dates.end >= day:
            return When()
        if self.stated or self.dates is None or not self.dates.start <= day < self.dates.end:
            return self
        return replace(self, dates=DateRange(start=self.dates.start, end=day))


def when_of(
    mention: Mention, times: Sequence[TimeExpression], zone: str | None, day: date, *, threatened: bool = False
) -> When:
    """The time of an act: that of its clause, else the only one of its sentence that belongs to no other act.

    What is warned of or ``threatened`` lies at ``day`` or later: the day of the warning is not its time.
    """
    if mention.mood.warned:
        times = [time for time in times if time.interval is not None and time.interval.end >= day]
    near = _near(mention, times)
    if mention.verb is not None and (threatened or mention.frame.action is Action.THREATEN):
        return When(dates=threatened_time(mention.verb, near, day))
    own = _own(mention, near)
    period = _period(own)
    if period is not None:
        return When(dates=period, stated=True)
    expression = _time_of(mention, near, own)
    if expression is None:
        return When()
    night = _named_night(expression, own)
    if night is not None:
        return When(dates=night)
    return When(dates=_days_of(expression), instants=instants_of(expression, zone), deadline=expression.deadline)


def at_clock(mention: Mention, day: date) -> When:
    """The day of what the text dates by the clock alone: "from around 1 a.m." is of the day it is told."""
    return When(beside=DateRange(start=day, end=day)) if _CLOCK.search(mention.words.text) else When()


def _named_night(expression: TimeExpression, own: Sequence[Placed]) -> DateRange | None:
    """The night that "overnight" and a weekday beside it name together: "overnight on Monday"."""
    if expression.span.text.lower() != "overnight":
        return None
    for time, _ in own:
        beside = 0 < time.span.start - expression.span.end <= _BESIDE
        if beside and time.interval is not None and time.interval.start == time.interval.end:
            return DateRange(start=time.interval.start, end=time.interval.start + timedelta(days=1))
    return None


def _days_of(time: TimeExpression) -> DateRange | None:
    """A night is dated by the day on which it begins; "overnight" names no day and keeps both."""
    if time.type == "TIME" and time.span.text.lower().endswith("night") and time.span.text.lower() != "overnight":
        return dates_of(time.value) or time.interval
    return time.interval


def _near(mention: Mention, times: Sequence[TimeExpression]) -> list[Placed]:
    """The dated times of the sentence, with the words at which they stand."""
    sentence = mention.block.span(mention.head.sent)
    return [
        (time, token)
        for time in times
        if time.interval is not None
        and time.value != "PRESENT_REF"
        and sentence.start <= time.span.start < sentence.end
        for token in [_token_at(mention.block, mention.head.sent, time.span.start)]
        if token is not None
    ]


def _own(mention: Mention, near: Sequence[Placed]) -> list[Placed]:
    """The times of the act's own clause or phrase."""
    chain = verb_chain(mention.verb) if mention.verb is not None else []
    return [(time, token) for time, token in near if _belongs(time, token, mention, chain)]


def _period(own: Sequence[Placed]) -> DateRange | None:
    """The period between a beginning and an end that stand apart: "from Thursday until 23 June"."""
    begins = [time.interval for time, token in own if _preposition(token) in {"from", "starting", "beginning"}]
    ends = [time.interval for time, token in own if _preposition(token) in {"until", "till"}]
    if len(begins) != 1 or len(ends) != 1 or begins[0] is None or ends[0] is None or begins[0].start > ends[0].end:
        return None
    return DateRange(start=begins[0].start, end=ends[0].end)


def _preposition(token: Token) -> str:
    """The outermost preposition before a time: "from midnight on Thursday" begins."""
    found, current = "", token
    for _ in range(_PREPOSITIONS):
        if current.dep_ == "prep":
            found = current.lower_
        if current.head == current or current.pos_ in {"VERB", "AUX"}:
            break
        current = current.head
    return found


def _time_of(mention: Mention, near: Sequence[Placed], own: Sequence[Placed]) -> TimeExpression | None:
    if own:
        return min(own, key=lambda pair: abs(pair[1].i - mention.head.i))[0]
    if mention.verb is not None:
        shared = shared_time(mention.verb, near)
        if shared is not None:
            return shared
    loose = [time for time, token in near if _is_free(token, mention)]
    return loose[0] if len(loose) == 1 else None


def _token_at(block: ParsedBlock, sentence: Tokens, position: int) -> Token | None:
    """The token of ``sentence`` at a position of the document."""
    found = block.doc.char_span(position - block.offset, position - block.offset + 1, alignment_mode="expand")
    if found is None or not sentence.start <= found[0].i < sentence.end:
        return None
    return found[0]


def _belongs(time: TimeExpression, token: Token, mention: Mention, chain: Sequence[Token]) -> bool:
    """Whether a time stands in the noun phrase or clause that names the act; "the 2014 treaty" keeps its year."""
    above = token.head
    inside = above.idx + mention.block.offset < time.span.end
    if token.dep_ in {"nummod", "amod", "compound", "poss"} and above.pos_ == "NOUN" and not inside:
        return bool(above == mention.head)
    if _is_of_saying(token, chain):
        return False
    current = token
    for _ in range(12):
        if current == mention.head or any(current == verb for verb in chain):
            return True
        if current.pos_ in {"VERB", "AUX"} and current != token and not _only_sets(current):
            return False
        within = time.span.start <= current.idx + mention.block.offset < time.span.end
        if current.pos_ == "NOUN" and current.dep_ == "pobj" and current.head.lower_ in _RELATES and not within:
            return False  # "since the attack on Sunday": the day of the attack
        if current.dep_ == "acl" and current.head != mention.head and current.lemma_.lower() in _SETS:
            return False  # "called off a walkout planned for Friday"
        if current.head == current:
            return False
        current = current.head
    return False


def _is_of_saying(token: Token, chain: Sequence[Token]) -> bool:
    """Whether a time between a verb of saying and what is said is that of saying: "said on Monday it would"."""
    for verb in chain:
        doer = own_subject(verb)
        if verb.dep_ == "ccomp" and doer is not None and verb.head.i < token.i < doer.left_edge.i:
            return bool(token.i - verb.head.i <= 2)
    return False


def _only_sets(verb: Token) -> bool:
    """Whether a word only sets the time of the clause it hangs on: "as scheduled on July 14"."""
    if verb.lemma_ == "be" and verb.dep_ == "xcomp":
        return True  # "fired what appeared to be a missile on Sunday"
    if any(child.lower_ == "what" for child in verb.children):
        return True
    return verb.lemma_.lower() in _SETS and own_subject(verb) is None


def _is_free(token: Token, mention: Mention) -> bool:
    """Whether a time of the same sentence may be the act's: not one of a verb of saying, nor of a clause below the act.

    The time of saying is the time of a speech act.
    """
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return mention.verb is None or mention.head.sent.root.pos_ not in {"VERB", "AUX"}
    says = any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children)
    if says:
        return mention.frame.action in _SPEECH and mention.verb is not None and mention.verb.head == verb
    return mention.verb is None and any(ancestor == verb for ancestor in mention.head.ancestors)


def goes_on(mention: Mention, before: Mention) -> bool:
    """Whether an act is told in the sentence right after another one, in the same tense and without a time."""
    if mention.head.sent.start != before.head.sent.end or mention.mood.pluperfect or mention.mood.old:
        return False
    return mention.verb is not None and not any(child.lower_ in _PERFECT for child in mention.verb.children)


def place_of(
    mention: Mention, action: Action, places: Sequence[Place], parties: Sequence[Actor | None]
) -> Place | None:
    """The place of an act: the nearest one that its clause locates it in; a country only where no place is closer."""
    words = mention.block.span(mention.words)
    taken = [actor.span for actor in parties[:1] if actor is not None and actor.span is not None]
    found = [
        place
        for place in places
        if place.span is not None
        and words.start <= place.span.start < words.end
        and place.kind not in _NO_LOCATION
        and not any(span.start <= place.span.start < span.end for span in taken)
        and _locates(mention, place.span.start)
    ]
    if not found and action in _LOCATED:
        found = _elsewhere(mention, places)
    head = mention.head.idx + mention.block.offset
    return min(found, key=lambda place: (place.kind in _BROAD, _distance(place, head)), default=None)


def _distance(place: Place, position: int) -> int:
    return abs(place.span.start - position) if place.span is not None else 0


def _locates(mention: Mention, position: int) -> bool:
    """Whether a word such as "in", "near" or "northern" stands before the place, or it is the place acted on."""
    token = _token_at(mention.block, mention.head.sent, position)
    if token is None:
        return False
    current = token
    for _ in range(8):
        if current == mention.head:
            return True
        if current.dep_ == "pobj" and current.head.lower_ == "of":
            current = current.head.head
            continue
        if current.dep_ in {"pobj", "advmod", "npadvmod"}:
            return current.dep_ != "pobj" or current.head.lower_ in _places_after(mention)
        if current.dep_ in {"dobj", "nsubjpass", "appos", "dep"} or (current.dep_ == "nsubj" and mention.frame.inverse):
            return True
        if current.dep_ in {"nsubj"} or current.head == current:
            return False
        if current.dep_ == "prep" and current.lower_ == "from":
            return False
        current = current.head
    return False


def _elsewhere(mention: Mention, places: Sequence[Place]) -> list[Place]:
    """The places that the rest of the sentence sets off with a word such as "in"."""
    sentence = mention.block.span(mention.head.sent)
    return [
        place
        for place in places
        if place.span is not None
        and sentence.start <= place.span.start < sentence.end
        and place.kind not in _NO_LOCATION | _BROAD
        and _follows_locating(mention.block, place.span.start, sentence.start)
    ]


def _places_after(mention: Mention) -> frozenset[str]:
    """The prepositions before the place of an act; what is left is left "from" somewhere."""
    return _LOCATING | {"from"} if mention.frame.action is Action.RETREAT else _LOCATING


def _follows_locating(block: ParsedBlock, position: int, start: int) -> bool:
    before = block.doc.text[max(0, start - block.offset) : position - block.offset].split()
    return bool(before) and before[-1].lower() in {"in", "at", "near", "over", "inside", "outside", "around"}
