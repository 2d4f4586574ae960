"""What is asked of the suppliers themselves."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Demand(models.Model):
    """A demand on the supplier.

    Units: ``figure`` is money for turnover and insurance, years for accounts and experience, a number for references.
    """

    class Area(models.TextChoices):
        """What the demand looks at."""

        ECONOMY = "economy", _("Economic standing")
        EXPERIENCE = "experience", _("Experience")
        FLEXIBILITY = "flexibility", _("Flexibility")

    class Kind(models.TextChoices):
        """What is demanded; each kind is checked by rules of its own."""

        TURNOVER = "turnover", _("Yearly turnover")
        ACCOUNTS = "accounts", _("Years of accounts")
        CREDIT = "credit", _("Credit rating or equity")
        INSURANCE = "insurance", _("Insurance")
        REFERENCES = "references", _("Number of references")
        YEARS = "years", _("Years of experience")
        CERTIFICATE = "certificate", _("Certificate")
        STAFF = "staff", _("People and capacity")
        CHANGE = "change", _("Ability to change and develop")
        OTHER = "other", _("Another demand")

    class Likeness(models.TextChoices):
        """How like this purchase a reference must be."""

        NONE = "", _("Not said")
        COMPARABLE = "comparable", _("Comparable in kind or size")
        SAME_PRODUCT = "same_product", _("The same product")
        SAME_BUYER = "same_buyer", _("The same kind of buyer, in this country")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_demands"
    )
    area = models.CharField(_("Area"), max_length=12, choices=Area)
    kind = models.CharField(_("Kind of demand"), max_length=12, choices=Kind)
    text = models.TextField(_("The demand"))
    figure = models.DecimalField(_("Figure"), max_digits=15, decimal_places=2, null=True, blank=True)
    likeness = models.CharField(_("How like this purchase"), max_length=14, choices=Likeness, blank=True)
    equivalent = models.BooleanField(_("Equivalent proof is accepted"), default=False)
    relying = models.BooleanField(_("The supplier may rely on others"), default=True)
    reason = models.TextField(_("Why it is needed"), blank=True)
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_demand_has_words"),
            models.CheckConstraint(
                condition=Q(figure=None) | Q(figure__gte=0), name="a_demand_is_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(area__in=["economy", "experience", "flexibility"]), name="a_known_area_of_demand"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
