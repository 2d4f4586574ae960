"""What it costs to own, to rent and to lease, line by line."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OwnershipLine(models.Model):
    """One cost of one way of having the equipment.

    Units: ``amount`` is money, VAT excluded, in each year from ``first_year`` to ``last_year`` of the business case.
    What is left at the end, or paid back, is an amount below zero.
    """

    class Way(models.TextChoices):
        """How the equipment is had."""

        OWN = "own", _("Own")
        RENT = "rent", _("Rent")
        LEASE = "lease", _("Lease")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_costs"
    )
    way = models.CharField(_("Way"), max_length=10, choices=Way)
    title = models.CharField(_("Cost"), max_length=160)
    amount = models.DecimalField(_("Amount a year"), max_digits=15, decimal_places=2)
    first_year = models.PositiveSmallIntegerField(_("First year"), default=0)
    last_year = models.PositiveSmallIntegerField(_("Last year"), default=0)
    source = models.CharField(_("Source"), max_length=300)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_ownership_line_has_a_title"),
            models.CheckConstraint(condition=Q(way__in=["own", "rent", "lease"]), name="a_known_ownership"),
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="an_ownership_line_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title
