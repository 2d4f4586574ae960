"""Compiles the translated sentences: each django.po under src/veien becomes the .mo that Django reads."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from said import ENVIRONMENT, ROOT, Stop, digest_of, get_from_debian, run, step

SOURCE = ROOT / "src" / "veien"
MARK = ENVIRONMENT / ".veien-messages"


def catalogues() -> list[Path]:
    """List the translated catalogues in a fixed order."""
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/django.po"))


def ensure() -> None:
    """Compile the catalogues unless the compiled ones belong to today's texts.

    Raises: Stop when a catalogue cannot be read.
    """
    found = catalogues()
    wanted = digest_of([*found, Path(__file__)])
    compiled = all(path.with_suffix(".mo").is_file() for path in found)
    if compiled and MARK.is_file() and MARK.read_text() == wanted:
        return
    with step(f"Translations ({len(found)} catalogues)"):
        run([str(ENVIRONMENT / "bin" / "python"), str(Path(__file__))], what="compile the translations")
        MARK.write_text(wanted)


def ensure_collector() -> None:
    """Find the program that collects the sentences from the code, or get it from Debian when we may.

    Raises: Stop with the line to type when it cannot be had from here.
    """
    if shutil.which("xgettext") is None:
        get_from_debian("gettext", why="The test of the translations needs gettext")


def compile_all() -> int:
    """Write one .mo file beside every .po file; name each faulty one."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    faults = 0
    for path in catalogues():
        try:
            with path.open("rb") as source:
                catalogue = read_po(source, locale=path.parts[-3], abort_invalid=True)
        except (PoFileError, ValueError) as error:
            print(f"{path.relative_to(ROOT)}: {error}", file=sys.stderr)
            faults += 1
            continue
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        raise SystemExit(compile_all())
    except Stop as stop:
        raise SystemExit(str(stop)) from stop
