"""How a room further along the road tells the road that it exists. Filled once at start, then only read.

A room registers in its ``tool.py``: its tool (a page, a line of status and the facts that the pack's predicates ask
for), its part of the thread, and the deliverables it can make.

With ``rests_on`` a room names the rooms, itself among them, whose actions can change what it says. What it said is then
kept until one of them writes to the procurement's log. A room that also looks at the clock, or at something that is
logged elsewhere, names none and is asked every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from veien.documents.rules import Section
from veien.road.rules.thread import ThreadPart


@dataclass(frozen=True)
class ToolReport:
    """What a tool says of one procurement: a short line and its facts.

    Shape: ``facts`` maps a predicate's name (``needs.exist``) to whether it holds. ``status`` may be a lazy
    translation; empty when there is nothing to say yet.
    """

    status: Any = ""
    facts: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Tool:
    """A page of Veien that a station points at.

    ``may`` is what a person must be allowed for the link to be shown. ``report`` asks the database a fixed number of
    times, whatever the number of rows.
    """

    id: str
    title: Any
    url_name: str
    report: Callable[[Any], ToolReport]
    may: str = "view"
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A document that the program made for a deliverable."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Maker:
    """Makes one deliverable out of a procurement's own data; ``formats`` are the endings it can give."""

    deliverable: str
    formats: tuple[str, ...]
    make: Callable[[Any, str, str], Made]


@dataclass(frozen=True)
class Ground:
    """What a room brings to a question of a decision: where it stands, in one sentence from data.

    Shape: ``status`` is ``ok``, ``warning`` (the decision must weigh it) or ``missing`` (nothing is there yet). ``url``
    leads to the place in Veien where it stands. ``facts`` are names and values that the decision paper shows below.
    """

    title: Any
    sentence: Any
    url: str
    status: Literal["ok", "warning", "missing"]
    facts: tuple[tuple[Any, Any], ...] = ()


@dataclass(frozen=True)
class Choice:
    """An alternative that a recommendation can name; ``is_null`` is today's practice carried on."""

    key: str
    title: Any
    sentence: Any = ""
    url: str = ""
    is_null: bool = False


@dataclass(frozen=True)
class Headline:
    """A fact for the line under every page's heading: who takes part, how far the thread has come."""

    name: Any
    value: Any
    url_name: str = ""


@dataclass(frozen=True)
class Veil:
    """What the reader may not read in a room's log entries yet, and the sentence that stands instead."""

    room: str
    keys: frozenset[str]
    sentence: Any

    def over(self, action: str, content: Any) -> Any:
        """Give an entry's content with the sentence in place of what is hidden."""
        if action.partition(".")[0] != self.room or not isinstance(content, Mapping):
            return content
        return {key: self.sentence if key in self.keys else value for key, value in content.items()}


_tools: dict[str, Tool] = {}
_log_titles: dict[str, Any] = {}
_veils: list[Callable[[Any], Veil | None]] = []
_headlines: list[Callable[[Any], Headline | None]] = []
_parts: dict[str, Callable[[Any], ThreadPart]] = {}
_makers: dict[str, Maker] = {}
_grounds: dict[str, list[tuple[str, Callable[[Any], Ground]]]] = {}
_choices: dict[str, Callable[[Any], Sequence[Choice]]] = {}
_paper: dict[str, dict[str, Callable[[Any, str], Sequence[Section]]]] = {}
_rests_on: dict[Callable[[Any], Any], tuple[str, ...]] = {}

PAPER_ORDER = ("needs", "goals", "market", "strategy", "business_case", "anchoring")
"""The rooms whose parts a decision paper can hold, in the order in which they stand there."""
PART_ORDER = ("need", "goal", "requirement", "criterion", "answer", "score", "reason")


def register_tool(tool: Tool) -> None:
    """Add a tool; the same id twice is a fault of ours.

    Raises: RuntimeError if another tool has the id.
    """
    if _tools.setdefault(tool.id, tool) is not tool:
        raise RuntimeError(f"Two tools call themselves {tool.id}.")
    _rests_on[tool.report] = tool.rests_on


def register_thread_part(
    kind: str, provider: Callable[[Any], ThreadPart], *, rests_on: tuple[str, ...] = ()
) -> None:
    """Add a joint of the thread; ``provider`` gives its nodes and links for one procurement.

    Raises: RuntimeError if the kind is unknown or taken.
    """
    if kind not in PART_ORDER or _parts.setdefault(kind, provider) is not provider:
        raise RuntimeError(f"The thread has no free place for {kind}.")
    _rests_on[provider] = rests_on


