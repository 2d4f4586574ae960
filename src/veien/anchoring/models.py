"""Tables of anchoring. What is thought of the purchase is kept over time: a new view never replaces an old one."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Stakeholder(models.Model):
    """A person or a group that the purchase touches, or that can help or stop it."""

    class Kind(models.TextChoices):
        """What sort of stakeholder it is."""

        USERS = "users", _("Users and next of kin")
        STAFF = "staff", _("Staff in the service")
        LEADERS = "leaders", _("Leaders")
        POLITICIANS = "politicians", _("Politicians")
        UNIONS = "unions", _("Unions and safety delegates")
        SUPPORT = "support", _("IT, finance and other support")
        PARTNERS = "partners", _("Other municipalities and partners")
        OTHERS = "others", _("Others")

    class Influence(models.IntegerChoices):
        """How much the stakeholder can help or stop."""

        ONE = 1, _("1: hardly any")
        TWO = 2, _("2: little")
        THREE = 3, _("3: some")
        FOUR = 4, _("4: much")
        FIVE = 5, _("5: can stop it")

    class Attitude(models.IntegerChoices):
        """What the stakeholder thinks of the purchase."""

        AGAINST = -2, _("against")
        DOUBTFUL = -1, _("doubtful")
        NEUTRAL = 0, _("undecided")
        POSITIVE = 1, _("positive")
        DRIVING = 2, _("pushes for it")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="stakeholders")
    name = models.CharField(_("Who"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    matters = models.TextField(_("What matters to them"), blank=True)
    contact = models.CharField(_("Who talks with them"), max_length=120, blank=True)
    influence = models.SmallIntegerField(_("Influence"), choices=Influence)
    attitude = models.SmallIntegerField(_("Attitude"), choices=Attitude)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_stakeholder_has_a_name"),
            models.UniqueConstraint(fields=["procurement", "name"], name="a_stakeholder_stands_once"),
            models.CheckConstraint(
                condition=models.Q(influence__gte=1, influence__lte=5), name="influence_from_one_to_five"
            ),
            models.CheckConstraint(
                condition=models.Q(attitude__gte=-2, attitude__lte=2), name="attitude_between_two_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class View(models.Model):
    """Where a stakeholder stood on a day. The newest is the one on the map."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="views")
    influence = models.SmallIntegerField(choices=Stakeholder.Influence)
    attitude = models.SmallIntegerField(choices=Stakeholder.Attitude)
    noted_on = models.DateField(_("Noted on"))
    note = models.CharField(_("What was said or seen"), max_length=300, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.noted_on}: {self.attitude}"


class Measure(models.Model):
    """Something that is done so that people know, take part or agree."""

    class Kind(models.TextChoices):
        """What the measure is for."""

        INFORM = "inform", _("Inform")
        INVOLVE = "involve", _("Involve")
        ASK = "ask", _("Ask for a yes")
        LEARN = "learn", _("Prepare for the change")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="anchoring_measures"
    )
    title = models.CharField(_("What is done"), max_length=160)
    kind = models.CharField(_("What it is for"), max_length=10, choices=Kind)
    phase = models.CharField(_("Phase"), max_length=80)
    who = models.CharField(_("Who does it"), max_length=120, blank=True)
    due_on = models.DateField(_("When"), null=True, blank=True)
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    outcome = models.TextField(_("What came of it"), blank=True)
    stakeholders = models.ManyToManyField(Stakeholder, related_name="measures", blank=True)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="a_measure_has_a_title")]

    def __str__(self) -> str:
        return self.title


class MeasureFile(models.Model):
    """A file that shows that a measure was carried out."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.file)


class Invitation(models.Model):
    """Somebody who was asked to take part, so that many services and professions are behind the purchase."""

    class Into(models.TextChoices):
        """What the invitation is to."""

        NEEDS = "needs", _("Needs and goals")
        PROCUREMENT = "procurement", _("The procurement group")
        EVALUATION = "evaluation", _("The evaluation group")
        OTHER = "other", _("Something else")

    class Answer(models.TextChoices):
        """What was answered."""

        WAITING = "waiting", _("no answer yet")
        YES = "yes", _("yes")
        NO = "no", _("no")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="anchoring_invitations"
    )
    service = models.CharField(_("Service or profession"), max_length=120)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    into = models.CharField(_("Invited to"), max_length=12, choices=Into)
    invited_on = models.DateField(_("Invited on"))
    answer = models.CharField(_("Answer"), max_length=8, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(service=""), name="an_invitation_names_a_service")
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.name}".strip()


class PlanLink(models.Model):
    """A plan or budget of the municipality in which the purchase stands."""

    class Kind(models.TextChoices):
        """What sort of plan it is."""

        BUDGET = "budget", _("Budget")
        FINANCE = "finance", _("Financial plan")
        IT = "it", _("IT or digitalisation strategy")
        CARE = "care", _("Health and care plan")
        OTHER = "other", _("Another plan")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="anchoring_plans"
    )
    kind = models.CharField(_("Kind of plan"), max_length=10, choices=Kind)
    title = models.CharField(_("Title"), max_length=200)
    page = models.CharField(_("Page or section"), max_length=60, blank=True)
    amount = models.DecimalField(
        _("Amount set aside"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    decided_by = models.CharField(_("Decided by"), max_length=120, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    url = models.URLField(_("Address"), max_length=400, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="an_anchoring_plan_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(amount__gte=0),
                name="a_plan_sets_aside_no_less_than_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Brief(models.Model):
    """The page for politicians, in the procurement's own words."""

    procurement = models.OneToOneField("road.Procurement", on_delete=models.CASCADE, related_name="brief")
    why = models.TextField(_("Why now"))
    costs = models.TextField(_("What it costs to begin with"))
    gives = models.TextField(_("What it gives later"))
    asks = models.TextField(_("What we ask for"))
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.asks[:60]
