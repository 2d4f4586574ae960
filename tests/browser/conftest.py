"""A real server and a real browser: the program as people meet it.

The stage is set once for the whole run, whatever the number of workers; each worker serves a copy of its own. The
browser lives as long as one module: while it does, Django believes that it is called from asynchronous code.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
MOST_SECONDS = 300


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """Where the program answers, and what stands there."""

    address: str
    scene: dict[str, Any]
    state: dict[str, Any] = field(default_factory=dict)

    def path(self, name: str, place: str = "workshop") -> str:
        """Give the address of a page."""
        return str(self.address + (self.scene["adding"].get(name) or self.scene["paths"][place][name]))


@pytest.fixture(scope="session")
def server(tmp_path_factory: Any) -> Iterator[Server]:
    """Serve a copy of the stage until the run is over."""
    if os.environ.get("VEIEN_DATABASE_URL"):
        pytest.skip("The pages are looked at in the run on SQLite; they are the same on PostgreSQL.")
    common = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        common = common.parent
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(_stage(common), home)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "veien.command.main", "serve", "--port", str(port)],
            env=_environment(home) | {"VEIEN_BASE_URL": address},
            cwd=home,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(address, process, home / "server.log")
        yield Server(address, json.loads((home / "scene.json").read_text(encoding="utf-8")))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _stage(common: Path) -> Path:
    """Set the stage, or wait until another worker has."""
    home = common / "browser-stage"
    with (common / "browser-stage.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "scene.json").exists():
            home.mkdir(exist_ok=True)
            done = subprocess.run(
                [sys.executable, "-m", "tests.browser.stage"],
                env=_environment(home),
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=MOST_SECONDS,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return home


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VEIEN_", "DJANGO_"))}
    return kept | {"VEIEN_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address + "/account/login/", timeout=10):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The server did not answer: {log.read_text()}")


@pytest.fixture(scope="module")
def chromium(server: Server) -> Iterator[Any]:
    """Start the browser of the machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found or not AXE.is_file():
        missing = "Chromium is not on this machine" if not found else "axe-core is not installed"
        assert not os.environ.get("CI"), f"{missing}; `make test` gets it."
        pytest.skip(f"{missing}; `make test` gets it.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=found, args=[*options, "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def state(server: Server, chromium: Any) -> dict[str, Any]:
    """Log in through the page, once for each server, and give what the browser then remembers."""
    if not server.state:
        context = chromium.new_context(locale="en")
        page = context.new_page()
        page.goto(server.path("account_login"))
        page.get_by_label("E-mail address").fill(server.scene["login"])
        page.get_by_label("Password").fill(server.scene["password"])
        page.get_by_role("button", name="Log in", exact=True).click()
        page.wait_for_url(server.address + "/")
        server.state = context.storage_state()
        context.close()
    return server.state


@dataclass
class People:
    """Opens the browser as somebody."""

    server: Server
    chromium: Any
    state: dict[str, Any]

    def context(self, who: str = "leader", **options: Any) -> Any:
        """Give a browser of its own in which a person is logged in; a guest is not."""
        state = self.state if who == "leader" else None
        context = self.chromium.new_context(storage_state=state, locale="en", **options)
        cookies = {"csrftoken": secrets.token_hex(16), "veien_language": "en"}
        if who in self.server.scene["sessions"]:
            cookies["sessionid"] = self.server.scene["sessions"][who]
        context.add_cookies(
            [{"name": name, "value": value, "url": self.server.address} for name, value in cookies.items()]
        )
        return context


@pytest.fixture(scope="module")
def people(server: Server, chromium: Any, state: dict[str, Any]) -> People:
    """Give somebody to open the browser as."""
    return People(server, chromium, state)


@pytest.fixture
def page(people: People) -> Iterator[Any]:
    """Give the leader's page, in English at 1280 px."""
    context = people.context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(15000)
    yield opened
    context.close()
