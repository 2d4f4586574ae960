"""The browser that the page tests drive: Debian's Chromium, or another that is on the PATH."""

from __future__ import annotations

import shutil

from said import Stop, get_from_debian

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Find a browser on the machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> str:
    """Find a browser, or get Debian's Chromium when we may.

    Raises: Stop with the line to type when there is none to be had from here.
    """
    if find() is None:
        get_from_debian("chromium", why="The page tests need a browser")
    found = find()
    if found is None:
        raise Stop("The package chromium brought no program chromium; install a Chromium by hand.")
    return found
