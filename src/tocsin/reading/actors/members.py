"""Who is named in a parsed document: states, places, bodies, persons, people without a name; and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tocsin.core.claims import Place
from tocsin.reading.actors.names import NameHit, find_names
from tocsin.reading.actors.offices import Body, find_body, starts_body
from tocsin.reading.actors.words import (
    gender_of_role,
    is_body_word,
    is_person_word,
    is_plural,
    is_role_word,
    is_state_body,
    words,
)
from tocsin.reading.places.gazetteer import gazetteer, place_key
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.quotes import Quote, pair_quotes

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON, BODY, STATE, PEOPLE, PLACE = "person", "body", "state", "people", "place"

_STATE_KINDS = frozenset({"country", "demonym", "metonym", "capital-metonym"})
_OPENERS = ("The ", "A ", "An ", "Some ", "Several ", "Many ", "Two ", "Three ", "Four ", "Both ", "Other ", "One ")
_EDGES = " \t\n,.;:!?“”\"‘’'()[]—–-"
_LONGEST_BODY = 9
_LONGEST_COMPLEMENT = 6
_KOREAS = {"North": "PRK", "South": "KOR"}
_HYPHENS = frozenset({"-", "‑"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WHITHER = frozenset({"to", "for", "in", "at", "on", "with"})
"""Small words behind a diplomat's office before the state that is not his own."""

_WHERE_FROM = frozenset({"of", "for", "from", "in", "at"})
_SKIPPED = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod"})


