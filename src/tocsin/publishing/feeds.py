"""Sources and feeds: which feeds were alive, which were not and when; silence of a dead feed is no evidence."""

from __future__ import annotations

from tocsin.core.material import Coverage
from tocsin.publishing.english import one_line
from tocsin.publishing.scene import Scene
from tocsin.publishing.sections import FEEDS
from tocsin.publishing.wording import capitalised, listed, moment

MOST_GAPS = 4


def add_feeds(scene: Scene) -> None:
    """Feeds that were up throughout in one sentence, every gap in one of its own; and where nothing is on file."""
    by_feed: dict[str, list[Coverage]] = {}
    for each in scene.material.coverage:
        by_feed.setdefault(each.feed, []).append(each)
    if not by_feed:
        documents = list(scene.material.documents)[:1]
        if documents and scene.material.questions:
            text = "Whether any feed was alive is not on file, so silence is no evidence of anything."
            scene.add(FEEDS, text, documents)
        return
    whole = [feed for feed, rows in by_feed.items() if all(row.ok for row in rows)]
    if whole:
        verb = "was" if len(whole) == 1 else "were"
        names = f"the {'feed' if len(whole) == 1 else 'feeds'} {listed([one_line(feed) for feed in whole])}"
        text = f"{capitalised(names)} {verb} up throughout the time on file."
        scene.add(FEEDS, text, [row.id for feed in whole for row in by_feed[feed]])
    gaps = sorted((gap for rows in by_feed.values() for gap in _gaps(rows)), key=lambda gap: gap[0].during.start)
    for gap in gaps[-MOST_GAPS:]:
        _say_gap(scene, gap, by_feed[gap[0].feed])


def _gaps(rows: list[Coverage]) -> list[list[Coverage]]:
    """The dead stretches of one feed; rows that follow one another without a break (one a day) are one stretch."""
    gaps: list[list[Coverage]] = []
    for row in sorted((row for row in rows if not row.ok), key=lambda row: row.during.start):
        if gaps and row.during.start <= gaps[-1][-1].during.end:
            gaps[-1].append(row)
        else:
            gaps.append([row])
    return gaps


def _say_gap(scene: Scene, gap: list[Coverage], rows: list[Coverage]) -> None:
    first, last, zone = gap[0], gap[-1], scene.material.zone
    notes = listed(list(dict.fromkeys(one_line(row.note) for row in gap if row.note)))
    text = (
        f"The feed {one_line(first.feed)} was silent from {moment(first.during.start, zone)} to "
        f"{moment(last.during.end, zone)}{f' ({notes})' if notes else ''}; what it would have carried is not known."
    )
    scene.add(FEEDS, text, [row.id for row in gap], [row.id for row in rows])
