"""The reference pages leave nothing out: settings and commands are compared with the code."""

from __future__ import annotations

import re
from pathlib import Path

from veien.command.main import COMMANDS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "veien"


def settings_in_code() -> set[str]:
    found: set[str] = set()
    text = (SOURCE / "server" / "settings.py").read_text(encoding="utf-8")
    found |= {f"VEIEN_{name}" for name in re.findall(r'(?:setting|secret)\("([A-Z_]+)"', text)}
    for path in (SOURCE / "command").glob("*.py"):
        found |= set(re.findall(r"VEIEN_[A-Z_]+", path.read_text(encoding="utf-8")))
    return {each.removesuffix("_FILE") for each in found}


def test_every_setting_is_on_the_page_and_nothing_else() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(VEIEN_[A-Z_]+)`", page, flags=re.MULTILINE))
    assert listed == settings_in_code()


def test_every_command_is_on_the_page_and_nothing_else() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^## `veien ([a-z-]+)", page, flags=re.MULTILINE))
    assert listed == set(COMMANDS)


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("0*.md"):
        assert f"({path.name})" in listed, path.name


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
