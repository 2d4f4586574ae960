"""Tables of the specification: the set, its sections, the requirements and the needs they answer."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from veien.requirements.rules import ANSWERS, CATEGORIES, KINDS, OBLIGATIONS


class RequirementSet(models.Model):
    """The specification of a procurement, and whether it is locked. Every writer takes this row first."""

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="requirement_set"
    )
    locked_at = models.DateTimeField(null=True)
    locked_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(locked_at=None, locked_digest="")
                | (models.Q(locked_at__isnull=False) & ~models.Q(locked_digest="")),
                name="a_locked_set_has_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procurement_id}"


class Section(models.Model):
    """A chapter of the specification."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="requirement_sections"
    )
    title = models.CharField(_("Title"), max_length=120)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "title"], name="one_section_per_title"),
            models.CheckConstraint(condition=~models.Q(title=""), name="a_section_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Requirement(models.Model):
    """One requirement: what is asked for, how binding it is and how it is to be answered."""

    class Obligation(models.TextChoices):
        """How binding a requirement is."""

        MUST = "must", _("Must")
        SHOULD = "should", _("Should")

    class Kind(models.TextChoices):
        """How open a requirement is, the most open first."""

        PERFORMANCE = "performance", pgettext_lazy("kind of requirement", "Performance")
        FUNCTION = "function", pgettext_lazy("kind of requirement", "Function")
        STANDARD = "standard", pgettext_lazy("kind of requirement", "Standard")
        DETAIL = "detail", pgettext_lazy("kind of requirement", "Detail")

    class Category(models.TextChoices):
        """What a requirement is about."""

        FUNCTION = "function", pgettext_lazy("category of requirement", "Functionality")
        OPERATION = "operation", pgettext_lazy("category of requirement", "Operation")
        INTEGRATION = "integration", pgettext_lazy("category of requirement", "Integration")
        SECURITY = "security", pgettext_lazy("category of requirement", "Security")
        PRIVACY = "privacy", pgettext_lazy("category of requirement", "Privacy")
        ACCESSIBILITY = "accessibility", pgettext_lazy("category of requirement", "Accessibility")
        DELIVERY = "delivery", pgettext_lazy("category of requirement", "Delivery")
        SERVICE = "service", pgettext_lazy("category of requirement", "Service")
        ENVIRONMENT = "environment", pgettext_lazy("category of requirement", "Environment")

    class Answer(models.TextChoices):
        """How the tenderer answers."""

        YES_NO = "yes_no", pgettext_lazy("way to answer", "Yes or no")
        TEXT = "text", pgettext_lazy("way to answer", "Description")
        NUMBER = "number", pgettext_lazy("way to answer", "Number")
        DOCUMENT = "document", pgettext_lazy("way to answer", "Document")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="requirements")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="requirements")
    position = models.PositiveIntegerField()
    ref = models.CharField(_("Reference"), max_length=20)
    title = models.CharField(_("Title"), max_length=160)
    text = models.TextField(_("Text"), blank=True)
    obligation = models.CharField(
        _("Obligation"), max_length=10, choices=Obligation, default=Obligation.SHOULD
    )
    kind = models.CharField(_("Kind of requirement"), max_length=12, choices=Kind, default=Kind.FUNCTION)
    category = models.CharField(_("Category"), max_length=14, choices=Category, default=Category.FUNCTION)
    answer = models.CharField(
        _("How to answer"), max_length=10, choices=Answer, blank=True, default=Answer.TEXT
    )
    unit = models.CharField(_("Unit"), max_length=40, blank=True)
    evidence = models.TextField(_("Evidence asked for"), blank=True)
    comes_from = models.ForeignKey(
        "market.Learning", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    needs = models.ManyToManyField("needs.Need", through="RequirementNeed", related_name="requirements")
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["section", "position"], name="requirement_place")]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "ref"], name="one_requirement_per_ref"),
            models.CheckConstraint(
                condition=~models.Q(ref="") & ~models.Q(title=""), name="a_requirement_has_ref_and_title"
            ),
            models.CheckConstraint(
                condition=models.Q(obligation__in=OBLIGATIONS), name="requirement_obligation_known"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="requirement_kind_known"),
            models.CheckConstraint(
                condition=models.Q(category__in=CATEGORIES), name="requirement_category_known"
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=("", *ANSWERS)), name="requirement_answer_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class RequirementNeed(models.Model):
    """That a requirement answers a need."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="need_links")
    need = models.ForeignKey("needs.Need", on_delete=models.CASCADE, related_name="requirement_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "need"], name="one_link_per_requirement_and_need")
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.need_id}"


class StagedImport(models.Model):
    """A workbook that was read but not yet taken in: its file, and the rows as they were read."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey(
        "road.Procurement", on_delete=models.CASCADE, related_name="staged_requirement_imports"
    )
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()
    made_from = models.CharField(max_length=60, blank=True)
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.file)
