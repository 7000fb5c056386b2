"""Proper scores of one probability against one outcome: telling one's true belief scores best on average."""

from __future__ import annotations

import math

from tocsin.core.errors import InputError
from tocsin.core.vocabulary import Outcome


def brier(probability: float, outcome: Outcome) -> float:
    """Squared error on 0-1, lower is better; 0.25 for one half (Brier 1950, one of the two classes)."""
    return (_checked(probability) - _happened(outcome)) ** 2


def log_score(probability: float, outcome: Outcome) -> float:
    """Natural logarithm of what was given to the outcome: nats, at most 0, higher is better."""
    return math.log(_given(probability, outcome))


def baseline_score(probability: float, outcome: Outcome) -> float:
    """Metaculus's baseline score: 100 (log2 p + 1), at most 100, 0 at one half, higher is better."""
    return 100 * (math.log2(_given(probability, outcome)) + 1)


def _given(probability: float, outcome: Outcome) -> float:
    checked = _checked(probability)
    return checked if _happened(outcome) else 1 - checked


def _checked(probability: float) -> float:
    if not 0 < probability < 1:
        message = f"a probability of {probability} cannot be scored; give one above 0 and below 1"
        raise InputError(message)
    return probability


def _happened(outcome: Outcome) -> bool:
    if outcome is Outcome.VOID:
        message = "a void question has no score; count it apart"
        raise InputError(message)
    return outcome is Outcome.YES
