"""The records that are kept."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
