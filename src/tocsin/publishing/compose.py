"""Compose a brief: sections put sentences forward, the gate lets through what is supported, markers are numbered."""

from __future__ import annotations

import re

from tocsin.core.briefs import Brief, Dropped, Sentence
from tocsin.core.material import Document
from tocsin.core.questions import Price
from tocsin.core.rules import Rule
from tocsin.publishing.bearing import add_bearing
from tocsin.publishing.board import board
from tocsin.publishing.change import add_change
from tocsin.publishing.counting import add_counting
from tocsin.publishing.disputes import add_disputes, disputes
from tocsin.publishing.feeds import add_feeds
from tocsin.publishing.gate import Gate
from tocsin.publishing.happened import add_happened
from tocsin.publishing.masthead import add_masthead
from tocsin.publishing.material import Material
from tocsin.publishing.scene import MARK_CLOSE, MARK_OPEN, Scene
from tocsin.publishing.sections import ORDER
from tocsin.publishing.silence import add_silence
from tocsin.publishing.since import add_since
from tocsin.publishing.statements import statements
from tocsin.publishing.takeaways import add_takeaways
from tocsin.publishing.telling import Teller

_MARKS = re.compile(rf"\s*((?:{MARK_OPEN}[0-9a-f]+{MARK_CLOSE})+)")
_ONE = re.compile(rf"{MARK_OPEN}([0-9a-f]+){MARK_CLOSE}")


def compose(material: Material, *, made_by: str) -> Brief:
    """Write the brief of a situation at its moment; sentences that the gate refuses are in ``dropped`` with the reason.

    The same material gives the same brief. Nothing in it asserts the world: what is told is told of who said it.
    """
    scene = Scene(material)
    _draft(scene)
    gate = Gate(material)
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    seen: set[str] = set()
    for draft in sorted(scene.drafts, key=lambda sentence: ORDER.index(sentence.section)):
        if draft.text in seen:
            continue
        seen.add(draft.text)
        reason = gate.refuses(draft)
        if reason is None:
            kept.append(draft)
        else:
            dropped.append(Dropped(sentence=_numbered(draft, {}), reason=reason))
    references = _references(kept, material)
    markers = {entry: marker for marker, entry in references}
    return Brief(
        key=f"brief:{material.situation}",
        available_at=material.as_of,
        made_by=made_by,
        situation=material.situation,
        as_of=material.as_of,
        board=board(scene),
        sentences=tuple(_numbered(sentence, markers) for sentence in kept),
        references=references,
        dropped=tuple(dropped),
        previous=material.earlier.id if material.earlier else None,
    )


def _draft(scene: Scene) -> None:
    """Every section puts its sentences forward; people are introduced where they first speak."""
    teller, every = Teller(scene), statements(scene)
    told = add_happened(scene, teller, every)
    add_disputes(scene, teller, every, told)
    add_masthead(scene)
    add_takeaways(scene, every)
    add_bearing(scene)
    add_counting(scene)
    add_change(scene, disputes(scene))
    add_since(scene)
    add_silence(scene)
    add_feeds(scene)


def _references(kept: list[Sentence], material: Material) -> tuple[tuple[str, str], ...]:
    """Number what the markers name, in the order of first mention: documents 1, 2, …; rules r1; prices m1."""
    numbers = {"": 0, "r": 0, "m": 0}
    found: dict[str, str] = {}
    for sentence in kept:
        for entry_id in _ONE.findall(sentence.text):
            if entry_id in found:
                continue
            entry = material.view.get(entry_id)
            prefix = "r" if isinstance(entry, Rule) else "m" if isinstance(entry, Price) else ""
            if prefix or isinstance(entry, Document):
                numbers[prefix] += 1
                found[entry_id] = f"{prefix}{numbers[prefix]}"
    order = {"": 0, "r": 1, "m": 2}
    pairs = [(marker, entry_id) for entry_id, marker in found.items()]
    return tuple(sorted(pairs, key=lambda p: (order[p[0].rstrip("0123456789")], int(p[0].lstrip("rm")))))


def _numbered(sentence: Sentence, markers: dict[str, str]) -> Sentence:
    def shown(match: re.Match[str]) -> str:
        named = [markers[each] for each in _ONE.findall(match.group(1)) if each in markers]
        return f" [{', '.join(dict.fromkeys(named))}]" if named else ""

    return Sentence(section=sentence.section, text=_MARKS.sub(shown, sentence.text), entries=sentence.entries)
