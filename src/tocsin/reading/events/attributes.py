"""What rules turn on, read off the words of an event: effect, weapon, form, scope, control, office, meeting."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tocsin.core.vocabulary import Action, Attributes, Control, Effect, Form, Meeting, OfficeChange, Scope, Weapon
from tocsin.reading.events.counts import counts_in
from tocsin.reading.events.mentions import Mention
from tocsin.reading.events.stoppages import is_stoppage
from tocsin.reading.knowledge import lexicon_of
from tocsin.reading.text.syntax import children, objects

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_PACTS = frozenset({Action.AGREE, Action.RETREAT, Action.REJECT})
_ARMED = frozenset({Action.ASSAULT, Action.THREATEN, Action.MOBILIZE, Action.COERCE, Action.AID})
_STRIKING = frozenset(
    {Weapon.DRONE, Weapon.MISSILE, Weapon.BOMB, Weapon.ARTILLERY, Weapon.STRIKE, Weapon.EXPLOSIVE, Weapon.NUCLEAR}
)
_MODES = {
    Weapon.DRONE: "drone",
    Weapon.MISSILE: "aerial",
    Weapon.BOMB: "aerial",
    Weapon.ARTILLERY: "heavy-weapons",
    Weapon.EXPLOSIVE: "explosives",
    Weapon.SMALL_ARMS: "firearms",
    Weapon.CYBER: "cyber",
}
PROPOSALS = frozenset(
    {
        "agreement",
        "deal",
        "treaty",
        "ceasefire",
        "cease-fire",
        "plan",
        "proposal",
        "draft",
        "text",
        "offer",
        "truce",
        "framework",
        "pact",
        "accord",
        "peace",
        "settlement",
        "roadmap",
        "condition",
        "term",
        "pause",
    }
)

_OFFICE_ACTIONS = frozenset({Action.RETREAT, Action.SANCTION, Action.COERCE})
_OUSTS = frozenset({"oust", "topple", "depose", "overthrow", "coup", "takeover"})


@cache
def attribute_words() -> dict[str, Any]:
    """The word lists of ``data/en/attributes.toml``."""
    return lexicon_of("attributes")


@cache
def _table(name: str) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Per value: its single words, and its phrases."""
    return {
        value: (frozenset(w for w in words if " " not in w), tuple(w for w in words if " " in w))
        for value, words in attribute_words()[name].items()
    }


def attributes_of(mention: Mention, action: Action, *, done: bool) -> Attributes:
    """The attributes that the words of ``mention`` give; ``done`` says that it is told as something that took place."""
    words, text = _lemmas(mention.words), " " + " ".join(mention.words.text.lower().split()) + " "
    weapon = _weapon(mention, words) if action in _ARMED else None
    return Attributes(
        effect=_effect(mention, weapon) if action is Action.ASSAULT and done else None,
        weapon=weapon,
        form=_form(mention, words, text, action, done=done) if action in _PACTS else None,
        scope=_first(Scope, "scope", words, text) if action in _PACTS and mention.frame.mode != "deny" else None,
        control=_control(mention, words, text) if action is Action.ASSAULT else None,
        office=_first(OfficeChange, "office", words, text) if _concerns_office(mention, action) else None,
        meeting=_first(Meeting, "meeting", words, text) if action is Action.CONSULT else None,
        counts=counts_in(mention.words),
    )


def scope_of_subject(opening: str) -> Scope | None:
    """The scope of the agreement or pause that an article opens with, for mentions of "the text" further down."""
    words = frozenset(opening.lower().replace(",", " ").split())
    if not words & (PROPOSALS | {"halt", "pact", "moratorium"}):
        return None
    found = _first(Scope, "scope", words - {"peace"}, f" {' '.join(opening.lower().split())} ")
    return found if isinstance(found, Scope) else None


def mode_by_weapon(mode: str, attributes: Attributes) -> str:
    """The mode of an attack, made finer by the weapon where the verb leaves it open."""
    if mode not in {"", "kill", "aerial", "firearms", "explosives"} or attributes.weapon is None:
        return mode
    return _MODES.get(attributes.weapon, mode)


def _lemmas(tokens: Tokens) -> frozenset[str]:
    return frozenset(form for token in tokens for form in (token.lemma_.lower(), token.lower_))


def _first(kind: Any, table: str, words: frozenset[str], text: str) -> Any:
    """The first value of ``table`` that the words name, or ``None``."""
    for value, (single, phrases) in _table(table).items():
        if single & words or any(f" {phrase} " in text for phrase in phrases):
            return kind(value)
    return None


def _weapon(mention: Mention, words: frozenset[str]) -> Weapon | None:
    near = frozenset(
        form for token in (mention.head, *mention.head.subtree) for form in (token.lemma_.lower(), token.lower_)
    )
    if any(child.lower_ in {"down", "out"} for child in mention.head.children):
        near -= {mention.head.lemma_.lower(), mention.head.lower_}
    if any(is_stoppage(token) or _is_off_work(token) for token in mention.head.subtree):
        near -= {"strike", "strikes"}
    found = _first(Weapon, "weapon", near & words, "")
    if found is Weapon.VEHICLE and not {"ram", "plow", "plough", "drive", "mow"} & words:
        return None
    return found if isinstance(found, Weapon) else None


def _is_off_work(token: Token) -> bool:
    """Whether "strike" is where one goes who stops working: "threatened to go on strike"."""
    return bool(token.lower_ == "strike" and token.dep_ == "pobj" and token.head.lower_ == "on" and not token.n_lefts)


def _effect(mention: Mention, weapon: Weapon | None) -> Effect | None:
    """What became of the weapon: the verb that tells of the act decides, then the others of its clause."""
    if mention.frame.effect is not None or mention.frame.undone:
        return mention.frame.effect
    tokens = [mention.head, *(token for token in mention.words if token.i != mention.head.i)]
    lemmas = _lemmas(mention.words)
    effect = _table("effect")
    if lemmas & effect["debris"][0] or any(_is_what_is_left(token) for token in mention.words):
        return Effect.DEBRIS
    for token in tokens:
        found = _effect_of(token, weapon, lemmas)
        if found is not None:
            return found
    return None


def _is_what_is_left(token: Token) -> bool:
    """Whether a word tells that what came down had been hit before: "an intercepted missile crashed"."""
    return token.dep_ == "amod" and token.lower_ in _table("effect")["had_been_hit"][0] and token.head.dep_ == "nsubj"


def _effect_of(token: Token, weapon: Weapon | None, lemmas: frozenset[str]) -> Effect | None:
    effect, lemma = _table("effect"), token.lemma_.lower()
    if token.pos_ == "NOUN":
        return Effect.GROUND_IMPACT if lemma in effect["ground_nouns"][0] else None
    if token.pos_ != "VERB":
        return None
    with_particle = f"{lemma} {next((p.lower_ for p in children(token, 'prt')), '')}"
    negated = bool(children(token, "neg"))
    if lemma in effect["intercepted"][0] or with_particle in effect["intercepted"][1]:
        return None if negated else Effect.INTERCEPTED
    if lemma in effect["none"][0]:
        return Effect.NONE
    if lemma in effect["landed"][0] and weapon in _STRIKING:
        return Effect.NONE if lemmas & effect["harmless_ground"][0] else Effect.GROUND_IMPACT
    if lemma in effect["ground_impact"][0] and (weapon in _STRIKING or lemma not in {"burn", "collapse", "blow"}):
        return Effect.GROUND_IMPACT
    if lemma in effect["casualties"][0] and weapon in _STRIKING:
        return Effect.GROUND_IMPACT
    return None


def _form(mention: Mention, words: frozenset[str], text: str, action: Action, *, done: bool) -> Form | None:
    """How far an agreement has come: the verb that tells of it decides, then the other words that are not denied."""
    if action is Action.REJECT:
        return Form.PROPOSED if words & PROPOSALS else None
    if not done or mention.mood.negated:
        return Form.PROPOSED if words & PROPOSALS or _first(Form, "form", words, text) else None
    table = _table("form")
    head = frozenset({mention.head.lemma_.lower(), mention.verb.lemma_.lower() if mention.verb is not None else ""})
    if head & table["signed"][0]:
        return Form.SIGNED
    if any(f" {phrase} " in text for phrase in table["in_effect"][1]):
        return Form.IN_EFFECT
    affirmed = frozenset(
        form for token in mention.words if not _is_denied(token) for form in (token.lemma_.lower(), token.lower_)
    )
    found = _first(Form, "form", affirmed, text)
    if found is Form.ANNOUNCED and words & table["signed"][0] and not affirmed & table["signed"][0]:
        return Form.IN_PRINCIPLE
    return found if isinstance(found, Form) else None


def _is_denied(token: Token) -> bool:
    return bool(children(token, "neg"))


def _control(mention: Mention, words: frozenset[str], text: str) -> Control | None:
    """Who holds the ground: only where the act itself is one of taking it."""
    table, lemma = _table("control"), mention.head.lemma_.lower()
    if (
        _first(Control, "control", frozenset({lemma}), text if lemma in {"take", "fall", "break", "push"} else "")
        is None
    ):
        return None
    if lemma in table["entered"][0]:
        return Control.ENTERED
    if table["partial"][0] & words or any(f" {phrase} " in text for phrase in table["partial"][1]):
        return Control.PARTIAL
    return Control.FULL


def _concerns_office(mention: Mention, action: Action) -> bool:
    """Whether an act is about who holds an office; what is seized is an office only where power or a ruler is."""
    if action not in _OFFICE_ACTIONS or mention.frame.mode != "seize":
        return action in _OFFICE_ACTIONS and mention.frame.mode in {"resign", "convict"}
    taken = {each.lemma_.lower() for each in objects(mention.head)}
    return mention.head.lemma_.lower() in _OUSTS or bool(taken & {"power", "office", "coup"})
