"""Work for other processes, which must be able to import it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tocsin.core.errors import InputError

POISON = -1


def squares() -> Callable[[Sequence[int]], list[int]]:
    """Work that squares numbers and is killed by POISON."""

    def work(numbers: Sequence[int]) -> list[int]:
        for number in numbers:
            if number == POISON:
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(0.001 * (number % 7))
        return [number * number for number in numbers]

    return work


class KilledOnce:
    """Work that doubles numbers; the first process that is given ``at`` is killed."""

    def __init__(self, at: int, mark: Path) -> None:
        self.at = at
        self.mark = mark

    def __call__(self) -> Callable[[Sequence[int]], list[int]]:
        return self.work

    def work(self, numbers: Sequence[int]) -> list[int]:
        """Twice the numbers."""
        if self.at in numbers and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return [2 * number for number in numbers]


def refusing() -> Callable[[Sequence[int]], list[int]]:
    """Work that cannot begin."""
    message = "the model is not installed"
    raise InputError(message)


def dying() -> Callable[[Sequence[int]], list[int]]:
    """Work whose process ends before it begins."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def sleeping() -> Callable[[Sequence[int]], list[int]]:
    """Work without end."""

    def work(numbers: Sequence[int]) -> list[int]:
        time.sleep(600)
        return list(numbers)

    return work
