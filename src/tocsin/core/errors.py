"""What can go wrong, and how a caller is told.

::

    TocsinError
    ├── InputError    the caller or the config is wrong        exit 2, HTTP 422
    ├── SourceError   the world did not answer; may be retried exit 3, HTTP 503
    ├── LeakError     something looked past ``as_of``          exit 4, HTTP 500
    └── LedgerError   storage refused                          exit 5, HTTP 500

Bad *material* (an article that cannot be read, a rule with an unknown clause) is no exception but a
:class:`Problem`: a value that a stage returns beside its results, so that the run goes on and the reader sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class TocsinError(Exception):
    """Base of every error that Tocsin raises on purpose; the message says what to do next."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500


class InputError(TocsinError):
    """The caller, a file or the config is wrong; repeating the call will not help."""

    exit_code = 2
    http_status = 422


class SourceError(TocsinError):
    """The outside world did not answer as documented; the call may be retried."""

    exit_code = 3
    http_status = 503


class LeakError(TocsinError):
    """Something asked for what was not available at ``as_of``; caught only in ``interfaces``, to print it."""

    exit_code = 4


class LedgerError(TocsinError):
    """The ledger refused to store or to read; what was committed before is untouched."""

    exit_code = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the material that a stage could not use, told beside the stage's results.

    ``stage`` is the verb that met it (``read``, ``ask``, ...), ``subject`` the file, document or entry,
    ``message`` what is the matter, ``hint`` what a person can do.
    """

    stage: str
    subject: str
    message: str
    hint: str = ""
