"""Names of persons in a parsed block, with the titles before and the appositions behind them.

The parser's own entities are of no use here (they call cities persons): capitals, tables and the words around decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.reading.actors.words import (
    gender_of_role,
    is_body_word,
    is_given_name,
    is_person_word,
    is_role_word,
    singular,
    words,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 6
_LONGEST_TITLE = 10
_LONGEST_APPOSITION = 12
_MODIFIERS = frozenset({"NN", "NNS", "JJ", "NNP", "NNPS", "HYPH", "POS", "JJR", "JJS"})
_CLOSED = frozenset({",", ".", ";", ")", "—", "–", "”", '"'})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "our", "my", "this", "that", "another"})
_SPEAKS = frozenset({"say", "tell", "add", "warn", "deny", "insist", "announce", "accuse", "call", "claim", "argue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """Tokens ``start`` to ``end`` that may be a person's name.

    ``title`` are positions of the words that say who it is, ``reach`` the tokens from the first of them to the last.
    ``certain``: the words around or the given name say that it is a person; ``likely``: nothing speaks against it.
    """

    start: int
    end: int
    title: tuple[int, ...]
    reach: tuple[int, int]
    certain: bool
    likely: bool


def find_names(doc: Doc, taken: Mapping[int, object]) -> Iterator[NameHit]:
    """Names of persons in ``doc`` in order; the positions in ``taken`` belong to places and bodies."""
    position = 0
    while position < len(doc):
        if not _begins_name(doc[position], taken):
            position += 1
            continue
        end = _run_end(doc, position, taken)
        start = _title_end(doc, position, end)
        hit = _hit(doc, start, end, taken) if start < end else None
        if hit is not None:
            yield hit
        position = end


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Where the name begins in a run of capitalised words: behind its last title ("External Affairs Minister")."""
    if end - start > 1 and is_given_name(doc[start].lower_):
        return start  # "Dean Acheson", but not "Major Davies"
    heads = [i for i in range(start, end - 1) if _is_head(doc[i])]
    if heads:
        start = heads[-1] + 1
    while start < end and (is_role_word(doc[start].lower_) or doc[start].text in "-‑"):
        start += 1
    return start


def _opens_sentence(token: Token) -> bool:
    """Whether a sentence begins here; the parser also begins one behind "Gen."."""
    return token.i == 0 or (bool(token.is_sent_start) and bool(token.nbor(-1).is_punct))


def _begins_name(token: Token, taken: Mapping[int, object]) -> bool:
    return token.i not in taken and _is_capitalised(token) and not _is_opener(token)


