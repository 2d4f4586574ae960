"""The table of people. A person belongs to one organisation and logs in with an e-mail address."""

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
