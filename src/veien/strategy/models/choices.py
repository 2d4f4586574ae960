"""What the strategy rests on, and what it chooses."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StrategyPlan(models.Model):
    """The strategy of a procurement, and the alternative of the business case that it is founded on."""

    procurement = models.OneToOneField("road.Procurement", on_delete=models.CASCADE, related_name="strategy")
    alternative = models.ForeignKey(
        "business_case.Alternative", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.TextField(_("Why this alternative"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.procurement)


class Choice(models.Model):
    """One choice of the strategy with its reason. ``chosen`` is empty where only the reason, or neither, is there."""

    class Kind(models.TextChoices):
        """What is chosen."""

        TOGETHER = "together", _("Alone or together")
        DELIVERY = "delivery", _("Delivery model")
        OWNERSHIP = "ownership", _("Own, rent or lease")

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_choices"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    chosen = models.CharField(max_length=20, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "kind"], name="one_strategy_choice_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["together", "delivery", "ownership"]), name="a_known_strategy_choice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.chosen}"


class ServiceChoice(models.Model):
    """Who does one of the services around the equipment, and why."""

    class How(models.TextChoices):
        """Who does it."""

        SELF = "self", _("We do it ourselves")
        TOGETHER = "together", _("Together with other municipalities")
        SUPPLIER = "supplier", _("The supplier")

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_services"
    )
    service = models.CharField(max_length=30)
    how = models.CharField(max_length=10, choices=How)
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "service"], name="one_way_per_service"),
            models.CheckConstraint(
                condition=Q(how__in=["self", "together", "supplier"]), name="a_known_way_of_a_service"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.how}"


class Agreement(models.Model):
    """Which agreement is entered into, how it is bought, and for how long.

    Units: ``years`` and ``extension_years`` are years with one decimal; there are ``extensions`` extensions.
    """

    class Model(models.TextChoices):
        """Which agreement."""

        PURCHASE = "purchase", _("A single purchase")
        ONE = "framework_one", _("Framework agreement with one supplier")
        SEVERAL = "framework_several", _("Framework agreement with several suppliers")
        PARALLEL = "parallel", _("Parallel framework agreements by lot")
        DYNAMIC = "dynamic", _("Dynamic purchasing system")

    class Pace(models.TextChoices):
        """How it is bought."""

        AT_ONCE = "at_once", _("Everything at once")
        GRADUALLY = "gradually", _("Gradually, as the need grows")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_agreement"
    )
    model = models.CharField(_("Agreement"), max_length=20, choices=Model)
    pace = models.CharField(_("How it is bought"), max_length=10, choices=Pace)
    years = models.DecimalField(_("Years"), max_digits=4, decimal_places=1)
    extensions = models.PositiveSmallIntegerField(_("Number of extensions"), default=0)
    extension_years = models.DecimalField(
        _("Years in each extension"), max_digits=4, decimal_places=1, default=Decimal(0)
    )
    options = models.TextField(_("Options"), blank=True)
    reason = models.TextField(_("Reason"))
    why_long = models.TextField(_("Why it must last longer"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(years__gt=0, years__lte=50), name="an_agreement_lasts"),
            models.CheckConstraint(
                condition=Q(extensions=0, extension_years=0) | Q(extensions__gte=1, extension_years__gt=0),
                name="extensions_have_a_length",
            ),
        ]

    def __str__(self) -> str:
        return self.model

    @property
    def longest(self) -> Decimal:
        """Give the years with every extension used."""
        return self.years + self.extensions * self.extension_years
