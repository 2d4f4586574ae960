"""What is still open, and what the project is given leave to buy."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class StrategyQuestion(models.Model):
    """A question that the strategy leaves open and the market is asked."""

    class About(models.TextChoices):
        """What part of the strategy it belongs to."""

        TOGETHER = "together", _("Alone or together")
        DELIVERY = "delivery", _("Delivery model")
        AGREEMENT = "agreement", _("Agreement and duration")
        OWNERSHIP = "ownership", _("Own, rent or lease")
        QUALIFICATION = "qualification", _("Demands on the supplier")
        VALUE = "value", _("Value")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_questions"
    )
    about = models.CharField(_("About"), max_length=14, choices=About)
    text = models.TextField(_("Question"))
    answer = models.TextField(_("What we learned"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="a_strategy_question_has_words")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Mandate(models.Model):
    """What the project may buy, within what, and who decides along the way.

    Units: ``budget`` is money, VAT excluded, in the currency of the procurement.
    """

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_mandate"
    )
    may_buy = models.TextField(_("What may be bought"))
    left_out = models.TextField(_("What is not included"), blank=True)
    budget = models.DecimalField(_("Limit"), max_digits=16, decimal_places=2, null=True, blank=True)
    budget_source = models.CharField(_("Where the money comes from"), max_length=300, blank=True)
    contract_by = models.DateField(_("Agreement signed by"), null=True, blank=True)
    in_use_by = models.DateField(_("In use by"), null=True, blank=True)
    decides = models.TextField(_("Who decides what along the way"))
    back_when = models.TextField(_("When to come back to the owner"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(may_buy=""), name="a_mandate_says_what"),
            models.CheckConstraint(
                condition=models.Q(budget=None) | models.Q(budget__gte=0), name="a_mandate_is_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.may_buy[:60]
