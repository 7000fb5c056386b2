"""What a time expression is reckoned from: the publication date, the tense around it, the dates mentioned before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.core.times import DateRange
from tocsin.reading.times.timex import shift_months
from tocsin.reading.times.vocabulary import vocabulary

_BEFORE = 130
_AFTER = 70
_PARAGRAPH = 5_000
_TOLD = 300
_LONG = 800
"""Characters for which a date stays what "two days later" is reckoned from, in another paragraph and in the same."""

_WORD = re.compile(r"[A-Za-z'’-]+")
_BREAK = re.compile(
    r"[.!?;](?<!\bMr\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bCol\.)"
    r"(?<![\s.][A-Z]\.)\s|\n"
)
_INFINITIVE = re.compile(r"\bto\s+(?!the\b|a\b|an\b|[A-Z])[a-z]+")
_POSSESSIVE = re.compile(r"['’]s$")
_FILLER = re.compile(r"(?:^| )(?:the|about|around|at least|midnight on|midnight|late|early|end of|close of)$")
_NEAR = timedelta(days=100)
_NEXT = timedelta(days=46)
_ENDED = re.compile(r"\b(ended|ending|ends)\s+(?:on\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(r"^,\s(?:\S+\s){1,4}(?:said|says|added|told \w+),")
_HAD_AFTER = re.compile(r",?\s(?:\S+\s){0,4}had\b")
_SO_SOON = 2
"""Days: nobody calls a day of the same week "next" that is so near."""

_OPENING = 20
"""Characters of a sentence in which "In 2024" sets the year of what follows."""

_HALF_WEEK = 3
_IN_YEAR = re.compile(r"\b[Ii]n (\d{4})\b(?! and| or|[-–])")
_WILL = re.compile(r"\b(?:will|shall)\b|['’]ll\b")
_HAD_BEEN_DUE = re.compile(
    r"\b(?:had been|was|were)(?: \w+)? (?:due|expected|scheduled|set|planned|meant|supposed|slated)\b[^,;:]*$"
    r"|\b(?:was|were) to \w+[^,;:]*$"
)


@dataclass(kw_only=True)
class Anchors:
    """The document's date and what was mentioned so far; updated while the text is read from left to right."""

    text: str
    today: date
    quarter: tuple[int, int] | None = None
    days: list[tuple[int, date]] = field(default_factory=list)
    periods: list[tuple[int, DateRange]] = field(default_factory=list)

    def clause_before(self, position: int) -> str:
        """The words of the same sentence before ``position``, at most some twenty of them."""
        window = self.text[max(0, position - _BEFORE) : position]
        breaks = list(_BREAK.finditer(window))
        return window[breaks[-1].end() :] if breaks else window

    def preposition(self, position: int, phrases: frozenset[str]) -> str | None:
        """The longest of ``phrases`` that stands right before ``position``, with an article allowed between."""
        before = " ".join(self.clause_before(position)[-40:].lower().split())
        while (shorter := _FILLER.sub("", before)) != before:
            before = shorter
        for phrase in sorted(phrases, key=len, reverse=True):
            if before == phrase or before.endswith((" " + phrase, "(" + phrase, '"' + phrase, "“" + phrase)):
                return phrase
        return None

    def direction(self, start: int, end: int) -> int:
        """1 where the words around say that the time lies ahead, -1 where they say it is past, 0 where they do not.

        -2 where they leave no doubt: "the year ended 31 January".
        """
        tense = vocabulary().tense
        before = self.clause_before(start)
        ended = _ENDED.search(before)
        if ended is not None:
            return -2 if ended[1].lower() == "ended" else 1
        words = [(match.group().lower(), match.end()) for match in _WORD.finditer(before)]
        after = _BREAK.split(self.text[end : end + _AFTER])[0]
        begun = self.preposition(start, tense["opened"]) is not None and self._has_begun(words)
        if self.preposition(start, tense["ahead"]) is not None and not begun:
            return -1 if any(word == "had" for word, _ in words[-7:]) or _HAD_AFTER.match(after) else 1
        if self._moved(words):
            return 1
        if _POSSESSIVE.search(self.text[start:end]):
            return 1 if words and words[-1][0] in tense["called_off"] else -1
        verb = self._last_verb(before, words)
        if verb != 0:
            return verb
        for match in _WORD.finditer(_ASIDE.sub("", after)):
            word = match.group().lower()
            if word in {"will", "would", "shall"}:
                return 1
            if word in tense["past"] or _is_participle(word):
                return -1
        return 0

    @staticmethod
    def _moved(words: list[tuple[str, int]]) -> bool:
        """Whether something was put off to this day: "was moved to Sunday", "pushed back from Friday to"."""
        near = [word for word, _ in words[-5:]]
        return near[-1:] in (["to"], ["for"], ["until"]) and bool(vocabulary().tense["moved"] & set(near))

    def is_present(self, position: int) -> bool:
        """Whether the last words before ``position`` tell of a state or a plan now: "the funeral is Friday"."""
        words = [match.group().lower() for match in _WORD.finditer(self.clause_before(position))]
        return bool(vocabulary().tense["present"] & set(words[-8:]))

    @staticmethod
    def _has_begun(words: list[tuple[str, int]]) -> bool:
        """Whether the verb before "from Thursday" is past and orders nothing: "closed the port from Thursday"."""
        tense = vocabulary().tense
        verbs = [word for word, _ in words if word in tense["past"] or word in tense["ordered"] or _is_participle(word)]
        return bool(verbs) and not tense["ordered"] & set(verbs) and not tense["future"] & {word for word, _ in words}

    @staticmethod
    def _last_verb(before: str, words: list[tuple[str, int]]) -> int:
        """The tense of the last verb of the words before: 1 ahead, -1 past, 0 where there is none."""
        tense = vocabulary().tense
        infinitive = max((match.end() for match in _INFINITIVE.finditer(before)), default=-1)
        for index in range(len(words) - 1, -1, -1):
            word, end = words[index]
            helpers = [each for each, _ in words[max(0, index - 3) : index]]
            if end <= infinitive:
                if tense["opening"] & {each for each, _ in words[max(0, index - 9) : index]}:
                    return -1 if "had been" in before else 1
                infinitive = -1
            if word in tense["future"] and not (word.endswith("ed") and tense["earlier"] & set(helpers[-1:])):
                return -1 if helpers[-2:] == ["had", "been"] or helpers[-1:] == ["had"] else 1
            if word in tense["reporting"] and tense["relatives"] & set(helpers[-1:]):
                return 1
            if word in tense["plain"] and helpers[-1:] != ["to"]:
                return -1 if tense["refused"] & set(helpers) else 1
            if word in tense["past"] and tense["modals"] & set(helpers[-1:]):
                return 1  # "could last"
            if word in tense["past"] and tense["present"] & set(helpers[-1:]):
                continue  # "when the case is heard in May"
            if word in tense["past"] or (_is_participle(word) and not tense["determiners"] & set(helpers[-1:])):
                passive = helpers[-1:] == ["be"] and _ahead(helpers, [each for each, _ in words[:index]])
                return 1 if passive else -1
        return 0

    def _story(self, position: int) -> int:
        """Where the story told at ``position`` begins: its paragraph, but at least some two sentences before."""
        paragraph = self.text.rfind("\n", max(0, position - _LONG), position)
        return min(position - _TOLD, max(paragraph, position - _LONG))

    def day_told(self, position: int) -> date | None:
        """The last date mentioned shortly before, in the story that is being told; not one ahead of publication."""
        for place, day in reversed(self.days):
            if place < self._story(position):
                break
            if day <= self.today:
                return day
        return None

    def day_in_paragraph(self, position: int) -> date | None:
        """The day that a clause in the middle of a sentence goes on about: the last past one of its paragraph."""
        if not self.clause_before(position).strip():
            return None
        paragraph = self.text.rfind("\n", max(0, position - _PARAGRAPH), position)
        place, day = self.days[-1] if self.days else (-1, self.today)
        return day if place > max(paragraph, position - _LONG) and day <= self.today else None

    def period_told(self, position: int) -> DateRange | None:
        """The last date, month or year mentioned shortly before."""
        if self.periods and self.periods[-1][0] >= self._story(position):
            return self.periods[-1][1]
        return None

    def period_before(self, position: int) -> DateRange | None:
        """The last date, month or year mentioned in the same paragraph."""
        paragraph = self.text.rfind("\n", max(0, position - _PARAGRAPH), position)
        if self.periods and self.periods[-1][0] > max(paragraph, position - _PARAGRAPH):
            return self.periods[-1][1]
        return None

    def year_said(self, position: int) -> int | None:
        """The past year that the same sentence sets before ``position``: "in 2024 she promised a vote by March"."""
        before = self.clause_before(position)
        years = list(_IN_YEAR.finditer(before))
        if not years or years[-1].start() > _OPENING or _WILL.search(before, years[-1].end()):
            return None
        year = int(years[-1].group(1))
        return year if 1500 <= year < self.today.year else None

    def nearest(self, position: int) -> bool:
        """Whether a plan that came to nothing is told of: "had been due to meet on Friday", a day before or after."""
        return _HAD_BEEN_DUE.search(self.clause_before(position)) is not None

    def weekday(self, number: int, direction: int, which: str, *, near: bool = False) -> date:
        """The date of ISO weekday ``number`` nearest in ``direction``, in either where ``near``; today is "today"."""
        back = (self.today.isoweekday() - number) % 7
        which = which.lower()
        if which in {"last", "the previous", "this past", "the past"}:
            return self.today - timedelta(days=back or 7)
        if which in {"next", "this coming", "the coming", "coming", "the following"}:
            ahead = (7 - back) % 7 or 7
            soon = which == "next" and ahead <= _SO_SOON and number > self.today.isoweekday()
            return self.today + timedelta(days=ahead + 7 if soon else ahead)
        if which == "this":
            return self.today + timedelta(days=number - self.today.isoweekday())
        if back == 0:
            return self.today
        if near:
            direction = 1 if back > _HALF_WEEK else -1
        return self.today + timedelta(days=7 - back) if direction > 0 else self.today - timedelta(days=back)

    def year_of(self, month: int, day: int | None, direction: int) -> int:
        """The year of a date written without one: the nearest, unless it is far off and the words say which way."""
        around = [self.today.year - 1, self.today.year, self.today.year + 1]
        middle = day or 15
        options = [(year, _safe(year, month, middle)) for year in around]
        nearest = min(options, key=lambda option: abs((option[1] - self.today).days))
        if day is None and (nearest[1].year, nearest[1].month) == (self.today.year, self.today.month):
            return nearest[0]
        away = nearest[1] - self.today
        if day is not None and abs(away) <= _NEAR and not (direction < -1 and nearest[1] > self.today):
            return nearest[0]
        if day is None and timedelta(0) <= away <= _NEXT:
            return nearest[0]
        if direction > 0:
            return next((y for y, d in options if d >= self.today), nearest[0])
        if direction < 0:
            return next((y for y, d in reversed(options) if d <= self.today), nearest[0])
        if day is not None and away > _NEAR:
            return nearest[0] - 1  # what is told without a sign of the future is more often past
        return nearest[0]

    def month_of(self, month: int, which: str) -> int:
        """The year of "last April", "next April", "this April"."""
        same = date(self.today.year, month, 1)
        this = self.today.replace(day=1)
        if "last" in which or "past" in which:
            return self.today.year if same < this else self.today.year - 1
        if "next" in which or "coming" in which:
            return self.today.year if same > this else self.today.year + 1
        return self.today.year

    def last_quarter(self) -> tuple[int, int]:
        """The quarter last mentioned, else the last one that was over at publication."""
        if self.quarter is not None:
            return self.quarter
        before = shift_months(self.today, -3)
        return before.year, (before.month - 1) // 3 + 1


def _ahead(helpers: list[str], before: list[str]) -> bool:
    """Whether the helpers before "be" point ahead: "will be held", "could be held", not "could not be found"."""
    if "could" in helpers and {"not", "neither", "never", "nor"} & set(before):
        return False
    return bool(({"to", "will", "would"} | vocabulary().tense["modals"]) & set(helpers))


def _is_participle(word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and not word.startswith("un")


def _safe(year: int, month: int, day: int) -> date:
    return shift_months(date(max(year, 1), 1, 1), month - 1) + timedelta(days=min(day, 28) - 1)
