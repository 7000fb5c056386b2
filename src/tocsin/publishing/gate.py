"""The gate: a sentence rests on entries of the view, and its words, names, numbers, dates and quotations are in them.

Every word of a sentence must come from the entries under it or from the house's own closed list (``data/house.txt``).
Numbers are not words: percentages, points, dates, clock times, grades and counts are each compared with what the
entries say or what is computed from them again, here, apart from the composer. The gate shows that a sentence is
supported, not that it is fair.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from tocsin.core.briefs import Sentence
from tocsin.core.claims import Claim, Event
from tocsin.core.entries import Entry
from tocsin.core.errors import LeakError
from tocsin.core.material import Document
from tocsin.core.questions import Price, Question
from tocsin.core.rules import Rule
from tocsin.publishing.evidence import WORD, Evidence, Witness, normal
from tocsin.publishing.material import Material
from tocsin.publishing.scene import MARK_CLOSE, MARK_OPEN, Scene
from tocsin.publishing.wording import CREDIBILITY, LIKELIHOOD, MONTHS, RELIABILITY, SMALL

_MARK = re.compile(rf"{MARK_OPEN}([0-9a-f]+){MARK_CLOSE}")
_NUMBERED = re.compile(r"\s*\[[rm]?\d+(?:, [rm]?\d+)*\]")
_QUOTED = re.compile(r"“([^“”]*)”")
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")
_CLOCK = re.compile(r"\b\d{2}:\d{2}\b")
_INTERVAL = re.compile(r"(?<![\w.])[<>]?\d+–[<>]?\d+(?![\w.])")
_PERCENT = re.compile(r"(?:(?:less|more) than )?\d+(?:\.\d+)? %")
_SIGNED = re.compile(r"(?<![\w–])[+−]\d+\b(?!\.\d)")
_POINTS = re.compile(r"(?<![\w.])(?:less than one point|(?:[a-z]+|\d+) points?)\b")
_AGE = re.compile(r"\b(?:[a-z]+|\d+) (?:day|hour)s? old\b|\bfresh\b")
_GRADE = re.compile(r"\b[A-F][1-6]\b")
_NOUNS = "document claim source origin item sentence hour more"
_COUNTED = "|".join(("of them disputed", "independent origin", "further item", "further report", *_NOUNS.split()))
_COUNT = re.compile(rf"\b([a-z]+|[\d,]+) (?:of (?:the )?([a-z]+|[\d,]+) )?({_COUNTED})s?\b", re.I)
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBER_WORDS = {word: value for value, word in enumerate(("zero", *SMALL[1:], *_TEENS.split()))}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FIGURE = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d )(\d+(?:,\d{3})*(?:\.\d+)?)[ -]([^\W\d_]+)")
"""A figure and the word right behind it; a year stands anywhere."""
_NEGATORS = frozenset(["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"])
_COMMON: tuple[type[Entry], ...] = (Document, Claim, Event, Question, Rule, Price)
"""The kinds of which a brief rests on many: fetched at once."""

_GRADE_WORDS = re.compile(
    r"\b(?:" + "|".join((*list(RELIABILITY.values())[:5], *list(CREDIBILITY.values())[:5])) + r")\b"
)
_LEFT = re.compile(r"[“”]")


class Gate:
    """Checks sentences against one material."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._witness = Witness(Scene(material))
        self._known = {entry.id: entry for kind in _COMMON for entry in material.view.entries(kind)}

    def refuses(self, sentence: Sentence) -> str | None:
        """Why the sentence may not be printed, or ``None`` where it is supported."""
        if not sentence.entries:
            return "it rests on no entry"
        entries: list[Entry] = []
        for entry_id in sentence.entries:
            entry = self._entry(entry_id)
            if entry is None:
                return f"it rests on {entry_id}, which this view does not hold"
            entries.append(entry)
        unnamed = [each for each in _MARK.findall(sentence.text) if each not in sentence.entries]
        if unnamed:
            return f"it points to {unnamed[0]}, on which it does not rest"
        text = _NUMBERED.sub("", _MARK.sub("", sentence.text))
        return _judge(text, self._witness.evidence(entries))

    def _entry(self, entry_id: str) -> Entry | None:
        if entry_id in self._known:
            return self._known[entry_id]
        try:
            return self._material.view.get(entry_id)
        except LeakError:
            return None


