"""Adding and changing organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.audit.actions import HOUSE, recorded
from veien.documents.actions import TemplateCheck, read_template
from veien.files import actions as files
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.organisations.models import Organisation, WordTemplate
from veien.organisations.rules import DIGITS, WrongNumber, checked_number

if TYPE_CHECKING:
    from veien.audit.actions import Actor


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class CannotKeepOrganisation(Refused):
    """The organisation cannot be kept as it was written; the message says why."""


WHY_WRONG = {
    "country": gettext_lazy("Choose Norway, Sweden or Denmark."),
    "characters": gettext_lazy("An organisation number has only digits."),
    "length": gettext_lazy("An organisation number of this country has %(digits)s digits."),
    "checksum": gettext_lazy("The check digit does not fit. Look for digits that changed places."),
}


def add_organisation(
    *,
    by: Actor | None,
    name: str,
    kind: str,
    country: str,
    number: str = "",
    population: int | None = None,
    population_source: str = "",
    is_example: bool = False,
) -> Organisation:
    """Add a municipality, another buyer or a firm.

    Raises: CannotKeepOrganisation if the name is empty, the number is wrong or taken, or a figure stands
    where none can.
    Logs: organisations.added
    """
    organisation = Organisation(created_at=clock.now(), is_example=is_example)
    with recorded(
        HOUSE, "organisations.added", by=by, subject=f"organisation:{organisation.public_id}"
    ) as entry:
        _fill(
            organisation, name, kind, country, number=number, population=population, source=population_source
        )
        organisation.save()
        entry.content = _told(organisation)
    return organisation


def change_organisation(
    organisation: Organisation,
    *,
    by: Actor,
    name: str,
    kind: str,
    country: str,
    number: str = "",
    population: int | None = None,
    population_source: str = "",
) -> None:
    """Change what is known of an organisation.

    Raises: CannotKeepOrganisation as ``add_organisation``.
    Logs: organisations.changed
    """
    with recorded(
        HOUSE, "organisations.changed", by=by, subject=f"organisation:{organisation.public_id}"
    ) as entry:
        before = _told(organisation)
        _fill(
            organisation, name, kind, country, number=number, population=population, source=population_source
        )
        organisation.save()
        entry.content = {"before": before, "after": _told(organisation)}


def keep_template(organisation: Organisation, *, by: Actor, data: bytes, name: str) -> TemplateCheck:
    """Let an organisation's documents be written on a Word file of its own; what it brings and lacks is given back.

    Raises: CannotUseTemplate if the file may not or cannot be used; then the one before stays.
    Logs: organisations.template_kept
    """
    found = read_template(data)
    subject = f"organisation:{organisation.public_id}"
    with recorded(HOUSE, "organisations.template_kept", by=by, subject=subject) as entry:
        before = _forget_template(organisation)
        file = files.keep(data, name=name, content_type=DOCX)
        WordTemplate.objects.create(
            organisation=organisation, file=file, kept_by_id=by.pk, kept_at=clock.now()
        )
        entry.content = {
            "organisation": organisation.name,
            "file": file.name,
            "sha256": file.sha256,
            "before": before,
            "lent_styles": list(found.lacks),
        }
    return found


def remove_template(organisation: Organisation, *, by: Actor) -> None:
    """Let an organisation's documents be written in Veien's own look again. Documents already made stay.

    Raises: Refused if there is no template.
    Logs: organisations.template_removed
    """
    subject = f"organisation:{organisation.public_id}"
    with recorded(HOUSE, "organisations.template_removed", by=by, subject=subject) as entry:
        before = _forget_template(organisation)
        if not before:
            raise Refused(_("There is no template to take away."))
        entry.content = {"organisation": organisation.name, "sha256": before}


def _forget_template(organisation: Organisation) -> str:
    """Take away the template that is used, and give its digest; a part of a use case."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    old = WordTemplate.objects.filter(organisation=organisation).select_related("file").first()
    if old is None:
        return ""
    digest: str = old.file.sha256
    old.delete()
    files.forget(old.file)
    return digest


def _fill(
    organisation: Organisation,
    name: str,
    kind: str,
    country: str,
    *,
    number: str,
    population: int | None,
    source: str,
) -> None:
    if not name.strip():
        raise CannotKeepOrganisation(_("Give the organisation its name."), field="name")
    if population is not None and kind != Organisation.Kind.MUNICIPALITY:
        raise CannotKeepOrganisation(_("Only a municipality has a population."), field="population")
    bare = ""
    if number.strip():
        try:
            bare = checked_number(number, country=country)
        except WrongNumber as wrong:
            sentence = str(WHY_WRONG[wrong.kind]) % {"digits": DIGITS.get(country, 0)}
            raise CannotKeepOrganisation(sentence, field="number") from wrong
        others = Organisation.objects.filter(country=country, number=bare).exclude(pk=organisation.pk)
        found = others.first()
        if found is not None:
            raise CannotKeepOrganisation(
                _("%(name)s has this number already.") % {"name": found.name}, field="number"
            )
    organisation.name, organisation.kind, organisation.country = name.strip(), kind, country
    organisation.number, organisation.population, organisation.population_source = (
        bare,
        population,
        source.strip(),
    )


def _told(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "kind": str(organisation.kind),
        "country": str(organisation.country),
        "number": organisation.number,
        "population": organisation.population,
        "population_source": organisation.population_source,
    }
