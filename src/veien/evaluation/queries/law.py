"""What the law asks of the message to tenderers, as far as a source has been read; elsewhere that nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from veien.road.queries import Procurement


@dataclass(frozen=True)
class LawNote:
    """One plain sentence on what the law asks for, with its source; ``is_certain`` tells whether it was read there."""

    text: str
    source: str
    is_certain: bool


def law_notes(procurement: Procurement) -> list[LawNote]:
    """Give what is known for the country of the buyer, in the active language.

    Source: FOR-2016-08-12-974 sections 10-1, 25-1 and 30-8; LOU 12 kap. 12 and 19 kap. 19; nothing read for Denmark.
    """
    country = procurement.buyer.country
    if country == "NO":
        return [
            LawNote(
                _(
                    "The message names the chosen supplier, gives an account of the chosen tender's characteristics "
                    "and relative advantages by the award criteria, and states the standstill period. It goes in "
                    "writing to all concerned at the same time."
                ),
                _("Regulations on public procurement (Norway, 2016-974), sections 10-1, 25-1 and 30-8"),
                is_certain=True,
            ),
            _duties_of_secrecy(),
        ]
    if country == "SE":
        return [
            LawNote(
                _(
                    "The message gives the reasons for the decision and the period in which no contract may be signed."
                ),
                _(
                    "Public Procurement Act (Sweden, 2016:1145), chapter 12 section 12 and chapter 19 section 19"
                ),
                is_certain=True,
            ),
            _duties_of_secrecy(),
        ]
    return [
        LawNote(
            _("What the message must hold in this country has not been checked against its law by Veien."),
            "",
            is_certain=False,
        ),
        _duties_of_secrecy(),
    ]


def _duties_of_secrecy() -> LawNote:
    return LawNote(
        _(
            "How much of the chosen tender may or must be told, beyond what stands here, depends on the rules of "
            "access and of secrecy. Veien has not checked them; ask a lawyer where it matters."
        ),
        "",
        is_certain=False,
    )
