"""Tables of people and of invitations. A person belongs to one organisation and logs in with an e-mail address."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people; Django's own tools look here."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who can log in; without a password the account waits for its invitation.

        Raises: ValueError if the address is empty.
        """
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, whatever the letters' size."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person."""

    class Language(models.TextChoices):
        """The languages of the program."""

        NORWEGIAN = "nb", "Norsk bokmål"
        SWEDISH = "sv", "Svenska"
        DANISH = "da", "Dansk"
        ENGLISH = "en", "English"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    full_name = models.CharField(_("Full name"), max_length=150)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="people"
    )
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.NORWEGIAN)
    is_organisation_admin = models.BooleanField(_("May invite people to the organisation"), default=False)
    is_example = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_is_lower_case")
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """Give the name; Django's and allauth's templates ask for it so."""
        return self.full_name


class Invitation(models.Model):
    """A letter to somebody who may join: to an organisation, and perhaps with a role in one procurement.

    The token that opens it stands in the letter alone; the table keeps its digest. Procurement and role are kept as
    data, since procurements belong to a room further along the road.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail address"))
    full_name = models.CharField(_("Full name"), max_length=150)
    language = models.CharField(
        _("Language of the letter"), max_length=2, choices=User.Language, default=User.Language.NORWEGIAN
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="invitations"
    )
    is_organisation_admin = models.BooleanField(_("May invite people to the organisation"), default=False)
    procurement_public_id = models.UUIDField(null=True, db_index=True)
    role = models.CharField(max_length=30, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="invited_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(procurement_public_id=None, role="")
                | (models.Q(procurement_public_id__isnull=False) & ~models.Q(role="")),
                name="a_role_is_in_a_procurement",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("invited_at")), name="an_invitation_lasts"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="an_invitation_is_accepted_by_somebody_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["email", "organisation"],
                condition=models.Q(procurement_public_id=None, accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["email", "procurement_public_id"],
                condition=models.Q(procurement_public_id__isnull=False, accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_procurement",
            ),
        ]

    def __str__(self) -> str:
        return self.email
