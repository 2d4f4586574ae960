"""What the purchase is expected to be worth, row by row, and what it is held against."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ValueEstimate(models.Model):
    """What holds for the whole estimate. Its row is also what two writers queue at.

    Units: months. ``first_year`` and ``last_year`` are the years of the business case that were taken over.
    """

    class Buyer(models.TextChoices):
        """Who buys, as the law parts buyers."""

        MUNICIPAL = "municipal", _("Municipality, region or other buyer outside the state")
        STATE = "state", _("State authority")

    class Category(models.TextChoices):
        """What is bought, as the law parts purchases."""

        ORDINARY = "goods-services", _("Goods and ordinary services")
        SPECIAL = "special-services", _("Special services, such as the monitoring of alarms")
        HEALTH = "health-social", _("Health and social services")
        WORKS = "works", _("Works")

    class Term(models.TextChoices):
        """How long the agreement runs, as far as its value is counted."""

        FIXED = "fixed", _("A fixed term, with the extensions that the agreement allows")
        OPEN = "open", _("No fixed term, or a service without a total price for more than 48 months")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="value_estimate"
    )
    buyer = models.CharField(_("Who buys"), max_length=12, choices=Buyer, default=Buyer.MUNICIPAL)
    category = models.CharField(
        _("What is mainly bought"), max_length=20, choices=Category, default=Category.ORDINARY
    )
    placed_on = models.DateField(_("Day the competition is announced"))
    term = models.CharField(_("Duration"), max_length=6, choices=Term, default=Term.FIXED)
    months = models.PositiveSmallIntegerField(_("Agreed months"), default=48)
    extension_months = models.PositiveSmallIntegerField(_("Months of all extensions together"), default=0)
    note = models.TextField(_("Remark"), blank=True)
    alternative = models.ForeignKey(
        "business_case.Alternative", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(buyer__in=["municipal", "state"]), name="a_known_kind_of_buyer"
            ),
            models.CheckConstraint(
                condition=Q(category__in=["goods-services", "special-services", "health-social", "works"]),
                name="a_known_category_of_purchase",
            ),
            models.CheckConstraint(
                condition=Q(term="fixed", months__gte=1, months__lte=600, extension_months__lte=600)
                | Q(term="open"),
                name="an_estimate_covers_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.months} + {self.extension_months}"


class ValueRow(models.Model):
    """One part of the value, with where the figure comes from.

    Units: ``amount`` is money in the currency of the procurement, VAT excluded: in all, or a year. Without a member
    the row is for all of them.
    """

    class Per(models.TextChoices):
        """What the amount covers."""

        ONCE = "once", _("In all")
        YEAR = "year", _("A year")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    estimate = models.ForeignKey(ValueEstimate, on_delete=models.CASCADE, related_name="rows")
    member = models.ForeignKey(
        "collaboration.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="value_rows"
    )
    title = models.CharField(_("What is paid for"), max_length=160)
    amount = models.DecimalField(_("Amount, VAT excluded"), max_digits=15, decimal_places=2)
    per = models.CharField(_("The amount is"), max_length=4, choices=Per, default=Per.ONCE)
    is_option = models.BooleanField(_("This is an option that need not be used"), default=False)
    contract = models.CharField(_("Separate contract"), max_length=80, blank=True)
    source = models.CharField(_("Where the figure comes from"), max_length=300)
    line = models.ForeignKey(
        "business_case.Line", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_taken_over = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_value_row_has_a_title"),
            models.CheckConstraint(condition=~Q(source=""), name="a_value_row_has_a_source"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_value_is_not_below_zero"),
            models.CheckConstraint(condition=Q(per__in=["once", "year"]), name="a_known_span_of_a_value"),
        ]
        indexes = [models.Index(fields=["estimate", "position"], name="value_rows_in_order")]

    def __str__(self) -> str:
        return self.title
