"""What the sums rest on: assumptions with their sources, and the drivers made of them."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Assumption(models.Model):
    """A figure that is taken for granted, with where it comes from and when it was last looked at."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "business_case.BusinessCase", on_delete=models.CASCADE, related_name="assumptions"
    )
    title = models.CharField(_("What is assumed"), max_length=160)
    figure = models.DecimalField(_("Figure"), max_digits=15, decimal_places=4)
    unit = models.CharField(_("Unit"), max_length=60, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    checked_on = models.DateField(_("Checked on"), null=True, blank=True)
    note = models.TextField(_("Remark"), blank=True)
    origin = models.CharField(_("Taken over from"), max_length=200, blank=True)
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "title"], name="an_assumption_is_made_once"),
            models.CheckConstraint(condition=~Q(title=""), name="an_assumption_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Quantity(models.Model):
    """A driver: a number, a figure of the assumption book, or a product of other drivers and numbers.

    ``factors`` and ``divide`` are written as the format writes them: names of drivers, and numbers as text. A number
    may come from a key figure of the needs, as it was in a year; it is kept here, and does not follow by itself.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "business_case.BusinessCase", on_delete=models.CASCADE, related_name="quantities"
    )
    key = models.CharField(_("Name"), max_length=60)
    number = models.DecimalField(_("Plain number"), max_digits=15, decimal_places=4, null=True, blank=True)
    assumption = models.ForeignKey(
        Assumption, on_delete=models.PROTECT, null=True, blank=True, related_name="quantities"
    )
    key_figure = models.ForeignKey(
        "needs.KeyFigure",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Key figure"),
    )
    key_figure_year = models.PositiveIntegerField(_("Year of the key figure"), null=True, blank=True)
    factors = models.JSONField(default=list, blank=True)
    divide = models.CharField(_("Divided by"), max_length=60, blank=True)
    unit = models.CharField(_("Unit"), max_length=60, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    text = models.TextField(_("Remark"), blank=True)
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "quantities"
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="one_quantity_per_name"),
            models.CheckConstraint(condition=~Q(key=""), name="a_quantity_has_a_name"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(assumption=None), name="a_quantity_has_one_number"
            ),
        ]

    def __str__(self) -> str:
        return self.key
