"""What a situation folder may say: one pydantic model per file, unknown keys refused with a hint."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from tocsin.core.errors import InputError
from tocsin.core.vocabulary import Action, Outcome, SourceKind, Target

Probability = Annotated[float, Field(gt=0, lt=1)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceConfig(_Strict):
    """``[sources.KEY]`` of ``situation.toml``."""

    name: str
    kind: SourceKind = SourceKind.UNKNOWN
    country: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    party_to: tuple[str, ...] = ()
    url: str = ""


class PoolConfig(_Strict):
    """``[pool]``: the weights of the parts of the desk number; absent ones keep their documented priors."""

    history: Annotated[float, Field(ge=0)] | None = None
    market: Annotated[float, Field(ge=0)] | None = None
    people: Annotated[float, Field(ge=0)] | None = None


class ComponentsConfig(_Strict):
    """``[components]``: which registered part does a stage's work, by name and version."""

    reader: str = "reader.en.v1"
    rules: str = "rules-reader.v1"
    forecaster: str = "desk.v1"


class SituationConfig(_Strict):
    """``situation.toml``."""

    name: str
    zone: str = "UTC"
    summary: str = ""
    as_of: AwareDatetime | None = None
    sources: dict[Key, SourceConfig] = {}
    pool: PoolConfig = PoolConfig()
    components: ComponentsConfig = ComponentsConfig()


class QuestionConfig(_Strict):
    """``questions/KEY.toml``: one family, its rule and its deadlines."""

    text: str
    deadlines: Annotated[tuple[date, ...], Field(min_length=1)]
    rule: str | None = None
    rule_text: str | None = None
    rule_url: str = ""
    rule_note: str = ""
    opens: AwareDatetime | None = None
    available: AwareDatetime | None = None
    history: Key | None = None
    scheduled: bool = False
    markets: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    target: Target = Target.FACTS
    threshold_points: Annotated[float, Field(gt=0)] = 5.0


class PatternConfig(_Strict):
    """``[pattern]`` of ``history/SERIES.toml``: the ledger's events that extend the series."""

    actions: tuple[Action, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    place_kind: str | None = None
    place_country: str | None = None


class SeriesConfig(_Strict):
    """``history/SERIES.toml``."""

    description: str
    watched_from: date
    watched_to: date
    source: str
    unit: str = "event"
    pool: str = ""
    pattern: PatternConfig | None = None


class HistoryRow(_Strict):
    """One row of ``history/SERIES.csv``."""

    date: date
    label: str = ""
    source: str = ""


class PriceRow(_Strict):
    """One row of ``prices/*.csv``. An empty cell is unknown; zero and one are refused, as no open market says them."""

    question: Key
    deadline: date
    market: str
    observed_at: AwareDatetime
    available_at: AwareDatetime | None = None
    bid: Probability | None = None
    ask: Probability | None = None
    last: Probability | None = None
    volume: float | None = None
    second_hand: bool = False
    source: str = ""
    url: str = ""


class OpinionRow(_Strict):
    """One row of ``opinions.csv``."""

    person: Annotated[str, Field(min_length=1)]
    question: Key
    deadline: date
    probability: Probability
    made_at: AwareDatetime
    reason: str = ""


class CoverageRow(_Strict):
    """One row of ``coverage.csv``."""

    feed: Annotated[str, Field(min_length=1)]
    start: AwareDatetime
    end: AwareDatetime
    ok: bool
    note: str = ""


class ResolutionConfig(_Strict):
    """``[[resolution]]`` of ``resolutions.toml``: what a person decided, and how the venue settled."""

    question: Key
    deadline: date
    outcome: Outcome
    venue_outcome: Outcome | None = None
    decided_by: str
    decided_at: AwareDatetime
    because: str = ""


class ResolutionsConfig(_Strict):
    """``resolutions.toml``."""

    resolution: tuple[ResolutionConfig, ...] = ()


class DocumentHeader(_Strict):
    """The front matter of a document, or the keys beside ``text`` in a JSON one."""

    title: str = ""
    source: str = ""
    url: str = ""
    language: str = Field(default="", pattern=r"^([a-z]{2,3}(-\w+)?)?$")
    published: AwareDatetime | None = None
    available: AwareDatetime | None = None
    imputed: bool = False
    note: str = ""
    origin: str = ""
    hypothetical: bool = False
    retracted: AwareDatetime | None = None
    retraction_reason: str = ""


M = TypeVar("M", bound=BaseModel)


def check(model: type[M], data: object, where: str) -> M:
    """Return ``data`` as ``model``, or raise :class:`InputError` with one line that says what to mend in ``where``."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InputError(f"{where}: {_first_fault(model, error)}") from None


def check_columns(model: type[BaseModel], columns: Sequence[str], where: str) -> None:
    """Raise :class:`InputError` where a CSV header has a column that ``model`` does not know."""
    for column in columns:
        if column not in model.model_fields:
            raise InputError(f"{where}: unknown column {column!r}; {_hint(column, sorted(model.model_fields))}")


def load_toml(model: type[M], path: Path) -> M:
    """Read one TOML file as ``model``; every fault is an :class:`InputError` that names the file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path} is missing; `tocsin new FOLDER` makes a situation to start from") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is no valid TOML: {error}") from None
    return check(model, data, str(path))


def _first_fault(model: type[BaseModel], error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    fault = min(faults, key=lambda each: each["type"] != "extra_forbidden")  # a misspelt key explains a missing one
    where = ".".join(str(part) for part in fault["loc"]) or "content"
    if fault["type"] == "extra_forbidden":
        known = _known_keys(model, fault["loc"][:-1])
        return f"unknown key {where!r}; {_hint(str(fault['loc'][-1]), known)}"
    if fault["type"] in {"timezone_aware", "timezone_naive"}:
        return f"{where} has no time zone; write it like 2026-02-03T14:00Z or 2026-02-03T16:00+02:00"
    message = str(fault["msg"])
    given = fault.get("input")
    shown = f" (it says {given!r})" if isinstance(given, (str, int, float)) and len(repr(given)) <= 80 else ""
    return f"{where}: {message[:1].lower()}{message[1:]}{shown}"


def _hint(given: str, known: list[str]) -> str:
    near = difflib.get_close_matches(given, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that ``model`` allows at ``path``, looking through dictionaries, tuples and optional models."""
    current: Any = model
    for part in path:
        if isinstance(current, type) and issubclass(current, BaseModel) and part in current.model_fields:
            current = current.model_fields[str(part)].annotation
        current = _inner_model(current)
    return sorted(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation
