"""What is mapped beside the needs: journeys, key figures, data flows, operation, responsibility, dependencies."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class When(models.TextChoices):
    """As it is, or as it shall be."""

    TODAY = "today", _("Today")
    WANTED = "wanted", _("Wanted")


class Journey(models.Model):
    """A way through a service, as it is and as it shall be, step by step."""

    class Dwelling(models.TextChoices):
        """Where it takes place."""

        HOME = "home", _("Own home")
        SHELTERED = "sheltered", _("Sheltered housing")
        INSTITUTION = "institution", _("Institution")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="journeys")
    title = models.CharField(_("Which service"), max_length=160)
    dwelling = models.CharField(_("Where"), max_length=12, choices=Dwelling, default=Dwelling.HOME)
    per_week = models.DecimalField(
        _("Times a week in the whole service"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_journey_has_a_title"),
            models.CheckConstraint(
                condition=Q(per_week=None) | Q(per_week__gte=0), name="a_journey_is_not_made_less_than_never"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class JourneyStep(models.Model):
    """One step: who does what, how long it takes, what hurts and what could be better; the need that came of it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="steps")
    when = models.CharField(_("Today or wanted"), max_length=6, choices=When)
    position = models.PositiveIntegerField()
    actor = models.CharField(_("Who"), max_length=80, blank=True)
    title = models.CharField(_("Does what"), max_length=200)
    minutes = models.DecimalField(_("Minutes"), max_digits=9, decimal_places=2, null=True, blank=True)
    pain = models.CharField(_("What hurts"), max_length=300, blank=True)
    chance = models.CharField(_("What could be better"), max_length=300, blank=True)
    need = models.ForeignKey(
        "needs.Need", on_delete=models.SET_NULL, null=True, blank=True, related_name="journey_steps"
    )
    comes_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="becomes"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_step_has_a_title"),
            models.CheckConstraint(
                condition=Q(when__in=["today", "wanted"]), name="a_step_is_today_or_wanted"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=0), name="a_step_takes_no_less_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KeyFigure(models.Model):
    """A figure with its source and year, and how it grows: by a rate, or as an imported table of years says."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="key_figures")
    title = models.CharField(_("What is counted"), max_length=160)
    unit = models.CharField(_("Unit"), max_length=60, blank=True)
    value = models.DecimalField(_("Figure"), max_digits=18, decimal_places=4)
    year = models.PositiveIntegerField(_("Year"))
    source = models.CharField(_("Source"), max_length=300)
    growth_percent = models.DecimalField(
        _("Growth in percent a year"), max_digits=7, decimal_places=3, null=True, blank=True
    )
    until = models.PositiveIntegerField(_("Projected to"), null=True, blank=True)
    table = models.JSONField(default=dict, blank=True)
    table_source = models.CharField(_("Source of the table"), max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="a_key_figure_has_a_source"),
            models.CheckConstraint(
                condition=Q(year__gte=1900, year__lte=2200), name="a_key_figure_has_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DataSystem(models.Model):
    """A system, register or person that information comes from or goes to."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="data_systems")
    name = models.CharField(_("System"), max_length=120)
    owner = models.CharField(_("Whose it is"), max_length=120, blank=True)
    is_new = models.BooleanField(_("Comes with the purchase"), default=False)
    is_record = models.BooleanField(_("Is the record of users or patients"), default=False)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "name"], name="one_system_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_system_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class DataFlow(models.Model):
    """What information goes from one system to another, whose it is, and on which legal ground."""

    class Sort(models.TextChoices):
        """How sensitive the information is."""

        NONE = "none", _("No personal data")
        PERSONAL = "personal", _("Personal data")
        HEALTH = "health", _("Health data or other special categories")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="data_flows")
    start = models.ForeignKey(DataSystem, on_delete=models.RESTRICT, related_name="flows_out")
    end = models.ForeignKey(DataSystem, on_delete=models.RESTRICT, related_name="flows_in")
    is_both_ways = models.BooleanField(_("Goes both ways"), default=False)
    when = models.CharField(_("Today or wanted"), max_length=6, choices=When)
    information = models.CharField(_("Which information"), max_length=300)
    sort = models.CharField(_("Sort of data"), max_length=10, choices=Sort, default=Sort.NONE)
    legal_ground = models.CharField(_("Legal ground"), max_length=300, blank=True)
    need = models.ForeignKey(
        "needs.Need", on_delete=models.SET_NULL, null=True, blank=True, related_name="data_flows"
    )
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(information=""), name="a_flow_carries_something"),
            models.CheckConstraint(condition=~Q(start=models.F("end")), name="a_flow_goes_somewhere_else"),
            models.CheckConstraint(
                condition=Q(when__in=["today", "wanted"]), name="a_flow_is_today_or_wanted"
            ),
        ]

    def __str__(self) -> str:
        return self.information


