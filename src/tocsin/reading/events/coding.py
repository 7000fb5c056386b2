"""The coded events of one document: what happened, was claimed, denied, threatened or planned; by whom, where, when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.core.claims import Actor, Claim, Event, Place, TimeExpression
from tocsin.core.material import UNDATED, Document
from tocsin.core.times import DateRange
from tocsin.core.vocabulary import Action, Stance, Status
from tocsin.reading.actors.cast import Cast
from tocsin.reading.events.attributes import attributes_of, mode_by_weapon, scope_of_subject
from tocsin.reading.events.drafts import DENIAL, Draft, merged
from tocsin.reading.events.intents import intents
from tocsin.reading.events.mentions import Mention, find_mentions
from tocsin.reading.events.moods import mood_words
from tocsin.reading.events.occurred import When, at_clock, goes_on, place_of, when_of
from tocsin.reading.events.officiality import with_officiality
from tocsin.reading.events.owndeeds import is_own
from tocsin.reading.events.parties import Pair
from tocsin.reading.events.passing import is_event
from tocsin.reading.events.roles import at_home, counterpart, named_side, party, roles
from tocsin.reading.events.sharedtimes import clocked
from tocsin.reading.events.sides import between_sides, with_sides
from tocsin.reading.events.spoken import main_denial, spoken_acts
from tocsin.reading.events.sports import is_play, tells_of_sport
from tocsin.reading.events.standing import HOSTILE, SPEECH, Heard, Standing, is_history, standing
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.segment import BlockKind, Layout
from tocsin.reading.text.syntax import after, children, is_passive, objects, own_subject, subject

_LIVE = frozenset({Status.REPORTED, Status.CLAIMED, Status.DISPUTED, Status.NEGATED, Status.DENIED})


def find_events(
    document: Document,
    layout: Layout,
    blocks: Sequence[ParsedBlock],
    cast: Cast,
    claims: Sequence[Claim],
    times: Sequence[TimeExpression],
    places: Sequence[Place],
    made_by: str,
) -> tuple[Event, ...]:
    """Every event that a document tells of, in the order of its text; never raises on any text.

    An act told of several times is one event with the best evidence. An event told in a claim names it in
    ``supported_by``, and in ``disputed_by`` the claims that deny it; the paper's own reports name none.
    """
    coder = _Coder(document, layout, cast, claims, times, places)
    drafts = [draft for block in blocks for draft in coder.drafts(block)]
    drafts.extend(spoken_acts(claims, drafts, cast, coder.times))
    states = cast.sides()
    kept = main_denial([draft for draft in merged(with_sides(drafts, states)) if is_event(draft)], len(document.text))
    kept = coder.opening_intents(blocks, kept) + between_sides(kept, states)
    return tuple(
        _event(document, draft, number, made_by) for number, draft in enumerate(with_officiality(kept, claims), 1)
    )


def _event(document: Document, draft: Draft, number: int, made_by: str) -> Event:
    return Event(
        key=f"{document.key}#e{number}",
        available_at=document.available_at,
        made_by=made_by,
        document=document.id,
        action=draft.action,
        mode=draft.mode,
        status=draft.status,
        actor=draft.actor,
        recipient=draft.recipient,
        place=draft.place,
        attributes=draft.attributes,
        occurred=draft.when.days,
        occurred_instants=draft.when.instants,
        evidence=draft.evidence,
        supported_by=draft.supported_by,
        disputed_by=draft.disputed_by,
        reader_score=draft.score,
    )


class _Coder:
    """Codes the mentions of one document."""

    def __init__(
        self,
        document: Document,
        layout: Layout,
        cast: Cast,
        claims: Sequence[Claim],
        times: Sequence[TimeExpression],
        places: Sequence[Place],
    ) -> None:
        self._document, self._cast = document, cast
        self.times = sorted(times, key=lambda time: time.span.start)
        self._places = sorted((p for p in places if p.span is not None), key=_start)
        self._heard = Heard(claims, cast)
        self._labelled = tuple(_background(document.text, layout))
        self._clocked = tuple(clocked(document.text, layout))
        self._scope = scope_of_subject(document.title) or scope_of_subject(_first_sentence(document.text, layout))
        self._plays = tells_of_sport(document.text)
        self._first = min((block.start for block in layout.paragraphs), default=0)

    def drafts(self, block: ParsedBlock) -> Iterator[Draft]:
        """The acts that one block tells of."""
        start, end = block.offset, block.offset + len(block.text)
        first = bisect_right(self.times, start, key=lambda time: time.span.end)
        times = self.times[first : bisect_left(self.times, end, key=lambda time: time.span.start)]
        places = self._places[bisect_left(self._places, start, key=_start) : bisect_left(self._places, end, key=_start)]
        mentions = [each for each in find_mentions(block) if not (self._plays and is_play(each.head))]
        last: tuple[Mention, Draft] | None = None
        for mention in mentions:
            if self._leads(mention) and any(_is_promised(mention, other) for other in mentions):
                continue
            draft = self._draft(mention, times, places)
            if draft is not None:
                draft = self._dated_beside(mention, draft, last, times)
                last = (mention, draft) if draft.when.days is not None else last
                yield draft

    def _dated_beside(
        self, mention: Mention, draft: Draft, last: tuple[Mention, Draft] | None, times: Sequence[TimeExpression]
    ) -> Draft:
        """The act with the day of what is told right before it, or of the live page under whose clock it stands."""
        if draft.when.dates is not None or draft.status not in _LIVE or draft.action not in HOSTILE:
            return draft
        sentence = mention.block.span(mention.head.sent)
        if any(time.interval is not None and sentence.start <= time.span.start < sentence.end for time in times):
            return draft
        if any(start <= sentence.start < end for start, end in self._clocked):
            return replace(draft, when=When(beside=DateRange(start=self._cast.day, end=self._cast.day)))
        if last is None:
            return replace(draft, when=at_clock(mention, self._cast.day))
        before = last[1]
        if before.when.dates is None and last[0].head.sent == mention.head.sent:
            return replace(draft, when=before.when)
        if not goes_on(mention, last[0]):
            return draft
        told = before.when.days
        alike = before.action in HOSTILE and before.status in _LIVE and told is not None and told.days == 1
        return replace(draft, when=When(beside=told)) if alike else draft

    def opening_intents(self, blocks: Sequence[ParsedBlock], kept: Sequence[Draft]) -> list[Draft]:
        """What the first sentence says that somebody will or must do, where nothing is told in it otherwise."""
        first = next((block for block in blocks if block.block.start == self._first), None)
        if first is None:
            return []
        end = next((first.span(sentence).end for sentence in first.doc.sents), first.offset)
        return [] if any(draft.evidence.start < end for draft in kept) else list(intents(first, self._cast))

    def _draft(self, mention: Mention, times: Sequence[TimeExpression], places: Sequence[Place]) -> Draft | None:
        parties = roles(mention, self._cast, times)
        head = mention.block.span(mention.head)
        around = self._heard.around(head.start, head.end)
        if _is_aside(mention):
            around = tuple(claim for claim in around if claim.quoted)
        stands = standing(mention, parties, around, self._heard, leads=self._leads(mention))
        if stands is None:
            return None
        actor, recipient = self._parties(mention, parties, stands, around)
        if stands.mode == "ceasefire" and mention.is_noun and actor is not None and recipient is not None:
            stands = _agreed(mention, stands)
        place = place_of(mention, stands.action, places, (actor, recipient))
        actor = at_home(actor, place.country if place is not None else None)
        zone = place.zone if place is not None else None
        threatened = stands.status is Status.THREATENED
        when = when_of(mention, times, zone, self._cast.day, threatened=threatened)
        if stands.status in _LIVE and mention.verb is None and stands.action in HOSTILE and when.opens(self._cast.day):
            stands = replace(stands, status=Status.HYPOTHETICAL)
        if stands.status is Status.REPORTED and stands.action is Action.CONSULT and _is_set(mention, when):
            stands = replace(stands, status=Status.PLANNED)
        when = when.told(self._cast.day) if stands.status in _LIVE else when.ahead(self._cast.day)
        done = stands.status in _LIVE
        if stands.status is Status.REPORTED and when.dates is not None and when.dates.start > self._cast.day:
            if stands.action in SPEECH | {Action.AGREE} or stands.mode == "discontinue" or _is_past(mention):
                when = When()
            else:
                stands = replace(stands, status=Status.PLANNED)
        labelled = any(start <= head.start < end for start, end in self._labelled)
        dates = when.dates if self._cast.day < UNDATED.date() else None  # history is seen from the day of publication
        lasts = stands.status is Status.NEGATED and when.dates is not None and when.dates.end >= self._cast.day
        if (
            stands.status in _LIVE
            and not lasts
            and is_history(mention, dates, self._cast.day, told_in_claim=bool(around), labelled=labelled)
        ):
            stands = replace(stands, status=Status.BACKGROUND)
        attributes = attributes_of(mention, stands.action, done=done)
        if attributes.scope is None and stands.action in {Action.AGREE, Action.REJECT} and stands.mode != DENIAL:
            attributes = replace(attributes, scope=self._scope)
        return Draft(
            action=stands.action,
            mode=mode_by_weapon(stands.mode, attributes) if stands.action is Action.ASSAULT else stands.mode,
            status=stands.status,
            actor=actor,
            recipient=recipient,
            place=place,
            attributes=attributes,
            when=when,
            evidence=mention.block.span(mention.words),
            supported_by=(*stands.supported_by, *self._heard.opened_by(head.start, head.end)),
            disputed_by=stands.disputed_by,
            named_at=head.start,
            named_by=mention.head.lemma_.lower(),
            named_by_noun=mention.verb is None,
            from_denial=bool(around) and around[0].stance is Stance.DENIES and around[0].answers is not None,
            is_main=_is_main(mention),
            side=self._side(actor),
            target=self._side(recipient),
            leads=self._leads(mention),
            points_back=mention.is_definite,
            score=self._score(mention, stands, actor, recipient),
        )

    def _parties(self, mention: Mention, parties: Pair, stands: Standing, around: Sequence[Claim]) -> Pair:
        """Who acts and on whom: as the clause has it, else as whoever tells of it does."""
        actor, recipient = parties
        head = mention.block.span(mention.head)
        if mention.verb == mention.head and stands.action in SPEECH and own_subject(mention.head) is None:
            actor = self._heard.speaker_at(head.start, head.end) or actor
        if stands.speaker is not None:
            actor, recipient = stands.speaker, parties[0]
        elif actor is None and around and is_own(mention, stands, around[0]):
            actor = around[0].speaker if self._side(around[0].speaker) is not None else None
        if stands.action in {Action.THREATEN, Action.REJECT} and _speaks_of(recipient, mention):
            actor, recipient = recipient, None
        actor, recipient = party(actor, self._cast), party(recipient, self._cast)
        return counterpart(actor, recipient, self._cast), recipient

    def _side(self, actor: Actor | None) -> str | None:
        """The state, body or named person that an actor is or stands for; ``None`` for "officials"."""
        return named_side(actor, self._cast)

    def _leads(self, mention: Mention) -> bool:
        """Whether the act is told in the first sentence of the running text."""
        return mention.block.block.start == self._first and mention.head.sent.start == 0

    def _score(self, mention: Mention, stands: Standing, actor: Actor | None, recipient: Actor | None) -> float:
        """How surely the text says so: by how plainly the clause tells of it."""
        score = 0.5
        score += 0.1 if self._leads(mention) else 0.0
        score += 0.1 if actor is not None and actor.country is not None else 0.05 if actor is not None else -0.05
        score += 0.05 if recipient is not None else 0.0
        if mention.verb is None:
            score -= 0.2
        else:
            root = mention.verb.sent.root
            score += (
                0.15
                if mention.verb == root
                else 0.1
                if mention.verb.head == root and mention.verb.dep_ in {"ccomp", "conj", "xcomp"}
                else 0.0
            )
        score -= 0.4 if mention.frame.mode == DENIAL and _says_only_that(mention) else 0.0
        score -= 0.15 if stands.status in {Status.BACKGROUND, Status.HYPOTHETICAL} else 0.0
        return round(max(0.05, min(0.95, score)), 3)


def _start(place: Place) -> int:
    return place.span.start if place.span is not None else -1


def _agreed(mention: Mention, stands: Standing) -> Standing:
    """A truce that two sides announce is an agreement between them; its beginning is another event."""
    announced = mention.verb is not None and mention.verb.lemma_.lower() in {
        "announce",
        "declare",
        "agree",
        "accept",
        "confirm",
    }
    return replace(stands, action=Action.AGREE, mode="") if announced and _between_two(mention) else stands


def _between_two(mention: Mention) -> bool:
    """Whether the text names both sides of a truce together: as its subjects, or after "between" or "with"."""
    doer = subject(mention.verb) if mention.verb is not None else None
    return (doer is not None and bool(children(doer, "conj"))) or bool(after(mention.head, "between", "with"))


def _speaks_of(recipient: Actor | None, mention: Mention) -> bool:
    """Whether what is threatened is an act of the very state taken to suffer it: "she warned Oslo would respond"."""
    verb = mention.verb
    if recipient is None or recipient.country is None or recipient.span is None or verb is None or is_passive(verb):
        return False
    doers = [subject(inner) for inner in (verb, *children(verb, "ccomp"))]
    told = [mention.block.span(doer) for doer in doers if doer is not None]
    return any(recipient.span.start <= each.start < recipient.span.end for each in told)


def _is_past(mention: Mention) -> bool:
    """Whether a finite verb in the past tense names the act: a day read as one to come is not its day."""
    verb = mention.head
    if mention.is_noun or mention.mood.planned:
        return False
    return bool(verb.tag_ == "VBD") or any(each.lower_ in {"was", "were"} for each in children(verb, "auxpass"))


def _is_promised(mention: Mention, other: Mention) -> bool:
    """Whether an act is what another one promises: in a lead the promise is the news, elsewhere what is promised."""
    return (
        other.frame.mode == "promise" and other is not mention and any(a == other.head for a in mention.head.ancestors)
    )


def _is_aside(mention: Mention) -> bool:
    """Whether the paper itself sets the scene at the end of what somebody says: "said it had won, as police fired"."""
    verb = mention.verb
    if verb is None or verb.dep_ != "advcl" or own_subject(verb) is None:
        return False
    marks = [mark for mark in children(verb, "mark") if mark.lower_ in {"as", "while"} and mark.i > 0]
    return any(verb.doc[mark.i - 1].text == "," for mark in marks)


def _is_main(mention: Mention) -> bool:
    """Whether the verb of a main clause tells of the act."""
    verb = mention.verb
    while verb is not None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    return verb is not None and verb.head == verb


def _is_set(mention: Mention, when: When) -> bool:
    """Whether the present tense tells of a meeting to come: "ministers meet on Thursday"."""
    verb = mention.verb
    return verb is not None and when.dates is not None and verb.tag_ in {"VBZ", "VBP"}


def _says_only_that(mention: Mention) -> bool:
    """ "denied it": what was denied is told elsewhere, and better."""
    return any(each.pos_ == "PRON" for each in objects(mention.head))


def _background(text: str, layout: Layout) -> Iterator[tuple[int, int]]:
    """The parts of a text that stand under a label such as "Background."."""
    labels = mood_words()["labels"]["background"]
    blocks = layout.blocks
    for index, block in enumerate(blocks):
        if block.kind in {BlockKind.QUESTION, BlockKind.HEADING} and _label(text, block.start, block.end) in labels:
            following = next(
                (b.start for b in blocks[index + 1 :] if b.kind in {BlockKind.QUESTION, BlockKind.HEADING}), len(text)
            )
            yield block.end, following


def _first_sentence(text: str, layout: Layout) -> str:
    """What an article is about, where it has no title: the words up to the first full stop of its running text."""
    first = next(iter(layout.paragraphs), None)
    return text[first.start : first.end].split(". ", maxsplit=1)[0] if first is not None else ""


def _label(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" .:\n#*").lower()
