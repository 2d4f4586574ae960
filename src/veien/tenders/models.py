"""Tables of the room: the tenders, the forms each was received on, and what stands in the forms in use."""

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Tender(models.Model):
    """A tender. ``received_at`` and the two files are those of the forms in use (the newest version)."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="tenders")
    key = models.SlugField(_("Short name"), max_length=20)
    name = models.CharField(_("Tenderer"), max_length=160)
    organisation_number = models.CharField(_("Organisation number"), max_length=40, blank=True)
    organisation_country = models.CharField(_("Country"), max_length=2, blank=True)
    is_invented = models.BooleanField(default=False)
    received_at = models.DateTimeField(_("Received"))
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    price_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    answer_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    zero_is_meant = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "key"], name="one_tender_per_key"),
            models.UniqueConstraint(fields=["procurement", "name"], name="one_tender_per_name"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="a_tender_has_key_and_name"),
            models.CheckConstraint(condition=Q(version__gte=1), name="tender_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class FormsVersion(models.Model):
    """The two forms as they were received one time. A newer version never replaces an older one."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    price_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    answer_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Why the forms are replaced"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="one_pair_of_forms_per_version"),
            models.CheckConstraint(condition=Q(number__gte=1), name="form_versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_replaced_form_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"


class PriceAnswer(models.Model):
    """The figure that a tender gives for one line of the price form, as it came.

    ``unit_price`` is a price, or a quantity where the line asks for one. ``currency`` is empty for the procurement's
    own. ``stated_sum`` is what the form said the line comes to. ``corrected`` stands in the place of ``unit_price``
    where the tenderer has confirmed another figure; what came stays beside it.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="prices")
    line = models.ForeignKey("criteria.PriceLine", on_delete=models.RESTRICT, related_name="tender_prices")
    unit_price = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3, blank=True)
    stated_sum = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    corrected = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "line"], name="one_price_per_tender_and_line"),
            models.CheckConstraint(condition=Q(unit_price__gte=Decimal(0)), name="no_price_below_zero"),
            models.CheckConstraint(
                condition=Q(corrected=None) | Q(corrected__gte=Decimal(0)),
                name="no_corrected_price_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.line_id}: {self.unit_price}"


class FindingAnswer(models.Model):
    """What a person made of something odd in a tender's prices. It holds for the version of the forms it was seen in.

    The log has only the digest of it until the prices are open: what is odd about a price says something of the price.
    """

    class Outcome(models.TextChoices):
        """What came of it."""

        KEPT = "kept", _("Stands as it came")
        ASKED = "asked", _("The tenderer is asked")
        CORRECTED = "corrected", _("Corrected, as the tenderer confirmed")

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="finding_answers")
    line = models.ForeignKey("criteria.PriceLine", on_delete=models.RESTRICT, related_name="+")
    kind = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    outcome = models.CharField(_("What came of it"), max_length=10, choices=Outcome)
    note = models.TextField(_("Note"))
    salt = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "line", "kind", "version"], name="one_answer_per_finding_and_version"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["missing", "zero", "sum", "low", "high"]),
                name="a_known_kind_of_finding",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="an_answered_finding_has_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.line_id} {self.kind}: {self.outcome}"


class Answer(models.Model):
    """What a tender answers to one requirement; an empty value is an answer left open.

    ``value`` holds ``yes`` or ``no``, a decimal number as the format writes it, the name of the enclosed document, or
    the description, as the requirement's way of answering says.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="answers")
    requirement = models.ForeignKey(
        "requirements.Requirement", on_delete=models.RESTRICT, related_name="tender_answers"
    )
    value = models.TextField(blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "requirement"], name="one_answer_per_tender_and_requirement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.requirement_id}"


class PriceOpening(models.Model):
    """The opening of the prices to those who evaluate: one person asks for it, another confirms.

    Until ``opened_at`` is set nobody who may give points reads a price.
    """

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="price_opening"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="an_opening_is_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(opened_by=None) | ~Q(opened_by=F("asked_by")), name="prices_are_opened_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procurement_id} {self.opened_at}"
