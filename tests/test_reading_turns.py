"""Who says what where a sentence turns, a paper quotes, an interview answers. All people and places are invented."""

from __future__ import annotations

import pytest

from builders.reading import published_at_noon
from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Stance
from tocsin.reading.reader import EnglishReader


def read(text: str, title: str = "") -> tuple[Claim, ...]:
    return EnglishReader().read(published_at_noon(text, title)).claims


def told(text: str) -> list[tuple[str, str, str]]:
    """Every claim of ``text`` as (speaker, stance, words)."""
    return [(c.speaker.name if c.speaker else "", str(c.stance), c.content.text) for c in read(text)]


@pytest.mark.parametrize("turn", ["though", "although", "while", "but"])
def test_a_clause_of_denial_behind_a_turn_has_its_own_speaker(turn: str) -> None:
    text = (
        "Rudo Keld is to leave within days, two cabinet ministers have told the Courier, "
        f"{turn} the Grey Palace last night flatly denied that he was about to go."
    )
    first, second = told(text)

    assert first == ("two cabinet ministers", "asserts", "Rudo Keld is to leave within days")
    assert second == ("the Grey Palace", "denies", "he was about to go")


def test_a_turned_denial_is_no_content_of_what_went_before() -> None:
    text = "Pell said that the mine had been flooded, though the owner denied that any water had come in."

    assert told(text) == [
        ("Pell", "asserts", "the mine had been flooded"),
        ("the owner", "denies", "any water had come in"),
    ]


def test_what_stands_before_a_trailing_verb_and_a_semicolon_is_said() -> None:
    text = "A Veshian drone fell into the lake overnight, Ordane officials said; the Veshian army did not comment."

    assert [words for _, _, words in told(text)] == ["A Veshian drone fell into the lake overnight"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry declined to comment on the fire.",
        "The operator did not comment.",
        "Neither government commented on the report.",
        "The firm did not immediately respond to a request for comment.",
        "Nobody said that the bridge had fallen.",
    ],
)
def test_silence_is_no_claim(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We never crossed the line,” Colonel Brusk was quoted as saying by the Ordane news agency.",
        "Colonel Brusk was quoted by local radio as saying that we never crossed the line.",
        "Colonel Brusk was cited by the Courier as saying we never crossed the line.",
        "The Courier quoted Colonel Brusk as saying we never crossed the line.",
    ],
)
def test_who_is_quoted_as_saying_something_says_it(text: str) -> None:
    ((speaker, _, words),) = told(text)

    assert speaker == "Brusk"
    assert words.strip("“,”").lower() == "we never crossed the line"


def test_the_threat_of_a_clause_of_time_is_what_was_threatened() -> None:
    text = (
        "Ordane fired a rocket off its coast on Sunday, the Veshian navy said, "
        "hours after the Ordane foreign ministry threatened “unheard-of measures” over a drill."
    )
    claims = {claim.speaker.name: claim for claim in read(text) if claim.speaker}
    threat = next(claim for claim in claims.values() if claim.stance is Stance.THREATENS)

    assert threat.content.text == "“unheard-of measures” over a drill"
    assert len(claims) == 2
    assert any(claim.content.text == "Ordane fired a rocket off its coast on Sunday" for claim in claims.values())


@pytest.mark.parametrize("verb", ["re-impose", "re-open", "co-finance", "de-list"])
def test_a_hyphen_in_a_word_does_not_end_what_is_said(verb: str) -> None:
    text = f"Minister Keld said the council would {verb} most of the ports within 30 days."

    assert read(text)[0].content.text == f"the council would {verb} most of the ports within 30 days"


def test_single_marks_around_two_halves_of_what_one_says() -> None:
    text = "'It was theft,' Ms Tarn told reporters. 'They took the ballots. They should give them back.'"
    (claim,) = read(text)

    assert [text[a:b] for a, b in claim.pieces] == [
        "'It was theft,'",
        "'They took the ballots. They should give them back.'",
    ]


def test_a_quote_behind_the_sentence_that_names_the_speaker_is_his() -> None:
    first, second = told("There are 900 people in the camp, says Dr Sela Quill. “We are running out of water.”")

    assert first[0] == second[0] == "Sela Quill"
    assert second[2] == "“We are running out of water.”"


