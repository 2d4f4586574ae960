"""The case itself, its alternatives, and what it is shared by."""

from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class BusinessCase(models.Model):
    """What holds for all alternatives. Its row is also what two writers queue at."""

    class Discounting(models.TextChoices):
        """What the first flow is worth, by the names of the format."""

        UNDISCOUNTED = "year_zero_undiscounted", _("Year 0 counts in full")
        FIRST_DISCOUNTED = "first_flow_discounted", _("Year 0 is discounted too, as spreadsheets do")

    class KeyBy(models.TextChoices):
        """What a cost is shared by."""

        NONE = "", _("The cost is not shared")
        POPULATION = "population", _("Inhabitants")
        USERS = "users", _("Users of the service")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="business_case"
    )
    currency = models.CharField(_("Currency"), max_length=3, default="NOK")
    years = models.PositiveSmallIntegerField(_("Years after year 0"))
    start_year = models.PositiveSmallIntegerField(_("Calendar year of year 0"))
    discount_rate = models.DecimalField(_("Discount rate"), max_digits=12, decimal_places=10)
    rate_source = models.CharField(_("Where the rate comes from"), max_length=300, blank=True)
    discounting = models.CharField(
        _("Discounting"), max_length=30, choices=Discounting, default=Discounting.UNDISCOUNTED
    )
    key_by = models.CharField(_("Shared by"), max_length=10, choices=KeyBy, blank=True)
    fixed_share = models.DecimalField(
        _("Part that is split equally"), max_digits=12, decimal_places=10, default=Decimal(0)
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=100), name="a_case_has_years"),
            models.CheckConstraint(
                condition=Q(discount_rate__gte=0, discount_rate__lte=1), name="a_rate_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(fixed_share__gte=0, fixed_share__lte=1), name="a_fixed_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(key_by__in=["", "population", "users"]), name="a_known_cost_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_year}–{self.start_year + self.years}"


class MemberFigure(models.Model):
    """How many users a member has, where the cost is shared by users."""

    case = models.ForeignKey(BusinessCase, on_delete=models.CASCADE, related_name="member_figures")
    member = models.ForeignKey(
        "collaboration.Member", on_delete=models.CASCADE, related_name="business_case_figures"
    )
    users = models.DecimalField(_("Users"), max_digits=15, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "member"], name="a_member_has_one_figure"),
            models.CheckConstraint(condition=Q(users__gte=0), name="users_are_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.users}"


class Alternative(models.Model):
    """One way of doing it. Today's practice is one of them, always there, and what the others are held against."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    case = models.ForeignKey(BusinessCase, on_delete=models.CASCADE, related_name="alternatives")
    key = models.CharField(max_length=60)
    title = models.CharField(_("Alternative"), max_length=160)
    text = models.TextField(_("What it is"), blank=True)
    is_null = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="one_alternative_per_key"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_null=True), name="one_null_alternative_per_case"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="an_alternative_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title
