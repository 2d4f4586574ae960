"""The vision and the goals. A goal's number is given once and never used again."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vision(models.Model):
    """The everyday life that the procurement shall lead to, in one text."""

    procurement = models.OneToOneField("road.Procurement", on_delete=models.CASCADE, related_name="vision")
    text = models.TextField(_("Vision"))
    needs = models.ManyToManyField("needs.Need", related_name="visions", blank=True)
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
    parent = models.ForeignKey(
        "goals.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="goals_under"
    )
    key_figure = models.ForeignKey(
        "needs.KeyFigure", on_delete=models.SET_NULL, null=True, blank=True, related_name="goals"
    )
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
                condition=~models.Q(parent=models.F("pk")), name="a_goal_is_not_under_itself"
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
    """A need that a goal answers, and technology's part in it. The need cannot be removed under the goal."""

    class Weight(models.TextChoices):
        """How much of the goal technology carries for a need."""

        NOTHING = "nothing", _("Nothing: people and routines do it")
        HELPS = "helps", _("Helps")
        CARRIES = "carries", _("Carries it")

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="goal_needs")
    need = models.ForeignKey("needs.Need", on_delete=models.PROTECT, related_name="goal_needs")
    weight = models.CharField(_("Technology's part"), max_length=8, choices=Weight, blank=True)
    contribution = models.CharField(_("What technology does here"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "need"], name="a_goal_answers_a_need_once"),
            models.CheckConstraint(
                condition=models.Q(weight__in=["", "nothing", "helps", "carries"]),
                name="a_known_part_of_technology",
            ),
        ]

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
