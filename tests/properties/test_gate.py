"""The gate: what it lets through is supported; a sentence with one thing changed is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders.publishing import Shelf, material
from tocsin.core.briefs import Sentence
from tocsin.core.claims import Claim
from tocsin.publishing.compose import compose
from tocsin.publishing.gate import Gate, numbers_in
from tocsin.publishing.material import Material

TOLD = material()
BRIEF = compose(TOLD, made_by="brief.v1")
GATE = Gate(TOLD)
SENTENCES = BRIEF.sentences
NAMES = ("Vessarion", "Oldacre", "Brandmark", "Tolmark", "Kestrelby")
QUOTED = re.compile(r"“([^“”]+)”")
MARKERS = re.compile(r"\[[^\]]*\]")
A_NUMBER = re.compile(r"(?<![\w.–\[])\d+(?![\w\]])")

sentences = st.sampled_from(SENTENCES)


def refused(sentence: Sentence, text: str) -> bool:
    return GATE.refuses(replace(sentence, text=text)) is not None


@given(sentences)
def test_what_was_printed_passes_again(sentence: Sentence) -> None:
    assert GATE.refuses(sentence) is None


@given(sentences, st.data())
def test_a_changed_number_is_refused(sentence: Sentence, data: st.DataObject) -> None:
    text = MARKERS.sub("", sentence.text)
    places = list(A_NUMBER.finditer(text))
    assume(places)
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.integers(100, 9000).map(str))
    assert refused(sentence, text[: place.start()] + other + text[place.end() :])


@given(sentences, st.sampled_from(NAMES), st.data())
def test_a_changed_name_is_refused(sentence: Sentence, name: str, data: st.DataObject) -> None:
    names = list(re.finditer(r"(?<=\w )[A-Z][a-z]{3,}", sentence.text))
    assume(names)
    place = data.draw(st.sampled_from(names))
    assert refused(sentence, sentence.text[: place.start()] + name + sentence.text[place.end() :])


@given(sentences, st.data())
def test_a_changed_quotation_is_refused(sentence: Sentence, data: st.DataObject) -> None:
    quotations = list(QUOTED.finditer(sentence.text))
    assume(quotations)
    place = data.draw(st.sampled_from(quotations))
    words = place.group(1).split()
    at = data.draw(st.integers(0, len(words) - 1))
    changed = " ".join([*words[:at], "never", *words[at:]])
    assert refused(sentence, sentence.text.replace(place.group(1), changed, 1))


@given(sentences, st.sampled_from(["not", "never", "nobody", "without"]), st.data())
def test_a_negation_that_no_entry_makes_is_refused(sentence: Sentence, word: str, data: st.DataObject) -> None:
    text = QUOTED.sub("", sentence.text)
    gaps = [match.start() for match in re.finditer(" ", text)]
    at = data.draw(st.sampled_from(gaps))
    said = " ".join(_said(TOLD, sentence)).casefold()
    assume(word not in re.findall(r"\w+", said))
    assert refused(sentence, f"{text[:at]} {word}{text[at:]}")


@given(sentences)
def test_a_sentence_on_nothing_is_refused(sentence: Sentence) -> None:
    assert GATE.refuses(replace(sentence, entries=())) == "it rests on no entry"


@given(sentences, st.data())
def test_a_sentence_on_an_entry_that_the_view_does_not_hold_is_refused(sentence: Sentence, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sentence.entries))
    view = Shelf(as_of=TOLD.as_of, held={key: entry for key, entry in TOLD.view.held.items() if key != gone})  # type: ignore[attr-defined]
    reason = Gate(replace(TOLD, view=view)).refuses(sentence)
    assert reason is not None
    assert gone in reason


def test_what_a_claim_says_needs_the_claim_and_not_only_its_document() -> None:
    quoting = [s for s in SENTENCES if s.section == "What happened"]
    assert quoting
    for sentence in quoting:
        documents = tuple(each for each in sentence.entries if not isinstance(TOLD.view.get(each), Claim))
        assert documents
        assert GATE.refuses(replace(sentence, entries=documents)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Ordane attacked the harbour.",
        "Tova Marr said: “The harbour was shut to every ship from noon” on 3 May.",
        "Tova Marr, the transport minister, said: “The harbour was shut to every ship from noon.”",
        "Tova Marr denied: “The harbour was shut to every ship from noon.”",
        "Tova Marr said at 04:15: “The harbour was shut to every ship from noon.”",
        "Tova Marr said: “The harbour was shut to every ship from noon",
        "Tova Marr's statement has the grade A1.",
        "Four documents say so.",
        "It is very likely that the harbour was shut.",
    ],
)
def test_what_the_entry_does_not_say_is_refused(text: str) -> None:
    said = TOLD.claims[0]
    kept = TOLD.view.current(Claim, said.key)
    assert kept is not None
    assert GATE.refuses(Sentence(section="What happened", text=text, entries=(kept.id,))) is not None


@pytest.mark.parametrize(
    ("told", "changed"),
    [("Two documents", "Nine documents"), ("three claims", "four claims"), ("one of them", "two of them")],
)
def test_a_changed_count_is_refused(told: str, changed: str) -> None:
    masthead = SENTENCES[0]
    assert told in masthead.text
    assert "cannot be counted" in str(GATE.refuses(replace(masthead, text=masthead.text.replace(told, changed))))


def test_a_reason_stands_as_a_whole_or_not_at_all() -> None:
    confident = next(sentence for sentence in SENTENCES if sentence.text.startswith("Confidence"))
    text = confident.text.replace("the reference class is of middling size", "the reference class is no size")
    assert text != confident.text
    assert refused(confident, text)


def test_a_questions_words_are_no_words_for_a_sentence() -> None:
    asked = TOLD.questions[2]
    assert GATE.refuses(Sentence(section="What happened", text="Shots were fired in the strait.", entries=(asked.id,)))


def test_likelihood_and_confidence_never_share_a_sentence() -> None:
    confident = next(sentence for sentence in SENTENCES if sentence.text.startswith("Confidence"))
    text = confident.text.rstrip(".") + ", and the closure is very unlikely."
    assert GATE.refuses(replace(confident, text=text)) == "it speaks of likelihood and of confidence at once"


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_no_text_makes_the_gate_raise(text: str) -> None:
    GATE.refuses(Sentence(section="What happened", text=text, entries=SENTENCES[0].entries))


def test_numbers_are_read_in_digits_and_in_words() -> None:
    assert numbers_in("Nine of 1,204 ships, 3.5 days") >= {"9", "1204", "3.5"}


def _said(of: Material, sentence: Sentence) -> list[str]:
    """Everything that the entries of a sentence say, roughly: all their text fields."""
    return [str(of.view.get(each)) for each in sentence.entries] + [d.text for d in of.documents.values()]
