"""The table of needs. A number is given once and never again, so that an old note still points right."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.Model):
    """What somebody needs: a situation to be mended, never a product that mends it."""

    class EvidenceKind(models.TextChoices):
        """What a need can rest on."""

        INTERVIEW = "interview", _("Interview")
        OBSERVATION = "observation", _("Observation")
        WORKSHOP = "workshop", _("Workshop")
        STATISTICS = "statistics", _("Statistics")
        SURVEY = "survey", _("Survey")
        DOCUMENT = "document", _("Document")

    class Horizon(models.TextChoices):
        """How far ahead a need looks."""

        SHORT = "short", _("Short term")
        LONG = "long", _("Long term")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="needs")
    number = models.PositiveIntegerField()
    title = models.CharField(_("The need in short"), max_length=120)
    statement = models.TextField(_("The need in full"), blank=True)
    holder = models.CharField(_("Who has the need"), max_length=120, blank=True)
    evidence_kind = models.CharField(_("What it rests on"), max_length=12, choices=EvidenceKind, blank=True)
    evidence = models.CharField(_("Which interview, workshop or source"), max_length=300, blank=True)
    quote = models.TextField(_("In somebody's own words"), blank=True)
    horizon = models.CharField(_("Horizon"), max_length=5, choices=Horizon, blank=True)
    area = models.CharField(_("Area"), max_length=60, blank=True)
    position = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="one_need_per_number"),
            models.CheckConstraint(condition=~models.Q(title=""), name="a_need_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(horizon__in=["", "short", "long"]), name="a_known_need_horizon"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    evidence_kind__in=[
                        "",
                        "interview",
                        "observation",
                        "workshop",
                        "statistics",
                        "survey",
                        "document",
                    ]
                ),
                name="a_known_kind_of_evidence",
            ),
        ]
        indexes = [models.Index(fields=["procurement", "position"], name="needs_in_order")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"B-{self.number:02d}"


class NeedSeries(models.Model):
    """The last numbers that a procurement gave to a need and to an inquiry; two writers queue at its row."""

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="need_series"
    )
    last_number = models.PositiveIntegerField(default=0)
    last_inquiry = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last_number)
