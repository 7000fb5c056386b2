"""The offline gazetteer: countries, regions, cities, seas, conflict regions and words that stand for a place.

Cities and regions are GeoNames (CC BY 4.0), made by ``tools/build_gazetteer.py``; the other tables are written by hand
(see ``data/README.md``). The cities stay one sorted block of bytes that is searched by bisection: nothing is parsed
before it is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tocsin.reading.knowledge import data_bytes, rows

_PUNCTUATION = re.compile(r"[.’‘'`ʻʼ′]")
_SPACE = re.compile(r"[\s-]+")
_LONGEST_KEY = 60
_COUNTIES = {"LA": "Parish", "AK": "Borough"}
"""What a county is called where it is not a county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reading of a name; ``kind`` is ``country``, ``region``, ``county``, ``city``, ``demonym``, ``sea`` ...

    ``country`` is ISO 3166 alpha-3, ``admin1`` the GeoNames code of the first-level region; coordinates in degrees.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geonames: int | None = None
    zone: str | None = None
    renamed: bool = False
    """Whether it was found under another name than its own."""


def place_key(name: str) -> str:
    """The form under which a name is looked up: lower case, without accents, apostrophes and dots, single spaces."""
    folded = name if name.isascii() else _unaccented(name)
    return _SPACE.sub(" ", _PUNCTUATION.sub("", folded.lower())).strip()


