"""Fixtures for all tests, and the rule that a test which must run is never skipped in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def benchmark_data() -> Path:
    """The folder of public benchmark data, which is not part of the project; named by TOCSIN_DATA."""
    folder = os.environ.get("TOCSIN_DATA")
    if not folder:
        pytest.skip("TOCSIN_DATA is not set: the public benchmark data is not part of the project")
    path = Path(folder)
    assert path.is_dir(), f"TOCSIN_DATA names {folder}, which is no folder"
    return path


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that must skip nothing (TOCSIN_NO_SKIPS) where something was skipped all the same."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or exitstatus != 0 or not os.environ.get("TOCSIN_NO_SKIPS"):
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and os.environ.get("TOCSIN_DATA"):
        reporter.write_line(f"{len(skipped)} skipped where nothing may be skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