def _judge(text: str, evidence: Evidence) -> str | None:
    """Take out of the text what is checked, kind by kind; what is left must be words of the entries or of the house."""
    if _LIKELY.search(text) and re.search(r"\bconfidence\b", text, re.IGNORECASE):
        return "it speaks of likelihood and of confidence at once"
    quoting = sorted((phrase for phrase in evidence.phrases if "“" in phrase), key=len, reverse=True)
    rest = text
    for phrase in quoting:
        rest = rest.replace(phrase, " ")
    reason, rest = _quotations(rest, evidence)
    if reason:
        return reason
    if _LEFT.search(rest):
        return "a quotation in it is not closed"
    misgraded = _misgraded(rest, evidence)
    if misgraded:
        return misgraded
    rest = _without_phrases(rest, evidence)
    for check in (_dates, _clocks, _intervals, _percents, _points, _signs, _ages, _grades, _likelihoods, _counts):
        reason, rest = check(rest, evidence)
        if reason:
            return reason
    return _words(rest, evidence)


def _misgraded(text: str, evidence: Evidence) -> str | None:
    """What a sentence says in words of a grade, where no grade under it says so."""
    granted = {words for grade in evidence.grades for words in (RELIABILITY[grade[0]], CREDIBILITY[int(grade[1])])}
    said = " ".join((*evidence.texts, *evidence.phrases))
    for words in _GRADE_WORDS.findall(text):
        if words not in granted and words not in said:
            return f"no grade under it says {words!r}"
    return None


def _without_phrases(text: str, evidence: Evidence) -> str:
    """Take out the reasons that the entries give as a whole and the set phrases of the house, the longest first."""
    patterns = [*house_phrases(), *(re.compile(re.escape(phrase)) for phrase in evidence.phrases)]
    for pattern in sorted(patterns, key=lambda each: len(each.pattern), reverse=True):
        text = pattern.sub(" ", text)
    return text


def _quotations(text: str, evidence: Evidence) -> tuple[str | None, str]:
    said = [_bare(each) for each in (*evidence.texts, *evidence.quotable)]
    for quoted in _QUOTED.findall(text):
        for piece in quoted.split("…"):
            words = _bare(piece).strip(" .,;:!?")
            if words and not any(_within(words, each) for each in said):
                return f"the entries do not say “{piece.strip()}”", text
    return None, _QUOTED.sub(" ", text)


def _within(words: str, said: str) -> bool:
    """Whether the words stand in what was said from word border to word border: no year, no figure cut short."""
    if words not in said:
        return False
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(words)}(?!\w)(?![.,]\d)", said) is not None


def _bare(text: str) -> str:
    """Words for comparing quotations: quotation marks of every kind, case and spacing apart."""
    return " ".join(re.sub(r"[“”\"‘’'`]", "", text).casefold().split())


def _dates(text: str, evidence: Evidence) -> tuple[str | None, str]:
    for day, month, year in _DATE.findall(text):
        known = (int(day), MONTHS.index(month) + 1) in evidence.dates
        if not known or (year and int(year) not in evidence.years and year not in evidence.words):
            return f"no entry is of {day} {month} {year}".rstrip(), text
    return None, _DATE.sub(" ", text)


def _clocks(text: str, evidence: Evidence) -> tuple[str | None, str]:
    for clock in _CLOCK.findall(text):
        if clock not in evidence.clocks and not any(clock in each for each in evidence.texts):
            return f"no entry is of {clock}", text
    return None, _CLOCK.sub(" ", text)


def _only(pattern: re.Pattern[str], allowed: set[str], what: str, text: str) -> tuple[str | None, str]:
    for each in pattern.findall(text):
        if each not in allowed:
            return f"{what} {each!r} is not in the entries", text
    return None, pattern.sub(" ", text)


def _intervals(text: str, evidence: Evidence) -> tuple[str | None, str]:
    return _only(_INTERVAL, evidence.intervals, "the interval", text)


def _percents(text: str, evidence: Evidence) -> tuple[str | None, str]:
    return _only(_PERCENT, evidence.percents, "the figure", text)


def _points(text: str, evidence: Evidence) -> tuple[str | None, str]:
    texts = " ".join(evidence.texts)
    allowed = evidence.points | set(_POINTS.findall(texts))
    return _only(_POINTS, allowed, "the difference", text)