def _unaccented(name: str) -> str:
    spelled = name.translate(
        {ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("đ"): "d", ord("ı"): "i", ord("ß"): "ss"}
    )
    decomposed = unicodedata.normalize("NFD", spelled)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class Gazetteer:
    """Names to their readings. Use :func:`gazetteer`, which makes it once."""

    def __init__(self) -> None:
        self._alpha3: dict[str, str] = {}
        self._zones = data_bytes("zones.txt").decode().split("\n")
        self._named: dict[str, list[Entry]] = defaultdict(list)
        self._block = data_bytes("cities.tsv")
        self._cache: dict[str, tuple[Entry, ...]] = {}
        self.admin1_names: dict[str, str] = {}
        self.capitals = {code: tuple(map(place_key, names.split("|"))) for code, names in rows("capitals.tsv")}
        self._read_countries()
        self._read_demonyms()
        self._read_places()
        self._read_regions()
        self._read_counties()

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every reading of ``name`` (countries and hand-written places first, then regions and cities by people)."""
        key = place_key(name)
        if not key or len(key) > _LONGEST_KEY:
            return ()
        if name.endswith(".") and key + "." in self._named:  # "Va.", which without its dot is no region
            return tuple(self._named[key + "."])
        found = self._cache.get(key)
        if found is None:
            found = (*self._named.get(key, ()), *self._cities(key))
            if len(self._cache) < 50_000:
                self._cache[key] = found
        return found

    def is_abbreviation(self, name: str) -> bool:
        """Whether the dot at the end of ``name`` belongs to it ("Va.", "U.S.")."""
        return name.count(".") > 1 or place_key(name) + "." in self._named

    def is_capital(self, entry: Entry) -> bool:
        """Whether a city is the capital of its country, or the city that news lets speak for it."""
        return entry.kind == "city" and place_key(entry.name) in self.capitals.get(entry.country or "", ())

    def country(self, code: str) -> Entry | None:
        """The entry of a country by alpha-3 code."""
        return self._countries.get(code)

    def alpha3(self, alpha2: str) -> str | None:
        """ISO alpha-3 of a GeoNames country code."""
        return self._alpha3.get(alpha2)

    def _read_countries(self) -> None:
        self._countries: dict[str, Entry] = {}
        for code, alpha2, latitude, longitude, names in rows("countries.tsv"):
            first = names.split("|")[0]
            entry = Entry(
                name=first, kind="country", country=code, latitude=float(latitude), longitude=float(longitude)
            )
            self._countries[code], self._alpha3[alpha2] = entry, code
            for name in names.split("|"):
                self._named[place_key(name)].append(entry)

    def _read_demonyms(self) -> None:
        for code, words in rows("demonyms.tsv"):
            country = self._countries.get(code) or self._countries.get({"SUN": "RUS", "YUG": "SRB"}.get(code, ""))
            if country is None:
                continue
            entry = Entry(
                name=country.name,
                kind="demonym",
                country=country.country,
                latitude=country.latitude,
                longitude=country.longitude,
            )
            for word in words.split("|"):
                if not any(other.kind == "country" for other in self._named[place_key(word)]):
                    self._named[place_key(word)].append(entry)

    def _read_places(self) -> None:
        for names, kind, country, latitude, longitude, zone in rows("places.tsv"):
            entry = Entry(
                name=names.split("|")[0],
                kind=kind,
                country=country or None,
                latitude=float(latitude),
                longitude=float(longitude),
                zone=zone or None,
            )
            for name in names.split("|"):
                self._named[place_key(name)].insert(0, entry)

    def _read_regions(self) -> None:
        for code, names, latitude, longitude, population, zone, number in rows("regions.tsv"):
            all_names = names.split("|")
            self.admin1_names[code] = all_names[0]
            entry = Entry(
                name=all_names[0],
                kind="region",
                country=self._alpha3.get(code.split(".")[0]),
                admin1=code,
                latitude=float(latitude) if latitude else None,
                longitude=float(longitude) if longitude else None,
                population=int(population),
                geonames=int(number),
                zone=zone or None,
            )
            for key in dict.fromkeys(place_key(name) for name in all_names):
                self._named[key].append(entry)
        for found in self._named.values():
            if len(found) > 1:
                found.sort(key=lambda entry: (entry.kind == "region", -entry.population))
        for short, code in rows("region_short.tsv"):
            known = next((e for e in self._named[place_key(self.admin1_names[code])] if e.admin1 == code), None)
            if known is not None:
                self._named[place_key(short) + "."].append(known)

    def _read_counties(self) -> None:
        for name, state, latitude, longitude in rows("counties.tsv"):
            title = _COUNTIES.get(state, "County")
            entry = Entry(
                name=f"{name} {title}",
                kind="county",
                country="USA",
                admin1=f"US.{state}",
                latitude=float(latitude),
                longitude=float(longitude),
            )
            self._named[place_key(entry.name)].append(entry)

    def _cities(self, key: str) -> Iterator[Entry]:
        rows = []
        wanted = key.encode() + b"\t"
        for line in _lines_with_prefix(self._block, wanted):
            fields = line.decode().split("\t")
            rows.append(self._city(key, fields[1:]))
        return iter(sorted(rows, key=lambda entry: -entry.population))

    def _city(self, key: str, fields: list[str]) -> Entry:
        name, alpha2, region, latitude, longitude, population, zone, number = fields
        return Entry(
            name=name or key.title(),
            kind="city",
            country=self._alpha3.get(alpha2),
            admin1=f"{alpha2}.{region}",
            latitude=float(latitude),
            longitude=float(longitude),
            population=int(population),
            geonames=int(number),
            zone=self._zones[int(zone)],
            renamed=bool(name) and place_key(name) != key,
        )


class _Lines:
    """A view of a sorted block of lines in which ``bisect`` finds a byte position."""

    def __init__(self, block: bytes) -> None:
        self.block = block

    def __len__(self) -> int:
        return len(self.block)

    def __getitem__(self, position: int) -> bytes:
        start = self.block.rfind(b"\n", 0, position) + 1
        return self.block[start : start + 80]


def _lines_with_prefix(block: bytes, prefix: bytes) -> Iterator[bytes]:
    position = bisect_left(_Lines(block), prefix)
    start = block.rfind(b"\n", 0, position) + 1 if position < len(block) else len(block)
    while block.startswith(prefix, start):
        end = block.find(b"\n", start)
        yield block[start:end]
        start = end + 1


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read on first use."""
    return Gazetteer()
