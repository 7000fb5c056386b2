"""Work in several processes, in order: what a killed one held is done again, and an interrupt leaves none behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from tocsin.core.errors import InputError

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[Sequence[T]], list[R]]

_AHEAD = 3
"""Batches for each process that are taken and not yet given back: they bound the memory, whatever the stream."""
_TRIES = 2
_START_FAILURES = 3
_PATIENCE = 2.0
_READY = "ready"
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def in_processes(
    make: Callable[[], Work[T, R]], batches: Iterable[Sequence[T]], *, workers: int, lost: Callable[[T], R]
) -> Iterator[list[R]]:
    """Do ``make()(batch)`` for every batch in ``workers`` processes, and yield the results in the batches' order.

    ``make`` is called once in each process; it, the items and the results must be picklable, and ``make()(batch)``
    returns one result for each item. A batch whose process dies is done again item by item; an item that kills its
    process twice becomes ``lost(item)``. Closing the iterator, or an interrupt, ends every process at once.
    """
    pool = _Pool(make, workers, lost)
    try:
        yield from pool.results(iter(batches))
    finally:
        pool.close()


@dataclass(kw_only=True)
class _Slot(Generic[R]):
    """The place of one batch in the output: its results, in pieces, as they come in."""

    pieces: list[list[R] | None]

    @property
    def complete(self) -> bool:
        return all(piece is not None for piece in self.pieces)

    def results(self) -> list[R]:
        return [result for piece in self.pieces for result in piece or ()]


@dataclass(kw_only=True)
class _Task(Generic[T, R]):
    """Items for one process, and where their results belong."""

    slot: _Slot[R]
    piece: int
    items: Sequence[T]
    tries: int = 0


@dataclass(kw_only=True)
class _Worker(Generic[T, R]):
    process: Any
    pipe: Connection
    ready: bool = False
    task: _Task[T, R] | None = None


@dataclass
class _Pool(Generic[T, R]):
    make: Callable[[], Work[T, R]]
    size: int
    lost: Callable[[T], R]
    workers: list[_Worker[T, R]] = field(default_factory=list)
    slots: deque[_Slot[R]] = field(default_factory=deque)
    tasks: deque[_Task[T, R]] = field(default_factory=deque)
    failures: int = 0

    def results(self, batches: Iterator[Sequence[T]]) -> Iterator[list[R]]:
        more = True
        while True:
            more = more and self._take(batches)
            self._hand_out()
            while self.slots and self.slots[0].complete:
                yield self.slots.popleft().results()
            if more and len(self.slots) < _AHEAD * self.size:
                continue
            if not self.slots:
                return
            for pipe in wait([worker.pipe for worker in self.workers]):
                self._hear(next(worker for worker in self.workers if worker.pipe is pipe))

    def _take(self, batches: Iterator[Sequence[T]]) -> bool:
        """Take batches as long as few are under way; whether there may be more."""
        while len(self.slots) < _AHEAD * self.size:
            batch = next(batches, None)
            if batch is None:
                return False
            slot: _Slot[R] = _Slot(pieces=[None])
            self.slots.append(slot)
            self.tasks.append(_Task(slot=slot, piece=0, items=batch))
            self._hand_out()
        return True

    def _hand_out(self) -> None:
        """Give waiting tasks to idle processes, and start processes while there is more to do than they can."""
        for worker in self.workers:
            if worker.ready and worker.task is None and self.tasks:
                worker.task = self.tasks.popleft()
                with suppress(OSError):  # a dead one is heard of by the end of its pipe
                    worker.pipe.send(worker.task.items)
        starting = sum(not worker.ready for worker in self.workers)
        if len(self.tasks) > starting and len(self.workers) < self.size:
            self.workers.append(_start(self.make))

    def _hear(self, worker: _Worker[T, R]) -> None:
        """Take what a process says: that it is ready, results, or nothing more."""
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if said == _READY:
            worker.ready, self.failures = True, 0
        elif isinstance(said, InputError):
            raise said
        elif worker.task is not None:
            worker.task.slot.pieces[worker.task.piece] = said
            worker.task = None

    def _bury(self, worker: _Worker[T, R]) -> None:
        """Take a dead process out, and see to what it held."""
        self.workers.remove(worker)
        _end([worker])
        task = worker.task
        if task is None:
            self.failures += not worker.ready
            if self.failures >= _START_FAILURES:
                message = "the worker processes end as soon as they are started; read with --workers 1"
                raise InputError(message)
        elif len(task.items) > 1:
            task.slot.pieces = [None] * len(task.items)
            alone = [_Task(slot=task.slot, piece=n, items=[item]) for n, item in enumerate(task.items)]
            self.tasks.extendleft(reversed(alone))
        elif task.tries + 1 < _TRIES:
            task.tries += 1
            self.tasks.appendleft(task)
        else:
            task.slot.pieces[task.piece] = [self.lost(item) for item in task.items]

    def close(self) -> None:
        _end(self.workers)
        self.workers.clear()


def _start(make: Callable[[], Work[T, R]]) -> _Worker[T, R]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(make, theirs), daemon=True)
    with _without_interrupts(), _one_thread_each():
        process.start()
    theirs.close()
    return _Worker(process=process, pipe=ours)


def _end(workers: Sequence[_Worker[T, R]]) -> None:
    """End processes now, whatever they are at."""
    for worker in workers:
        worker.pipe.close()
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(make: Callable[[], Work[T, R]], pipe: Connection) -> None:
    """The life of one process: until the other end of the pipe is closed, by whatever end of the first process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        try:
            work = make()
        except InputError as error:
            pipe.send(error)
            return
        pipe.send(_READY)
        while True:
            pipe.send(work(pipe.recv()))


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep a Ctrl-C from a process that is just being made; its parent gets it right afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let the processes, not threads inside them, share the cores."""
    added = [name for name in _ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
