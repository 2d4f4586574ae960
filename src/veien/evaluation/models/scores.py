"""Points: what each evaluator gives alone, and what the group settles on together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OwnScore(models.Model):
    """What one evaluator gives a tender alone: nobody else reads it before the group meets over the criterion.

    ``item`` is the reference of the requirement where a criterion is judged requirement by requirement, else empty.
    A draft may lack points or reason; ``HandIn`` says that they are all there. ``salt`` goes into the digest that the
    log keeps, so that the log tells nobody the points and yet proves them afterwards.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="own_scores")
    criterion = models.ForeignKey("criteria.Criterion", on_delete=models.RESTRICT, related_name="own_scores")
    requirement = models.ForeignKey(
        "requirements.Requirement", on_delete=models.RESTRICT, null=True, related_name="own_scores"
    )
    item = models.CharField(max_length=20, blank=True)
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(_("Points"), max_digits=12, decimal_places=3, null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    salt = models.CharField(max_length=32)
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "criterion", "item", "evaluator"],
                name="one_own_score_per_evaluator_and_item",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0), name="own_points_are_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(item="", requirement=None) | (~Q(item="") & Q(requirement__isnull=False)),
                name="an_own_score_names_its_requirement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id}: {self.tender_id} {self.criterion_id} {self.item}"


class HandIn(models.Model):
    """That an evaluator has handed in all own scores on a criterion; from then on they stand still."""

    criterion = models.ForeignKey("criteria.Criterion", on_delete=models.RESTRICT, related_name="hand_ins")
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "evaluator"], name="handed_in_once_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id}: {self.criterion_id}"


class Moderation(models.Model):
    """The meeting over one criterion: once opened, all own scores on it are shown to the group and stand still."""

    criterion = models.OneToOneField(
        "criteria.Criterion", on_delete=models.RESTRICT, related_name="moderation"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    without = models.TextField(_("Why it is opened before everybody has handed in"), blank=True)

    def __str__(self) -> str:
        return f"{self.criterion_id}"


class Score(models.Model):
    """The points that the group settled on for a tender, and the reason: there is never one without the other.

    ``item`` is the reference of the requirement where a criterion is judged requirement by requirement, else empty.
    """

    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("criteria.Criterion", on_delete=models.RESTRICT, related_name="scores")
    requirement = models.ForeignKey(
        "requirements.Requirement", on_delete=models.RESTRICT, null=True, related_name="scores"
    )
    item = models.CharField(max_length=20, blank=True)
    points = models.DecimalField(_("Points"), max_digits=12, decimal_places=3)
    reason = models.TextField(_("Reason"))
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "criterion", "item"], name="one_score_per_tender_and_item"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="points_are_not_below_zero"),
            models.CheckConstraint(condition=~Q(reason=""), name="points_have_a_reason"),
            models.CheckConstraint(
                condition=Q(item="", requirement=None) | (~Q(item="") & Q(requirement__isnull=False)),
                name="a_score_names_its_requirement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.criterion_id} {self.item}: {self.points}"


class Dissent(models.Model):
    """That an evaluator does not share what the group settled on, in own words."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="dissents")
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("Dissent"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["score", "evaluator"], name="one_dissent_per_evaluator_and_score"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_dissent_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.score_id} {self.evaluator_id}"


class QualityLock(models.Model):
    """That the judging of quality is finished: from here on no must-requirement and no points change.

    ``digest`` is that of all points, reasons and must-requirements; prices are opened only after it.
    """

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="quality_lock"
    )
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(digest=""), name="a_quality_lock_has_a_digest")]

    def __str__(self) -> str:
        return f"{self.procurement_id} {self.locked_at}"
