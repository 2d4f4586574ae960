"""The keys of a pack: which an item must have and which it may have, and how long texts may be.

The JSON Schema and the reference page say the same; tests compare all three.
"""

from __future__ import annotations

from typing import NamedTuple


class Keys(NamedTuple):
    """The keys of one kind of item."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


KEYS: dict[str, Keys] = {
    "pack": Keys(
        ("pack", "version", "schema", "country", "title", "about", "sources", "phases"),
        ("extends", "frames", "lanes"),
    ),
    "source_document": Keys(("id", "title", "publisher", "read_on"), ("url",)),
    "frame": Keys(("id", "title")),
    "lane": Keys(("id", "title", "intro", "source", "activities")),
    "phase": Keys(("id", "title", "intro", "stations"), ("decisions",)),
    "station": Keys(
        ("id", "title", "short", "intro", "effort", "source", "activities"),
        ("frames", "tools", "deliverables"),
    ),
    "activity": Keys(("id", "title", "text", "role", "tool", "source"), ("done_when",)),
    "lane_activity": Keys(("id", "title", "text", "role", "tool", "source", "phase"), ("done_when",)),
    "tool": Keys(("id", "title", "kind", "note", "source"), ("tool", "url")),
    "deliverable": Keys(("id", "title", "text", "role", "tool", "source"), ("gate",)),
    "decision": Keys(
        ("id", "title", "short", "intro", "role", "questions", "source"),
        ("optional", "activities", "deliverables"),
    ),
    "question": Keys(("id", "text", "help")),
    "source": Keys(("document", "chapter"), ("point",)),
}

COUNTRIES = ("NO", "SE", "DK")
TOOL_KINDS = ("veien", "external", "example")
SCHEMA = 1

MOST_TITLE = 90
MOST_ACTIVITY_TITLE = 70
MOST_SHORT = 22
MOST_TEXT = 900
MOST_QUESTION = 250
MOST_NAME = 200
MOST_POINT = 99
