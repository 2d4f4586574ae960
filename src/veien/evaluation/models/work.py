"""Who judges what, notes that stay private, and meetings with tenderers."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Competence(models.Model):
    """That an evaluator knows a field: one of the categories that requirements have."""

    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="evaluator_competences"
    )
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "evaluator", "category"], name="one_competence_per_evaluator_and_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id} {self.category}"


class Assignment(models.Model):
    """That an evaluator judges a criterion, or (``requirement`` set) only one requirement in it.

    A criterion to which nobody is assigned is judged by everybody in the evaluation group.
    """

    criterion = models.ForeignKey("criteria.Criterion", on_delete=models.RESTRICT, related_name="assignments")
    requirement = models.ForeignKey(
        "requirements.Requirement", on_delete=models.RESTRICT, null=True, related_name="assignments"
    )
    item = models.CharField(max_length=20, blank=True)
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "item", "evaluator"], name="assigned_once_per_evaluator_and_item"
            ),
            models.CheckConstraint(
                condition=Q(item="", requirement=None) | (~Q(item="") & Q(requirement__isnull=False)),
                name="an_assignment_names_its_requirement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator_id}: {self.criterion_id} {self.item}"


class PrivateNote(models.Model):
    """A note that only its writer ever reads; it is in no export, no report and no record."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="private_notes")
    criterion = models.ForeignKey(
        "criteria.Criterion", on_delete=models.CASCADE, null=True, related_name="private_notes"
    )
    item = models.CharField(max_length=20, blank=True)
    text = models.TextField(_("Private note"))
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "tender", "criterion", "item"],
                condition=Q(criterion__isnull=False),
                name="one_private_note_per_place",
            ),
            models.UniqueConstraint(
                fields=["author", "tender"], condition=Q(criterion=None), name="one_private_note_per_tender"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} {self.tender_id}"


class Meeting(models.Model):
    """A meeting with a tenderer in which something is judged: a demonstration, an interview, a visit."""

    class Kind(models.TextChoices):
        """What kind of meeting it is."""

        DEMONSTRATION = "demonstration", _("Demonstration")
        INTERVIEW = "interview", _("Interview")
        VISIT = "visit", _("Reference visit")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    held_at = models.DateTimeField(_("When"))
    place = models.CharField(_("Where"), max_length=160, blank=True)
    criteria = models.ManyToManyField("criteria.Criterion", related_name="meetings")
    minutes = models.TextField(_("Minutes"), blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["demonstration", "interview", "visit"]), name="a_known_kind_of_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.kind}"


class Clarification(models.Model):
    """A question to one tenderer about what its tender means, and the answer; the tender itself stays as it is."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    tender = models.ForeignKey("tenders.Tender", on_delete=models.CASCADE, related_name="clarifications")
    number = models.PositiveIntegerField()
    criterion = models.ForeignKey(
        "criteria.Criterion", on_delete=models.RESTRICT, null=True, related_name="clarifications"
    )
    requirement = models.ForeignKey(
        "requirements.Requirement", on_delete=models.RESTRICT, null=True, related_name="clarifications"
    )
    is_about_price = models.BooleanField(default=False)
    question = models.TextField(_("Question"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(_("Answer by"), null=True)
    answer = models.TextField(_("Answer"), blank=True)
    answered_at = models.DateTimeField(_("Answered"), null=True)
    answer_registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_reason = models.CharField(_("Why it is not asked"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="one_clarification_per_number"),
            models.CheckConstraint(condition=~Q(question=""), name="a_clarification_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(sent_at__isnull=False) & ~Q(answer="")),
                name="an_answer_follows_a_sent_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"
