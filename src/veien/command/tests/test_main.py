"""``veien``: the list of commands, and how one of them is found."""

from importlib import import_module

import pytest

from veien import __version__
from veien.command import main as entry
from veien.command.main import COMMANDS, Command, main


@pytest.mark.parametrize("word", ["--help", "-h", "help"])
def test_help_lists_every_command(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 0
    out = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert f"  {name} " in out
        assert command.about in out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"veien {__version__}\n"


def test_no_command_or_an_unknown_one_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["evalute"]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert "there is no command 'evalute'" in written.err
    assert written.err.count("  evaluate ") == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_leads_to_a_function(name: str) -> None:
    module, function = COMMANDS[name].target.split(":")
    assert callable(getattr(import_module(module), function))


def test_a_command_gets_its_words_and_gives_the_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []

    def listen(words: list[str]) -> int:
        heard.append(words)
        return 3

    monkeypatch.setitem(COMMANDS, "listen", Command("veien.command.main:listen", "listens"))
    monkeypatch.setattr(entry, "listen", listen, raising=False)
    assert main(["listen", "a", "--b"]) == 3
    assert heard == [["a", "--b"]]


def test_a_stopped_command_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS, "stop", Command("veien.command.main:stop", "stops"))
    monkeypatch.setattr(entry, "stop", stop, raising=False)
    assert main(["stop"]) == 130
