"""Putting cumulative hazards in order: the nearest sequence that never falls (pool adjacent violators)."""

from __future__ import annotations

from collections.abc import Sequence


def non_decreasing(values: Sequence[float], weights: Sequence[float] | None = None) -> tuple[float, ...]:
    """The sequence that never falls and is nearest to ``values`` in weighted least squares; in order, it is unchanged.

    ``weights`` are positive and default to 1. Pool adjacent violators: R. E. Barlow et al., *Statistical Inference
    under Order Restrictions* (1972).
    """
    given = tuple(weights) if weights is not None else (1.0,) * len(values)
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many values
    for value, weight in zip(values, given, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            mean, heavy, count = blocks.pop()
            total = heavy + block[1]
            block = ((mean * heavy + block[0] * block[1]) / total, total, count + block[2])
        blocks.append(block)
    return tuple(mean for mean, _, count in blocks for _ in range(count))
