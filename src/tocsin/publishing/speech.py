"""Claims in reported speech, in the source's own frame: ``denied that the navy had fired on a trawler``.

Three forms, safest last. *Frame*: the document's words from the verb to the end of what is said, with the verb in the
past tense. *Quotation*: the speaker's own words in quotation marks. *Excerpt*: the document's sentence as it stands, in
quotation marks, where the grammar cannot be trusted. No paraphrase is made, so no meaning can drift.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.core.claims import Claim
from tocsin.core.material import Document
from tocsin.core.vocabulary import Stance
from tocsin.publishing.english import balanced, is_adverb, one_line, past_tense, sentence_around, word_lists
from tocsin.publishing.plain import shortened
from tocsin.publishing.wording import day

MOST_QUOTED = 280
"""Characters of a document that one excerpt shows."""

LONGEST_TOLD = 500
"""Characters: what is longer is shown as the beginning of an excerpt."""

_MOST_GAP = 90
_FEWEST_WORDS = 4
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME_WORDS = re.compile(
    rf"\s*,?\s*\b(?:on\s+)?({'|'.join(_WEEKDAYS)})\b(?:\s+(?:morning|afternoon|evening|night))?,?(?=[\s.;]|$)", re.I
)
_HELPERS = re.compile(
    r"\b(?:was|were|is|are|been|be|being|to|will|would|can|could|may|might|must|should|shall|not|n['’]t|never|without|refused|"
    r"declined|failed|if|whether|who|which|that)\s+(?:\w+ly\s+)?$",
    re.I,
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'’/-]{2,40}(?:, (?:[A-Z][a-z]+|of|the|and)(?: (?:[A-Z][a-z]+|of|the|and)){0,4})?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?)?(?: ?\([\w ]{2,40}\))? ?[—–-]+ (?=\S)"
)
_MARKED = re.compile(r"[“\"]")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_PRONOUN = re.compile(r"(?:it|this|that|so|them|these|those|he|she|they|him|her)\b[\s,.]*", re.I)
_CLAUSE_ONLY = (
    "warned",
    "claimed",
    "argued",
    "maintained",
    "contended",
    "believed",
    "thought",
    "told",
    "replied",
    "hinted",
)
_LINKED = ("that ", "of ", "about ", "against ", "over ", "to ", "for ", "“")
_ASKED = ("whether ", "why ", "how ", "who ")
"""How a clause begins that is asked and not said."""

_SAYS = ("said", "stated", "added", "noted", "declared", "announced", "explained", "stressed", "insisted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a claim says, ready to stand behind its speaker.

    ``predicate`` follows the subject ("said that ..."); ``clause`` is the part behind "said that", where it is one, so
    that several can be joined; ``excerpt`` is set instead where only the document's own sentence is safe. ``day`` is
    when it was said, where the document names the day. ``trails`` puts the subject behind the words.
    """

    predicate: str
    clause: str = ""
    excerpt: str = ""
    day: date | None = None
    trails: bool = False


def tell(claim: Claim, document: Document) -> Told | None:
    """Put a claim in reported speech; ``None`` where nothing stands in it that can be told on its own."""
    if len(claim.content.text) > LONGEST_TOLD or claim.speaker is None or _is_first_person(claim, document):
        return _excerpt(claim, document)
    content = one_line(claim.content.text)
    if content.startswith((";", ":", ",")):  # the words of another clause: only the whole sentence is safe
        return _excerpt(claim, document)
    if _PRONOUN.fullmatch(content) or not any(c.isalpha() for c in content):
        return None
    framed = _framed(claim, document) or _according(claim) or _nominal(claim, document) or _trailing(claim, document)
    if framed is not None:
        return framed
    if claim.quoted:
        return _quotation(claim, document)
    return _excerpt(claim, document)


_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|me|us|[Mm]y|[Oo]urs?|myself|ourselves)\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")


