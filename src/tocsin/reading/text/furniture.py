"""Lines of a page that are no part of its article: navigation, sharing, credits, captions, mail headers, tables."""

from __future__ import annotations

import re
from functools import cache

from tocsin.reading.text.headings import layout_words

PICTOGRAPHS = r"\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"
"""Arrows, symbols and emoji: no letters, however many stand before a line."""

_DECORATION = re.compile(rf"^[{PICTOGRAPHS}\s•·|]{{1,40}}")
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+|#\w+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|co|tv|me)(?:/\S*)?",
    re.IGNORECASE,
)
_LAST_ADDRESS = re.compile(r"\s(?:https?://\S+|#\w+|@\w+|pic\.\S+/\S+|t\.co/\S+)$")
_MAIL_HEADER = re.compile(
    r"(?:From|To|Cc|Bcc|Sent|Date|Reply-To|Subject|Message-ID|Content-Type|Content-Transfer-Encoding|MIME-Version)"
    r"[ \t]*:[ \t]+\S"
)
_STAGE = re.compile(
    r"[(\[](?:[A-Z][A-Z ,.-]{2,40}|[Mm]usic|[Aa]pplause|[Ll]aughter|[Cc]rosstalk|[Ii]naudible|[Ss]ilence)[)\]]"
)
"""What a transcript tells between its lines: "(APPLAUSE)"."""
_REACHED_AT = re.compile(
    r"(?:[Rr]each|[Cc]ontact|[Ee]-?mail|[Cc]all|[Ff]ollow|[Ww]rite to)\b[^.!?]{0,80}?"
    r"(?:[\w.+-]+@[\w-]+\.\w|@\w{2,}|\(?\d{3}\)?[-. ]\d{3})"
)
_INVITES = re.compile(
    r"(?:sign(?:ing)? up|subscribe|register|get|receive|join|want|follow)\b[^.!?]{0,90}"
    r"(?:@\w|\b(?:newsletters?|inbox|alerts?|channel|podcasts?|app|briefing|whatsapp|telegram channel|by email)\b)",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    r"(?:(?:Photo|Photograph|Picture|Pic|Image|Video|Graphic|Illustration)s?(?: by| courtesy of| credit)?:?"
    r"|Credit:|Courtesy:?|Handout:?|Copyright:?) ?[A-Z][^.!?]{1,60}$"
)
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[](?:[A-Z][\w.]{1,20} )?(?:Photo|Photograph|Picture|Image|File|Video|Handout)\b[^()\[\]]{0,80}[)\]]\.?$"
)
_AGENCY_AT_END = re.compile(
    r"(?:[A-Z][\w.'’-]+ )?[A-Z][\w.'’-]*(?:/| via )"
    r"(?:AP|AFP|EPA|EPA-EFE|Reuters|REUTERS|Getty|Getty Images|Bloomberg|TASS|PA)\.?$"
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article|piece|post)|(?:additional )?(?:reporting|research))\b",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}|\d{1,4}|st|nd|rd|th|[ap]\.?m\.?|at|on|of"
    r"|updated?|published|posted|last|first|created|modified"
    r"|(?-i:[A-Z]{2,4})|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|min(?:ute)?s?|hours?|days?|ago|read|local|time)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,|·•–—/()-]+")
_LONGEST = 250
_LONGEST_DATE = 90
_FEWEST_CELLS = 3
_LONGEST_CELL = 40


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the article: "Share", "© 2026 ...", an address, a table's row."""
    if len(line) > _LONGEST:
        return False
    if not any(char.isalpha() for char in line) or _is_row(line) or _MAIL_HEADER.match(line):
        return True
    if _STAGE.fullmatch(line):
        return True
    bare = _DECORATION.sub("", line)
    if is_only_addresses(bare):
        return True
    low = bare.lower().strip(" .:!|›»>→")
    if low in _lines() or low.startswith(_starts()):
        return True
    return bool(_REACHED_AT.match(bare) or _INVITES.match(bare))


def is_only_addresses(words: str) -> bool:
    """Whether nothing but links, handles and hashtags stands in ``words``."""
    return not _ADDRESS.sub("", words[:_LONGEST]).strip(" \t\r\n,;|/.•·") and len(words) <= _LONGEST


def without_addresses(line: str) -> str:
    """``line`` without the links, handles and hashtags at its end."""
    while (match := _LAST_ADDRESS.search(line)) is not None:
        line = line[: match.start()].rstrip()
    return line


def is_caption(line: str) -> bool:
    """Whether a line ends as the words below a picture do: with who made it."""
    if len(line) > _LONGEST:
        return False
    at = line.rfind(" ", 0, max(0, len(line) - 4))
    tail = line[-120:]
    credited = next((m for m in _CREDIT_AT_END.finditer(tail)), None)
    if credited is not None and (credited.start() == 0 or tail[credited.start() - 1] in " .(|") and at > 0:
        return ":" in credited.group() or " by " in credited.group() or credited.group().startswith("Courtesy")
    return bool(_CREDIT_IN_BRACKETS.search(tail) or _AGENCY_AT_END.search(tail))


def is_credit(line: str) -> bool:
    """Whether a line tells who made the article, or when: "(Reporting by ...)", "14:05, 3 Mar 2026 | 2 min read"."""
    if len(line) > _LONGEST:
        return False
    if line.startswith(("(", "[")) and line.rstrip(".").endswith((")", "]")):
        return line[1:].lower().startswith(tuple(layout_words()["byline"]["bracketed"]))
    if _CONTRIBUTED.search(line) and '"' not in line and "“" not in line:
        return True
    return is_date_line(line)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date or a time and nothing else."""
    if len(line) > _LONGEST_DATE or not any(char.isdigit() for char in line):
        return False
    words = _WORD.findall(line)
    named = any(any(char.isalpha() for char in word) for word in words)
    return named and all(_DATE_WORDS.fullmatch(word.strip(".:;[]")) for word in words if word.strip(".:;[]"))


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table or of a menu: cells between bars or tabs, and no sentence."""
    cells = [cell for cell in re.split(r"\s*\|\s*|\t+|\s{4,}", line.strip("| \t")) if cell]
    barred = line.startswith("|") and line.rstrip().endswith("|")
    short = len(cells) >= _FEWEST_CELLS and all(len(cell) <= _LONGEST_CELL for cell in cells)
    return barred or (short and line[-1] not in '.!?”"')


@cache
def _lines() -> frozenset[str]:
    return frozenset(layout_words()["furniture"]["lines"])


@cache
def _starts() -> tuple[str, ...]:
    return tuple(layout_words()["furniture"]["starts"])
