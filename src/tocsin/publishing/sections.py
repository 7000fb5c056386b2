"""The headings of a brief, in the order in which they are read."""

from __future__ import annotations

MASTHEAD = ""
BOTTOM_LINE = "Bottom line"
HAPPENED = "What happened"
DISPUTED = "Who says what, and who disputes it"
BEARS = "What bears on the questions"
NOT_COUNTED = "What does not count"
WOULD_CHANGE = "What would change this"
SINCE = "Since the last edition"
NOT_ESTABLISHED = "What could not be established"
FEEDS = "Sources and feeds"

ORDER = (MASTHEAD, BOTTOM_LINE, HAPPENED, DISPUTED, BEARS, NOT_COUNTED, WOULD_CHANGE, SINCE, NOT_ESTABLISHED, FEEDS)
