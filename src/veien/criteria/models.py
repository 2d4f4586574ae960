"""Tables of the room: the award model, its criteria, what each criterion judges, and the lines of the price form."""

from decimal import Decimal
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AwardModel(models.Model):
    """How prices and points become an order in one procurement.

    ``extra`` holds the keys that only the chosen method knows: ``percent``, ``corridor_percent``, ``decide_by``
    and ``least_points``, all as the format writes them. Criteria are named in it by their ``key``.
    """

    class Method(models.TextChoices):
        """The methods of the evaluation format, by the names it gives them."""

        POINTS = "points", _("Weighted points")
        PRICED_QUALITY = "priced_quality", _("Quality in money")
        PERCENT_MARKUP = "percent_markup", _("Price marked up by the weights")
        PERCENT_ADDITION = "percent_addition", _("Percentage added to the price")
        PERCENT_DEDUCTION = "percent_deduction", _("Percentage deducted from the price")
        VALUE_PER_PRICE = "value_per_price", _("Quality per krone")
        UTILITY_INDEX = "utility_index", _("Utility index")
        QUALIFIED_LOWEST_PRICE = "qualified_lowest_price", _("Lowest price above a quality bar")
        LOWEST_PRICE = "lowest_price", _("Lowest price")

    class Rounding(models.TextChoices):
        """Where numbers are rounded."""

        NONE = "none", _("Nowhere: exact figures decide")
        POINTS = "points", _("The points of each criterion")
        TOTAL = "total", _("The total only")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="award_model"
    )
    method = models.CharField(_("Method"), max_length=30, choices=Method)
    scale = models.DecimalField(
        _("Most points a criterion gives"), max_digits=9, decimal_places=3, default=Decimal(10)
    )
    rounding_at = models.CharField(_("Rounding"), max_length=10, choices=Rounding, default=Rounding.NONE)
    rounding_step = models.DecimalField(
        _("Rounded to"), max_digits=12, decimal_places=6, null=True, blank=True
    )
    extra = models.JSONField(default=dict)
    chosen_reason = models.TextField(_("Why this method"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    locked_at = models.DateTimeField(null=True)
    locked_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scale__gt=0), name="the_scale_is_above_zero"),
            models.CheckConstraint(
                condition=Q(rounding_at="none", rounding_step=None)
                | (~Q(rounding_at="none") & Q(rounding_step__gt=0)),
                name="rounding_has_a_step",
            ),
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_digest="")
                | (Q(locked_at__isnull=False) & ~Q(locked_digest="")),
                name="a_locked_model_has_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()


class Criterion(models.Model):
    """A criterion of the tree: a group of others (no kind), the price, or a quality that people give points."""

    class Kind(models.TextChoices):
        """What a criterion is."""

        GROUP = "", _("Group of criteria")
        PRICE = "price", _("Price")
        QUALITY = "quality", _("Quality")

    class Judging(models.TextChoices):
        """What people give points: the criterion, or each requirement in it."""

        WHOLE = "whole", _("The criterion as a whole")
        EACH = "each", _("Each requirement in it")

    class Normalise(models.TextChoices):
        """What happens to the points after the evaluators gave them."""

        NONE = "none", _("Points stand as they are given")
        PROPORTIONAL = "proportional", _("Lifted in proportion, so that the best gets full points")
        SHIFT = "shift", _("Lifted equally, so that the best gets full points")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="criteria")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=60)
    title = models.CharField(_("Title"), max_length=160)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, blank=True)
    weight = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
    )
    model = models.JSONField(default=dict, blank=True)
    judging = models.CharField(_("What gets points"), max_length=10, choices=Judging, default=Judging.WHOLE)
    normalise = models.CharField(max_length=12, choices=Normalise, default=Normalise.NONE)
    money_per_point = models.DecimalField(
        _("Money value of one point"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    top = models.TextField(_("What gives full points"), blank=True)
    middle = models.TextField(_("What gives middling points"), blank=True)
    bottom = models.TextField(_("What gives the fewest points"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["procurement", "key"], name="one_criterion_per_key"),
            models.UniqueConstraint(
                fields=["procurement"], condition=Q(kind="price"), name="one_price_criterion_per_procurement"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", "price", "quality"]), name="a_known_kind_of_criterion"
            ),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=0, weight__lte=1), name="a_weight_is_a_share_of_one"
            ),
            models.CheckConstraint(
                condition=Q(money_per_point=None) | Q(kind="quality", money_per_point__gte=0),
                name="only_quality_has_a_money_value",
            ),
            models.CheckConstraint(
                condition=Q(judging="whole") | Q(judging="each", kind="quality"),
                name="only_quality_is_judged_requirement_by_requirement",
            ),
        ]
        indexes = [models.Index(fields=["procurement", "parent", "position"], name="criteria_in_order")]

    def __str__(self) -> str:
        return self.title


