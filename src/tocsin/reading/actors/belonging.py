"""Whose officials and bodies a text means where it names no state beside them: nobody's, unless much speaks for one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.core.claims import Place
from tocsin.core.material import Span
from tocsin.reading.actors.coreference import Timeline, by_pronoun
from tocsin.reading.actors.members import (
    BODY,
    PEOPLE,
    PERSON,
    PLACE,
    STATE,
    Member,
    Mention,
    Scene,
    is_definite,
    is_of_a_state,
)
from tocsin.reading.actors.offices import find_body
from tocsin.reading.actors.words import is_state_body, words

_LONGEST_LABEL = 40
_OFTEN = 2
_MANY = 4
_FAR_MORE = 3
_TOWNS = 3
_NEARLY_ALL = 0.75
_SEVERAL = frozenset({"neither", "both", "each", "either", "any", "every", "all"})
_OURS = frozenset({"we", "our", "us", "ours"})
_DEEPEST = 6
_OF_HIS = frozenset({"'s", "’s", "'", "’"})
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """What a label over a paragraph names; ``is_state``: by the name of a state, not by a town's."""

    country: str | None = None
    side: str | None = None
    is_state: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a document says of the states in it.

    ``dateline`` is the country of the dateline where the text speaks of it, ``named`` how often each state is named,
    ``topic`` the state of which the first sentence tells, ``local`` the one in which nearly all its towns lie,
    ``owners`` whose bodies are named ("Kosovo police") by what they are, ``strange``: a state is meant that no table
    knows.
    """

    dateline: str | None
    named: Counter[str]
    topic: str | None
    local: str | None
    owners: Mapping[str, set[str]]
    strange: bool

    @property
    def home(self) -> str | None:
        """The state that a document is about beyond doubt: it is written there, and begins with it or names it most.

        Without a dateline it is the one named far more often than all others together, where the towns are its own.
        """
        if self.strange:
            return None
        if self.dateline is None:
            return self._only
        if self.dateline == self.topic:
            return self.dateline
        most = self.named.most_common(2)
        alone = len(most) == 1 or most[0][1] > most[1][1]
        return self.dateline if alone and most[0][0] == self.dateline else None

    @property
    def _only(self) -> str | None:
        for country, times in self.named.most_common(1):
            alone = times >= _MANY and times >= _FAR_MORE * (self.named.total() - times)
            return country if alone and self.local in {None, country} else None
        return None

    def owner_of(self, member: Member) -> str | None:
        """The state whose police or army the document names, if only its own and if it is about that state."""
        if self.strange or member.kind != BODY:
            return None
        owners = set().union(*(self.owners.get(word, set()) for word in member.words))
        return self.topic if owners == {self.topic} else None

    def is_party(self, country: str) -> bool:
        """Whether a state is one of those that the document is about, and not named in passing."""
        if country in {self.dateline, self.topic}:
            return True
        return self.named[country] >= _OFTEN and 4 * self.named[country] >= self.named.total()


def tell_countries(
    made: Sequence[Scene],
    timeline: Timeline,
    places: Sequence[Place],
    *,
    labels: Sequence[Span],
    dateline: Span | None,
    strange: bool,
) -> None:
    """Give officials and bodies that are named without a state the one that the text around them leaves no doubt of.

    That is the state that acted in the sentence before, the one in the label over the paragraph ("Moscow."), or the one
    that the whole document is written in and about. Diplomats stay without, and so does everybody where a state is
    meant that no table knows.
    """
    ground = _ground(made, _country_of(dateline, places) if dateline is not None else None, strange=strange)
    for scene, label in zip(made, _labelled(made, places, labels), strict=True):
        for mention in scene.mentions:
            member = mention.member
            if member.country is not None or member.side is not None:
                continue
            if _serves(mention):
                _take_from_owner(timeline, scene, mention)
            if member.country is None and _is_local(scene, mention):
                member.country = ground.local
            if not _needs_country(scene, mention):
                continue
            if member.country is None and member.side is None:
                member.country = _state_of(timeline, scene, mention, label, ground)
                member.side = label.side if member.country is None and not _is_abroad(mention) else None


def _state_of(timeline: Timeline, scene: Scene, mention: Mention, label: _Label, ground: Ground) -> str | None:
    """The state that acted last, if it may be the mention's own; else that of the label, else that of the document."""
    if _is_abroad(mention):
        return label.country if label.is_state else None
    last = _last_to_act(timeline, scene, mention)
    if last is not None and _may_own(scene, last, mention, ground):
        return None if _is_torn(scene, last, mention, ground) else last.member.country
    if label.country is not None or label.side is not None:
        return label.country
    home = ground.home if _is_domestic(mention) else None
    home = home or ground.owner_of(mention.member)
    return home if last is None or last.member.country == home else None


