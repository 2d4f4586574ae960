"""Organisation numbers: which are possible, country by country. Pure."""

from __future__ import annotations

from stdnum.dk import cvr
from stdnum.no import orgnr
from stdnum.se import orgnr as se_orgnr


class WrongNumber(ValueError):
    """The number cannot be an organisation number of that country; ``kind`` says why.

    ``kind`` is one of ``length``, ``characters``, ``checksum``, ``country``.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


DIGITS = {"NO": 9, "SE": 10, "DK": 8}
"""How many digits a number has."""


def checked_number(number: str, *, country: str) -> str:
    """Give an organisation number in its bare form, digits only.

    Raises: WrongNumber if it has other characters than digits, spaces, hyphens and the country's prefix, the wrong
    length, or a check digit that does not fit (NO modulus 11, SE Luhn, DK CVR modulus 11).
    Source: python-stdnum's descriptions of orgnr (NO, SE) and CVR (DK).
    """
    if country not in DIGITS:
        raise WrongNumber("country")
    bare = "".join(number.split()).replace("-", "").replace(".", "").upper().removeprefix(country)
    bare = bare.removesuffix("MVA") if country == "NO" else bare
    if not (bare.isascii() and bare.isdigit()):
        raise WrongNumber("characters")
    if len(bare) != DIGITS[country]:
        raise WrongNumber("length")
    module = {"NO": orgnr, "SE": se_orgnr, "DK": cvr}[country]
    if not module.is_valid(bare):
        raise WrongNumber("checksum")
    return bare


def written_number(number: str, *, country: str) -> str:
    """Write a number as people of that country do: ``974 760 673``, ``556703-7485``, ``13 58 56 28``."""
    if country == "NO" and len(number) == 9:
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    if country == "SE" and len(number) == 10:
        return f"{number[:6]}-{number[6:]}"
    if country == "DK" and len(number) == 8:
        return " ".join(number[at : at + 2] for at in range(0, 8, 2))
    return number
