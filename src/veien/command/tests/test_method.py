from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from veien.command import method
from veien.methods import queries

ROADS = Path(method.__file__).parents[1] / "methods" / "tests" / "roads"
SMALL = ROADS / "small-road" / "1.0.0.yaml"
OWN = ROADS / "own-road" / "1.0.0.yaml"


def test_a_sound_pack_is_drawn_as_a_road(capsys: pytest.CaptureFixture[str]) -> None:
    assert method.run(["check", str(SMALL), "--language", "en"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    lines = told.out.splitlines()
    assert lines[0] == "Small road (small-road 1.0.0)"
    assert "   ●●●○○ Map needs   2 activities, 2 tools, 1 deliverable" in lines
    assert "   ◆ Shall we?   rests on 1 deliverable" in lines
    assert "       ? Is it enough?" in lines
    assert "   ◆ Are we done?   rests on 0 deliverables, optional" in lines
    assert "Texts: nb 44 of 44, sv 44 of 44, da 44 of 44, en 44 of 44" in lines


def test_the_titles_are_norwegian_unless_another_language_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    method.run(["check", str(SMALL)])
    assert capsys.readouterr().out.startswith("Liten vei (small-road 1.0.0)")


def test_the_road_can_be_had_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert method.run(["check", str(SMALL), "--json", "--language", "da"]) == 0
    road = json.loads(capsys.readouterr().out)
    assert road["format"] == "veien-method-road/1"
    assert road["title"] == "Lille vej"
    assert road["totals"]["activities"] == 5


def test_a_base_is_found_in_the_folder_next_to_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert method.run(["check", str(OWN), "--language", "en"]) == 0
    assert "Written as changes to small-road@1" in capsys.readouterr().out


def test_a_faulty_pack_ends_in_two_with_one_line_per_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled = tmp_path / "pack.yaml"
    text = SMALL.read_text("utf-8")
    spoiled.write_text(
        text.replace("effort: 3", "effort: 7").replace("tool: charter", "tool: chartr"), "utf-8"
    )
    assert method.run(["check", str(spoiled), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "phases[0].stations[0].effort: 7 is out of bounds. Write a whole number from 1 to 5.",
        "phases[0].stations[0].activities[0].tool: There is no tool called chartr. Did you mean charter?",
    ]


def test_a_file_that_is_not_there_ends_in_two_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "nothing.yaml", tmp_path):
        assert method.run(["check", str(path)]) == 2
        assert capsys.readouterr().err.startswith(f"{path}: The file cannot be read: ")


def test_a_dash_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SMALL.read_bytes())))
    assert method.run(["check", "-"]) == 0
    assert "small-road 1.0.0" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["check"], ["burn", "x"], ["check", "x", "--language", "fi"]])
def test_words_that_say_nothing_end_in_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        method.run(words)
    assert caught.value.code == 2


def test_the_command_loads_neither_django_nor_any_page() -> None:
    asked = (
        "import sys\nfrom veien.command.method import run\n"
        f"assert run(['check', {str(SMALL)!r}]) == 0\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'allauth', 'jsonschema'}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=_env()
    )
    assert told.stdout.splitlines()[-1] == "[]"


def _env() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(method.__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of packs of one's own, with the small road in it."""
    folder = tmp_path / "small-road"
    folder.mkdir()
    (folder / "1.0.0.yaml").write_bytes(SMALL.read_bytes())
    monkeypatch.setattr(queries, "METHODS", tmp_path)
    monkeypatch.setattr(queries, "SEALS", tmp_path / "digests.yaml")
    queries.pack.cache_clear()
    yield tmp_path
    queries.pack.cache_clear()


def test_a_new_pack_is_sealed_once(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert method.run(["seal", "small-road", "1.0.0"]) == 0
    digest = queries.pack_digest(queries.pack("small-road", "1.0.0"))
    assert queries.sealed() == {("small-road", "1.0.0"): digest}
    assert digest in capsys.readouterr().out
    assert method.run(["seal", "small-road", "1.0.0"]) == 0


def test_a_sealed_pack_that_was_changed_is_refused(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    method.run(["seal", "small-road", "1.0.0"])
    before = queries.SEALS.read_bytes()
    path = library / "small-road" / "1.0.0.yaml"
    path.write_text(path.read_text("utf-8").replace("effort: 3", "effort: 4"), "utf-8")
    queries.pack.cache_clear()
    assert method.run(["seal", "small-road", "1.0.0"]) == 2
    assert "is sealed and has been changed since" in capsys.readouterr().err
    assert queries.SEALS.read_bytes() == before


def test_a_pack_that_does_not_ship_cannot_be_sealed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert method.run(["seal", "nothing", "1.0.0"]) == 2
    assert "There is no pack nothing 1.0.0." in capsys.readouterr().err
