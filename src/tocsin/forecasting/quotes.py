"""How good a price is: its age, spread, volume and whether it was read at the venue; what each of them costs.

The constants are *set by hand, not fitted*: they hold no outcome and no price of any period.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.questions import Price
from tocsin.forecasting.scale import days_between, hazard_of, inside

FRESH_DAYS = 1.0
"""A price no older than this, and no older than a tenth of the time it was for, is shown as it was said."""

FRESH_SHARE = 0.1
AGE_HALF_LIFE = 14.0
"""Days in which a price loses half its weight."""

SECOND_HAND_WEIGHT = 0.5
THIN_VOLUME = 1000.0
THIN_WEIGHT = 0.5
WIDE_SPREAD = 0.10
"""At this distance of bid and ask a price weighs half; it is also what is taken where no spread is known."""

_AGE_SPREAD = 0.15
_OTHER_SPREAD = 0.30
_LEAST_SPREAD = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One market's newest price of one question, as it stands at a moment.

    ``said`` is the price itself; ``hazard`` the cumulative hazard left to the deadline. ``weight`` is in (0, 1],
    ``spread`` the standard deviation of its log odds that its quality stands for.
    """

    price: Price
    said: float
    hazard: float
    age_days: float
    fresh: bool
    weight: float
    spread: float


def quote(
    price: Price, *, as_of: datetime, opens_at: datetime | None, closes_at: datetime, scheduled: bool
) -> Quote | str:
    """``price`` as it stands at ``as_of``, or what is the matter with it, in words.

    A price for an event that can come at any time is carried to the present: the hazard it stood for is taken as even
    over the time it was for, and what lies behind us without an event is dropped. A scheduled event keeps its date, so
    its price is kept as it is. A fresh price (:data:`FRESH_DAYS`, :data:`FRESH_SHARE`) is kept as well.
    """
    said = price.probability
    fault = _fault(price, said, as_of)
    if fault or said is None:
        return fault
    age = days_between(price.observed_at, as_of)
    start = max(price.observed_at, opens_at) if opens_at else price.observed_at
    span = days_between(start, closes_at)
    left = days_between(max(start, as_of), closes_at)
    if span <= 0:
        return "it was made after the deadline"
    fresh = age <= FRESH_DAYS and left >= (1 - FRESH_SHARE) * span
    share = 1.0 if fresh or scheduled else left / span
    return Quote(
        price=price,
        said=said,
        hazard=hazard_of(said) * share,
        age_days=age,
        fresh=fresh,
        weight=_weight(price, age),
        spread=_spread(price, age),
    )


def _fault(price: Price, said: float | None, as_of: datetime) -> str:
    if price.observed_at > as_of:
        return "it was observed after the moment asked about"
    if said is None:
        return "it has neither bid and ask nor a last price"
    if not all(0 < value < 1 for value in (price.bid, price.ask, said) if value is not None):
        return f"it is not inside (0, 1): bid {price.bid}, ask {price.ask}, last {price.last}"
    if price.bid is not None and price.ask is not None and price.bid > price.ask:
        return f"its bid {price.bid} is above its ask {price.ask}"
    return ""


def _distance(price: Price) -> float:
    return price.ask - price.bid if price.bid is not None and price.ask is not None else WIDE_SPREAD


def is_thin(price: Price) -> bool:
    """Whether so little was traded that one person could have made the price."""
    return price.volume is not None and price.volume < THIN_VOLUME


def _weight(price: Price, age: float) -> float:
    weight = 0.5 ** (age / AGE_HALF_LIFE) / (1 + _distance(price) / WIDE_SPREAD)
    weight *= SECOND_HAND_WEIGHT if price.second_hand else 1.0
    return float(max(weight * (THIN_WEIGHT if is_thin(price) else 1.0), 1e-6))


def _spread(price: Price, age: float) -> float:
    """Half the distance of bid and ask in log odds (at least a little), then age, hearsay and thinness on top."""
    middle, half = inside(price.probability or 0.5), _distance(price) / 2
    wide = (_log_odds(inside(middle + half)) - _log_odds(inside(middle - half))) / 2
    parts = [max(min(wide, 1.5), _LEAST_SPREAD), _AGE_SPREAD * math.sqrt(age)]
    parts += [_OTHER_SPREAD] if price.second_hand else []
    parts += [_OTHER_SPREAD] if is_thin(price) else []
    return math.hypot(*parts)


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def shifted(probability: float, log_odds: float) -> float:
    """``probability`` moved by ``log_odds``."""
    return inside(1 / (1 + math.exp(-(_log_odds(inside(probability)) + log_odds))))
