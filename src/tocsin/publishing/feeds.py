"""Sources and feeds: which feeds were alive, which were not and when; silence of a dead feed is no evidence."""

from __future__ import annotations

from tocsin.core.material import Coverage
from tocsin.publishing.english import one_line
from tocsin.publishing.scene import Scene
from tocsin.publishing.sections import FEEDS
from tocsin.publishing.wording import capitalised, count, listed, moment

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
        names = listed([one_line(feed) for feed in whole])
        text = f"{capitalised(names)} {verb} up throughout the time on file."
        scene.add(FEEDS, text, [row.id for feed in whole for row in by_feed[feed]])
    gaps = sorted((row for rows in by_feed.values() for row in rows if not row.ok), key=lambda r: r.during.start)
    for gap in gaps[-MOST_GAPS:]:
        _gap(scene, gap, by_feed[gap.feed])


def _gap(scene: Scene, gap: Coverage, rows: list[Coverage]) -> None:
    zone, hours = scene.material.zone, (gap.during.end - gap.during.start).total_seconds() / 3600
    length = count(round(hours), "hour") if hours >= 1 else "less than one hour"
    note = f" ({one_line(gap.note)})" if gap.note else ""
    text = (
        f"The feed {one_line(gap.feed)} was silent for {length}, from {moment(gap.during.start, zone)} to "
        f"{moment(gap.during.end, zone)}{note}; what it would have carried is not known."
    )
    scene.add(FEEDS, text, gap.id, [row.id for row in rows])