@dataclass(slots=True, kw_only=True)
class Member:
    """One of the cast. ``kind`` is person, body, state, people (without a name) or place; ``side`` an organisation.

    What a text tells of a person may come after the first mention, so a member grows while the text is gone through.
    """

    name: str
    kind: str
    country: str | None = None
    role: str | None = None
    side: str | None = None
    gender: str = ""
    plural: bool = False
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a member stands: ``start`` to ``end`` its own words, ``reach`` with title and apposition (token positions).

    ``order`` is its place in the document: (number of the block, position). ``subject``: something is said of it;
    ``main``: by the main clause of its sentence. ``quoted``: inside somebody's own words.
    """

    order: tuple[int, int]
    start: int
    end: int
    reach: tuple[int, int]
    member: Member
    subject: bool
    main: bool
    sentence: int
    quoted: bool


@dataclass(kw_only=True)
class Scene:
    """One block with everybody who is in it."""

    block: ParsedBlock
    number: int
    places: dict[int, tuple[int, Place]] = field(default_factory=dict)
    bodies: dict[int, tuple[int, Body]] = field(default_factory=dict)
    taken: dict[int, Place | Body] = field(default_factory=dict)
    names: list[NameHit] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    def is_quoted(self, position: int) -> bool:
        """Whether the token at ``position`` stands between quotation marks."""
        at = self.block.doc[position].idx
        return any(quote.start <= at < quote.end for quote in self.quotes)

    def mention(self, member: Member, start: int, end: int, reach: tuple[int, int] | None = None) -> Mention:
        """Note that ``member`` stands at the tokens ``start`` to ``end``."""
        subjects = [token for token in self.block.doc[slice(*(reach or (start, end)))] if token.dep_ in _SUBJECTS]
        first = (reach or (start, end))[0]
        source = first > 1 and self.block.doc[first - 2 : first].text.lower() == "according to"
        made = Mention(
            order=(self.number, start),
            start=start,
            end=end,
            reach=reach or (start, end),
            member=member,
            subject=bool(subjects) or source,
            main=any(_is_main(token) for token in subjects) or source,
            sentence=self.sentences[start],
            quoted=self.is_quoted(start),
        )
        self.mentions.append(made)
        return made


def _is_main(subject: Token) -> bool:
    """Whether a subject belongs to the main clause of its sentence, or to one joined to it."""
    verb = subject.head
    while verb.dep_ == "conj":
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def scenes(blocks: Sequence[ParsedBlock], places: Sequence[Place]) -> list[Scene]:
    """The blocks with the places, bodies and possible names in them; nobody is identified yet."""
    made = [Scene(block=block, number=number) for number, block in enumerate(blocks)]
    waiting = iter(sorted((place for place in places if place.span), key=_start))
    place = next(waiting, None)
    for scene in made:
        doc, offset = scene.block.doc, scene.block.offset
        while place is not None and _start(place) < offset:
            place = next(waiting, None)
        sentence = -1
        for token in doc:
            sentence += bool(token.is_sent_start)
            scene.sentences.append(max(sentence, 0))
            while place is not None and _start(place) < token.idx + offset:
                place = next(waiting, None)
            if place is not None and place.span is not None and place.span.start == token.idx + offset:
                scene.places[token.i] = (_token_at(scene.block, token, place.span.end), place)
        scene.quotes = pair_quotes(scene.block.text, 0, len(scene.block.text))
        scene.bodies = dict(_bodies(scene))
        tables: tuple[Mapping[int, tuple[int, Place | Body]], ...] = (scene.places, scene.bodies)
        for table in tables:
            for start, (end, found) in table.items():
                scene.taken |= dict.fromkeys(range(start, end), found)
        scene.names = list(find_names(doc, scene.taken))
    return made


def _start(place: Place) -> int:
    return place.span.start if place.span else 0


def _token_at(block: ParsedBlock, first: Token, end: int) -> int:
    """The position behind the last token before the character ``end`` of the document."""
    position: int = first.i
    while position < len(block.doc) and block.doc[position].idx + block.offset < end:
        position += 1
    return position


def _bodies(scene: Scene) -> Iterator[tuple[int, tuple[int, Body]]]:
    """The bodies of the table in a block, the longest name first."""
    doc, text, position = scene.block.doc, scene.block.text, 0
    while position < len(doc):
        token = doc[position]
        found = None
        if token.text[0].isupper() or token.text in {"al", "the"}:
            found = _longest_body(scene, position) if _may_start(text, token) else None
        if found is None:
            position += 1
            continue
        yield position, found
        position = found[0]


def _may_start(text: str, token: Token) -> bool:
    """Whether the word up to the next space begins the name of some body ("al-Qaeda" is three tokens)."""
    space = text.find(" ", token.idx, token.idx + 40)
    word = text[token.idx : space if space >= 0 else token.idx + 40]
    return starts_body(token.text) or starts_body(word.rstrip(".,;:!?’'\"”)"))


def _longest_body(scene: Scene, position: int) -> tuple[int, Body] | None:
    doc, text = scene.block.doc, scene.block.text
    for end in range(min(len(doc), position + _LONGEST_BODY), position, -1):
        body = find_body(text[doc[position].idx : doc[end - 1].idx + len(doc[end - 1].text)])
        if body is not None:
            return end, body
    return None


def note_states_and_bodies(scene: Scene, members: dict[str, Member]) -> None:
    """Add the states, places and bodies of a scene; ``members`` holds those of the document by name."""
    for start, (end, place) in scene.places.items():
        if place.kind == "ambiguous" or any(position in scene.bodies for position in range(start, end)):
            continue
        scene.mention(_of_place(place, members), start, end)
    for start, (end, body) in scene.bodies.items():
        owner = country_before(scene, start)
        if owner is not None and owner[1] != body.country and _may_be_another(body, end - start):
            first = owner[0]
            name = scene.block.doc[first:end].text
            member = members.setdefault(name, Member(name=name, kind=BODY, country=owner[1], words=body.words))
        else:
            first = owner[0] if owner and body.country else start
            member = members.setdefault(
                body.name, Member(name=body.name, kind=BODY, country=body.country, side=body.name, words=body.words)
            )
            _name_as_written(member, body, scene.block.doc[start:end].text)
        scene.mention(member, start, end, (first, end))


def note_koreas(made: Sequence[Scene], members: dict[str, Member]) -> None:
    """Add "the North" and "the South" where both Koreas are named: news calls no other states so."""
    both = {"PRK", "KOR"} <= {place.country for scene in made for _, place in scene.places.values()}
    for scene in made if both else ():
        for token in scene.block.doc:
            code = _KOREAS.get(token.text)
            alone = token.i + 1 >= len(scene.block.doc) or not scene.block.doc[token.i + 1].text[0].isupper()
            if code and alone and token.i and token.nbor(-1).lower_ == "the" and token.i not in scene.taken:
                state = gazetteer().country(code)
                name = state.name if state else token.text
                member = members.setdefault(f"{name}/{code}", Member(name=name, kind=STATE, country=code))
                scene.mention(member, token.i, token.i + 1)


def _may_be_another(body: Body, size: int) -> bool:
    """Whether a state before its name makes it another body: "Russia's Security Council" is not the UN's."""
    return body.kind == "state" or (body.kind == "organisation" and body.country is None and size > 1)


