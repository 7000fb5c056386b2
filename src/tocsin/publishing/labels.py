"""How a brief names its questions, items and prices inside sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.core.claims import Claim, Event
from tocsin.core.questions import Price, Question
from tocsin.publishing.disputes import named_act
from tocsin.publishing.english import balanced, inner, one_line
from tocsin.publishing.plain import shortened
from tocsin.publishing.scene import Scene, mark
from tocsin.publishing.speakers import source_name
from tocsin.publishing.wording import ORDINALS, age, city, day, listed, local_day, ordinal, quoted_price

_SHOWN = 120
_PRONOUN = re.compile(r"^(?:it|them|this|that|him|her)\s+(?=as\b|an?\b|the\b|[“\"‘])", re.I)


def question_label(scene: Scene, questions: Sequence[Question]) -> str:
    """``the strike question``; at first mention with its own words, and with its date where the family has several."""
    first = questions[0]
    family = scene.families.get(first.family, tuple(questions))
    words = f"“{inner(first.text)}”"
    name = _family_name(scene, first.family)
    if not name:
        return words
    if len(questions) > 1:
        label, rest = f"{name}s", [_date(scene, question) for question in questions[1:]]
        words = f"{words} and the same by {listed(rest)}"
    else:
        label = f"{name} for {_date(scene, first)}" if len(family) > 1 else name
    if first.family in scene.introduced:
        return label
    scene.introduced.add(first.family)
    return f"{label} ({words})"


def question_names(scene: Scene, families: Sequence[Sequence[Question]]) -> str:
    """Several families in one list."""
    return listed([question_label(scene, questions) for questions in families])


def _family_name(scene: Scene, family: str) -> str:
    """A family's name as the situation's author chose it, where it is a word; a lone question needs none."""
    name = one_line(family.replace("_", " ").replace("-", " "))
    if re.fullmatch(r"[A-Za-z]{2,}(?: [A-Za-z]+)*", name):
        return f"the {name} question"
    if len(scene.families) == 1:
        return "the question"
    found = re.fullmatch(r"q(\d{1,2})", name)
    return f"the {ordinal(int(found.group(1)))} question" if found and int(found.group(1)) <= len(ORDINALS) else ""


def _date(scene: Scene, question: Question) -> str:
    when = question.deadline.date
    return day(when, year=when.year != scene.material.as_of.year)


def shown(text: str) -> str:
    """The beginning of some quoted words, cut at a word."""
    words = one_line(text).strip(" ,;:.")
    if words.startswith(("“", '"')) and not re.search(r"[“”\"]", words[1:].rstrip('”"')):
        words = words.strip('“”" ,.')  # a quotation as a whole needs no marks within marks
    words = _PRONOUN.sub("", words)
    return inner(balanced(shortened(words, _SHOWN)))


def item_label(scene: Scene, item: Claim | Event, *, whole_name: bool = False) -> str:
    """``Lavrov's threat, “targets … had been chosen” [2]``: who, which act, which words, where."""
    document = scene.document(item)
    if isinstance(item, Claim):
        return f"{named_act(scene, item, whole_name=whole_name)}, “{shown(item.content.text)}” {mark(document.id)}"
    teller = scene.teller(item)
    if teller is not None:
        name = named_act(scene, teller, whole_name=whole_name)
        return f"{name}, “{shown(words_of(scene, item))}” {mark(document.id)}"
    publisher = source_name(scene.source(document), document)
    return f"what {publisher} reported, “{shown(item.evidence.text)}” {mark(document.id)}"


def words_of(scene: Scene, event: Event) -> str:
    """The words that tell of an event: what was said, where its evidence has who said it before that."""
    evidence, teller = event.evidence, scene.teller(event)
    if teller is None or teller.content.start < evidence.start or teller.content.end > evidence.end:
        return evidence.text
    return teller.content.text


def reported_label(scene: Scene, item: Claim | Event) -> str:
    """``what the Mekong Wire reported on 3 August, “…” [5]``: the label of an event with its day."""
    if isinstance(item, Claim):
        return item_label(scene, item)
    document = scene.document(item)
    publisher = source_name(scene.source(document), document)
    when = day(local_day(document.published_at, scene.material.zone))
    return f"what {publisher} reported on {when}, “{shown(item.evidence.text)}” {mark(document.id)}"


def price_label(scene: Scene, price: Price) -> str:
    """``61.5 % on 22 December: 7 days old, second-hand``."""
    probability = price.probability
    if probability is None:
        return "none on file"
    old = (scene.material.as_of - price.observed_at).total_seconds() / 86400
    second_hand = ", second-hand" if price.second_hand else ""
    when = day(local_day(price.observed_at, scene.material.zone))
    return f"{quoted_price(probability)} on {when}: {age(old)}{second_hand}"


def zone_city(zone: str) -> str:
    """Where a clock stands, for a table: ``Kyiv``, ``UTC``."""
    return city(zone).removeprefix("in ")
