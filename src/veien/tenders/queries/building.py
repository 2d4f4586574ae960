"""The two forms as Excel workbooks that a tenderer fills in."""

from __future__ import annotations

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from veien.competition.queries import Competition, competition_of
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import PriceRules
from veien.documents.actions import build_workbook
from veien.documents.rules import Sheet
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.tenders.queries.sheets import FORMATS, Form, FormSheet, answer_sheet, bare, price_sheet
from veien.web.rules.numbers import written_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NotPublished(Refused):
    """There is no form before the competition is published; the message says so."""


def published(procurement: Procurement) -> Competition:
    """Give the published competition. One query.

    Raises: NotPublished if it is not published.
    """
    found = competition_of(procurement)
    if found is None:
        raise NotPublished(
            _("The competition is not published yet. The forms are made from what publication locks.")
        )
    return found


def version_of(competition: Competition, form: Form) -> str:
    """Give the digest of what a form was made from; a form with another is another version."""
    return competition.criteria_digest if form == "price" else competition.requirements_digest


def price_form(procurement: Procurement) -> bytes:
    """Make the price form, in the procurement's language; the same each time.

    Raises: NotPublished if the competition is not published.
    """
    competition = published(procurement)
    with override(procurement.language):
        rules = price_rules_of(procurement)
        notes = (
            _head(procurement, competition),
            _filling_in(rules),
            _("Give the price for one unit. The volume is the buyer's estimate, not a promise to buy."),
            _compared(rules),
            _(
                "Write values, not formulas, with at most four decimals. A price of zero says that it is free."
            ),
            _("Leave the sheet, its rows and its headings as they are."),
            *_more(rules),
        )
        return _workbook(procurement, competition, price_sheet(procurement, rules), notes, _("Prices"))


def _filling_in(rules: PriceRules) -> str:
    if rules.rates:
        return _("Fill in the yellow cells. All prices are without VAT, in the currency chosen in their row.")
    return _("Fill in the yellow cells. All prices are in %(currency)s without VAT.") % {
        "currency": rules.currency
    }


def _compared(rules: PriceRules) -> str:
    if rules.has_options:
        return _("What is compared is the sum of price x volume x years over the lines that count.")
    return _("What is compared is the sum of price x volume x years over all lines.")


def _more(rules: PriceRules) -> list[str]:
    """Say in one line what this form has besides unit prices."""
    said = []
    if rules.has_costs:
        said.append(
            _(
                "Where a quantity is asked for, it is multiplied by what one costs the buyer, and that counts too."
            )
        )
    if rules.rates:
        rates = "; ".join(
            f"1 {each.currency} = {written_number(bare(each.rate), get_language() or 'nb')} {rules.currency}"
            for each in rules.rates.values()
        )
        said.append(_("Other currencies are converted by these rates: %(rates)s.") % {"rates": rates})
    if any(not line.counts for line in rules.lines):
        said.append(_("An option outside the comparison may be left empty."))
    return [" ".join(said)] if said else []


def answer_form(procurement: Procurement) -> bytes:
    """Make the answer form, in the procurement's language; the same each time.

    Raises: NotPublished if the competition is not published.
    """
    competition = published(procurement)
    with override(procurement.language):
        notes = (
            _head(procurement, competition),
            _("Fill in the yellow cells. Answer each requirement in the way that its row says."),
            _("Yes or no: choose from the list. A number: only the number, in the unit that the row names."),
            _("A document: write the name of the file that you enclose with the tender."),
            _("A tender that does not meet a must-requirement can be rejected. Answer every one of them."),
            _("Write values, not formulas. Leave the sheet, its rows and its headings as they are."),
        )
        return _workbook(procurement, competition, answer_sheet(procurement), notes, _("Answers"))


def _head(procurement: Procurement, competition: Competition) -> str:
    due_at = formats.date_format(localtime(competition.tenders_due_at), "DATETIME_FORMAT")
    return _("Buyer: %(buyer)s. Reference: %(reference)s. Deadline for tenders: %(due)s.") % {
        "buyer": procurement.buyer.name,
        "reference": competition.notice_reference,
        "due": due_at,
    }


def _workbook(
    procurement: Procurement, competition: Competition, form: FormSheet, notes: tuple[str, ...], name: str
) -> bytes:
    sheet = Sheet(
        name=name,
        title=f"{name}: {procurement.title}",
        notes=notes,
        columns=form.columns,
        rows=[{form.named_by: key, **words} for key, words in form.sent.items()],
        protected=True,
        meta={
            "form": FORMATS[form.form],
            "procurement": str(procurement.public_id),
            "version": version_of(competition, form.form),
        },
    )
    # Dated by the publication, so that the form is the same file whenever somebody gets it.
    return build_workbook(
        [sheet], at=competition.published_at, title=str(sheet.title), language=procurement.language
    )


_NOT_IN_NAMES = str.maketrans("/\\", "--")


def form_file_name(procurement: Procurement, form: Form) -> str:
    """Give the file name of a form in the procurement's language."""
    with override(procurement.language):
        said = _("Price form") if form == "price" else _("Answer form")
    title = procurement.title.translate(_NOT_IN_NAMES)
    return f"{said}, {title}.xlsx"
