"""Which forecast and which price stood when a question was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.entries import Retraction
from tocsin.core.forecasts import Forecast
from tocsin.core.protocols import View
from tocsin.core.questions import Price


def withdrawal_times(view: View) -> dict[str, list[datetime]]:
    """When each key was withdrawn, every time."""
    times: dict[str, list[datetime]] = {}
    for key in {retraction.key for retraction in view.entries(Retraction)}:
        for retraction in view.revisions(Retraction, key):
            times.setdefault(retraction.of, []).append(retraction.available_at)
    return times


def forecasts_by_question(view: View) -> dict[str, list[Forecast]]:
    """Every revision of every forecast, withdrawn ones too: what is withdrawn after the answer still counts."""
    withdrawn = withdrawal_times(view)
    keys = {forecast.key for forecast in view.entries(Forecast)} | set(withdrawn)
    found: dict[str, list[Forecast]] = {}
    for key in sorted(keys):
        for forecast in view.revisions(Forecast, key):
            found.setdefault(forecast.question, []).append(forecast)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The border that a forecast must be before in order to be scored: the answer and the deadline.

    It must also have been available before the answer, and not withdrawn by then; a withdrawal after the answer takes
    nothing back. A forecast that withholds its numbers, because a report had met the question, is passed over.
    """

    decided_at: datetime
    closes_at: datetime

    def last(self, forecasts: list[Forecast], withdrawn: Mapping[str, list[datetime]]) -> Forecast | None:
        """The last of ``forecasts`` (of one question) that stood; ``withdrawn`` are withdrawal times by key."""
        standing = [
            forecast
            for forecast in forecasts
            if forecast.as_of < min(self.decided_at, self.closes_at)
            and not (forecast.evidence and not forecast.numbers)
            and forecast.available_at < self.decided_at
            and not any(forecast.available_at <= when < self.decided_at for when in withdrawn.get(forecast.key, []))
        ]
        return max(standing, key=lambda forecast: (forecast.as_of, forecast.available_at), default=None)


def prices_by_question(view: View) -> dict[str, list[Price]]:
    """Every price that says a probability, as it is known now, oldest first."""
    found: dict[str, list[Price]] = {}
    for price in sorted(view.entries(Price), key=lambda price: (price.observed_at, price.available_at)):
        if price.probability is not None:
            found.setdefault(price.question, []).append(price)
    return found


def price_at(prices: list[Price], moment: datetime) -> Price | None:
    """The market's newest price at ``moment``."""
    return next((price for price in reversed(prices) if price.observed_at <= moment), None)