def _name_as_written(member: Member, body: Body, written: str) -> None:
    """Take the longest form that the document uses; international bodies go by the name of the table."""
    bare = written.removeprefix("The ").removeprefix("the ")
    if body.kind != "organisation" and (member.name == body.name or len(bare) > len(member.name)):
        member.name = bare


def _of_place(place: Place, members: dict[str, Member]) -> Member:
    capital = place_key(place.name) in gazetteer().capitals.get(place.country or "", ())
    kind = STATE if place.kind in _STATE_KINDS or capital else PLACE
    text = (place.span.text if place.span else place.name).removeprefix("The ").removeprefix("the ")
    state = gazetteer().country(place.country) if place.country else None
    name = state.name if state is not None and place.kind in {"country", "demonym"} else text
    return members.setdefault(f"{name}/{place.country}", Member(name=name, kind=kind, country=place.country))


def country_before(scene: Scene, position: int) -> tuple[int, str] | None:
    """Where a state named right before ``position`` begins ("U.S.", "Ukraine's"), and its code."""
    doc = scene.block.doc
    at = position - 1
    if at >= 0 and doc[at].tag_ == "POS":
        at -= 1
    place = scene.taken.get(at)
    if not isinstance(place, Place) or place.country is None or place.kind not in _STATE_KINDS | {"capital"}:
        return None
    while at - 1 in scene.taken and scene.taken[at - 1] is place:
        at -= 1
    return at, place.country


def note_people_and_kinds(scene: Scene) -> None:
    """Add people without a name ("two Israeli officials") and bodies without one of their own ("Kosovo police")."""
    covered = {i for mention in scene.mentions if mention.member.kind == PERSON for i in range(*mention.reach)}
    covered |= {i for start, (end, _) in scene.bodies.items() for i in range(start, end)}
    for token in scene.block.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in covered or token.dep_ in _SKIPPED:
            continue
        low = token.lower_
        people, body = is_person_word(low), is_body_word(low)
        if not (people or body) or (people and _is_in_a_name(scene, token)):
            continue
        start, end = phrase(token)
        member = Member(
            name=described(
                scene.block.doc[start:end].text, proper=body and token.text[0].isupper() and end - start > 1
            ),
            kind=PEOPLE if people else BODY,
            country=country_in(scene, token, start, end),
            side=side_in(scene, start, end),
            role=_role(scene, start, token) if people else None,
            gender=gender_of_role(low) if people else "",
            plural=is_plural(low, token.tag_),
            words=frozenset({low}),
        )
        scene.mention(member, token.i, token.i + 1, (start, end))


def _is_in_a_name(scene: Scene, token: Token) -> bool:
    """Whether a word for a person ends the name of something else ("Grey Sister")."""
    before = scene.block.doc[token.i - 1] if token.i else None
    if not token.text[0].isupper() or before is None or before.i in scene.taken or not before.text[0].isupper():
        return False
    return not (is_role_word(before.lower_) or before.is_sent_start)


def described(text: str, *, proper: bool) -> str:
    """A phrase as a name: without "the" before a proper name, without a capital that only opens the sentence."""
    text = _paired(" ".join(text.split()).strip(_EDGES))
    if proper:
        return text.removeprefix("The ").removeprefix("the ")
    return text[0].lower() + text[1:] if text.startswith(_OPENERS) else text


