"""What stands beside the goals, line by line: work steps, positions, plans, open questions and who has agreed."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Line(models.Model):
    """What all these lines have in common."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="goals_%(class)s_rows"
    )
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class WorkStep(Line):
    """One step of the new way of working where somebody lives, or of the technical operation behind it."""

    class Place(models.TextChoices):
        """Where the step is done."""

        HOME = "home", _("Own home")
        SHELTERED = "sheltered", _("Sheltered housing")
        INSTITUTION = "institution", _("Institution")
        OPERATION = "operation", _("Technical operation")

    class Change(models.TextChoices):
        """What becomes of the step."""

        NEW = "new", pgettext_lazy("step of work", "New")
        CHANGED = "changed", _("Done in another way")
        SAME = "same", _("As before")
        STOPS = "stops", _("Stops")

    place = models.CharField(_("Where"), max_length=12, choices=Place)
    title = models.CharField(_("What is done"), max_length=200)
    actor = models.CharField(_("Who does it"), max_length=120, blank=True)
    change = models.CharField(_("Compared with today"), max_length=8, choices=Change)
    training = models.CharField(_("Training it takes"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_work_step_says_what_is_done"),
            models.CheckConstraint(
                condition=Q(place__in=["home", "sheltered", "institution", "operation"]),
                name="a_work_step_has_a_known_place",
            ),
            models.CheckConstraint(
                condition=Q(change__in=["new", "changed", "same", "stops"]), name="a_known_change_of_work"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Position(Line):
    """Where a municipality stands on a goal, and what it gave up to make the goal a common one."""

    class Stance(models.TextChoices):
        """Where it stands."""

        AGREES = "agrees", _("Agrees")
        WISHES = "wishes", _("Wants it otherwise")
        AGAINST = "against", _("Is against")

    member = models.ForeignKey(
        "collaboration.Member", on_delete=models.CASCADE, related_name="goal_positions"
    )
    goal = models.ForeignKey("goals.Goal", on_delete=models.CASCADE, related_name="positions")
    stance = models.CharField(_("Where it stands"), max_length=8, choices=Stance)
    wants = models.CharField(_("What it wants"), max_length=600, blank=True)
    gave_up = models.CharField(_("What it gave up"), max_length=600, blank=True)
    settled_on = models.DateField(_("Settled on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "goal"], name="one_position_per_member_and_goal"),
            models.CheckConstraint(
                condition=Q(stance__in=["agrees", "wishes", "against"]), name="a_known_stance_on_a_goal"
            ),
            models.CheckConstraint(
                condition=Q(gave_up="") | Q(settled_on__isnull=False), name="a_compromise_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.goal.ref}"


class PlanLink(Line):
    """A place in a plan or a strategy that the purchase serves, and when somebody last looked."""

    class Kind(models.TextChoices):
        """Which sort of plan."""

        HEALTH = "health", _("Plan for health and care")
        DIGITAL = "digital", _("Digitalisation strategy")
        BUDGET = "budget", _("Budget and economic plan")
        OTHER = "other", pgettext_lazy("plan", "Another one")

    kind = models.CharField(_("Kind of plan"), max_length=8, choices=Kind)
    title = models.CharField(_("Plan or strategy"), max_length=200)
    place = models.CharField(_("Paragraph or page"), max_length=120, blank=True)
    says = models.CharField(_("How the purchase serves it"), max_length=600, blank=True)
    url = models.URLField(_("Web address"), max_length=500, blank=True)
    checked_on = models.DateField(_("Last looked up"), null=True, blank=True)
    goal = models.ForeignKey(
        "goals.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="plan_links"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_plan_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=["health", "digital", "budget", "other"]), name="a_known_kind_of_plan"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OpenQuestion(Line):
    """What nobody here can answer yet, and the answer once there is one."""

    class About(models.TextChoices):
        """What it is about."""

        OPERATION = "operation", _("Operation and administration")
        INFORMATION = "information", _("Flow of information")
        WORK = "work", _("The way of working")
        TECHNOLOGY = "technology", _("The technology")
        MONEY = "money", _("Costs and contract")

    about = models.CharField(_("What it is about"), max_length=12, choices=About)
    text = models.CharField(_("The question"), max_length=600)
    why = models.CharField(_("Why we ask"), max_length=300, blank=True)
    goal = models.ForeignKey(
        "goals.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="open_questions"
    )
    to_dialogue = models.BooleanField(_("Ask suppliers in the market dialogue"), default=True)
    answer = models.CharField(_("The answer"), max_length=1000, blank=True)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_open_question_asks_something"),
            models.CheckConstraint(
                condition=Q(about__in=["operation", "information", "work", "technology", "money"]),
                name="a_question_about_something_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class SignOff(Line):
    """One who is to agree to the goals before the first decision, and what the answer was."""

    class Answer(models.TextChoices):
        """What was answered."""

        WAITING = "waiting", _("No answer yet")
        AGREED = "agreed", _("Agrees")
        RESERVED = "reserved", _("Agrees with a reservation")
        REFUSED = "refused", _("Does not agree")

    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Role"), max_length=120)
    stands_for = models.CharField(_("Speaks for"), max_length=160, blank=True)
    answer = models.CharField(_("Answer"), max_length=8, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=600, blank=True)
    remind_on = models.DateField(_("Remind on"), null=True, blank=True)
    goals_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(role=""), name="a_sign_off_has_name_and_role"),
            models.CheckConstraint(
                condition=Q(answer__in=["waiting", "agreed", "reserved", "refused"]),
                name="a_known_answer_to_the_goals",
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting") | Q(answered_on__isnull=False),
                name="an_answer_to_the_goals_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"
