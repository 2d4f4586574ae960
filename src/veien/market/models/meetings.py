"""Tables of the activities: what happens, who takes part, and meetings with one supplier at a time."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from veien.market.models.plan import Numbered


class Activity(Numbered):
    """One thing that is done to hear the market. ``template`` is the id of one of the eight in the pack."""

    PREFIX = "A"

    template = models.CharField(max_length=30, editable=False)
    title = models.CharField(_("Title"), max_length=160)
    starts_at = models.DateTimeField(_("Begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("Ends"), null=True, blank=True)
    place = models.CharField(
        _("Where"), max_length=200, blank=True, help_text=_("A room, or that it is held by video.")
    )
    about = models.TextField(
        _("What it is about"),
        max_length=4000,
        blank=True,
        help_text=_("It is published with the invitation."),
    )
    agenda = models.TextField(
        _("Agenda"), max_length=4000, blank=True, help_text=_("One point on each line.")
    )
    is_public = models.BooleanField(_("Stands in the invitation"), default=True)
    announced_on = models.DateField(
        _("Announced elsewhere on"),
        null=True,
        blank=True,
        help_text=_("Leave it empty when the page of the invitation is the announcement."),
    )
    outcome = models.TextField(
        _("How it went"), max_length=6000, blank=True, help_text=_("Written when it has been held.")
    )

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class CheckItem(models.Model):
    """One point to remember before, during or after an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "position"], name="one_check_item_per_place")
        ]

    def __str__(self) -> str:
        return self.text


class Registration(Numbered):
    """Somebody from a firm who takes part. ``key`` opens the firm's own page and stands only in its letter."""

    PREFIX = "P"

    class Country(models.TextChoices):
        """Where a firm is registered."""

        NORWAY = "NO", _("Norway")
        SWEDEN = "SE", _("Sweden")
        DENMARK = "DK", _("Denmark")
        OTHER = "XX", _("Another country")

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("Your name"), max_length=120)
    firm = models.CharField(_("Firm"), max_length=160)
    country = models.CharField(
        _("Country of the firm"), max_length=2, choices=Country, default=Country.NORWAY
    )
    org_number = models.CharField(_("Organisation number"), max_length=20, blank=True)
    email = models.EmailField(_("Mail address"), max_length=200)
    note = models.TextField(
        _("What you would like to raise"),
        max_length=2000,
        blank=True,
        help_text=_("Write nothing secret here."),
    )
    consented_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    activities = models.ManyToManyField(
        Activity, through="TakesPart", related_name="registrations", verbose_name=_("Takes part in")
    )

    class Meta(Numbered.Meta):
        constraints = [
            *Numbered.Meta.constraints,
            models.UniqueConstraint(
                fields=["procurement", "email"],
                condition=models.Q(cancelled_at=None),
                name="one_live_registration_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm} ({self.name})"


class TakesPart(models.Model):
    """Which activity somebody is registered for, and whether the firm came."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="parts")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="parts")
    came = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "activity"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.activity_id}"


class Slot(models.Model):
    """A time for one supplier alone. A supplier has one at most in each activity, and a time has one supplier."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField()
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="slots", null=True, blank=True
    )
    booked_at = models.DateTimeField(null=True)
    minutes = models.TextField(_("Minutes"), max_length=20_000, blank=True)
    is_confidential = models.BooleanField(
        _("The supplier wants this kept confidential"),
        default=False,
        help_text=_("Then only those who write here read it, and it stands in no document."),
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "starts_at"], name="one_slot_per_time"),
            models.UniqueConstraint(fields=["activity", "registration"], name="one_slot_per_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.starts_at}"


class SlotAnswer(models.Model):
    """What a supplier answered to one of the questions that all are asked."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("market.Question", on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "question"], name="one_slot_answer_per_question")
        ]

    def __str__(self) -> str:
        return self.text[:60]
