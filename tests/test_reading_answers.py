"""Which claim of an article answers which, and what an answer makes of its act. All people and places are invented."""

from __future__ import annotations

import pytest

from builders.reading import NOON, published_at_noon
from tocsin.core.claims import Claim
from tocsin.core.vocabulary import Stance
from tocsin.reading.actors.cast import find_cast
from tocsin.reading.claims import find_claims
from tocsin.reading.places.mentions import find_places
from tocsin.reading.text.parse import parse
from tocsin.reading.text.segment import segment


def read(text: str) -> tuple[Claim, ...]:
    document = published_at_noon(text, "")
    layout = segment(text, "")
    blocks = parse(document.id, text, layout)
    cast = find_cast(NOON.date(), blocks, find_places(document.id, text, layout))
    return find_claims(document, layout, blocks, cast, "test.v1")


def pairs(claims: tuple[Claim, ...]) -> list[tuple[int, int]]:
    """The claims that answer one, each with the position of the one it answers."""
    at = {claim.key: number for number, claim in enumerate(claims)}
    return [(number, at[claim.answers]) for number, claim in enumerate(claims) if claim.answers]


@pytest.mark.parametrize(
    "text",
    [
        # the accused side denies a deed in other words
        "Ordane accused the Veshian army of firing on a ferry. Veshia's army denied breaking the truce.",
        # a word of answering
        "Mandel said the bridge was safe. Quill retorted that nobody had inspected it.",
        # a turn of the text
        "Mandel said the two sides had agreed. Not so fast: Quill said there was no agreement.",
        # a bare no
        "Ordane says the pause is near. Veshia says it isn't.",
        # an idea taken up and turned down
        "Mandel proposed a pause of two days. Quill dismissed the idea as a trap.",
        # another number of the same thing
        "Mandel said nine people were killed in the market. Quill put the toll at five.",
        # a number given for a number
        "Mandel said the turnout was 70%. Quill gave the figure as 52%.",
        # who was asked says that it will not
        "Ordane asked Veshia to release the crew. Veshia will not release anybody, its minister, Jan Quill, said.",
        # who speaks is called something
        "Mandel said the port was closed. The palace called him a traitor.",
        # one who knows nothing of it
        "Three women said they had been driven off with whips. Mandel said he knew nothing of whips.",
        # a figure that is set against another by so many words
        "Mandel said 23 drones had been launched. The army gives another number: it speaks of 21 drones.",
        # what had not been paid was paid, another says
        "Mandel said the workers had not been paid. Quill said the salaries were paid in full.",
        # a bare count behind another's
        "Nine passengers were hurt, Mandel said; Quill said it had treated 14.",
        # what a "but" sets against a denial
        "Mandel said that no tank had burned. But two workers said a fire broke out at a tank.",
        # a manner of speaking judged
        "“We will answer in kind,” Mandel said. Quill called the remark irresponsible.",
    ],
)
def test_what_is_set_against_the_claim_before_it_answers_it(text: str) -> None:
    assert pairs(read(text)) == [(1, 0)]


@pytest.mark.parametrize(
    "text",
    [
        # another matter, though both speak of the ferry
        "Mandel said traffic on the old ferry had doubled. Quill said the ferry was not safe in winter.",
        # a refusal that nobody asked for
        "Mandel said the bridge would open in May. Quill said she would not support the budget.",
        # numbers of different things
        "Mandel said 40 drones were launched at night. Quill said 3 schools had reopened in spring.",
        # an offer of somebody else's
        "Mandel said the pipeline would be next. Quill accepted a Veshian offer to mediate.",
        # two who predict
        "Bank Orel expects growth to slow. Mandel predicts that no village will be flooded.",
        # one side goes on
        "Mandel said the bridge was closed. Mandel said the road was not safe.",
    ],
)
def test_what_only_stands_beside_another_claim_answers_nothing(text: str) -> None:
    assert pairs(read(text)) == []


def test_a_denial_goes_back_to_the_claim_that_it_is_of_past_a_nearer_one() -> None:
    claims = read(
        "Ordane accused Veshia of laying a mine in the strait. Ordane's navy said that grain prices rose. "
        "Veshia denied that it had laid a mine in the strait."
    )

    assert pairs(claims) == [(2, 0)]