def _ground(made: Sequence[Scene], dateline: str | None, *, strange: bool) -> Ground:
    states = [m for scene in made for m in scene.mentions if m.member.kind in {STATE, BODY} and m.member.country]
    named = Counter(m.member.country for m in states if m.member.country is not None)
    dateline = dateline if dateline in named else None
    towns = [m for scene in made for m in scene.mentions if m.member.kind == PLACE and m.member.country]
    owners: dict[str, set[str]] = defaultdict(set)
    for mention in states:
        if mention.member.kind == BODY and mention.member.country is not None and mention.end == mention.start + 1:
            for word in mention.member.words:
                owners[word].add(mention.member.country)
    return Ground(
        owners=owners,
        dateline=dateline,
        named=named,
        topic=_topic(made, named, dateline),
        local=None if strange else _nearly_all(towns),
        strange=strange,
    )


def _nearly_all(towns: Sequence[Mention]) -> str | None:
    """The state in which nearly all towns of a text lie, if there are enough of them to tell."""
    lying = Counter(mention.member.country for mention in towns)
    for country, times in lying.most_common(1):
        return country if times >= _TOWNS and times >= _NEARLY_ALL * lying.total() else None
    return None


def _topic(made: Sequence[Scene], named: Counter[str], dateline: str | None) -> str | None:
    """The state of which the first sentence tells, unless another stands beside it or it only says what it thinks."""
    for scene in made[:1]:
        begun = [m for m in scene.mentions if m.sentence == 0 and m.main and m.member.kind != PLACE]
        for mention in begun:
            country = mention.member.country
            if _is_one_of_several(scene, mention):
                return None
            if country is not None:
                told = country == dateline or named[country] >= _OFTEN or not _reacts(scene, mention)
                return country if told else None
    return None


def _country_of(label: Span, places: Sequence[Place]) -> str | None:
    inside = (p for p in places if p.span and label.start <= p.span.start < label.end and p.kind != "ambiguous")
    return next((place.country for place in inside), None)


def _labelled(made: Sequence[Scene], places: Sequence[Place], labels: Sequence[Span]) -> list[_Label]:
    """For every scene what the label over it names."""
    told = [(label.start, _named_in(label, places)) for label in labels]
    found: list[_Label] = []
    for scene in made:
        above = [named for start, named in told if start < scene.block.offset]
        found.append(above[-1] if above else _Label())
    return found


def _named_in(label: Span, places: Sequence[Place]) -> _Label:
    """Whom a label names that is nothing but a name ("Moscow.", "Kosovo's government.")."""
    bare = label.text.strip(" .:#*")
    if len(bare) > _LONGEST_LABEL:
        return _Label()
    body = find_body(bare)
    if body is not None:
        return _Label(country=body.country, side=None if body.country else body.name)
    for place in places:
        if place.span is not None and label.start <= place.span.start < label.end:
            rest = _WORD.findall(bare.replace(place.span.text, "", 1).lower())
            named = place.country if all(map(is_state_body, rest)) else None
            return _Label(country=named, is_state=place.kind == "country")
    return _Label()


def _serves(mention: Mention) -> bool:
    """Whether somebody or something speaks or acts for whose it is ("her office", not "her brother")."""
    member = mention.member
    held = set((member.role or "").split()) or member.words
    return bool(held & (words("of_state") | words("for_another"))) and not held & words("private")


def _take_from_owner(timeline: Timeline, scene: Scene, mention: Mention) -> None:
    """Whose spokeswoman or commander it is, where a pronoun or a name says so ("Their commander", "Vrba's office")."""
    doc = scene.block.doc
    for token in doc[slice(*mention.reach)]:
        owner = by_pronoun(timeline, scene, token) if token.tag_ == "PRP$" else None
        if owner is not None:
            mention.member.country, mention.member.side = owner.country, owner.side
    if mention.member.kind == PERSON:
        return
    for other in scene.mentions:
        inside = mention.reach[0] <= other.start and other.end <= mention.reach[1] and other.member.kind == PERSON
        if inside and (doc[other.end : other.end + 1].text in _OF_HIS or doc[other.start - 1].lower_ == "for"):
            mention.member.country, mention.member.side = other.member.country, other.member.side


def _is_local(scene: Scene, mention: Mention) -> bool:
    """Whether it is an officer or a body of a town or district, so of the state where the text's towns lie."""
    member = mention.member
    inside = scene.block.doc[slice(*mention.reach)]
    if any(token.i in scene.taken for token in inside) or _is_abroad(mention):
        return False
    if member.kind != PERSON and _is_named(scene, mention):
        return False
    told = {token.lower_ for token in inside}
    if told & (words("private") | _SEVERAL):
        return False
    if member.kind == BODY:
        return bool(told & words("of_towns") and member.words & words("town_bodies"))
    held = set((member.role or "").split())
    if member.kind == PEOPLE and not is_definite(scene, mention):
        return False
    return "mayor" in held or bool(held & words("of_towns") and held & words("town_officers"))


