"""From a document to a pack: every key, type, text and name is checked on the way."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from veien.methods.rules.keys import (
    COUNTRIES,
    KEYS,
    MOST_ACTIVITY_TITLE,
    MOST_NAME,
    MOST_POINT,
    MOST_QUESTION,
    MOST_SHORT,
    MOST_TEXT,
    MOST_TITLE,
    SCHEMA,
    TOOL_KINDS,
)
from veien.methods.rules.pack import (
    Activity,
    Decision,
    Deliverable,
    Frame,
    FrameName,
    Lane,
    Pack,
    Phase,
    Question,
    Source,
    SourceDocument,
    Station,
    Tool,
)
from veien.methods.rules.place import Place

_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}", re.ASCII)
_SOURCE_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.ASCII)
_MOST_SOURCE_ID = 20
_MOST_VERSION = 14


class Names(NamedTuple):
    """The names a pack may use."""

    tools: Collection[str]
    predicates: Collection[str]
    roles: Collection[str]


class Shaper:
    """Builds the pack; ``names`` says which tools, conditions and roles there are."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def pack(self, at: Place, *, extends: str) -> Pack:
        """Read a whole pack."""
        at.mapping(*KEYS["pack"])
        return Pack(
            id=at.at("pack").id(),
            version=at.at("version").matching(_VERSION, _MOST_VERSION, "Write three numbers, as in 1.0.0."),
            schema=at.at("schema").whole(SCHEMA, SCHEMA),
            extends=extends,
            country=at.at("country").one_of(COUNTRIES, "country"),
            title=at.at("title").words(MOST_TITLE),
            about=at.at("about").words(MOST_TEXT, lines=True),
            sources=tuple(_source_document(item) for item in at.at("sources").items(least=1)),
            frames=tuple(_frame(item) for item in at.at("frames").items()),
            lanes=tuple(self._lane(item) for item in at.at("lanes").items()),
            phases=tuple(self._phase(item) for item in at.at("phases").items(least=1)),
        )

    def _phase(self, at: Place) -> Phase:
        at.mapping(*KEYS["phase"])
        return Phase(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_TITLE),
            intro=at.at("intro").words(MOST_TEXT, lines=True),
            stations=tuple(self._station(item) for item in at.at("stations").items(least=1)),
            decisions=tuple(self._decision(item) for item in at.at("decisions").items()),
        )

    def _station(self, at: Place) -> Station:
        at.mapping(*KEYS["station"])
        return Station(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_TITLE),
            short=at.at("short").words(MOST_SHORT),
            intro=at.at("intro").words(MOST_TEXT, lines=True),
            effort=at.at("effort").whole(1, 5),
            frames=_frame_names(at.at("frames")),
            source=_source(at.at("source")),
            activities=tuple(self._activity(item) for item in at.at("activities").items(least=1)),
            tools=tuple(self._tool(item) for item in at.at("tools").items()),
            deliverables=tuple(self._deliverable(item) for item in at.at("deliverables").items()),
        )

    def _lane(self, at: Place) -> Lane:
        at.mapping(*KEYS["lane"])
        return Lane(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_TITLE),
            intro=at.at("intro").words(MOST_TEXT, lines=True),
            source=_source(at.at("source")),
            activities=tuple(
                self._activity(item, "lane_activity") for item in at.at("activities").items(least=1)
            ),
        )

    def _activity(self, at: Place, kind: str = "activity") -> Activity:
        at.mapping(*KEYS[kind])
        source = at.at("source")
        if source.has("document") and not source.has("point"):
            source.fault("The key point is missing.", "Add the number of the point in the chapter.")
        return Activity(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_ACTIVITY_TITLE),
            text=at.at("text").words(MOST_TEXT, lines=True),
            role=at.at("role").one_of(self._names.roles, "role"),
            tool=at.at("tool").one_of(self._names.tools, "tool"),
            source=_source(source),
            done_when=tuple(
                item.one_of(self._names.predicates, "condition") for item in at.at("done_when").items()
            ),
            phase=at.at("phase").id() if kind == "lane_activity" else "",
        )

    def _tool(self, at: Place) -> Tool:
        at.mapping(*KEYS["tool"])
        kind = at.at("kind").one_of(TOOL_KINDS, "kind of tool")
        if kind == "veien" and not at.has("tool"):
            at.fault("The key tool is missing.", "Say which of Veien's tools this is.")
        if kind in ("external", "example") and at.has("tool"):
            at.at("tool").fault(f"A tool of kind {kind} is none of Veien's.", "Take the key away.")
        return Tool(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_TITLE),
            kind=kind,
            note=at.at("note").words(MOST_TEXT),
            source=_source(at.at("source")),
            tool=at.at("tool").one_of(self._names.tools, "tool"),
            url=at.at("url").url(),
        )

    def _deliverable(self, at: Place) -> Deliverable:
        at.mapping(*KEYS["deliverable"])
        return Deliverable(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_TITLE),
            text=at.at("text").words(MOST_TEXT, lines=True),
            role=at.at("role").one_of(self._names.roles, "role"),
            tool=at.at("tool").one_of(self._names.tools, "tool"),
            source=_source(at.at("source")),
            gate=at.at("gate").id(),
        )

    def _decision(self, at: Place) -> Decision:
        at.mapping(*KEYS["decision"])
        return Decision(
            id=at.at("id").id(),
            title=at.at("title").words(MOST_TITLE),
            short=at.at("short").words(MOST_SHORT),
            intro=at.at("intro").words(MOST_TEXT, lines=True),
            optional=at.at("optional").yes_or_no(),
            role=at.at("role").one_of(self._names.roles, "role"),
            questions=tuple(_question(item) for item in at.at("questions").items(least=1)),
            source=_source(at.at("source")),
            activities=tuple(self._activity(item) for item in at.at("activities").items()),
            deliverables=tuple(item.id() for item in at.at("deliverables").items()),
        )


def _source_document(at: Place) -> SourceDocument:
    at.mapping(*KEYS["source_document"])
    return SourceDocument(
        id=_source_id(at.at("id")),
        title=at.at("title").text(MOST_NAME),
        publisher=at.at("publisher").text(MOST_NAME),
        read_on=at.at("read_on").day(),
        url=at.at("url").url(),
    )


def _source(at: Place) -> Source:
    at.mapping(*KEYS["source"])
    return Source(
        document=_source_id(at.at("document")),
        chapter=at.at("chapter").text(MOST_NAME),
        point=at.at("point").whole(0, MOST_POINT) if at.has("point") else None,
    )


def _source_id(at: Place) -> str:
    return at.matching(_SOURCE_ID, _MOST_SOURCE_ID, "Use letters a to z, digits and single hyphens.")


def _frame(at: Place) -> Frame:
    at.mapping(*KEYS["frame"])
    return Frame(id=at.at("id").id(), title=at.at("title").words(MOST_TITLE))


def _frame_names(at: Place) -> tuple[FrameName, ...]:
    return tuple(FrameName(key, place.words(MOST_TITLE)) for key, place in at.entries())


def _question(at: Place) -> Question:
    at.mapping(*KEYS["question"])
    return Question(
        id=at.at("id").id(),
        text=at.at("text").words(MOST_QUESTION),
        help=at.at("help").words(MOST_TEXT, lines=True),
    )
