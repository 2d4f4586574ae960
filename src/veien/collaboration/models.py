"""The table of those who buy together."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Member(models.Model):
    """One organisation's part in a procurement: it leads, takes part, or may join later."""

    class Standing(models.TextChoices):
        """The three ways of being with."""

        LEAD = "lead", _("Leads")
        MEMBER = "member", _("Takes part")
        OPTION = "option", _("May join later")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="memberships"
    )
    standing = models.CharField(_("Part"), max_length=6, choices=Standing)
    joined_on = models.DateField(_("Joined on"), null=True, blank=True)
    note = models.CharField(_("Remark"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "organisation"], name="an_organisation_takes_part_once"
            ),
            models.UniqueConstraint(
                fields=["procurement"], condition=models.Q(standing="lead"), name="at_most_one_leads"
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=["lead", "member", "option"]), name="a_known_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.standing}"
