"""Make the table of counties that the reader ships from the county boundaries of the United States Census Bureau.

    build_counties.py --boundaries counties-10m.json --regions REGIONS.tsv --out COUNTIES.tsv

counties-10m.json is TopoJSON of the us-atlas package (3.0.1), made from the Census Bureau's cartographic boundary
files, which are in the public domain; REGIONS.tsv is the reader's own table. The point of a county is the middle of
its area. Independent cities, which the Census Bureau lists among the counties, are left to the table of cities.
"""

from __future__ import annotations

import argparse
import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

FIRST_INDEPENDENT_CITY = 510
"""County numbers from here on are cities that belong to no county."""

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a topology in degrees, longitude first."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [
            (x * scale_x + move_x, y * scale_y + move_y)
            for x, y in accumulate(map(tuple, arc), lambda a, b: (a[0] + b[0], a[1] + b[1]))
        ]
        for arc in topology["arcs"]
    ]


def middle(geometry: dict[str, Any], arcs: list[list[Point]]) -> Point:
    """Latitude and longitude of the middle of the area within the outer rings."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    area = east = north = 0.0
    for polygon in polygons:
        ring = [point for index in polygon[0] for point in (arcs[index] if index >= 0 else arcs[~index][::-1])]
        across = [x - 360 if x > 0 else x for x, _ in ring]  # the Aleutians lie on both sides of the date line
        for (x, y), (next_x, next_y) in pairwise(zip(across, [y for _, y in ring], strict=True)):
            cross = x * next_y - next_x * y
            area += cross / 2
            east += (x + next_x) * cross / 6
            north += (y + next_y) * cross / 6
    return north / area, (east / area + 180) % 360 - 180


def counties(topology: dict[str, Any], codes: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Name, code of the state, latitude and longitude of every county in a state of ``codes`` (name to code)."""
    states = {shape["id"]: shape["properties"]["name"] for shape in topology["objects"]["states"]["geometries"]}
    arcs = arcs_of(topology)
    made = []
    for shape in topology["objects"]["counties"]["geometries"]:
        state = codes.get(states[shape["id"][:2]])
        if state is None or int(shape["id"][2:]) >= FIRST_INDEPENDENT_CITY:
            continue
        latitude, longitude = middle(shape, arcs)
        made.append((shape["properties"]["name"], state, f"{latitude:.2f}", f"{longitude:.2f}"))
    return sorted(made)


def main() -> None:
    """Write the table that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--boundaries", "--regions", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    lines = [line.split("\t") for line in options.regions.read_text(encoding="utf-8").splitlines() if line[:3] == "US."]
    codes = {fields[1].split("|")[0]: fields[0].removeprefix("US.") for fields in lines}
    made = counties(json.loads(options.boundaries.read_text(encoding="utf-8")), codes)
    head = "# Counties of the United States: name, state, latitude, longitude; made by tools/build_counties.py\n"
    options.out.write_text(head + "".join("\t".join(row) + "\n" for row in made), encoding="utf-8")


if __name__ == "__main__":
    main()