def test_a_quote_is_not_given_to_who_spoke_before_somebody_else_acted() -> None:
    claims = told("The camp is full, said Dr Quill. Then the general walked in and shut the door. “It is over.”")

    assert [words for _, _, words in claims] == ["The camp is full"]


def test_a_minister_named_between_commas_tells_the_paper() -> None:
    ((speaker, _, words),) = told("The bridge will open in May, the transport minister, Lena Krast, told the Courier.")

    assert speaker == "Lena Krast"
    assert words == "The bridge will open in May"


INTERVIEW = """\
Ordane's central banker, Dana Wess, spoke to our correspondent on Monday.

{asked} Will you cut rates?
{answer} No. We will hold them until autumn.
{asked} Are reserves low?
{answer} Reserves are at their highest for ten years.
"""


@pytest.mark.parametrize(("asked", "answer"), [("Courier:", "Wess:"), ("Q:", "A:")])
def test_the_answers_of_an_interview_are_the_guests(asked: str, answer: str) -> None:
    claims = told(INTERVIEW.format(asked=asked, answer=answer))

    assert [(name, words) for name, _, words in claims] == [
        ("Dana Wess", "No. We will hold them until autumn."),
        ("Dana Wess", "Reserves are at their highest for ten years."),
    ]


def test_quotes_below_questions_are_the_guests() -> None:
    text = (
        "Our reporter met the envoy, Dale Osrick, in Kalis.\n\n"
        "Will the package be adopted?\n“I think so. Twenty capitals are on board.”\n\n"
        "And the pact?\n“The pact is dead.”\n\n"
        "The Veshian spokesman, Pell Sander, said that the pact was alive."
    )
    claims = told(text)

    assert [name for name, _, _ in claims] == ["Dale Osrick", "Dale Osrick", "Pell Sander"]


def test_an_explainer_with_questions_is_no_interview() -> None:
    text = (
        "What did the board decide?\nThe board cut its rate by two points on Thursday.\n\n"
        "What did the governor say?\n“We will not wait,” Governor Tarn told reporters.\n"
    )

    assert [name for name, _, _ in told(text)] == ["Tarn"]


def test_two_people_under_one_question_are_told_apart_by_their_names() -> None:
    text = (
        "Two ministers met our reporter. They were interviewed separately.\n\n"
        "Who gave you the order?\n\nOsrick: “The order came from the palace. We have their names.”\n\n"
        "Wess: “That is not true. We paid everyone.” Wess conceded that soldiers were there.\n\n"
        "Will you talk?\n\nOsrick says his government will not talk. Wess said she knew of no meeting.\n"
    )

    assert [name for name, _, _ in told(text)] == ["Osrick", "Wess", "Wess", "Wess", "Osrick", "Wess"]


def test_questions_without_a_guest_give_no_claims() -> None:
    assert told("Q: Will you run again?\nA: I will not.\nQ: And the pact?\nA: The pact is dead.\n") == []


def answers(text: str) -> dict[str, str | None]:
    """The words of every claim that answers another, with the words of that one."""
    claims = read(text)
    words = {claim.key: claim.content.text for claim in claims}
    return {claim.content.text: words[claim.answers] for claim in claims if claim.answers}


@pytest.mark.parametrize(
    "text",
    [
        "The observers said mortar fire hit the edge of Kalis on Sunday after a truce between the Ordane army and the "
        "rebels began. Veshia's foreign minister denied having troops in Ordane.",
        "Colonel Brusk said the bridge was intact. The palace denied that the king was ill.",
        "The army said that its posts had been attacked. Officials had said that at least four Ordane soldiers died.",
    ],
)
def test_a_denial_of_another_matter_answers_nothing(text: str) -> None:
    assert answers(text) == {}


def test_a_denial_of_the_same_matter_answers_it() -> None:
    text = "Rebels said they had taken the airport. The army denied that the airport had fallen."

    assert answers(text) == {"the airport had fallen": "they had taken the airport"}


