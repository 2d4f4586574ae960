"""Tables of the plan, the dialogue note and the invitation, and what numbered rows have alike."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Numbered(models.Model):
    """What every numbered row has: its number is given once and never used again."""

    PREFIX = ""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "number"], name="market_%(class)s_has_a_number_of_its_own"
            )
        ]

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"{self.PREFIX}-{self.number:02d}"


class Series(models.Model):
    """The last number of one kind of row. Its row is also what two writers queue at."""

    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procurement", "kind"], name="one_market_series")]

    def __str__(self) -> str:
        return f"{self.kind} {self.last_number}"


class Plan(models.Model):
    """Why, about what and when the market is talked with."""

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="market_plan"
    )
    purpose = models.TextField(
        _("Purpose"),
        max_length=4000,
        help_text=_(
            "What you must know before you can write requirements, and what suppliers should understand."
        ),
    )
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(
        _("Until"),
        null=True,
        blank=True,
        help_text=_("Early enough that what you hear can still change the purchase."),
    )
    together = models.CharField(
        _("Held together with"),
        max_length=300,
        blank=True,
        help_text=_("Municipalities that invite with you. One joint meeting costs suppliers less than five."),
    )
    technology = models.TextField(_("Technology"), max_length=2000, blank=True)
    operation = models.TextField(_("Operation"), max_length=2000, blank=True)
    legal = models.TextField(_("Legal matters"), max_length=2000, blank=True)
    financial = models.TextField(_("Financial matters"), max_length=2000, blank=True)
    delivery = models.TextField(_("Delivery and introduction"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.purpose[:60]


class Note(models.Model):
    """The dialogue note: what suppliers read before they talk with you. Needs, not solutions."""

    class Course(models.TextChoices):
        """What the purchase is meant to become."""

        OPEN = "open", _("Not settled; we want advice")
        PARTNER = "partner", _("A long partnership")
        ONCE = "once", _("A single purchase")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="market_note"
    )
    background = models.TextField(
        _("Why we ask"),
        max_length=6000,
        help_text=_("The everyday life today, and what users and staff should achieve."),
    )
    needs = models.ManyToManyField(
        "needs.Need", related_name="+", blank=True, verbose_name=_("Needs that are shown")
    )
    volume = models.TextField(
        _("How many it probably concerns"),
        max_length=3000,
        blank=True,
        help_text=_("Today and later, as a range when you do not know. Suppliers price by volume."),
    )
    volume_basis = models.CharField(_("What the figure rests on"), max_length=300, blank=True)
    constraints = models.TextField(
        _("What is fixed"),
        max_length=3000,
        blank=True,
        help_text=_(
            "Limits and obstacles you know of: money, networks, systems, dates. They are not secret."
        ),
    )
    course = models.CharField(
        _("Partnership or a single purchase"), max_length=8, choices=Course, default=Course.OPEN
    )
    course_reason = models.TextField(_("Why"), max_length=2000, blank=True)
    process = models.TextField(_("What happens after the dialogue"), max_length=3000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.background[:60]


class Invitation(models.Model):
    """The invitation on its public page. Strangers read ``snapshot`` and nothing else of the procurement."""

    class State(models.TextChoices):
        """Where the invitation stands."""

        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Published")
        CLOSED = "closed", _("Closed")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="market_invitation"
    )
    door = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT, editable=False)
    contact = models.CharField(
        _("Whom suppliers can ask"), max_length=200, help_text=_("Name and mail address. It is published.")
    )
    register_by = models.DateField(_("Register by"), null=True, blank=True)
    snapshot = models.JSONField(default=dict, editable=False)
    first_published_on = models.DateField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"{self.door} {self.state}"