class CriterionRequirement(models.Model):
    """A should-requirement that a criterion gives points for; one requirement is scored in one place only."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="judged")
    requirement = models.OneToOneField(
        "requirements.Requirement", on_delete=models.CASCADE, related_name="criterion_link"
    )
    weight = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gte=0, weight__lte=1),
                name="a_requirements_weight_is_a_share_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.requirement_id}"


class UnscoredRequirement(models.Model):
    """A should-requirement that knowingly gives no points, and why."""

    requirement = models.OneToOneField(
        "requirements.Requirement", on_delete=models.CASCADE, related_name="unscored_link"
    )
    reason = models.CharField(_("Why it gives no points"), max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_unscored_requirement_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id}: {self.reason}"


class PriceLine(models.Model):
    """One line of the price form.

    Tenderers give a unit price for the buyer's estimate of a volume. A line of the buyer's own cost is the other way
    round: they state a quantity, such as hours or kWh, and the buyer has said beforehand what one costs. An option
    that does not count stays outside the cost that is evaluated.
    """

    class Kind(models.TextChoices):
        """What the tenderer gives."""

        PRICE = "price", _("The tenderer gives a unit price")
        COST = "cost", _("The tenderer states a quantity, the buyer's own cost is known")

    class Period(models.TextChoices):
        """How often the amount is paid."""

        ONCE = "once", _("Once")
        YEARLY = "yearly", _("Every year")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="price_lines")
    key = models.SlugField(max_length=60)
    position = models.PositiveIntegerField()
    title = models.CharField(_("What is priced"), max_length=200)
    unit = models.CharField(_("Unit"), max_length=60)
    volume = models.DecimalField(_("Volume"), max_digits=16, decimal_places=4)
    period = models.CharField(_("Paid"), max_length=10, choices=Period, default=Period.ONCE)
    years = models.PositiveIntegerField(_("Years"), default=1)
    note = models.CharField(_("Note to the tenderer"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    kind = models.CharField(_("What the tenderer gives"), max_length=10, choices=Kind, default=Kind.PRICE)
    unit_cost = models.DecimalField(
        _("The buyer's cost of one"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    cost_source = models.CharField(_("Where that cost comes from"), max_length=300, blank=True)
    is_option = models.BooleanField(_("Option"), default=False)
    counts = models.BooleanField(_("Counts into the evaluated cost"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "key"], name="one_price_line_per_key"),
            models.CheckConstraint(condition=Q(volume__gt=0), name="a_volume_is_above_zero"),
            models.CheckConstraint(
                condition=Q(period="once", years=1) | Q(period="yearly", years__gte=1, years__lte=30),
                name="years_belong_to_yearly_lines",
            ),
            models.CheckConstraint(
                condition=Q(kind="price", unit_cost=None)
                | (Q(kind="cost", unit_cost__gt=0) & ~Q(cost_source="")),
                name="a_line_of_own_cost_says_what_one_costs",
            ),
            models.CheckConstraint(
                condition=Q(is_option=True) | Q(counts=True), name="only_an_option_may_stay_outside"
            ),
        ]
        indexes = [models.Index(fields=["procurement", "position"], name="price_lines_in_order")]

    def __str__(self) -> str:
        return self.title


class PriceForm(models.Model):
    """That the price form has more than unit prices: sums, other currencies or assumptions.

    Where there is no row it has none of them, so that the usual form is read in one query.
    """

    class Sums(models.TextChoices):
        """Who writes the sum of a line."""

        NONE = "none", _("No sums in the form")
        COMPUTED = "computed", _("The form computes them")
        FILLED = "filled", _("The tenderer writes them")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="price_form"
    )
    sums = models.CharField(_("Sums in the form"), max_length=10, choices=Sums, default=Sums.NONE)

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.sums}"


class ExchangeRate(models.Model):
    """Another currency in which tenderers may price, and what one unit of it counts as."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="exchange_rates"
    )
    currency = models.CharField(_("Currency"), max_length=3)
    rate = models.DecimalField(_("Rate"), max_digits=14, decimal_places=8)
    rate_on = models.DateField(_("Rate of"))
    source = models.CharField(_("Source"), max_length=300)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "currency"], name="one_rate_per_currency"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="a_rate_is_above_zero"),
            models.CheckConstraint(
                condition=~Q(currency="") & ~Q(source=""), name="a_rate_has_a_currency_and_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.rate}"


class CostAssumption(models.Model):
    """A figure that volumes and own costs rest on, said before publication."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="cost_assumptions"
    )
    position = models.PositiveIntegerField()
    title = models.CharField(_("What is assumed"), max_length=200)
    figure = models.DecimalField(_("Figure"), max_digits=15, decimal_places=4)
    unit = models.CharField(_("Unit"), max_length=60)
    source = models.CharField(_("Source"), max_length=300)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="an_assumption_has_a_source")
        ]
        indexes = [models.Index(fields=["procurement", "position"], name="assumptions_in_order")]

    def __str__(self) -> str:
        return self.title
