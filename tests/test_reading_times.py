"""Time expressions: values, intervals and deadlines, reckoned from the day of publication."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tocsin.core.claims import TimeExpression
from tocsin.reading.text.segment import segment
from tocsin.reading.times.expressions import find_times, instants_of

MONDAY = datetime(2025, 12, 29, 20, 0, tzinfo=UTC)


def read(text: str, published: datetime = MONDAY) -> tuple[TimeExpression, ...]:
    return find_times("d", text, segment(text), published)


def only(text: str, published: datetime = MONDAY) -> TimeExpression:
    found = read(text, published)
    assert len(found) == 1, [each.span.text for each in found]
    return found[0]


def interval(expression: TimeExpression) -> str:
    assert expression.interval is not None
    return f"{expression.interval.start}..{expression.interval.end}"


@pytest.mark.parametrize(
    ("text", "words", "value", "dates"),
    [
        ("It ended on 24 February 2022.", "24 February 2022", "2022-02-24", "2022-02-24..2022-02-24"),
        ("Ships left on Tuesday.", "Tuesday", "2025-12-23", "2025-12-23..2025-12-23"),
        ("Ships will leave on Tuesday.", "Tuesday", "2025-12-30", "2025-12-30..2025-12-30"),
        ("Ships left on Monday.", "Monday", "2025-12-29", "2025-12-29..2025-12-29"),
        ("Ships left yesterday.", "yesterday", "2025-12-28", "2025-12-28..2025-12-28"),
        ("It was signed on 3 January.", "3 January", "2026-01-03", "2026-01-03..2026-01-03"),
        ("It was signed in March.", "March", "2025-03", "2025-03-01..2025-03-31"),
        ("It will be signed in March.", "March", "2026-03", "2026-03-01..2026-03-31"),
        ("It ends in mid-January.", "mid-January", "2026-01", "2026-01-11..2026-01-21"),
        ("It was seen earlier this month.", "earlier this month", "2025-12", "2025-12-01..2025-12-29"),
        ("It comes next week.", "next week", "2026-W02", "2026-01-05..2026-01-11"),
        ("It rose in Q1 2026.", "Q1 2026", "2026-Q1", "2026-01-01..2026-03-31"),
        ("It fell in the 2024 second quarter.", "the 2024 second quarter", "2024-Q2", "2024-04-01..2024-06-30"),
        ("It is for the second half of 2026.", "the second half of 2026", "2026-H2", "2026-07-01..2026-12-31"),
        ("It began in early 2026.", "early 2026", "2026", "2026-01-01..2026-05-01"),
        ("It began in mid-2024.", "mid-2024", "2024", "2024-05-02..2024-08-31"),
        ("It rose in the 1988 quarter.", "1988", "1988", "1988-01-01..1988-12-31"),
        ("They met in the 1990s.", "the 1990s", "199", "1990-01-01..1999-12-31"),
        ("A fort of the 19th century.", "the 19th century", "18", "1800-01-01..1899-12-31"),
        ("A strike was called from Thursday.", "Thursday", "2026-01-01", "2026-01-01..2026-01-01"),
        ("It is due in end-March.", "end-March", "2026-03", "2026-03-22..2026-03-31"),
        ("It is due in the second week of March.", "the second week of March", "2026-03", "2026-03-08..2026-03-14"),
        ("Talks could last through the weekend.", "the weekend", "2026-W01-WE", "2026-01-03..2026-01-04"),
        ("It will be paid on a still unspecified date in January.", "January", "2026-01", "2026-01-01..2026-01-31"),
        ("It will close a failed bank in March.", "March", "2026-03", "2026-03-01..2026-03-31"),
        ("They attacked as planned on Saturday.", "Saturday", "2025-12-27", "2025-12-27..2025-12-27"),
        ("They met three days ago.", "three days ago", "2025-12-26", "2025-12-26..2025-12-26"),
        ("They met last Tuesday.", "last Tuesday", "2025-12-23", "2025-12-23..2025-12-23"),
        ("It is dated 01.02.2026 here.", "01.02.2026", "2026-02-01", "2026-02-01..2026-02-01"),
    ],
)
def test_a_time_has_its_value_and_its_dates(text: str, words: str, value: str, dates: str) -> None:
    found = only(text)
    assert (found.span.text, found.value, interval(found), found.deadline) == (words, value, dates, False)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("They must answer by Friday.", "2026-01-02..2026-01-02"),
        ("They must answer no later than Friday.", "2026-01-02..2026-01-02"),
        ("It runs until 31 January 2026.", "2026-01-31..2026-01-31"),
        ("A deal before the weekend is unlikely.", "2026-01-02..2026-01-02"),
        ("A deal by year-end is unlikely.", "2025-12-31..2025-12-31"),
        ("A deal by the end of the year is unlikely.", "2025-12-31..2025-12-31"),
        ("A deal by the end of the first quarter of 2026 is unlikely.", "2026-01-01..2026-03-31"),
        ("Nothing moves until the new year.", "2026-01-01..2026-01-01"),
        ("They must leave within 48 hours.", "2025-12-29..2025-12-31"),
    ],
)
def test_a_deadline_is_told_from_a_date(text: str, dates: str) -> None:
    found = only(text)
    assert (found.deadline, interval(found)) == (True, dates)


@pytest.mark.parametrize(
    "text",
    ["It had ended by October 2024.", "Since 1 May it is shut.", "In 2027."],
)
def test_what_is_over_or_merely_dated_is_no_deadline(text: str) -> None:
    assert [each.deadline for each in read(text)] == [False]


def test_months_that_share_a_preposition_share_the_deadline() -> None:
    found = read("Traders ask whether a deal comes by the March or June benchmarks.")
    assert [(each.value, each.deadline) for each in found] == [("2026-03", True), ("2026-06", True)]


def test_a_year_is_shared_by_the_dates_before_it() -> None:
    found = read("The dates are 31 March, 30 June and 31 December 2027.")
    assert [each.value for each in found] == ["2027-03-31", "2027-06-30", "2027-12-31"]
    assert [each.value for each in read("It ran in December and January 2027.")] == ["2026-12", "2027-01"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It ran from 3 to 5 January.", "2026-01-03..2026-01-05"),
        ("Between March 3 and March 7, 2025 it was shut.", "2025-03-03..2025-03-07"),
        ("It is shut on Dec 30-31.", "2025-12-30..2025-12-31"),
        ("It fell in the night from Friday to Saturday.", "2025-12-26..2025-12-27"),
        ("It fell over the weekend of 6 December.", "2025-12-06..2025-12-07"),
        ("It will be shut from November through March.", "2026-11-01..2027-03-31"),
        ("It fell on the night of 28 to 29 December.", "2025-12-28..2025-12-29"),
    ],
)
def test_two_ends_are_one_range(text: str, dates: str) -> None:
    assert interval(only(text)) == dates


@pytest.mark.parametrize(
    ("text", "value", "dates"),
    [
        ("It fell over the past two weeks.", "P2W", "2025-12-15..2025-12-29"),
        ("It is due in the next 24 hours.", "PT24H", "2025-12-29..2025-12-30"),
        ("The war since October 7, 2023 goes on.", "2023-10-07", "2023-10-07..2025-12-29"),
    ],
)
def test_a_window_begins_or_ends_with_publication(text: str, value: str, dates: str) -> None:
    found = only(text)
    assert (found.value, interval(found), found.deadline) == (value, dates, False)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Shots were heard overnight on Friday.", "2025-12-26..2025-12-27"),
        ("Shots were heard overnight into Friday.", "2025-12-25..2025-12-26"),
        ("Shots were heard overnight from Thursday to Friday.", "2025-12-25..2025-12-26"),
    ],
)
def test_overnight_with_its_weekday_is_one_night(text: str, dates: str) -> None:
    assert interval(only(text)) == dates


def test_overnight_is_before_the_day_that_the_sentence_is_about() -> None:
    told = read("On Friday, officials said that shots were heard overnight.")[-1]
    assert (told.value, interval(told)) == ("2025-12-26", "2025-12-25..2025-12-26")
    told = read("She spoke on Friday. Overnight, shots were heard.")[-1]
    assert interval(told) == "2025-12-28..2025-12-29"


def test_a_night_begins_on_its_date_and_runs_into_the_next() -> None:
    assert interval(only("Shots were heard overnight.")) == "2025-12-28..2025-12-29"
    late = only("Shots were heard late Sunday night.")
    assert (late.value, interval(late)) == ("2025-12-28", "2025-12-28..2025-12-29")


def test_what_is_told_is_reckoned_from_what_was_told_before() -> None:
    text = (
        "He fled in June 1998 and returned later that year. He was made judge in May 1995, and left the following year."
    )
    assert [each.value for each in read(text)] == ["1998-06", "1998", "1995-05", "1996"]


@pytest.mark.parametrize(
    "text",
    [
        "She may march on, and the second minute mark is fine.",
        "May said no.",
        "About 2000 people came, and 1,999 left.",
        "It costs $1995.",
        "Route 66 and resolution 2100 are known.",
        "We drank in the Sunday Times office.",
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert [each.value for each in read(text) if "Sunday" not in each.span.text] == []


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("It ends at 11:59 p.m. ET on December 31, 2025.", "2026-01-01T04:59"),
        ("It ends by 23:59 on 31 December 2025 (Kyiv time).", "2025-12-31T21:59"),
        ("By 6 p.m. Kyiv time on March 20 they must answer.", "2026-03-20T16:00"),
        ("It ends by 31 December 2025, 11:59 PM ET.", "2026-01-01T04:59"),
        ("It ends on March 31 at 23:59 EET.", "2026-03-31T20:59"),
        ("It was heard at 0600 GMT on Monday.", "2025-12-29T06:00"),
        ("It ends at midnight GMT on 31 December 2025.", "2026-01-01T00:00"),
    ],
)
def test_a_clock_time_with_its_zone_is_an_instant(text: str, instant: str) -> None:
    found = instants_of(only(text))
    assert found is not None
    assert found.start == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert found.end - found.start == timedelta(minutes=1)


def test_a_clock_time_without_a_zone_takes_the_zone_that_is_given_or_none() -> None:
    expression = only("It was heard at 6 p.m. on Monday.")
    assert instants_of(expression) is None
    given = instants_of(expression, "Europe/Kyiv")
    assert given is not None
    assert given.start == datetime(2025, 12, 29, 16, 0, tzinfo=UTC)
    assert instants_of(only("It was heard on Monday."), "Europe/Kyiv") is None


def test_today_is_the_calendar_date_in_the_zone_that_is_passed() -> None:
    instant = datetime(2025, 12, 29, 23, 30, tzinfo=UTC)
    assert only("Ships left today.", instant).value == "2025-12-29"
    assert only("Ships left today.", instant.astimezone(ZoneInfo("Europe/Kyiv"))).value == "2025-12-30"


def test_an_expression_never_crosses_a_paragraph() -> None:
    assert [each.span.text for each in read("A story\n\nIt was in March\n\n3 ships left the port today.")] == [
        "March",
        "today",
    ]


@pytest.mark.parametrize("published", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_the_ends_of_the_calendar_raise_nothing(published: datetime) -> None:
    text = "Last year, next decade, 99999 weeks ago, in 5000 years, yesterday, tomorrow, last winter, on 31 June."
    assert all(each.interval is None or isinstance(each.interval.start, date) for each in read(text, published))


def gold(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.mark.parametrize(("name", "least"), [("times_timebank", 0.79), ("times_aquaint", 0.78)])
def test_the_values_of_public_corpora_are_found(benchmark_data: Path, name: str, least: float) -> None:
    """F1 of TIMEX3 values on TempEval-3; HeidelTime 2.2.1 reaches 0.773 on TimeBank."""
    right = predicted = wanted = 0
    for row in gold(benchmark_data / "reading" / f"{name}.jsonl.gz"):
        published = datetime.fromisoformat(str(row["published"])).replace(tzinfo=UTC)
        found = read(str(row["text"]), published)
        times = row["times"]
        assert isinstance(times, list)
        predicted, wanted = predicted + len(found), wanted + len(times)
        for time in times:
            near = [each for each in found if each.span.start < time["end"] and each.span.end > time["start"]]
            right += any(each.value == time["value"] for each in near)
    assert 2 * right / (predicted + wanted) >= least


THURSDAY = datetime(2026, 2, 19, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Harbour masters had been due to meet on Friday, but the item was dropped.", "2026-02-20"),
        ("Harbour masters were to meet on Friday.", "2026-02-20"),
        ("The vote, due on Friday, was put off.", "2026-02-20"),
        ("She had been due to land on Tuesday.", "2026-02-17"),
        ("Harbour masters met on Friday.", "2026-02-13"),
    ],
)
def test_a_plan_that_came_to_nothing_lies_on_the_nearest_day_of_its_name(text: str, day: str) -> None:
    assert only(text, THURSDAY).value == day


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 2024 the chamber promised a vote by Thanksgiving.", ["2024", "2024-11-28"]),
        ("In 2022, on 24 May, the bridge fell.", ["2022", "2022-05-24"]),
        ("In 2024 the bridge fell. It will open by December.", ["2024", "2026-12"]),
        ("In 2024 the bridge fell and it will open by December.", ["2024", "2026-12"]),
        ("The bridge closed in 2012, 2020 and 2021.", ["2012", "2020", "2021"]),
    ],
)
def test_a_sentence_set_in_a_past_year_keeps_to_it(text: str, values: list[str]) -> None:
    assert [each.value for each in read(text, THURSDAY)] == values


def test_a_holiday_is_a_time_without_any_other_word_of_time() -> None:
    assert only("The vote is set for Thanksgiving.", datetime(2026, 6, 1, tzinfo=UTC)).value == "2026-11-26"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They meet on April 24 and 25.", ["2026-04-24", "2026-04-25"]),
        ("They met on 24 and 25 January in Oslo.", ["2026-01-24", "2026-01-25"]),
        ("It will run on March 3, 4 and 6 in Oslo.", ["2026-03-03", "2026-03-04", "2026-03-06"]),
        ("They voted on April 2 and 25 people came.", ["2026-04-02"]),
    ],
)
def test_days_that_share_a_month_are_all_told(text: str, values: list[str]) -> None:
    assert [each.value for each in read(text, THURSDAY)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It opens on Easter Monday.", ["2026-04-06"]),
        ("It was shut on Good Friday 2000.", ["2000-04-21"]),
        ("It opens on the third of April.", ["2026-04-03"]),
        ("It is due in the week of March 6.", ["2026-W10"]),
        ("It lost money in the year ended January 31.", ["P1Y", "2026-01-31"]),
        ("A decades-long feud and a yearlong truce followed.", ["PXDE", "P1Y"]),
        ("The two-year-old war is told of.", ["P2Y"]),
        ("The three-year-old girl was found.", []),
        ("Until Monday, they had not called.", ["2026-02-16"]),
        ("The blast came at 10:35 a.m. (0735 GMT) Friday.", ["2026-02-13T10:35"]),
        ("The fleet put off its cruise to the year-end.", ["2026"]),
    ],
)
def test_a_less_common_form_has_its_value(text: str, values: list[str]) -> None:
    assert [each.value for each in read(text, THURSDAY)] == values


@pytest.mark.parametrize(
    "text",
    [
        "They left as soon as they could, soon after the vote.",
        "The future of the port is open.",
        "Three-quarters of the ships stayed, a quarter of them empty.",
        "The March for Lighthouses drew thousands.",
        "Ferries under Jan Kavan and June Smith ran.",
        "The current law and the recent talks were named.",
    ],
)
def test_words_of_order_names_and_fractions_are_no_times(text: str) -> None:
    assert read(text, THURSDAY) == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The port is shut in the first half of March.", ["2026-03-01..2026-03-15"]),
        ("The permit runs out in two weeks.", ["2026-03-05..2026-03-05"]),
        ("By Monday evening that had changed.", ["2026-02-16..2026-02-16"]),
        ("The harbour board meets on Monday evening.", ["2026-02-23..2026-02-23"]),
        ("The board closed the port from Monday until June 3.", ["2026-02-16..2026-02-16", "2026-06-03..2026-06-03"]),
        ("Dockers called a strike from Monday.", ["2026-02-23..2026-02-23"]),
        ("A drone fell in the early hours of Wednesday.", ["2026-02-18..2026-02-18"]),
    ],
)
def test_verbs_and_prepositions_say_which_way_a_day_lies(text: str, dates: list[str]) -> None:
    assert [interval(each) for each in read(text, THURSDAY)] == dates


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A deal by month's end is unlikely.", ["2026-02"]),
        ("A deal by quarter's end is unlikely.", ["2026-Q1"]),
        ("It was shut from Feb. 12 to 14.", ["2026-02-12/2026-02-14"]),
        ("It was told in the 2022-2025 plan.", ["2022-01-01/2025-12-31"]),
        ("It fell in the 2008-09 crisis.", ["2008-01-01/2009-12-31"]),
        ("It was shut on 15/03/2025.", ["2025-03-15"]),
        ("It fell in the '80s.", ["198"]),
        ("They met the week before last.", ["2026-W06"]),
        ("They met a fortnight ago.", ["2026-W06"]),
        ("They meet on the coming Sunday.", ["2026-02-22"]),
        ("They meet next Friday.", ["2026-02-27"]),
        ("On Friday, she said, they would meet.", ["2026-02-20"]),
        ("They race on Sundays and each summer.", ["XXXX-WXX-7", "XXXX-SU"]),
        ("He came on Tuesday, and left the same evening.", ["2026-02-17", "2026-02-17TEV"]),
        ("It holds from now on and until now.", ["PRESENT_REF", "PRESENT_REF"]),
        ("Version 2008-2001 is out.", []),
        ("The board meets twice a year and the store is open 24 hours a day.", ["P1Y", "P1D"]),
        ("The train runs every two hours, the ship every other week.", ["PT2H", "P2W"]),
        ("She swims at least three times a week.", ["P1W"]),
        ("The flights leave on Monday nights.", ["XXXX-WXX-1TNI"]),
        ("It took two and a half years, or half a century.", ["P2Y6M", "P50Y"]),
        ("It took weeks and a quarter-century.", ["PXW", "P25Y"]),
        ("It was the worst flood of this century.", ["20"]),
        ("He fled on Jan. 8. Two days later, she resigned.", ["2026-01-08", "2026-01-10"]),
        ("He won in 1998. Four years later, he lost.", ["1998", "2002"]),
        ("They met in July 1999 and parted two months later.", ["1999-07", "1999-09"]),
        ("Two days later, she resigned.", ["P2D"]),
        ("A few days later, she resigned.", ["PXD"]),
        ("The firm was sold in 2006; the year before, it had lost money.", ["2006", "2005"]),
        ("The bill passed in January. The next month, it was signed.", ["2026-01", "2026-02"]),
        ("They meet a week from Monday.", ["2026-03-02"]),
        ("The hearing continues Tuesday.", ["2026-02-24"]),
        ("They did not meet Tuesday.", ["2026-02-17"]),
        ("The Daily Courier and the Sunday Herald told it, and so did USA Today.", []),
        ("She will one day return.", ["FUTURE_REF"]),
        ("An early vote could be held at the end of June.", ["2026-06"]),
        ("She could not be reached Wednesday.", ["2026-02-18"]),
        ('They could return "as early as Sunday".', ["2026-02-22"]),
        ("Sales in the latest period rose.", ["2025-Q4"]),
        ("The firm was founded a century ago.", ["1926"]),
        ("It came in the early 19th century.", ["18"]),
        ("The bridge fell on the afternoon of February 4.", ["2026-02-04TAF"]),
        ("She vanished on the night of Feb. 4, and he in the evening of Monday.", ["2026-02-04", "2026-02-16TEV"]),
        ("Interest is paid quarterly. A quarterly dividend is due.", ["P3M"]),
        ("The schools closed for the summer.", ["2025-SU"]),
        ("Days later, he was gone.", ["PXD"]),
        ("He vanished on Jan. 28 and was found the next morning.", ["2026-01-28", "2026-01-29TMO"]),
        ("The funeral is Sunday.", ["2026-02-22"]),
        ("Rain is likely Sunday and Monday.", ["2026-02-22", "2026-02-23"]),
        (
            "The game was moved to Sunday. It was pushed back to Saturday.",
            ["2026-02-22", "2026-02-21"],
        ),
        ("They canceled Saturday's game after Sunday's attack.", ["2026-02-21", "2026-02-15"]),
        ("The court heard from two experts Monday and will hear a third Friday.", ["2026-02-16", "2026-02-20"]),
        ("The firm, which reports earnings Tuesday, declined to comment.", ["2026-02-24"]),
        ("The prince lands Monday, and the case is heard in April.", ["2026-02-23", "2026-04"]),
    ],
)
def test_one_more_way_of_telling_a_time_has_its_value(text: str, values: list[str]) -> None:
    found = read(text, THURSDAY)
    assert [each.value for each in found] == values
    assert not any(each.deadline for each in found if each.value == "PRESENT_REF")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met the day before the vote.", []),
        ("They met the day before.", ["2026-02-18"]),
        ("They must wait 30 days before closing the sale.", ["P30D"]),
        ("They reached an agreement to close the port in March.", ["2026-03"]),
        ("Under a plan approved in 2020 the port had closed by January 29.", ["2020", "2026-01-29"]),
    ],
)
def test_what_hangs_on_something_untold_is_left_out_and_plans_lie_ahead(text: str, values: list[str]) -> None:
    assert [each.value for each in read(text, THURSDAY)] == values


@pytest.mark.parametrize(
    "text",
    ["The tomb was built about 4,100 years ago.", "It was laid 300 decades ago.", "It fell 25 centuries ago."],
)
def test_what_lies_before_the_calendar_has_no_date(text: str) -> None:
    assert (only(text).value, only(text).interval) == ("PAST_REF", None)


def test_what_lies_within_the_calendar_keeps_its_year() -> None:
    assert only("It was built 1,000 years ago.").value == "1025"
