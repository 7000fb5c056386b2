"""Who speaks, as a desk writes it: the office at first mention, the surname after, unnamed sources as described."""

from __future__ import annotations

import re

from tocsin.core.claims import Actor
from tocsin.core.material import Document, Source
from tocsin.publishing.english import has_head_noun, one_line, possessives, takes_the, word_lists
from tocsin.publishing.wording import capitalised

_CAPITALISED = re.compile(r"[A-ZÀ-ÞĀ-ſ][\w'’.-]*$")
_THE = re.compile(r"\b(?:the|The|THE)\s+$")
_LINKS = ("of", "for", "and", "in", "on", "the", "de", "del", "la", "al", "el")
_ADJECTIVE = re.compile(
    r"(?:ese|ish|ian|ean|[cmr]an|nch|utch|eek|zech|hai|qi|[lrt]ani|[aen]li|meni|wiss|ss?ian|bek|rgyz)$"
)
"""How adjectives of countries end: they keep their capital."""
_POSSESSIVES = ("its", "his", "her", "their")
_LONGEST_ROLE = 120
_ROLE_INSIDE = re.compile(r"\b(?:minister|president|chief|spokesm|spokesw|director|commander|general|secretary)", re.I)


def is_person(actor: Actor) -> bool:
    """Whether an actor is one named person, as far as the name and the office tell."""
    words = actor.name.split()
    if not actor.role and actor.span is not None and actor.span.text.lower().startswith("the "):
        return False
    if not 2 <= len(words) <= 5 or has_head_noun(actor.name) or _ROLE_INSIDE.search(actor.name):
        return False
    capitals = sum(bool(_CAPITALISED.match(word)) for word in words)
    return _CAPITALISED.match(words[0]) is not None and capitals >= 2 and (bool(actor.role) or capitals == len(words))


def full_name(actor: Actor, document: Document, *, telling_office: bool = True) -> str:
    """``Sergei Lavrov, Russia's foreign minister,`` for a person with an office; the name with its article for others.

    The comma at the end belongs to the apposition; a caller that ends a sentence here takes it off.
    """
    name = one_line(actor.name)
    if is_person(actor):
        if telling_office and _is_title(actor.role):
            titled = _titled(name, actor.role, document)
            if titled or _is_rank(actor.role):
                return titled or name
        office = office_of(actor, document) if telling_office else ""
        return f"{name}, {office}," if office else name
    return f"{_with_article(name, actor, document)}{',' if _is_apposed(name) else ''}"


def _is_apposed(name: str) -> bool:
    """Whether a description and a name stand side by side: ``his agent, Pell Orvik``, and a comma ends them."""
    first, comma, rest = name.partition(", ")
    described = first[:1].islower() or first.partition(" ")[0].lower() in _listed("described")
    return bool(comma) and described and " and " not in rest


def _listed(kind: str) -> frozenset[str]:
    return frozenset(word_lists()[kind].split())


def _is_rank(role: str | None) -> bool:
    """Whether a role is a rank or a profession, or an office too bare to be told behind a name."""
    words = one_line(role or "").casefold().split()
    return bool(words) and (words[-1] in _listed("ranks") - {"general"} or words in (["head"], ["chief"], ["general"]))


def _is_title(role: str | None) -> bool:
    """Whether a role says nothing of whose it is."""
    return _is_rank(role) or one_line(role or "").casefold() in _listed("bare")


def _titled(name: str, role: str | None, document: Document) -> str:
    """``Colonel Ibrahim Sangare`` where the text puts the title right before the name; else nothing."""
    title = one_line(role or "")[-_LONGEST_ROLE:]
    before = re.search(rf"\b({re.escape(title)})\s+{re.escape(name)}", document.text, re.IGNORECASE)
    return f"{capitalised(before.group(1))} {name}" if before else ""


def office_of(actor: Actor, document: Document) -> str:
    """``Russia's foreign minister``; ``the port minister`` where the country has no name on file.

    Proper names inside it keep the capitals that the document gives them: ``the Tory leader``.
    """
    role = one_line(actor.role or "").strip(" \"“”‘’'.,")
    if not role:
        return ""
    written = _as_written(role, document)
    behind = written.partition(" of ")[2]
    named = written[:1].isupper() or behind != behind.lower()  # "Kremlin spokesman", "head of the Port Office": whose
    bare = role.casefold() in _listed("bare")
    owner = "the" if named or bare else possessives().get(actor.country or "", "the")
    return f"{owner} {written}"


def _as_written(role: str, document: Document) -> str:
    """``role`` with the document's own capitals and articles, but for those that a title alone puts there."""
    words = role.split()
    if not words or len(role) > _LONGEST_ROLE:
        return role
    within = r"\s+(?:the\s+)?".join(re.escape(word) for word in words)
    inside = re.search(rf"(?<=[a-z,;] ){within}(?!\w)", document.text, re.IGNORECASE)
    found = inside or re.search(rf"(?<!\w){within}(?!\w)", document.text, re.IGNORECASE)
    written = one_line(found.group()).split() if found else words
    title = all(word[:1].isupper() for word in written)  # "Fleet Commander": the title alone may put the capitals there
    return " ".join(
        word.lower() if word.casefold() in _listed("office") or (title and not _is_proper(word, document)) else word
        for word in written
    )


def _is_proper(word: str, document: Document) -> bool:
    """Whether a word has its capital of its own: an acronym, an adjective of a name, or so written within sentences."""
    if word.isupper() or _ADJECTIVE.search(word):
        return True
    elsewhere = rf"(?<=[a-z,;] ){re.escape(word)}(?! [A-Z])(?!\w)"
    return re.search(elsewhere, document.text) is not None


def short_name(actor: Actor, document: Document) -> str:
    """The surname, where the document itself uses it alone; else the whole name."""
    name = one_line(actor.name)
    if not is_person(actor):
        return _with_article(name, actor, document)
    surname = name.split()[-1]
    alone = re.compile(rf"(?<!{re.escape(name.split()[-2])} )\b{re.escape(surname)}\b")
    return surname if len(surname) > 2 and alone.search(document.text) else name


def _with_article(name: str, actor: Actor, document: Document) -> str:
    if name.lower().startswith("the "):
        return "the" + name[3:]
    first, _, rest = name.partition(" ")
    if first.lower() in _POSSESSIVES:
        name = f"{first.lower()} {rest}"
    elif first.lower() in word_lists()["described"].split() and rest == rest.lower():
        name = name.lower()
    span = actor.span
    if span is not None and span.document == document.id:
        before = document.text[max(0, span.start - 5) : span.start]
        if span.text.lower().startswith("the ") or _THE.search(before):
            return f"the {name}"
    return f"the {name}" if takes_the(name) else name


def source_name(source: Source | None, document: Document) -> str:
    """The publisher without what stands in brackets or behind a comma, with its article where it needs one."""
    name = one_line(source.name if source else document.source.removeprefix("source:"))
    short = re.split(r"\s*[(,;:]", name, maxsplit=1)[0].strip() or name
    if short in ("unnamed", "input", ""):
        return "the article"
    words = short.split()
    described = len(words) > 1 and words[1][:1].islower() and words[1] not in _LINKS and not words[0].isupper()
    if described and not _ADJECTIVE.search(words[0]):
        short = short[0].lower() + short[1:]
    headed = described and takes_the(f"{' '.join(words[:-1])} {words[-1].capitalize()}")
    return f"the {short}" if headed or takes_the(short) else short
