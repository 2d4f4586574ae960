"""Tables of the vision and the goals. A goal's number is given once and never used again."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vision(models.Model):
    """The everyday life that the procurement shall lead to, in one text."""

    procurement = models.OneToOneField("road.Procurement", on_delete=models.CASCADE, related_name="vision")
    text = models.TextField(_("Vision"))
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.text[:60]


class Goal(models.Model):
    """One benefit that is wanted: from which figure to which, measured how, by when, and whose it is."""

    class Kind(models.TextChoices):
        """The three sorts of benefit."""

        SAVED_TIME = "saved_time", _("Saved time")
        AVOIDED_COST = "avoided_cost", _("Avoided cost")
        QUALITY = "quality", _("Better quality")

    class Horizon(models.TextChoices):
        """How far ahead a goal looks."""

        SHORT = "short", _("Short term")
        LONG = "long", _("Long term")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveIntegerField()
    title = models.CharField(_("The goal in short"), max_length=160)
    kind = models.CharField(_("Kind of benefit"), max_length=12, choices=Kind)
    unit = models.CharField(_("Unit"), max_length=120, blank=True)
    baseline = models.DecimalField(_("Today"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_source = models.CharField(_("Where the figure for today comes from"), max_length=300, blank=True)
    target = models.DecimalField(_("Target"), max_digits=18, decimal_places=4, null=True, blank=True)
    owner = models.CharField(_("Who owns the goal"), max_length=120, blank=True)
    due_on = models.DateField(_("To be reached by"), null=True, blank=True)
    measure = models.TextField(_("How it is measured"), blank=True)
    horizon = models.CharField(_("Horizon"), max_length=5, choices=Horizon, blank=True)
    needs = models.ManyToManyField("needs.Need", through="GoalNeed", related_name="goals")
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="one_goal_per_number"),
            models.CheckConstraint(condition=~models.Q(title=""), name="a_goal_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["saved_time", "avoided_cost", "quality"]),
                name="a_known_kind_of_goal",
            ),
            models.CheckConstraint(
                condition=models.Q(horizon__in=["", "short", "long"]), name="a_known_goal_horizon"
            ),
        ]
        indexes = [models.Index(fields=["procurement", "position"], name="goals_in_order")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"M-{self.number}"


class GoalNeed(models.Model):
    """A need that a goal answers. The need cannot be removed under the goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="goal_needs")
    need = models.ForeignKey("needs.Need", on_delete=models.PROTECT, related_name="goal_needs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "need"], name="a_goal_answers_a_need_once")]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.need_id}"


class GoalSeries(models.Model):
    """The last number that a procurement gave to a goal. Its row is also what two writers queue at."""

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="goal_series"
    )
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last_number)
