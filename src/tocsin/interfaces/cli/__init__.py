"""The command line: one verb per stage. Starts fast: every verb imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

INTERRUPTED = 130
INTERNAL_ERROR = 70


def main() -> None:
    """Run the command line and leave with its exit code.

    0 fine, 2 input, 3 source, 4 leak, 5 ledger, 70 a fault of ours, 130 interrupted.
    """
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; no traceback ever reaches the user."""
    import typer

    from tocsin.core.errors import TocsinError
    from tocsin.interfaces.cli.verbs import app

    try:
        outcome = app(args=arguments, prog_name="tocsin", standalone_mode=False)
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else 0
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as error:
        _say(f"{error.format_message()} See `tocsin --help`.")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _say("interrupted; what was committed is kept, and the same command goes on from there")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TocsinError as error:
        _say(str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last door: a fault of ours is told in one line and kept in a file
        _say(f"internal fault ({type(error).__name__}); please report it with the file {_keep_traceback()}")
        return INTERNAL_ERROR


def _say(message: str) -> None:
    print(f"tocsin: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201


def _keep_traceback() -> Path:
    with tempfile.NamedTemporaryFile("w", prefix="tocsin-fault-", suffix=".txt", delete=False, encoding="utf-8") as out:
        traceback.print_exc(file=out)
    return Path(out.name)