def _paired(text: str) -> str:
    """``text`` with the quotation mark that an edge cut off: a name is never printed with half a pair."""
    if text.count('"') % 2:
        return f'{text}"'
    opened, closed = text.count("“"), text.count("”")
    return text + "”" * (opened - closed) if opened >= closed else "“" * (closed - opened) + text


def phrase(head: Token) -> tuple[int, int]:
    """The words of a noun phrase: all before its head, and behind it a short complement ("of the Interior")."""
    start = head.i
    for child in head.lefts:
        if child.dep_ not in {"punct", "cc", "preconj", "relcl", "advcl", "nsubj", "aux"}:
            start = min(start, child.left_edge.i)
    end = head.i + 1
    for child in head.rights:
        named = head.text[0].isupper() and child.lower_ == "on"
        if child.i != end or child.dep_ != "prep" or not (named or child.lower_ in _WHERE_FROM):
            break
        stop = next(
            (t.i for t in child.subtree if t.is_punct or t.dep_ in {"relcl", "acl", "cc"}), child.right_edge.i + 1
        )
        if not child.i + 1 < stop <= child.i + _LONGEST_COMPLEMENT:
            break
        end = stop
    return start, end


def country_in(scene: Scene, head: Token, start: int, end: int) -> str | None:
    """The state that a phrase belongs to: the one named before its head, else behind it ("in Pristina")."""
    doc = scene.block.doc
    behind = range(head.i + 1, end)
    elsewhere = words("abroad") | words("anywhere")
    if any(token.lower_ in elsewhere for token in (head, *doc[start : head.i])):
        behind = range(0) if head.i + 1 < end and doc[head.i + 1].lower_ in WHITHER else behind
    for position in (*range(head.i - 1, start - 1, -1), *behind):
        found = scene.taken.get(position)
        if found is not None and found.country is not None and not is_beside(scene, position):
            return found.country
    return None


def is_beside(scene: Scene, position: int) -> bool:
    """Whether a state is named as a friend, a foe or a people: "Syrian-backed", "pro-Iranian", "ethnic Albanians"."""
    doc = scene.block.doc
    before = doc[position - 1].lower_ if position else ""
    after = doc[position + 1] if position + 1 < len(doc) else None
    if before in {"ethnic", "pro", "anti"} or (before in _HYPHENS and doc[position - 1].whitespace_ == ""):
        return True
    return after is not None and after.text in _HYPHENS and not doc[position].whitespace_ and not after.whitespace_


def side_in(scene: Scene, start: int, end: int) -> str | None:
    """The organisation of no state in a phrase ("NATO officials", "the European Union's foreign policy chief")."""
    found = (scene.taken.get(position) for position in range(start, end))
    return next((body.name for body in found if isinstance(body, Body) and body.country is None), None)


def _role(scene: Scene, start: int, head: Token) -> str | None:
    """The lower-case words of an office without whose it is: "foreign minister" in "Iran's foreign minister"."""
    if is_plural(head.lower_, head.tag_):
        return None
    role = [
        token.lower_
        for token in scene.block.doc[start : head.i + 1]
        if token.i not in scene.taken and token.tag_ not in {"DT", "POS", "PRP$", "CD", "HYPH"} and token.is_alpha
        if not (token.text[0].isupper() and token.i < head.i and token.nbor(1).tag_ == "POS")
    ]
    return " ".join(role[-4:])


def is_of_a_state(member: Member) -> bool:
    """Whether a body without a name is of a kind that belongs to one state ("police", but not "governments")."""
    return member.kind == BODY and member.side is None and any(is_state_body(word) for word in member.words)


def is_definite(scene: Scene, mention: Mention) -> bool:
    """Whether a description means somebody known already: "the minister", "the Russian minister"."""
    first = scene.block.doc[mention.reach[0]]
    return first.lower_ in {"the", "this", "that"} or first.i in scene.taken
