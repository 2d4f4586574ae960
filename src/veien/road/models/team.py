"""Who knows what, how much time each has, and the help that is asked for."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from veien.road.rules.competence import COMPETENCES

_FIELDS = [(each, each) for each in COMPETENCES]


class Competence(models.Model):
    """That somebody with a role in a procurement knows a field that its work asks for."""

    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="competences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(_("Field of knowledge"), max_length=20, choices=_FIELDS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "user", "field"], name="a_person_knows_a_field_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.field}"


class NotAsked(models.Model):
    """That a field is not asked for in this procurement, and why."""

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="fields_not_asked"
    )
    field = models.CharField(_("Field of knowledge"), max_length=20, choices=_FIELDS)
    reason = models.CharField(_("Why it is not needed"), max_length=300)

    class Meta:
        verbose_name_plural = "fields not asked for"
        constraints = [
            models.UniqueConstraint(fields=["procurement", "field"], name="a_field_is_left_out_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_field_is_left_out_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class ReservedTime(models.Model):
    """Hours that a person has set aside for a phase."""

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="reserved_time"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=80)
    hours = models.PositiveIntegerField(_("Hours"))

    class Meta:
        verbose_name_plural = "reserved times"
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "user", "phase"], name="one_time_per_person_and_phase"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.phase}: {self.hours}"


class HelpRequest(models.Model):
    """That somebody outside was asked to lend what nobody here knows, and what came of it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="help_requests"
    )
    field = models.CharField(_("Field of knowledge"), max_length=20, choices=_FIELDS)
    asked_of = models.CharField(_("Who is asked"), max_length=160)
    text = models.TextField(_("What we need help with"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("Their answer"), max_length=300, blank=True)
    is_covered = models.BooleanField(_("They help us"), default=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_of="") & ~Q(text=""), name="help_is_asked_of_somebody"),
            models.CheckConstraint(
                condition=Q(settled_at=None, is_covered=False, answer="")
                | (Q(settled_at__isnull=False) & ~Q(answer="")),
                name="an_answer_to_a_call_for_help_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.asked_of}"
