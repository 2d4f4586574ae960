"""Tables of the room: judged must-requirements, points with reasons, rejections, and kept records."""

from uuid import uuid4

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


class Score(models.Model):
    """The points that a tender gets on a criterion, and the reason: there is never one without the other."""

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("criteria.Criterion", on_delete=models.RESTRICT, related_name="scores")
    points = models.DecimalField(_("Points"), max_digits=12, decimal_places=3)
    reason = models.TextField(_("Reason"))
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "criterion"], name="one_score_per_tender_and_criterion"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="points_are_not_below_zero"),
            models.CheckConstraint(condition=~Q(reason=""), name="points_have_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.criterion_id}: {self.points}"


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


class EvaluationRecord(models.Model):
    """A record that was kept: the case as it was computed, with its result. It is never changed.

    ``case_digest`` and ``scores_digest`` say, without opening the file, whether anything has changed since.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="evaluation_records"
    )
    number = models.PositiveIntegerField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    result_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    result_digest = models.CharField(max_length=64)
    case_digest = models.CharField(max_length=64)
    scores_digest = models.CharField(max_length=64)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="one_record_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="records_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