def test_a_denial_in_the_midst_of_a_claim_is_of_that_claim() -> None:
    text = (
        "Colonel Brusk said that the bridge was intact. "
        "Two aides told the Courier, though the palace denied it, that the king was ill."
    )

    assert answers(text) == {"the palace denied it": "the king was ill"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway launched a missile off its east coast on Sunday, Sweden's army said.", Stance.ASSERTS),
        ("Norway launched a satellite, Sweden's army said.", Stance.ASSERTS),
        ("Norway fired two missiles at Uppsala on Sunday, Sweden's army said.", Stance.ACCUSES),
        ("Norway launched an attack on Uppsala, Sweden's army said.", Stance.ACCUSES),
    ],
)
def test_a_launch_is_an_accusation_only_where_it_is_aimed_at_somebody(text: str, stance: Stance) -> None:
    assert [claim.stance for claim in read(text)] == [stance]


def test_those_who_accuse_may_stand_behind_what_they_charge() -> None:
    ((speaker, stance, _),) = told("Lind has been accused of perjury by two former aides.")

    assert (speaker, stance) == ("two former aides", "accuses")


def test_the_owner_of_a_claim_is_named_without_the_possessive() -> None:
    claims = told("Dahl's claim that the bridge was mined was dismissed by engineers as “fantasy”.")

    assert ("Dahl", "asserts", "the bridge was mined") in claims


def test_a_name_behind_a_quote_and_a_dash_says_it() -> None:
    assert told("“The convoy was carrying food” – Grey Fleet spokesman Jonas Meyer") == [
        ("Jonas Meyer", "asserts", "“The convoy was carrying food”")
    ]


def test_a_semicolon_parts_what_two_people_say() -> None:
    text = (
        "The strike is over, the union announced; managers were silent. According to Pell, he lives; Keld has no proof."
    )

    assert [words for _, _, words in told(text)] == ["The strike is over", "he lives"]


def test_a_clause_of_time_with_another_speaker_is_no_content() -> None:
    text = (
        "Pell said he had ordered a pull-back, hours after the Ordane parliament urged its army to answer every shell."
    )

    assert [(name, words) for name, _, words in told(text)] == [
        ("Pell", "he had ordered a pull-back"),
        ("the Ordane parliament", "its army to answer every shell"),
    ]


def test_topics_with_a_colon_are_no_interview() -> None:
    assert told("Weather: Will it rain?\nSport: The home team won.\nSport: The guests lost.\n") == []


def test_what_the_radio_reported_is_told_by_the_radio() -> None:
    assert told("It was reported by the state radio that the president had left Kalis.") == [
        ("the state radio", "asserts", "the president had left Kalis")
    ]


def test_what_another_says_in_a_relative_clause_is_no_content_of_a_denial() -> None:
    claims = told("Mayor Tarn denied taking money from the firm, whose owner, Piet Vos, says that he paid her twice.")

    assert claims == [
        ("Tarn", "denies", "taking money from the firm"),
        ("Piet Vos", "asserts", "he paid her twice"),
    ]


def test_whom_one_contradicts_is_not_what_one_denies() -> None:
    assert told("A Veshian officer said that the launch was a failure, contradicting Ordane.") == [
        ("a Veshian officer", "asserts", "the launch was a failure")
    ]


def test_two_who_say_no_do_not_answer_each_other() -> None:
    text = "The owner denied that 40 men had died in the shaft. Inspectors said they had not found men in the shaft."

    assert answers(text) == {}


def test_a_theory_is_dismissed_by_whom_the_sentence_turns_to() -> None:
    text = "The tunnel was dug by smugglers, customs officers believe, although the governor has dismissed that theory."

    assert told(text)[1] == ("the governor", "denies", "that theory")
    assert answers(text) == {"that theory": "The tunnel was dug by smugglers"}


def test_what_is_told_according_to_one_ends_where_another_insists() -> None:
    text = (
        "Both sides have agreed to a truce, according to mediators, while the president insisted that no paper exists."
    )

    assert [(name, words) for name, _, words in told(text)] == [
        ("mediators", "Both sides have agreed to a truce"),
        ("the president", "no paper exists"),
    ]


def test_strikes_that_are_called_a_name_are_not_called_for() -> None:
    ((_, stance, words),) = told("Brenner has called the strikes “a tantrum”.")

    assert (stance, words) == ("assesses", "the strikes “a tantrum”")
