"""What `veien serve` says before it serves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from veien.command import serve as command
from veien.command.migrate import CannotStart


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Lend a port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


@pytest.fixture
def built_assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the style sheets count as built."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "designsystemet.css").touch()
    monkeypatch.setattr(command, "ASSETS", tmp_path / "assets")


def test_a_taken_port_is_told_with_the_next_one_to_try(
    taken_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEIEN_HOME", str(tmp_path))
    assert command.serve(["--port", str(taken_port)]) == 1
    told = capsys.readouterr().err
    assert f"Port {taken_port} is taken" in told
    assert f"VEIEN_PORT={taken_port + 1}" in told
    assert told.count("\n") == 1


def test_the_port_comes_from_the_environment_when_no_word_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEIEN_PORT", "8765")
    assert command.read([]).port == "8765"
    assert command.read(["--port", "9000"]).port == "9000"


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "http", "８０８０", "80 80"])
def test_what_is_no_port_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CannotStart, match="VEIEN_PORT=8001"):
        command.usable_port("127.0.0.1", text)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotStart, match="may not listen on"):
        command.usable_port("192.0.2.1", "8000")


@pytest.mark.usefixtures("built_assets")
def test_a_folder_that_cannot_be_written_to_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VEIEN_HOME", str(tmp_path / "file"))
    with pytest.raises(CannotStart, match="set VEIEN_HOME to a folder that you own"):
        command.usable_home()


@pytest.mark.usefixtures("built_assets")
def test_the_folder_for_data_is_made_for_one_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEIEN_HOME", str(tmp_path / "new"))
    assert command.usable_home() == tmp_path / "new"
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_missing_style_sheets_are_told_with_the_command_that_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEIEN_HOME", str(tmp_path))
    monkeypatch.setattr(command, "ASSETS", tmp_path / "nowhere")
    with pytest.raises(CannotStart, match="make install"):
        command.usable_home()


def test_an_address_of_six_groups_stands_in_brackets_in_a_link() -> None:
    assert command.written("::1") == "[::1]"
    assert command.written("127.0.0.1") == "127.0.0.1"