def _is_first_person(claim: Claim, document: Document) -> bool:
    """Whether the writer is in the frame ("told me that", "our correspondent"): no one else can say it so."""
    gap = "" if claim.cue is None else document.text[claim.cue.end : claim.content.start][:_MOST_GAP]
    name = claim.speaker.name if claim.speaker else ""
    words = "" if claim.quoted else _QUOTED.sub("", claim.content.text)
    return any(_FIRST_PERSON.search(part) for part in (name, gap, words))


def _framed(claim: Claim, document: Document) -> Told | None:
    """The verb in the past tense, what stands between it and the words, and the words, as the document has them."""
    cue, content, text = claim.cue, claim.content, document.text
    if cue is None or cue.end > content.start or claim.pieces[1:]:
        return None
    gap = text[cue.end : content.start]
    if len(gap) > _MOST_GAP or _SENTENCE_END.search(gap) or _HELPERS.search(text[max(0, cue.start - 24) : cue.start]):
        return None
    verb = _verb_phrase(cue.text)
    if verb is None or (claim.quoted and ":" in gap):
        return None
    gap = _own_gap(gap)
    said_on = _weekday(gap, document)
    gap = _TIME_WORDS.sub(" ", gap)
    words = _ended(one_line(f"{gap}{_closed(claim, document)}"))
    if _is_pronoun_only(words):
        return None
    predicate = f"{verb} {words}" if not words.startswith((",", ":", ";")) else f"{verb}{words}"
    clause = ""
    if verb in _SAYS and not claim.quoted:
        if gap.split()[-1:] == ["that"] and gap.strip() != "that":  # "said last week that", "told reporters that"
            return Told(predicate=balanced(predicate), day=said_on)
        clause = words.removeprefix("that ") if words.startswith("that ") else words if _is_clause(words) else ""
        predicate = f"{verb} that {clause}" if clause else predicate
        if not clause or clause.lower().startswith(_ASKED):
            return None
    elif verb.rpartition(" ")[2] in _CLAUSE_ONLY and not words.lower().startswith(_LINKED) and not _is_clause(words):
        return None if gap.split()[-1:] != ["that"] else Told(predicate=balanced(predicate), day=said_on)
    return Told(predicate=balanced(predicate), clause=balanced(clause), day=said_on)


def _according(claim: Claim) -> Told | None:
    """ "According to the register, the port was shut": the words first, in either order."""
    words = _ended(one_line(claim.content.text))
    if claim.cue is None or claim.quoted or claim.pieces[1:] or one_line(claim.cue.text).lower() != "according to":
        return None
    if len(words.split()) < _FEWEST_WORDS:
        return None
    return Told(predicate=f"{balanced(words)}, according to {{}}", trails=True)


def _nominal(claim: Claim, document: Document) -> Told | None:
    """ "the agency's assessment that ...": the verb of the act and the clause."""
    cue, content = claim.cue, claim.content
    if cue is None or claim.pieces[1:] or claim.quoted or cue.end > content.start:
        return None
    words = one_line(cue.text).split()
    gap = one_line(document.text[cue.end : content.start])
    if not words or _is_verb(words[-1]) or gap not in ("that", "") or (gap == "" and not _THAT.match(content.text)):
        return None
    clause = _ended(_THAT.sub("", one_line(content.text)))
    if not _is_clause(clause):
        return None
    verb = str(word_lists()["verb"][claim.stance.value])
    return Told(predicate=balanced(f"{verb} that {clause}"), clause=balanced(clause) if verb == "said" else "")


_THAT = re.compile(r"that\s+", re.I)