class OperationNeed(models.Model):
    """What the operation asks for: uptime, service, fault handling, technical alarms, competence."""

    class Kind(models.TextChoices):
        """What it is about."""

        UPTIME = "uptime", _("Uptime")
        SERVICE = "service", _("Service level")
        FAULTS = "faults", _("Fault handling")
        ALARMS = "alarms", _("Technical alarms")
        COMPETENCE = "competence", _("Competence")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="operation_needs"
    )
    kind = models.CharField(_("About"), max_length=12, choices=Kind)
    statement = models.TextField(_("What is asked for"))
    figure = models.DecimalField(_("Figure"), max_digits=12, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("Unit"), max_length=60, blank=True)
    reason = models.CharField(_("Why so much, and no more"), max_length=300, blank=True)
    need = models.ForeignKey(
        "needs.Need", on_delete=models.SET_NULL, null=True, blank=True, related_name="operation_needs"
    )
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="an_operation_need_says_something")
        ]

    def __str__(self) -> str:
        return self.statement[:60]


class ResponsibilityTask(models.Model):
    """A task for which IT, health or a supplier is responsible."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="responsibility_tasks"
    )
    title = models.CharField(_("Task"), max_length=160)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="a_task_has_a_title")]

    def __str__(self) -> str:
        return self.title


class ResponsibilityShare(models.Model):
    """A party's part in a task: does it, answers for it, is asked, is told."""

    class Party(models.TextChoices):
        """Who."""

        IT = "it", _("IT")
        HEALTH = "health", _("Health and care")
        SUPPLIER = "supplier", _("Supplier")
        CENTRE = "centre", _("Response centre")
        BUILDINGS = "buildings", _("Buildings")

    class Letter(models.TextChoices):
        """The four letters of the matrix."""

        DOES = "R", _("Does it")
        ANSWERS = "A", _("Answers for it")
        ASKED = "C", _("Is asked")
        TOLD = "I", _("Is told")

    task = models.ForeignKey(ResponsibilityTask, on_delete=models.CASCADE, related_name="shares")
    party = models.CharField(max_length=10, choices=Party)
    when = models.CharField(max_length=6, choices=When)
    letter = models.CharField(max_length=1, choices=Letter)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "party", "when"], name="one_letter_per_party_and_task"),
            models.UniqueConstraint(
                fields=["task", "when"], condition=Q(letter="A"), name="one_answers_for_a_task"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.party} {self.letter}"


class NeedDependency(models.Model):
    """That a need hangs on another one, or on something outside the procurement."""

    need = models.ForeignKey("needs.Need", on_delete=models.CASCADE, related_name="dependencies")
    on = models.ForeignKey(
        "needs.Need", on_delete=models.CASCADE, null=True, blank=True, related_name="dependants"
    )
    outside = models.CharField(_("Something outside"), max_length=160, blank=True)

    class Meta:
        verbose_name_plural = "need dependencies"
        constraints = [
            models.CheckConstraint(
                condition=(Q(on=None) & ~Q(outside="")) | (Q(on__isnull=False) & Q(outside="")),
                name="a_dependency_is_on_one_thing",
            ),
            models.CheckConstraint(condition=~Q(on=models.F("need")), name="a_need_hangs_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.on_id or self.outside}"
