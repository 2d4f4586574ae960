"""The table of the room: the moment from which requirements and criteria stand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Competition(models.Model):
    """A published competition. There is a row only once it is published; it is never changed or taken back."""

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="competition"
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    notice_reference = models.CharField(_("Reference of the notice"), max_length=200)
    tenders_due_at = models.DateTimeField(_("Deadline for tenders"))
    requirements_digest = models.CharField(max_length=64)
    criteria_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(tenders_due_at__gt=F("published_at")), name="tenders_are_due_after_publication"
            ),
            models.CheckConstraint(
                condition=~Q(requirements_digest="") & ~Q(criteria_digest=""),
                name="a_published_competition_is_locked",
            ),
        ]

    def __str__(self) -> str:
        return self.notice_reference
