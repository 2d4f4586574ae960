"""The comparison on one page, as a document that a councillor is handed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from veien.business_case.queries.outcome import Outcome
from veien.business_case.queries.standing import Missing, Standing, missing_in, standings_of
from veien.documents.rules import (
    Bar,
    Bars,
    Block,
    Bullets,
    Callout,
    Paragraph,
    Report,
    Section,
    Table,
)
from veien.web.rules.numbers import NOTHING, written_number

MOST_SIDE_BY_SIDE = 5


def comparison_report(found: Outcome, language: str) -> Report:
    """Make the comparison of the alternatives: sums, worth, payback, and what has no price.

    Raises: ValueError while the case cannot be computed.
    """
    kept = found.kept
    with translation.override(language):
        standings = standings_of(found)
        sections = [Section(_("The alternatives"), tuple(_blocks(found, standings, language)))]
        quality = [Bullets((f"{each.title}: {text}",)) for each in standings for text in each.quality]
        if quality:
            lead = Paragraph(_("Stands beside the sums. Nobody has put a price on it."))
            sections.append(Section(_("What has no price"), (lead, *quality)))
        missing = [each for each in missing_in(standings) if each.is_required]
        if missing:
            sections.append(Section(_("What is missing"), _missing(missing)))
        last = kept.start_year + kept.years
        years = _("%(first)s to %(last)s") % {"first": kept.start_year, "last": last}
        rate = f"{written_number(kept.discount_rate.scaleb(2).normalize(), language)} %"
        return Report(
            title=_("Business case"),
            subtitle=kept.procurement.title,
            language=language,
            is_example=kept.procurement.is_example,
            meta=(
                (_("Led by"), kept.procurement.buyer.name),
                (_("Years"), years),
                (_("Discount rate"), f"{rate} {kept.rate_source}".strip()),
                (_("Amounts in"), kept.currency),
            ),
            sections=tuple(sections),
        )


def compared(found: Outcome, language: str) -> tuple[Block, ...]:
    """Give the alternatives side by side with what is missing, in the language that is active.

    Raises: ValueError while the case cannot be computed.
    """
    standings = standings_of(found)
    missing = [each for each in missing_in(standings) if each.is_required]
    return (*_blocks(found, standings, language), *_missing(missing))


def _blocks(found: Outcome, standings: Sequence[Standing], language: str) -> list[Block]:
    blocks: list[Block] = [Paragraph(each.text, lead=f"{each.title}.") for each in standings if each.text]
    for start in range(0, len(standings), MOST_SIDE_BY_SIDE):
        some = standings[start : start + MOST_SIDE_BY_SIDE]
        blocks.append(_table(found, some, language))
    others = [each for each in standings if each.against is not None]
    if others and all(each.against is not None and each.against >= 0 for each in others):
        blocks.append(_bars(others, language))
    return blocks


def _bars(others: Sequence[Standing], language: str) -> Bars:
    rows = [
        Bar(each.title, (each.against or Decimal(0),), written_number(each.against, language, places=0))
        for each in others
    ]
    said = "; ".join(f"{row.label} {row.shown}" for row in rows)
    caption = _("Worth today beside today’s practice")
    return Bars(caption=caption, alt=said, legend=(caption,), rows=tuple(rows))


def _table(found: Outcome, some: Sequence[Standing], language: str) -> Table:
    def amount(value: Decimal | None) -> str:
        return NOTHING if value is None else written_number(value, language, places=0)

    def year(value: int | None, standing: Standing) -> str:
        if standing.is_null:
            return NOTHING
        return _("not within the years") if value is None else str(found.kept.start_year + value)

    rows = [
        (_("Costs, all years"), *(amount(each.costs) for each in some)),
        (_("Of these in year 0"), *(amount(each.once) for each in some)),
        (_("Benefits, all years"), *(amount(each.benefits) for each in some)),
        (_("Left over"), *(amount(each.net) for each in some)),
        (_("Beside today’s practice"), *(amount(each.plain_against) for each in some)),
        (_("The same, worth today"), *(amount(each.against) for each in some)),
        (_("Return a year"), *(_return(each, language) for each in some)),
        (_("Paid back in"), *(year(each.payback, each) for each in some)),
    ]
    if any(each.totals.freed for each in some):
        rows.append((_("Worth of time freed"), *(amount(each.freed) for each in some)))
        rows.append((_("Of this taken home"), *(amount(each.realised) for each in some)))
    return Table(
        columns=(_("Amounts in %(currency)s") % {"currency": found.kept.currency}, *(e.title for e in some)),
        rows=tuple(rows),
        numeric=tuple(range(1, len(some) + 1)),
        caption=_("Costs and benefits"),
        widths=(2 * len(some), *(4 for _each in some)),
    )


def _return(standing: Standing, language: str) -> str:
    if standing.irr_percent is None:
        return NOTHING
    return f"{written_number(standing.irr_percent, language, places=1)} %"


def _missing(missing: Sequence[Missing]) -> tuple[Block, ...]:
    return tuple(Callout(each.alternative.title, each.text, "warning") for each in missing)