def _trailing(claim: Claim, document: Document) -> Told | None:
    """ "The summit has been cancelled, Corr said": the words first, as the document has them."""
    cue, content = claim.cue, claim.content
    if cue is None or claim.quoted or content.end > cue.start or claim.pieces[1:]:
        return None
    end = claim.speaker.span.start if claim.speaker and claim.speaker.span else content.end
    end = end if content.start < end < content.end else content.end  # the speaker's name is no part of what is said
    gap = document.text[content.end : cue.start]
    words = _ended(_OPENER.sub("", one_line(document.text[content.start : end])))
    verb = _verb_phrase(cue.text)
    if verb is None or len(gap) > _MOST_GAP or _SENTENCE_END.search(gap) or not _is_clause(words):
        return None
    if len(words) > 2 * MOST_QUOTED or _verb_is_passive(document, cue.start):
        return None
    said_on = _weekday(document.text[cue.end : cue.end + 20], document)
    return Told(predicate=f"{balanced(words)}, {{}} {verb}", day=said_on, trails=True)


_OPENER = re.compile(
    r"(?:Meanwhile|However|Still|Separately|Nevertheless|Moreover|Furthermore|Instead|Besides|Also),\s+"
)
"""A sentence's link to the one before it, which is lost where it is told alone."""


def _verb_is_passive(document: Document, start: int) -> bool:
    return bool(_HELPERS.search(document.text[max(0, start - 24) : start]))


_TWO_CLAUSES = re.compile(r"\bthat\b.*\bthat\s*$", re.I | re.S)


def _own_gap(gap: str) -> str:
    """What belongs to this claim of the words behind the verb: not the clauses of the claims before it."""
    if not _FINITE.search(gap) and not _TWO_CLAUSES.search(gap):
        return gap
    return " that " if gap.rstrip().lower().endswith("that") else " "


def _closed(claim: Claim, document: Document) -> str:
    """What is said, with a closing quotation mark that stands right behind it."""
    after = document.text[claim.content.end : claim.content.end + 2]
    closing = re.match(r"[.,]?[”\"]", after)
    return claim.content.text + (closing.group() if closing else "")


def _ended(words: str) -> str:
    """``words`` without the marks that end a sentence: a stop inside a closing quotation mark goes too."""
    return re.sub(r"[\s.,;:]+([”\"’]?)$", r"\1", words.strip())


def _is_pronoun_only(words: str) -> bool:
    return bool(_PRONOUN.fullmatch(words.removeprefix("that ")))


_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|\w+ed|\w+n['’]t"
    r"|came|went|took|gave|saw|got|held|fell|began|knew|became|brought|broke|lost|met|paid|sent|stood|won|fought|hit|shot"
    r"|struck|fled|rose)\b"
)


def _is_clause(words: str) -> bool:
    """Whether words without "that" look like a clause with a subject and a finite verb."""
    found = _FINITE.search(words)
    return (
        found is not None and found.start() > 0 and not words.lower().startswith(("to ", "of ", "for ", "in ", "at "))
    )


def _verb_phrase(cue: str) -> str | None:
    """The cue with its verb in the past tense; ``None`` where it has no verb to begin with."""
    words = one_line(cue).split()
    at = next((i for i, word in enumerate(words) if not is_adverb(word)), None)
    if at is None or not re.fullmatch(r"[A-Za-z]+", words[at]):
        return None
    if words[at].lower() in ("has", "have", "had", "did", "does", "do") and len(words) > at + 1:
        at += 1 + (len(words) > at + 2 and is_adverb(words[at + 1]))
    if words[at].lower() in _BE and _is_passive(words[at:]):
        return None
    verb = past_tense(words[at])
    if not _is_verb(words[at]):
        return None
    kept = [word for word in words[:at] if is_adverb(word)]
    return " ".join([*kept, verb, *words[at + 1 :]]).lower()


_BE = ("am", "is", "are", "was", "were", "be", "been", "being")
_PARTICIPLE = re.compile(r"\w+ed|said|told|thought|known|held|understood|found|seen|written|shown", re.I)


def _is_passive(words: list[str]) -> bool:
    """Whether what is said is said by nobody that the verb names: ``is often said``; ``are confident`` is told."""
    bare = words[0].lower() in ("be", "been", "being")
    return bare or any(_PARTICIPLE.fullmatch(word) for word in words[1:])