def test_words_named_with_their_owner_are_his() -> None:
    claims = read(
        "Otto Mandel said the port was open. Ada Quill said the port was calm. Marek said Mandel's remark was wrong."
    )

    assert (2, 0) in pairs(claims)


def test_a_denial_that_contradicts_somebody_answers_what_he_says_behind_it() -> None:
    claims = read(
        "The grain office denied that it had halted sales, contradicting traders who said that loadings had stopped."
    )

    assert pairs(claims) == [(0, 1)]


def test_a_denial_answers_what_is_told_behind_it_as_said_before() -> None:
    claims = read(
        "Mandel said the port was open. Quill denied taking money from the firm. "
        "The Courier had reported that she had taken money from the firm."
    )

    assert (1, 2) in pairs(claims)


def test_what_the_next_sentence_calls_a_contradiction_of_somebody_answers_him() -> None:
    claims = read(
        "Otto Mandel said hackers had cut the power. The grid company said a tower had fallen. "
        "That contradicts Mandel on his main point."
    )

    assert pairs(claims) == [(1, 0)]


def test_a_side_that_mends_its_first_account_answers_itself() -> None:
    mended = read("The ministry first put the number of dead at three. It later said that two soldiers were dead.")
    apart = read(
        "The ministry put the number of dead at three. Its spokesman said that two soldiers would be honoured."
    )

    assert pairs(mended) == [(1, 0)]
    assert pairs(apart) == []


def test_what_says_no_to_a_statement_denies_it_and_to_a_proposal_refuses_it() -> None:
    told = "Ordane said that Veshian soldiers had crossed the river. Veshia said no soldiers had crossed the river."
    asked = (
        "Ordane's minister, Ada Marek, offered to hold talks. Veshia's minister, Jan Quill, said no talks were planned."
    )

    assert read(told)[-1].stance is Stance.DENIES
    assert read(asked)[-1].stance is Stance.REFUSES


def test_what_is_not_impossible_is_not_denied() -> None:
    claims = read("Mandel said the boat had sunk. Asked about it, Quill replied: “It is not impossible.”")

    assert claims[-1].stance is Stance.ASSESSES


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The general warned that anyone blocking the road would be removed by force.", Stance.THREATENS),
        ("The minister vowed that the step would be answered in kind.", Stance.THREATENS),
        ("The rebels vowed that more ships would be listed unless the siege ends.", Stance.THREATENS),
        ("The envoy said her country could withdraw its guarantee if there was no deal.", Stance.THREATENS),
        ("The minister said he would close the channel until Tuesday.", Stance.PROMISES),
        ("Economists warned that prices would rise if the canal was closed.", Stance.WARNS),
        ("The minister warned that Veshia would pay a heavy price if it crossed the river.", Stance.THREATENS),
        ("“It will not break, it will fray,” predicted Marta Lind.", Stance.PREDICTS),
        ("Mandel called him a traitor.", Stance.ACCUSES),
        ("Mandel called the remark irresponsible.", Stance.ASSESSES),
        ("Mandel called the remark a lie.", Stance.DENIES),
        # what is scorned, or not believed, is denied
        ("Mandel ridiculed the allegation.", Stance.DENIES),
        ("Mandel rejected the figure as invented.", Stance.DENIES),
        ("Mandel rejected the invitation.", Stance.REFUSES),
        # one blames by whose a thing is
        ("Kyiv said the drones were Russian.", Stance.ACCUSES),
        ("Kyiv said the drones were small.", Stance.ASSERTS),
        ("Mandel said Quill was behind the blast.", Stance.ACCUSES),
        # a threat that names no harm
        ("“Your ports will be next,” Mandel said.", Stance.THREATENS),
        ("Mandel vowed that those responsible will pay.", Stance.THREATENS),
        ("Mandel said the work would be suspended from midnight.", Stance.ASSERTS),
        # one denies a part in something by what one has not done
        ("The firm said it had no role in the sale.", Stance.DENIES),
        ("The army said its soldiers had not fired at the convoy.", Stance.DENIES),
        ("The ministry said it had not received the letter.", Stance.ASSERTS),
        # what one can do is no offer where it is little
        ("The envoy said he could meet the rebels in May.", Stance.PROPOSES),
        ("The envoy said he could speak only for his own staff.", Stance.ASSERTS),
    ],
)
def test_threats_judgements_and_predictions_are_told_by_what_is_said(text: str, stance: Stance) -> None:
    (claim,) = read(text)

    assert claim.stance is stance