def _needs_country(scene: Scene, mention: Mention) -> bool:
    member = mention.member
    if member.kind == BODY:
        first = scene.block.doc[mention.reach[0]].lower_
        placed = any(position in scene.taken for position in range(mention.reach[0], mention.end))
        return is_of_a_state(member) and not placed and not _is_named(scene, mention) and first not in _SEVERAL
    if member.kind == PEOPLE and not is_definite(scene, mention):
        return False
    if member.kind == PERSON and scene.block.doc[mention.end : mention.end + 1].text == "of":
        return False  # whose else it is stands there
    held = (member.role or "").split()
    served = set(held[-1:] if held[-1:] == ["deputy"] else held) & words("of_state")
    return member.kind in {PERSON, PEOPLE} and bool(served - {"deputy"} or held[-1:] == ["deputy"])


def _is_named(scene: Scene, mention: Mention) -> bool:
    """Whether a name stands in a body's phrase that nobody knows ("the government in Bessara City")."""
    inside = scene.block.doc[slice(*mention.reach)]
    behind = [token for token in inside if token.i > mention.start and token.i not in scene.taken]
    return any(token.text[0].isupper() and token.pos_ == "PROPN" for token in behind)


def _is_abroad(mention: Mention) -> bool:
    """Whether it is somebody who may be of another state than the one spoken of, or of none."""
    held = set((mention.member.role or "").split()) | (mention.member.words if mention.member.kind != PERSON else set())
    return bool(held & (words("abroad") | words("private")))


def _is_domestic(mention: Mention) -> bool:
    return mention.member.kind == BODY or bool(set((mention.member.role or "").split()) & words("domestic"))


def _last_to_act(timeline: Timeline, scene: Scene, mention: Mention) -> Mention | None:
    """The last mention of a known state before another mention that acts: in its sentence, or earlier in its block."""
    for earlier in timeline.before(scene, mention.reach[0]):
        if earlier.order[0] != scene.number:
            return None
        if earlier.member.country is None or earlier.member.kind == PLACE:
            continue
        if earlier.main or (earlier.subject and earlier.sentence == mention.sentence):
            return earlier
    return None


def _may_own(scene: Scene, earlier: Mention, mention: Mention, ground: Ground) -> bool:
    """Whether the state of ``earlier`` may be that of ``mention``: a party, no bystander, not one of several."""
    country = earlier.member.country or ""
    central = country in ({ground.home} if ground.home else {ground.dateline, ground.topic})
    if ground.strange or not (central or _goes_on(scene, earlier, mention)):
        return False
    if _is_abroad(earlier) or _is_one_of_several(scene, earlier):
        return False
    if not central and _reacts(scene, earlier):
        return False
    same = earlier.sentence == mention.sentence
    if same and mention.member.kind != BODY and not mention.subject:
        return False
    if same and mention.member.words & words("others_too") and not central:
        return False
    if ground.is_party(country):
        return True
    others = {
        m.member.country for m in scene.mentions if m.sentence == mention.sentence and m.member.kind in {STATE, BODY}
    }
    return ground.dateline is not None and not same and others <= {country, None}


def _is_torn(scene: Scene, earlier: Mention, mention: Mention, ground: Ground) -> bool:
    """Whether a domestic office may as well be of the dateline's state, with which the paragraph begins."""
    if ground.dateline in {None, earlier.member.country} or earlier.sentence == mention.sentence:
        return False
    begun = any(m.member.country == ground.dateline and m.start < earlier.start for m in scene.mentions)
    return begun and _is_domestic(mention)


def _goes_on(scene: Scene, earlier: Mention, mention: Mention) -> bool:
    """Whether a state goes on: in one sentence, from the first of a paragraph to the next, in words of "we"."""
    apart = mention.sentence - earlier.sentence
    if apart == 0:
        return True
    sentence = next(scene.block.doc[mention.start : mention.start + 1].sents)
    ours = any(token.lower_ in _OURS and scene.is_quoted(token.i) for token in sentence)
    return apart == 1 and (ours or (earlier.sentence == 0 and scene.number > 0))


def _is_one_of_several(scene: Scene, mention: Mention) -> bool:
    """Whether a state stands beside another one ("Azerbaijan and Armenia")."""
    beside = [scene.taken.get(token.i) for token in scene.block.doc[mention.end - 1].conjuncts]
    return any(found is not None and found.country not in {None, mention.member.country} for found in beside)


def _reacts(scene: Scene, mention: Mention) -> bool:
    """Whether a state speaks as one who looks on ("France urged restraint")."""
    token = scene.block.doc[mention.end - 1]
    for _ in range(_DEEPEST):
        if token.pos_ in {"VERB", "AUX"} or token.head == token:
            break
        token = token.head
    return token.lemma_ in words("reactions")