def _is_verb(word: str) -> bool:
    """Whether a cue's word is a verb and not the noun of a speech act ("accusation", "warning that")."""
    lower = word.lower()
    nouns = {f"{noun}{s}" for noun in word_lists()["act"].values() for s in ("", "s")}
    return lower not in nouns - {"demand", "demands"} and lower not in ("according", "per", "claim", "statement")


def _weekday(gap: str, document: Document) -> date | None:
    """The day that "on Monday" beside the verb means: the last such day by the document's own date."""
    found = _TIME_WORDS.search(f"{gap} ")
    if found is None:
        return None
    published = document.published_at.date()
    back = (published.weekday() - _WEEKDAYS.index(found.group(1).lower())) % 7
    return published - timedelta(days=back)


def _quotation(claim: Claim, document: Document) -> Told | None:
    words = one_line(claim.content.text).strip(' "“”‘’,;')
    if not words or len(words) > MOST_QUOTED:
        return _excerpt(claim, document)
    if _MARKED.search(words[1:]):  # a quotation inside what was said
        if not words[:1].islower() or not _is_clause(words):
            return _excerpt(claim, document)
        return Told(predicate=f"said that {balanced(words.rstrip('.'))}", day=_said_near(claim, document))
    whole = words[:1].isupper() and len(words.split()) >= _FEWEST_WORDS and words.split()[0] not in ("A", "An", "The")
    behind_that = document.text[: claim.content.start].rstrip(' “"').endswith(" that")
    if not whole and not behind_that and not _is_clause(f"it {words}") and not words.endswith(("!", "?")):
        return Told(predicate=f"spoke of “{_inner(words.rstrip('.'))}”", day=_said_near(claim, document))
    verb = "said"
    if claim.cue is not None:
        verb = _verb_phrase(claim.cue.text) or "said"
    if " " in verb or verb not in _SAYS:
        verb = "said"
    if not words.endswith((".", "!", "?", "…")):
        words += "."
    return Told(predicate=f"{verb}: “{_inner(words)}”", day=_said_near(claim, document))


def _said_near(claim: Claim, document: Document) -> date | None:
    if claim.cue is None:
        return None
    return _weekday(document.text[claim.cue.end : claim.cue.end + 20], document)


def _inner(words: str) -> str:
    """Double quotation marks inside a quotation become single ones."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "'")


def _excerpt(claim: Claim, document: Document) -> Told | None:
    shown = excerpt(document, claim.content.start, claim.content.end)
    return Told(predicate="", excerpt=shown) if shown else None


def excerpt(document: Document, start: int, end: int) -> str:
    """The document's own sentence around a span, without outer marks; the span alone where that is too long."""
    begin, stop = sentence_around(document.text, start, end)
    words = _DATELINE.sub("", _without_title(one_line(document.text[begin:stop]), document))
    if len(words) > MOST_QUOTED:
        words = one_line(document.text[start : min(end, start + 2 * MOST_QUOTED)])
    return shortened(words, MOST_QUOTED)


def _without_title(words: str, document: Document) -> str:
    """The sentence without the headline, where a page runs the one into the other."""
    title = one_line(document.title or "")
    rest = words.removeprefix(title).lstrip()
    return rest if title and rest[:1].isupper() else words


def act_noun(stance: Stance) -> str:
    """``refusal``, ``threat``: the noun of a speech act."""
    return str(word_lists()["act"][stance.value])


def dated(predicate: str, said_on: date | None) -> str:
    """The predicate with its day behind the verb: ``said on 29 December that ...``."""
    if said_on is None:
        return predicate
    if "{}" in predicate:
        return f"{predicate} on {day(said_on)}"
    verb, space, rest = predicate.partition(" that ")
    if space and len(verb.split()) <= 3:
        return f"{verb} on {day(said_on)} that {rest}"
    return predicate
