"""File names: what is given comes out as it was, but for what cannot stand in a header or on a disk."""

import pytest

from veien.files.rules import safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Oppsummering av behov.pdf", "Oppsummering av behov.pdf"),
        ("Beslutning 1: Skal vi anskaffe?.pdf", "Beslutning 1 Skal vi anskaffe.pdf"),
        ("C:\\Users\\Kari\\notater.docx", "notater.docx"),
        ("../../etc/passwd", "passwd"),
        ("???", "file"),
    ],
)
def test_a_name_keeps_its_words_and_its_ending(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    name = safe_name("behov " * 60 + ".pdf")
    assert len(name) <= 150
    assert name.endswith(".pdf")
    assert not name.endswith(" .pdf")
