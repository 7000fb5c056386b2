"""Who introduces a quote that no clause reaches: a verb beside it, a name before a colon or behind a dash."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tocsin.reading.attribution.cues import colon_cues, frame_of, noun_cues
from tocsin.reading.attribution.grammar import child, speaker_of
from tocsin.reading.attribution.quotedspeech import name_beside
from tocsin.reading.attribution.sources import has_mind
from tocsin.reading.text.parse import ParsedBlock
from tocsin.reading.text.quotes import Quote
from tocsin.reading.text.syntax import children, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_INTRODUCTION = 18
_LONGEST_LABEL = 6
_NEAR = 14
"""How many words from a quote the verb may stand that introduces it."""


def introduced(block: ParsedBlock, quote: Quote, used: Collection[int]) -> tuple[Token, Token] | None:
    """The word that introduces a quote, beside it or before a colon, and who speaks; not the words ``used`` already."""
    doc = block.doc
    before, after = block.first_past(quote.start), block.first_at(quote.end)
    ahead = list(doc[max(0, before - _NEAR) : before])
    behind = list(doc[after : after + _NEAR])
    sentence_behind = _until_stop(behind)
    text_before = block.text[: quote.start - block.offset].rstrip()
    candidates = []
    if not _closed(block, quote):
        candidates += [w for w in sentence_behind if _speaks(w)]
        if candidates and candidates[0].i in used:
            return None
    if not candidates and text_before.endswith((":", ",", "—", "–")):
        candidates += [w for w in reversed(_since_stop(ahead)) if _speaks(w) and w.i not in used]
        if not candidates and text_before.endswith(":"):
            candidates += [w for w in _since_stop(ahead) if w.pos_ in {"VERB", "AUX"} and _giver(w) is not None]
    if not candidates and text_before.endswith(":"):
        name = _named_before_colon(block, quote)
        if name is not None:
            colon = next(w for w in reversed(block.doc[: block.first_past(quote.start)]) if w.text == ":")
            return colon, name
    name = _named_behind_dash(behind) if not candidates else None
    if name is not None:
        return behind[0], name
    for verb in candidates:
        who = _giver(verb) or own_subject(verb) or speaker_of(verb) or _name_beside(verb)
        if who is not None and quote.start <= block.offset + who.idx < quote.end:
            who = name_beside(block, (verb.i,), quote)
        if who is not None:
            return verb, who
    return None


def _giver(verb: Token) -> Token | None:
    """Who does a verb before a colon, or whose words do: "Brol shrugged:", "the answer of Brol was brisk:"."""
    who = own_subject(verb)
    if who is None or has_mind(who):
        return who if verb.dep_ != "relcl" else None
    if who.lemma_.lower() not in colon_cues() and who.lemma_.lower() not in noun_cues():
        return None
    of = next((w for w in children(who, "prep") if w.lower_ in {"of", "from"}), None)
    return child(who, "poss") or (child(of, "pobj") if of is not None else None) or who


def introduced_above(block: ParsedBlock) -> tuple[Token, Token] | None:
    """The verb and the speaker that end a paragraph with a colon, so that the quote below it is theirs."""
    if not block.text.rstrip().endswith(":"):
        return None
    sentence = _since_stop([word for word in block.doc if not word.is_space])
    verbs = [w for w in reversed(sentence) if _speaks(w)]
    for verb in verbs or [w for w in sentence if w.pos_ == "VERB"]:
        who = own_subject(verb) or speaker_of(verb) or _name_beside(verb)
        if who is not None:
            return verb, who
    return None


def _named_before_colon(block: ParsedBlock, quote: Quote) -> Token | None:
    """Who is named before a colon and a quote without a verb: "Mandel: “...”", "The mayor, in Kalis: “...”"."""
    label = [w for w in _since_stop(list(block.doc[: block.first_past(quote.start)])) if not w.is_space]
    if not label or label[-1].text != ":" or any(w.pos_ in {"VERB", "AUX"} for w in label):
        return None
    names = [w for w in label if not w.is_punct]
    if len(names) <= _LONGEST_LABEL and names and names[-1].nbor().text == ":" and names[-1].text[:1].isupper():
        return names[-1]
    end = next((w.i for w in label if w.text in {",", "("} or w.pos_ == "ADP"), label[-1].i)
    name = [w for w in label if w.i < end]
    if not name or len(label) > _LONGEST_INTRODUCTION or name[-1].pos_ not in {"NOUN", "PROPN"}:
        return None
    return name[-1] if name[0].text[:1].isupper() and end < label[-1].i else None


def _named_behind_dash(behind: list[Token]) -> Token | None:
    """The name that alone stands behind a quote and a dash: "“We won” – Otto Quill, captain"."""
    label = [w for w in behind[1:] if not w.is_space]
    if not label or behind[0].text not in {"–", "—", "-", "--"} or len(label) > _LONGEST_LABEL + 2:
        return None
    if any(w.pos_ in {"VERB", "AUX"} or w.text == "." for w in label[:-1]):
        return None
    names = [w for w in label if w.pos_ == "PROPN"]
    return next((w for w in names if w.dep_ not in {"compound", "nmod"}), None)


def _closed(block: ParsedBlock, quote: Quote) -> bool:
    """Whether a sentence ends with the quote, so that what follows cannot introduce it ("... war.” He said")."""
    inner = block.text[: quote.inner_end - block.offset].rstrip()
    after = block.text[quote.end - block.offset :].lstrip()
    return inner.endswith(".") and after[:1].isupper()


def _speaks(word: Token) -> bool:
    lemma = word.lemma_.lower()
    return word.pos_ == "VERB" and bool(frame_of(lemma, "clause") or frame_of(lemma, "quote"))


def _until_stop(words: list[Token]) -> list[Token]:
    out = []
    for word in words:
        if word.is_quote or word.text in {".", "!", "?"}:
            break
        out.append(word)
    return out


def _since_stop(words: list[Token]) -> list[Token]:
    out: list[Token] = []
    for word in reversed(words):
        if word.is_quote or word.text in {".", "!", "?"}:
            break
        out.insert(0, word)
    return out


def _name_beside(verb: Token) -> Token | None:
    """A name right before or behind a verb that the parser gave no subject."""
    doc = verb.doc
    for step in (1, -1):
        at = verb.i + step
        if 0 <= at < len(doc) and doc[at].pos_ in {"PROPN", "PRON"}:
            return doc[at]
    return None
