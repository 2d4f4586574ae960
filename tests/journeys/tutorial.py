"""Reads a tutorial: its steps, the boxes in them that say what to do, and the words that must stand on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "tutorial"
PLACE = FOLDER / "your-first-procurement.md"
DECISION = FOLDER / "to-decision-1.md"
ANCHOR = re.compile(r'^<a id="([a-z-]+)"></a>$')
KEYS = [
    "step",
    "by",
    "wait",
    "fill-in",
    "write",
    "open",
    "click",
    "page",
    "type",
    "press",
    "save-as",
    "see",
    "gone",
]
"""What a box may hold, in the order in which it is done; the hyphens are spaces."""


@dataclass
class Step:
    """One numbered step: its boxes in order, each with its language, and the bold words of its prose."""

    name: str
    title: str = ""
    boxes: list[tuple[str, Any]] = field(default_factory=list)
    prose: str = ""

    @property
    def quoted(self) -> list[str]:
        """Give the words that the prose says stand on a page."""
        return [" ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", self.prose, re.DOTALL)]


def steps(place: Path = PLACE) -> list[Step]:
    """Give the steps of a tutorial in order."""
    found: list[Step] = []
    for kind, text in _pieces(place.read_text(encoding="utf-8").splitlines()):
        anchor = ANCHOR.match(text)
        if text == "## Where to go from here":
            break
        if anchor:
            found.append(Step(anchor[1]))
        elif not found:
            continue
        elif kind:
            found[-1].boxes.append((kind, _box(text, found[-1].name) if kind == "yaml" else text))
        elif text.startswith("## "):
            found[-1].title = text[3:]
        else:
            found[-1].prose += f"{text}\n"
    return found


def _pieces(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Give lines of prose one by one, and boxes whole with the language that stands behind their fence."""
    kind, box = "", []
    for line in lines:
        if line.startswith("```") and not kind:
            kind = line[3:] or "text"
        elif line == "```":
            yield kind, "\n".join(box)
            kind, box = "", []
        elif kind:
            box.append(line)
        else:
            yield "", line


def _box(text: str, name: str) -> dict[str, Any]:
    box: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    assert box.get("step") == name, f"a box under “{name}” says step: {box.get('step')}"
    unknown = {key.replace(" ", "-") for key in box} - set(KEYS)
    assert not unknown, f"under “{name}” nobody knows what is meant by {unknown}"
    return box
