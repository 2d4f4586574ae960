"""Walks through a tutorial box by box, and fails where a page says something else."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core import mail
from django.test import Client
from openpyxl import load_workbook

from tests.journeys import tutorial
from tests.journeys.visitor import NotOnThePage, Visitor, words
from veien.foundation import clock

READER = "you"
NOT_RUN = {"make run", ".venv/bin/veien demo baerum"}


class Walk:
    """The reader and the others of a tutorial, each with a browser, and a folder for what they download."""

    def __init__(self, folder: Path, *others: str) -> None:
        self.folder = folder
        self.people = {name: Visitor(Client(headers={"accept-language": "nb"})) for name in (READER, *others)}
        self.who = READER
        self.times: dict[str, Any] = {}
        self.printed = ""

    def take(self, step: tutorial.Step) -> None:
        """Do what the boxes of one step say, then see that the prose quotes what stood on the pages."""
        for visitor in self.people.values():
            visitor.seen.clear()
            if visitor.address:
                visitor.seen.append(visitor.text)
        for kind, box in step.boxes:
            if kind == "yaml":
                self.act(box)
            elif kind == "sh":
                self.run(box)
            else:
                assert box in self.printed, f"this is printed:\n{self.printed}"
        there = " ".join(text for visitor in self.people.values() for text in visitor.seen)
        for quoted in step.quoted:
            assert quoted in there, f"“{quoted}” stands on no page of this step"

    def act(self, box: dict[str, Any]) -> None:
        """Do what one box says, in the order in which its keys stand in ``tutorial.KEYS``."""
        self.who = box.get("by", self.who)
        visitor = self.people[self.who]
        if "wait" in box:
            clock.move_on(timedelta(minutes=15))
        if "fill in" in box:
            self.fill_in(box)
            return
        if "open" in box:
            visitor.go(self.letter() if box["open"] == "the address in the letter" else box["open"])
        clicks = box.get("click", [])
        for each in clicks if isinstance(clicks, list) else [clicks]:
            visitor.click(each)
        if "page" in box:
            assert [words(each) for each in visitor.page.iter("h1")] == [box["page"]]
        if "press" in box:
            typed = {label: self.meant(value) for label, value in box.get("type", {}).items()}
            visitor.press(box["press"], typed)
        if "save as" in box:
            (self.folder / box["save as"]).write_bytes(visitor.last.getvalue())
        for each in [box["see"]] if isinstance(box.get("see"), str) else box.get("see", []):
            assert each in visitor.text, f"“{each}” does not stand on {visitor.address}"
        assert box.get("gone", "\n") not in visitor.text, f"“{box['gone']}” still stands on {visitor.address}"

    def meant(self, value: Any) -> Any:
        """Give what is typed for a value: a time, a file, or the words themselves."""
        if value == "ten minutes from now":
            self.times["due"] = clock.now() + timedelta(minutes=10)
            return _typed(self.times["due"])
        if value == "five minutes before the deadline":
            return _typed(self.times["due"] - timedelta(minutes=5))
        if isinstance(value, str) and value.endswith(".xlsx"):
            return value, (self.folder / value).read_bytes()
        return value

    def letter(self) -> str:
        """Give the address in the one letter that was sent."""
        (sent,) = mail.outbox
        found = re.search(r"http://[^/]+(/\S+)", sent.body)
        assert found
        return found[1]

    def fill_in(self, box: dict[str, Any]) -> None:
        """Fill in a downloaded form as a tenderer does."""
        book = load_workbook(BytesIO((self.folder / box["fill in"]).read_bytes()))
        rows = list(book.worksheets[0].iter_rows())
        for column, answers in box["write"].items():
            head = _row(rows, column)
            place = [cell.value for cell in head].index(column)
            for key, answer in answers.items():
                _row(rows, key)[place].value = float(answer) if re.fullmatch(r"[\d.]+", answer) else answer
        book.save(self.folder / box["save as"])

    def run(self, command: str) -> None:
        """Run a command of Veien where the downloads lie; what starts the server or plays an example is not run."""
        if command in NOT_RUN:
            return
        program, *arguments = shlex.split(command)
        assert program == "veien"
        self.printed = self.veien(*arguments)

    def veien(self, *arguments: str) -> str:
        """Give what the command prints; it runs in a process of its own, with no database at hand."""
        done = subprocess.run(
            [sys.executable, "-m", "veien.command.main", *arguments],
            cwd=self.folder,
            env=os.environ | {"VEIEN_HOME": str(self.folder / "nothing"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _row(rows: list[Any], text: str) -> Any:
    for row in rows:
        if text in [str(cell.value) for cell in row]:
            return row
    raise NotOnThePage(
        f"“{text}” stands in no row of the form: {[cell.value for row in rows for cell in row[:2]]}"
    )


def _typed(moment: Any) -> str:
    return str(moment.astimezone(clock.OSLO).strftime("%Y-%m-%dT%H:%M:%S"))


def walk_through(walk: Walk, steps: list[tutorial.Step]) -> None:
    """Take every step; a complaint names the step in which it arose."""
    with clock.standing_at(clock.now()):
        for step in steps:
            try:
                walk.take(step)
            except AssertionError as problem:
                raise AssertionError(f"Step “{step.title}”: {problem}") from problem
