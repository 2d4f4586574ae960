"""Must-requirements as they are judged, and rejections on other grounds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MustReview(models.Model):
    """That somebody has gone through a tender's must-requirements. Whoever judges them takes this row first."""

    tender = models.OneToOneField("tenders.Tender", on_delete=models.CASCADE, related_name="must_review")
    revision = models.PositiveIntegerField(default=0)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.tender_id} {self.revision}"


class MustJudgement(models.Model):
    """Whether a tender meets a must-requirement; one that does not says why."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="must_judgements")
    requirement = models.ForeignKey(
        "requirements.Requirement", on_delete=models.RESTRICT, related_name="must_judgements"
    )
    passed = models.BooleanField()
    ground = models.TextField(_("Ground"), blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "requirement"], name="one_judgement_per_must"),
            models.CheckConstraint(
                condition=Q(passed=True) | ~Q(ground=""), name="a_failed_must_has_a_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.requirement_id}: {self.passed}"


class Rejection(models.Model):
    """That a tender is rejected on another ground than a must-requirement: it came late, it is incomplete."""

    tender = models.OneToOneField("tenders.Tender", on_delete=models.CASCADE, related_name="rejection")
    reason = models.TextField(_("Ground"))
    rejected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_rejection_has_a_ground")]

    def __str__(self) -> str:
        return f"{self.tender_id}: {self.reason}"
