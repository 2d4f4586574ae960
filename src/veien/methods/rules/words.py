"""A text in the four languages of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LANGUAGES = ("nb", "sv", "da", "en")
LANGUAGE_NAMES = {"nb": "Norwegian", "sv": "Swedish", "da": "Danish", "en": "English"}

_ALSO = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Words(Mapping[str, str]):
    """One text in Norwegian bokmål, Swedish, Danish and English."""

    nb: str
    sv: str
    da: str
    en: str

    def __getitem__(self, language: str) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        text: str = getattr(self, language)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)

    def in_language(self, code: str | None) -> str:
        """Give the text for a language code such as ``nb``, ``sv-se`` or ``en_GB``; else Norwegian."""
        short = (code or "").replace("_", "-").split("-")[0].lower()
        short = _ALSO.get(short, short)
        return self[short] if short in LANGUAGES else self.nb
