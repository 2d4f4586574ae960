"""What an alternative costs and gives, line by line."""

from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    """One cost or benefit of an alternative, by the names of the format.

    Units: ``amount`` and ``unit_amount`` are money in a full year; ``share``, ``realised`` and ``growth`` are shares
    (0.75 is 75 %); years are years of the case. ``ramp`` maps a year of the case to the part of the full amount.
    """

    class Part(models.TextChoices):
        """The four parts that the guide divides a business case into."""

        TECHNOLOGY = "technology", _("Technology")
        SERVICES = "services", _("Delivery services")
        CONTRACT = "contract", _("Contract management")
        IMPLEMENTATION = "implementation", _("Implementation")

    class Kind(models.TextChoices):
        """Which way the money goes."""

        COST = "cost", _("Cost")
        BENEFIT = "benefit", _("Benefit")

    class Benefit(models.TextChoices):
        """The three sorts of benefit."""

        NONE = "", _("None")
        AVOIDED_COST = "avoided_cost", _("Avoided cost")
        SAVED_TIME = "saved_time", _("Saved time")
        QUALITY = "quality", _("Better quality")

    class Shape(models.TextChoices):
        """How a factor on the line is spread."""

        SURE = "", _("The figure is taken as sure")
        TRIANGULAR = "triangular", _("Triangle: lowest, most likely, highest")
        PERT = "pert", _("PERT: as the triangle, ends less likely")
        FIXED = "fixed", _("A fixed factor")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    alternative = models.ForeignKey(
        "business_case.Alternative", on_delete=models.CASCADE, related_name="lines"
    )
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = models.CharField(_("Line"), max_length=160)
    part = models.CharField(_("Main part"), max_length=20, choices=Part)
    service_area = models.CharField(_("Service area"), max_length=80, blank=True)
    kind = models.CharField(_("Cost or benefit"), max_length=10, choices=Kind)
    benefit = models.CharField(_("Kind of benefit"), max_length=20, choices=Benefit, blank=True)
    amount = models.DecimalField(_("Amount a year"), max_digits=15, decimal_places=2, null=True, blank=True)
    quantity = models.ForeignKey(
        "business_case.Quantity", on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    unit_amount = models.DecimalField(
        _("Amount for one"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    assumption = models.ForeignKey(
        "business_case.Assumption", on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    share = models.DecimalField(_("Share"), max_digits=12, decimal_places=10, default=Decimal(1))
    realised = models.DecimalField(_("Realised"), max_digits=12, decimal_places=10, default=Decimal(1))
    growth = models.DecimalField(_("Growth a year"), max_digits=12, decimal_places=10, default=Decimal(0))
    first_year = models.PositiveSmallIntegerField(_("First year"), default=0)
    last_year = models.PositiveSmallIntegerField(_("Last year"), default=0)
    ramp = models.JSONField(_("Ramp"), default=dict, blank=True)
    shape = models.CharField(_("How sure"), max_length=10, choices=Shape, blank=True)
    low = models.DecimalField(_("Lowest"), max_digits=12, decimal_places=6, null=True, blank=True)
    mode = models.DecimalField(_("Most likely"), max_digits=12, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("Highest"), max_digits=12, decimal_places=6, null=True, blank=True)
    integration = models.BooleanField(_("Integration with other systems"), default=False)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    goal = models.ForeignKey(
        "goals.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="business_case_lines"
    )
    text = models.TextField(_("In words"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alternative", "key"], name="one_line_per_key"),
            models.CheckConstraint(condition=~Q(title=""), name="a_line_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind="cost", benefit="") | (Q(kind="benefit") & ~Q(benefit="")),
                name="a_benefit_says_which",
            ),
            models.CheckConstraint(
                condition=~Q(benefit="quality")
                | Q(amount=None, quantity=None, unit_amount=None, assumption=None),
                name="a_quality_line_has_no_money",
            ),
            models.CheckConstraint(
                condition=Q(benefit="quality")
                | Q(amount__isnull=False, quantity=None, unit_amount=None, assumption=None)
                | Q(amount=None, quantity__isnull=False),
                name="a_line_has_one_amount",
            ),
            models.CheckConstraint(
                condition=Q(unit_amount=None) | Q(assumption=None), name="a_line_has_one_unit_amount"
            ),
            models.CheckConstraint(
                condition=Q(first_year__lte=models.F("last_year")), name="a_line_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["alternative", "part", "position"], name="case_lines_in_order")]

    def __str__(self) -> str:
        return self.title