def _signs(text: str, evidence: Evidence) -> tuple[str | None, str]:
    return _only(_SIGNED, evidence.signed, "the change", text)


def _ages(text: str, evidence: Evidence) -> tuple[str | None, str]:
    allowed = evidence.ages | set(_AGE.findall(" ".join(evidence.texts)))
    return _only(_AGE, allowed, "the age", text)


def _grades(text: str, evidence: Evidence) -> tuple[str | None, str]:
    return _only(_GRADE, evidence.grades, "the grade", text)


_LIKELY = re.compile(rf"\b(?:{'|'.join(sorted((w for _, w in LIKELIHOOD), key=len, reverse=True))})\b")


def _likelihoods(text: str, evidence: Evidence) -> tuple[str | None, str]:
    found = _LIKELY.findall(text)
    said = " ".join(evidence.texts)
    for word in found:
        if word not in evidence.likelihoods and word not in said:
            return f"no number is {word}", text
    return None, _LIKELY.sub(" ", text)


def _counts(text: str, evidence: Evidence) -> tuple[str | None, str]:
    """Counts of what the sentence rests on; a figure with the same noun that an entry itself gives is one too."""
    for found in list(_COUNT.finditer(text)):
        for written in (found.group(1), found.group(2)):
            value = _value(written) if written else None
            if value is None:
                continue
            noun = found.group(3).lower()
            said = str(value) in numbers_in(" ".join(evidence.texts))
            if value not in evidence.counts.get(noun, set()) and not said:
                return f"{written} {noun}s cannot be counted in the entries", text

    def keep(match: re.Match[str]) -> str:
        return " " if _value(match.group(1)) is not None else match.group()

    return None, _COUNT.sub(keep, text)


def _value(word: str) -> int | None:
    plain = word.lower().replace(",", "")
    return int(plain) if plain.isdigit() else _NUMBER_WORDS.get(plain)


def numbers_in(text: str) -> set[str]:
    """Every number of a text, in digits, whether written so or in words."""
    found = {each.replace(",", "").rstrip(".") for each in _DIGITS.findall(text)}
    return found | {str(_NUMBER_WORDS[w]) for w in (x.lower() for x in WORD.findall(text)) if w in _NUMBER_WORDS}


def _words(text: str, evidence: Evidence) -> str | None:
    known = numbers_in(" ".join(evidence.texts)) | {str(year) for year in evidence.years}
    known |= evidence.weights
    known |= {grade[1:] for grade in evidence.grades} | ({"0"} & evidence.signed)
    for number in sorted(numbers_in(text)):
        if number not in known:
            return f"the number {number} is not in the entries"
    given = {pair for said in evidence.texts for pair in _figures(said)}
    for number, noun in _figures(text):
        if noun in evidence.words and (number, noun) not in given:
            return f"no entry says {number} {noun}"
    house = house_words()
    for word in WORD.findall(text):
        plain = normal(word)
        if plain in evidence.words or plain in house or plain in _NUMBER_WORDS or plain[:1].isdigit():
            continue
        kind = "is a negation that no entry makes" if plain in _NEGATORS else "is not in the entries"
        return f"{word!r} {kind}"
    return None


def _figures(text: str) -> set[tuple[str, str]]:
    """Every figure with the word right behind it, so that one figure cannot stand where an entry has another."""
    return {(digits.replace(",", ""), normal(word)) for digits, word in _FIGURE.findall(text)}


@cache
def _house() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    lines = files("tocsin.publishing").joinpath("data/house.txt").read_text(encoding="utf-8").splitlines()
    words: set[str] = set()
    phrases: list[str] = []
    for line in lines:
        if line.startswith("= "):
            phrases.append(line[2:].strip())
        elif not line.startswith("#"):
            words |= {normal(word) for word in line.split()}
    longest_first = sorted(phrases, key=len, reverse=True)
    return frozenset(words), tuple(re.compile(rf"\b{re.escape(p)}(?!\w)", re.IGNORECASE) for p in longest_first)


def house_words() -> frozenset[str]:
    """The words that a sentence may have of the house's own."""
    return _house()[0]


def house_phrases() -> tuple[re.Pattern[str], ...]:
    """The set phrases of the house, in which negations and numbers may stand."""
    return _house()[1]
