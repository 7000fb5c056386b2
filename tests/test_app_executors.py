"""Work in several processes: in order, in bounded memory, done again where a process dies, ended when told."""

from __future__ import annotations

import itertools
import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.work import POISON, KilledOnce, dying, refusing, sleeping, squares
from tocsin.app.executors import in_processes
from tocsin.core.errors import InputError


def lost(number: int) -> int:
    return number


def batches(numbers: list[int], size: int) -> Iterator[list[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def test_results_come_in_the_order_of_the_batches() -> None:
    numbers = list(range(200))
    results = list(in_processes(squares, batches(numbers, 7), workers=3, lost=lost))
    assert [len(each) for each in results] == [len(each) for each in batches(numbers, 7)]
    assert list(itertools.chain(*results)) == [number * number for number in numbers]
    assert multiprocessing.active_children() == []


def test_nothing_to_do_starts_no_process() -> None:
    assert list(in_processes(dying, [], workers=2, lost=lost)) == []


def test_what_a_killed_process_held_is_done_again(tmp_path: Path) -> None:
    make = KilledOnce(at=42, mark=tmp_path / "killed")
    results = list(in_processes(make, batches(list(range(100)), 8), workers=2, lost=lost))
    assert make.mark.exists()
    assert list(itertools.chain(*results)) == [2 * number for number in range(100)]


@pytest.mark.parametrize("size", [1, 5])
def test_an_item_that_kills_its_process_twice_is_told_as_lost_and_costs_no_other(size: int) -> None:
    numbers = [1, 2, POISON, 4, 5, 6, POISON, 8, 9, 10, 11]
    results = list(in_processes(squares, batches(numbers, size), workers=2, lost=lost))
    assert list(itertools.chain(*results)) == [n if n == POISON else n * n for n in numbers]


def test_an_endless_stream_is_taken_as_it_is_used() -> None:
    taken = 0

    def endless() -> Iterator[list[int]]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield [number]

    results = in_processes(squares, endless(), workers=2, lost=lost)
    assert [next(results) for _ in range(20)] == [[number * number] for number in range(20)]
    assert taken <= 20 + 2 * 3
    results.close()
    assert multiprocessing.active_children() == []


def test_closing_ends_processes_in_the_middle_of_their_work() -> None:
    def source() -> Iterator[list[int]]:
        yield [1]
        yield [2]
        raise KeyboardInterrupt

    begun = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        list(in_processes(sleeping, source(), workers=2, lost=lost))
    assert multiprocessing.active_children() == []
    assert time.perf_counter() - begun < 30


def test_a_part_that_cannot_be_made_is_told_in_its_own_words() -> None:
    with pytest.raises(InputError, match="the model is not installed"):
        list(in_processes(refusing, [[1], [2]], workers=2, lost=lost))


def test_processes_that_never_start_are_given_up() -> None:
    with pytest.raises(InputError, match="--workers 1"):
        list(in_processes(dying, [[1], [2]], workers=2, lost=lost))
    assert multiprocessing.active_children() == []
