"""How a report stands to an act that it names: told as done, kept from happening, or only wanted and foreseen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache

from tocsin.rules.facts import NEGATION, stretch
from tocsin.rules.lexicon import moods, signals
from tocsin.rules.words import stem

_REACH = 90
_AUXILIARY = r"(?:was|were|is|are|has|have|had|been|being|be|get|gets|got)"
_INFINITIVE = re.compile(r"\bto (?:\w+ly )?(?:be |have )?$")
_PASSIVE = re.compile(rf"\b{_AUXILIARY} (?:\w+ly |also |now |not )?$")
_COORDINATED = re.compile(r"(?:\b(?:and|or|then)|,) (?:\w+ly |then )?$")
_ELSEWHERE = re.compile(
    r"\b(?:after|because|since|following|as|although|though)\b|\b(?:and|but|then|or) (?:\w+ ){0,2}?\w{2,}ed\b"
)
_NOMINAL = re.compile(
    r"\b(?:the|an?|its|their|his|her|this|that|these|those|any|no|some|new|of|for|on|to|from|against|about|over|with|in|\w+'s?)"
    r"(?: [\w'.-]+){0,2} $"
)
_PAST = re.compile(r"\w+(?:ed|id|ew|un|ok|ut|ld|nt|ought|aught)\b")
_CONTENT = re.compile(r"\bthat\b")
_SAYS_SO = re.compile(
    r"(?:den|predict|fear|expect|demand|propos|hint|rumou?r|speculat|whether|if\b|unless|until|before|hop|warn)"
)
_DEPTH = 3
_DEVERBAL = re.compile(r"\w{4,}(?:ment|tion|sion)s?$")
_UNTRUE = re.compile(r"\b(?:is|are|was|were) (?:false|untrue|not true|fake|fabricated|baseless)\b")
_ENACTED = re.compile(r"\b(?:pass|sign|adopt|approv|enact)\w* (?:\w+ ){0,3}$")


class Mood(Enum):
    """``DONE`` also where nothing speaks against it."""

    DONE = "done"
    PREVENTED = "prevented"
    WANTED = "wanted"


class _Form(Enum):
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    NOUN = "noun"
    FINITE = "finite"


def mood(words: str, start: int, end: int, spared: frozenset[str] = frozenset(), depth: int = 0) -> Mood:
    """How the sentence ``words`` (normalised) stands to the act at ``start:end``.

    ``spared`` are the stems of what the rule itself asks for: a rule on a refusal is met by one.
    """
    begin, stop = stretch(words, start, end)
    before, act, after = words[max(begin, start - 2 * _REACH) : start], words[start:end], words[end:stop]
    form = _form(before, act)
    if _UNTRUE.search(after):
        return Mood.PREVENTED
    if NEGATION.search(before) and not _NEW_SUBJECT.search(before):
        return Mood.PREVENTED
    governed = _governed(before, act, form, spared)
    if governed is not None and not (form is _Form.INFINITIVE and governed is Mood.WANTED):
        return governed
    if form is not _Form.FINITE and (behind := _behind(after)) is not None:
        return behind
    if form is _Form.INFINITIVE:
        return _of_infinitive(words, begin, start, spared, depth)
    if form is _Form.GERUND and (behind := _of_gerund(before)) is not None:
        return behind
    if signals()["unreal"].search(before) and not (form is _Form.FINITE and _COORDINATED.search(before)):
        return Mood.WANTED
    return Mood.DONE


_NEW_SUBJECT = re.compile(r"\bno longer \S*$|\bnot only\b")


def _form(before: str, act: str) -> _Form:
    if _DEVERBAL.search(act):
        return _Form.NOUN
    if _INFINITIVE.search(before):
        return _Form.INFINITIVE
    if _PASSIVE.search(before):
        return _Form.FINITE
    if act.split(" ", maxsplit=1)[0].endswith("ing"):
        return _Form.GERUND
    if _NOMINAL.search(before) and not _PAST.match(act):
        return _Form.NOUN
    return _Form.FINITE


def _governed(before: str, act: str, form: _Form, spared: frozenset[str]) -> Mood | None:
    """What the nearest governing word makes of the act; ``None`` where none reaches it."""
    near = before[-_REACH:]
    found = [
        (match.start(), kind, match)
        for kind in (Mood.PREVENTED, Mood.WANTED)
        for match in _governors(kind).finditer(near)
        if kind is Mood.PREVENTED or stem(match[0].split(" ", maxsplit=1)[0]) not in spared
    ]
    for _, kind, match in sorted(found, key=lambda item: -item[0]):
        gap = near[match.end() :]
        if _ELSEWHERE.search(gap) or (_COORDINATED.search(gap) and _PAST.match(act)):
            continue
        if form is _Form.FINITE and not _SAYS_SO.match(match[0]) and not _CONTENT.search(gap):
            continue
        if kind is Mood.WANTED and _ENACTED.search(near[: match.start()]):
            continue
        if stem(match[0].split(" ", maxsplit=1)[0]) in spared:
            return mood(near, match.start(), match.end(), depth=_DEPTH)
        return kind
    return None


def _of_infinitive(words: str, begin: int, start: int, spared: frozenset[str], depth: int) -> Mood:
    """Only wanted, unless it stands behind a verb that implies it ("voted to"), which must itself be done."""
    implying = None
    for match in _alternatives("implies").finditer(words, max(begin, start - _REACH), start):
        implying = match
    wanting = None
    for match in _governors(Mood.WANTED).finditer(words, max(begin, start - _REACH), start):
        wanting = match
    if implying is None or (wanting is not None and wanting.start() > implying.start()) or depth >= _DEPTH:
        return Mood.WANTED
    return mood(words, implying.start(), implying.end(), spared, depth + 1)


def _of_gerund(before: str) -> Mood | None:
    last = before.split()[-1:] or [""]
    if last[0] in moods()["gerund_done"]:
        return Mood.DONE
    return Mood.WANTED if last[0] in moods()["gerund_open"] else None


def _behind(after: str) -> Mood | None:
    """What follows the act within a few words: that it was rejected, or is still to come."""
    if _compound().match(after):
        return Mood.WANTED
    for kind, name in ((Mood.PREVENTED, "after_prevented"), (Mood.WANTED, "after_open")):
        if _few_words_on(name).match(after):
            return kind
    return None


def denies_what_was_told(words: str) -> bool:
    """Whether a sentence denies what stands before it ("The government denied it")."""
    return _plain("denies_it").search(words) is not None


def announced(words: str, start: int, end: int) -> bool:
    """Whether an announcement that is made, neither denied nor asked for, stands before the act and holds it."""
    begin, _ = stretch(words, start, end)
    for match in _alternatives("announces").finditer(words, max(begin, start - 2 * _REACH), start):
        gap = words[match.end() : start]
        refused = NEGATION.search(gap) or any(_governors(kind).search(gap) for kind in (Mood.PREVENTED, Mood.WANTED))
        if not refused and mood(words, match.start(), match.end()) is Mood.DONE:
            return True
    return False


def governed_anywhere(words: str, spared: frozenset[str]) -> Mood | None:
    """The first word of refusal or of wanting in the sentence, whatever it governs."""
    for kind in (Mood.PREVENTED, Mood.WANTED):
        for match in _governors(kind).finditer(words):
            if stem(match[0].split(" ", maxsplit=1)[0]) not in spared:
                return kind
    return None


def refused(words: str, spared: frozenset[str]) -> Iterable[str]:
    """What stands behind every word of refusal that is itself told as done, up to where another statement begins."""
    for match in _governors(Mood.PREVENTED).finditer(words):
        begin, stop = stretch(words, match.start(), match.end())
        near = words[max(begin, match.start() - _REACH) : match.end()]
        asked = stem(match[0].split(" ", maxsplit=1)[0]) in spared
        if not asked and mood(near, len(near) - len(match[0]), len(near)) is Mood.DONE:
            yield words[match.end() : min(stop, match.end() + 2 * _REACH)]


def _governors(kind: Mood) -> re.Pattern[str]:
    return _alternatives("prevents" if kind is Mood.PREVENTED else "wants")


@cache
def _alternatives(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(moods()[name])})\b")


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(moods()['compound'])})\b")


@cache
def _few_words_on(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?: [\w'%-]+){{0,7}}? (?:{'|'.join(moods()[name])})")


@cache
def _plain(name: str) -> re.Pattern[str]:
    return re.compile("|".join(moods()[name]))