def _is_capitalised(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and (text[-1].isalpha() or text[-1] == ".") and any(map(str.isalpha, text))


def _is_opener(token: Token) -> bool:
    return token.lower_ in words("openers") or (token.is_sent_start and token.tag_ in {"RB", "IN", "CC", "VBG", "VB"})


def _run_end(doc: Doc, start: int, taken: Mapping[int, object]) -> int:
    """Where the run of capitalised words from ``start`` ends: particles, hyphens and initials may stand inside."""
    end = start + 1
    while end < len(doc) and end - start < 2 * _LONGEST_NAME and not _opens_sentence(doc[end]):
        if doc[end - 1].whitespace_ == "" and not _is_joined(doc, end):
            break
        if end in taken and not _is_surname(doc, end, taken):
            break
        if not (_is_name_word(doc[end]) or (_is_link(doc, end) and _goes_on(doc, end, taken))):
            if not _is_second_half(doc, end):
                break
            end += 1  # "Wei-lun"
        end += 1
    return end


def _is_surname(doc: Doc, position: int, taken: Mapping[int, object]) -> bool:
    """Whether the name of a town right behind a name is the surname ("General Abdelrahim Kassala")."""
    local = getattr(taken[position], "kind", "") in {"city", "region", "ambiguous"}
    return local and _is_capitalised(doc[position]) and not is_role_word(doc[position - 1].lower_)


def _is_second_half(doc: Doc, position: int) -> bool:
    """Whether a hyphen and a lower-case word without spaces go on with a name ("Wei-lun")."""
    if position + 1 >= len(doc) or doc[position].text not in "-‑":
        return False
    return doc[position - 1].whitespace_ == doc[position].whitespace_ == "" and bool(doc[position + 1].is_alpha)


def _is_name_word(token: Token) -> bool:
    low = token.lower_
    return _is_capitalised(token) and (
        low not in words("openers") or low in words("last") or low in words("openers_in_names")
    )


def _is_link(doc: Doc, position: int) -> bool:
    """Whether a small word or a hyphen without spaces may join two words of a name."""
    token = doc[position]
    hyphen = token.text in "-‑’'" and doc[position - 1].whitespace_ == token.whitespace_ == ""
    return hyphen or token.lower_ in words("particles")


def _is_joined(doc: Doc, position: int) -> bool:
    return doc[position].text in "-‑’'" or doc[position - 1].text in "-‑’'"


def _goes_on(doc: Doc, position: int, taken: Mapping[int, object]) -> bool:
    """Whether a capitalised word follows the small word at ``position``, a second small one between them allowed."""
    for ahead in (position + 1, position + 2):
        if ahead >= len(doc) or ahead in taken:
            return False
        if _is_capitalised(doc[ahead]):
            return True
        if doc[ahead].lower_ not in words("particles") and doc[ahead].text not in "-‑":
            return False
    return False


def _hit(doc: Doc, start: int, end: int, taken: Mapping[int, object]) -> NameHit | None:
    last = doc[end - 1].lower_
    names = [token for token in doc[start:end] if token.text[0].isalpha()]
    if len(names) > _LONGEST_NAME or is_body_word(last) or last in words("things"):
        return None
    if len(names) > 1 and is_person_word(last) and not is_given_name(names[0].lower_):
        return None
    before = _title_before(doc, start, end, taken)
    behind, reach_end = _apposition(doc, end, taken)
    titled = any(_is_head(doc[i]) for i in before) or any(_is_head(doc[i]) for i in behind)
    certain = titled or (len(names) > 1 and is_given_name(names[0].lower_)) or _has_initial(names)
    first = min(before, default=start)
    lead = doc[first - 1] if first else None
    thing = bool(before) and not titled and doc[before[-1]].tag_ == "NN" and before[-1] not in taken
    determined = lead is not None and not titled and (lead.lower_ in _DETERMINERS or thing)
    likely = len(names) > 1 and not determined and not thing and _acts(doc[end - 1])
    return NameHit(
        start=start,
        end=end,
        title=(*before, *behind),
        reach=(first, reach_end),
        certain=certain and not (determined and len(names) == 1),
        likely=likely,
    )


def _is_head(token: Token) -> bool:
    """Whether a word of a title says by itself that a person follows."""
    low = token.lower_.rstrip(".")
    return low in words("ranks") or is_person_word(low) or bool(gender_of_role(low))


def _has_initial(names: list[Token]) -> bool:
    """Whether an initial stands in the name ("John F. Marsh", "J.D. Vance")."""
    return len(names) > 1 and any(
        token.text.endswith(".") and token.lower_ not in words("last") and len(token.text.replace(".", "")) <= 2
        for token in names[:-1]
    )


def _acts(head: Token) -> bool:
    """Whether the name is the subject of a verb of saying, or the one who is quoted."""
    verb = head.head
    while head.dep_ in {"compound", "flat"} and verb != head:
        head, verb = verb, verb.head
    return head.dep_ in {"nsubj", "nsubjpass"} and (verb.lemma_ in _SPEAKS or verb.pos_ == "VERB")


def _title_before(doc: Doc, start: int, end: int, taken: Mapping[int, object]) -> tuple[int, ...]:
    """Positions of the title before a name: "Russian Foreign Minister", "its spokeswoman, Captain"."""
    found: list[int] = []
    position = _walk_back(doc, start - 1, found, taken)
    if position > 0 and doc[position].text == "," and not _opens_sentence(doc[position + 1]):
        noun = doc[position - 1]
        office = is_person_word(noun.lower_) and noun.lower_ not in words("kin") and position - 1 not in taken
        if noun.tag_ in {"NN", "NNP"} and office and _stands_for(doc, noun, start, end):
            earlier: list[int] = []
            stop = _walk_back(doc, position - 1, earlier, taken)
            if stop >= 0 and doc[stop].lower_ in _DETERMINERS:
                earlier.append(stop)
            found += [i for i in earlier if i in taken] if _has_office(doc, found) else earlier
    elif position >= 0 and doc[position].lower_ in {"its", "his", "her", "their"} and found:
        found.append(position)
    described = _described_by(doc, start, end)
    if _has_office(doc, found):
        described = tuple(i for i in described if i in taken)
    return tuple(sorted({*found, *described}))


def _has_office(doc: Doc, title: list[int]) -> bool:
    """Whether a title says more than a rank ("his deputy, Interior Minister Aas")."""
    return any(is_person_word(doc[i].lower_) and doc[i].lower_ not in words("ranks") for i in title)


def _stands_for(doc: Doc, noun: Token, start: int, end: int) -> bool:
    """Whether a name behind a noun and a comma says who that is, and does not begin the main clause.

    "Its spokeswoman, Ida Lom, said"; not "After talks with the envoy, Lom said".
    """
    if end >= len(doc) or doc[end].text in _CLOSED:
        return True
    return any(token.dep_ == "appos" and token.head == noun for token in doc[start:end])


def _described_by(doc: Doc, start: int, end: int) -> tuple[int, ...]:
    """Positions of a description that the name is the apposition of ("A lawyer for the papers, Anders Voss")."""
    noun = next((t.head for t in doc[start:end] if t.dep_ == "appos" and t.head.i < start), None)
    while noun is not None and noun.dep_ == "pobj" and not is_person_word(noun.lower_):
        noun = noun.head.head if noun.head.head != noun.head else None  # "a spokesman for the army, Avner Shaked"
    if noun is None or not is_person_word(noun.lower_) or noun.lower_ in words("kin"):
        return ()
    if noun.tag_ == "NNS" or start - noun.i > _LONGEST_APPOSITION:
        return ()
    return tuple(range(noun.left_edge.i, start - 1))


def _walk_back(doc: Doc, position: int, found: list[int], taken: Mapping[int, object]) -> int:
    """Collect the words of a title that ends at ``position``; return where it stops."""
    while position >= 0 and len(found) < _LONGEST_TITLE:
        token = doc[position]
        fits = position in taken or is_role_word(token.lower_) or token.tag_ in _MODIFIERS
        if not (fits or (found and _is_of_office(doc, position, taken))):
            break
        found.append(position)
        if _opens_sentence(token):
            return position - 1
        position -= 1
    return position


def _is_of_office(doc: Doc, position: int, taken: Mapping[int, object]) -> bool:
    """Whether "of" stands inside an office ("Secretary of State", "Minister of Defence", "president of Chile")."""
    if not 0 < position < len(doc) - 1 or doc[position].lower_ != "of":
        return False
    inside = position + 1 in taken or is_role_word(doc[position + 1].lower_)
    return inside and is_role_word(doc[position - 1].lower_)


def _apposition(doc: Doc, end: int, taken: Mapping[int, object]) -> tuple[tuple[int, ...], int]:
    """Positions of the words behind a name that say who it is (", a former intelligence chief"), and where they end."""
    if end + 1 >= len(doc) or doc[end].text not in {",", "("}:
        return (), end
    position = end + 1
    if doc[position].lower_ == "who" and position + 1 < len(doc) and doc[position + 1].lower_ in {"is", "was"}:
        position += 2
    found: list[int] = []
    headed = False
    for token in doc[position : position + _LONGEST_APPOSITION]:
        low, here = token.lower_, token.i
        opens = here == position and low in _DETERMINERS
        fits = here in taken or is_role_word(low) or token.tag_ in _MODIFIERS or opens
        if headed and low in {"of", "for", "to", "at", "in", "the"}:
            fits = True
        if not fits or _opens_sentence(token):
            break
        if found == [] and not (opens or here in taken or is_role_word(low)):
            break
        found.append(here)
        owned = here + 1 < len(doc) and doc[here + 1].tag_ == "POS"
        headed = headed or (is_person_word(low) and here not in taken and not owned and _is_noun(token))
    if not headed or _names_another(doc, found, taken):
        return (), end
    return tuple(found), found[-1] + 1


def _names_another(doc: Doc, found: list[int], taken: Mapping[int, object]) -> bool:
    """Whether what looks like an apposition is the title of the next person ("Lom, Danish Premier Torvald Aas and")."""
    last = max(i for i in found if is_person_word(doc[i].lower_) and i not in taken)
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is None or following.i in taken or not _is_capitalised(following):
        return False
    return following.tag_ == "NNP" and not is_role_word(following.lower_) and not is_body_word(following.lower_)


def _is_noun(token: Token) -> bool:
    proper = token.pos_ in {"NOUN", "PROPN"} and singular(token.lower_) not in {"national", "general"}
    return proper or token.tag_ == "NN"