def register_maker(maker: Maker) -> None:
    """Add a maker of a deliverable.

    Raises: RuntimeError if another room makes it already.
    """
    if _makers.setdefault(maker.deliverable, maker) is not maker:
        raise RuntimeError(f"Two rooms make {maker.deliverable}.")


def register_ground(
    *, decision: str, question: str, provider: Callable[[Any], Ground], rests_on: tuple[str, ...] = ()
) -> None:
    """Add a ground to a question of a decision; ``provider`` asks the database a fixed number of times.

    Shape: ``question`` is the question's id in the pack (``decision-1-q1``). One provider may serve several questions.
    """
    told = _grounds.setdefault(decision, [])
    if (question, provider) not in told:
        told.append((question, provider))
    _rests_on[provider] = rests_on


def ground_providers(decision: str) -> list[tuple[str, Callable[[Any], Ground]]]:
    """Give the grounds of a decision by question, in the order of the road."""
    return list(_grounds.get(decision, ()))


def register_choices(
    *, decision: str, provider: Callable[[Any], Sequence[Choice]], rests_on: tuple[str, ...] = ()
) -> None:
    """Say which alternatives a decision's recommendation chooses between.

    Raises: RuntimeError if another room says it already.
    """
    if _choices.setdefault(decision, provider) is not provider:
        raise RuntimeError(f"Two rooms give the alternatives of {decision}.")
    _rests_on[provider] = rests_on


def choice_provider(decision: str) -> Callable[[Any], Sequence[Choice]] | None:
    """Give what knows a decision's alternatives, or None where no room does."""
    return _choices.get(decision)


def register_paper_part(
    *, decision: str, room: str, provider: Callable[[Any, str], Sequence[Section]]
) -> None:
    """Add a room's part of a decision paper; ``provider`` gives its sections in the language that is active.

    Raises: RuntimeError if the paper has no place for the room, or the room has spoken already.
    """
    told = _paper.setdefault(decision, {})
    if room not in PAPER_ORDER or told.setdefault(room, provider) is not provider:
        raise RuntimeError(f"The paper of {decision} has no free place for {room}.")


def paper_providers(decision: str) -> list[Callable[[Any, str], Sequence[Section]]]:
    """Give what the rooms lay before a decision, in the order of the paper."""
    told = _paper.get(decision, {})
    return [told[room] for room in PAPER_ORDER if room in told]


def register_log_titles(titles: Mapping[str, Any]) -> None:
    """Say in people's words what a room's log entries mean; a test finds an action without words."""
    _log_titles.update(titles)


def log_title(action: str) -> Any:
    """Give an action in people's words."""
    return _log_titles.get(action, action)


def register_veil(provider: Callable[[Any], Veil | None]) -> None:
    """Say what a room hides in its log entries from the reader of a procurement; None where nothing is hidden."""
    if provider not in _veils:
        _veils.append(provider)


def veils_over(procurement: Any) -> list[Veil]:
    """Give what is hidden from the reader of a procurement."""
    return [veil for provider in _veils if (veil := provider(procurement)) is not None]


def register_headline(provider: Callable[[Any], Headline | None], *, rests_on: tuple[str, ...] = ()) -> None:
    """Add a fact for the line under every heading; ``provider`` asks the database at most once."""
    if provider not in _headlines:
        _headlines.append(provider)
    _rests_on[provider] = rests_on


def headline_providers() -> list[Callable[[Any], Headline | None]]:
    """Give what is asked for the line under the heading, in the order of the road."""
    return list(_headlines)


def rooms_behind(provider: Callable[[Any], Any]) -> tuple[str, ...]:
    """Give the rooms whose actions can change what a registered function says; none where that was not said."""
    return _rests_on.get(provider, ())


def tools() -> Iterable[Tool]:
    """Give all tools in the order in which they were registered."""
    return _tools.values()


def tool_by_id(tool_id: str) -> Tool | None:
    """Give the tool with an id, or None where no room of this version has it."""
    return _tools.get(tool_id)


def thread_providers() -> list[tuple[str, Callable[[Any], ThreadPart]]]:
    """Give the joints of the thread from need to reason."""
    return [(kind, _parts[kind]) for kind in PART_ORDER if kind in _parts]


def maker_of(deliverable: str) -> Maker | None:
    """Give the room's maker for a deliverable, or None where people bring the file."""
    return _makers.get(deliverable)
