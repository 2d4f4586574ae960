"""What speaks for and against buying together, and where each municipality stands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PointStand(models.Model):
    """Whether a point of the scorecard holds here, how much, and why. The points themselves are data."""

    class Strength(models.IntegerChoices):
        """How much it holds."""

        NONE = 0, _("Does not hold here")
        LITTLE = 1, _("A little")
        SOME = 2, _("Some")
        MUCH = 3, _("Much")

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_points"
    )
    point = models.CharField(max_length=40)
    strength = models.PositiveSmallIntegerField(_("How much"), choices=Strength)
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "point"], name="a_point_is_weighed_once"),
            models.CheckConstraint(condition=Q(strength__lte=3), name="a_point_holds_at_most_much"),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.strength}"


class MemberStand(models.Model):
    """Where a municipality stands on buying together."""

    class Wish(models.TextChoices):
        """What it wants."""

        TOGETHER = "together", _("Together")
        ALONE = "alone", _("Alone")
        UNSURE = "unsure", _("Not decided")

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="strategy_stands"
    )
    member = models.OneToOneField(
        "collaboration.Member", on_delete=models.CASCADE, related_name="strategy_stand"
    )
    wish = models.CharField(_("Stand"), max_length=10, choices=Wish)
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wish__in=["together", "alone", "unsure"]), name="a_known_stand_on_together"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.wish}"
