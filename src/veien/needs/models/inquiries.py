"""What needs rest on: conversations, observations, workshops and surveys; the people seen in them; their stories."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Inquiry(models.Model):
    """One time somebody asked or looked: with whom, when, whether they agreed to it, and what came out."""

    class Kind(models.TextChoices):
        """How it was done."""

        INTERVIEW = "interview", _("Interview")
        OBSERVATION = "observation", _("Observation")
        WORKSHOP = "workshop", _("Workshop")
        SURVEY = "survey", _("Survey")

    class Consent(models.TextChoices):
        """Whether those who were asked agreed that it is written down."""

        MISSING = "missing", _("Not asked yet")
        GIVEN = "given", _("Given")
        NOT_NEEDED = "not_needed", _("Not needed: nobody can be recognised")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="inquiries")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    title = models.CharField(_("What it was about"), max_length=160)
    held_on = models.DateField(_("When"), null=True, blank=True)
    with_whom = models.CharField(_("With whom (roles, no names)"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_("How many took part"), null=True, blank=True)
    place = models.CharField(_("Where"), max_length=160, blank=True)
    consent = models.CharField(_("Consent"), max_length=12, choices=Consent, default=Consent.MISSING)
    consent_note = models.CharField(_("How consent was given"), max_length=300, blank=True)
    notes = models.TextField(_("What came out"), blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    erase_on = models.DateField(_("Erase notes and files on"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "inquiries"
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="one_inquiry_per_number"),
            models.CheckConstraint(condition=~Q(title=""), name="an_inquiry_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=["interview", "observation", "workshop", "survey"]),
                name="a_known_kind_of_inquiry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"K-{self.number:02d}"


class InquiryFile(models.Model):
    """A file that belongs to an inquiry: notes, a picture of a wall, the answers of a survey."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.file_id}"


class NeedInquiry(models.Model):
    """That a need rests on an inquiry."""

    need = models.ForeignKey("needs.Need", on_delete=models.CASCADE, related_name="rests_on")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="carried_needs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "inquiry"], name="a_need_rests_on_an_inquiry_once")
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.inquiry_id}"


class Persona(models.Model):
    """A made-up person in whom several real ones are seen; rests on inquiries, bears no real name."""

    class Kind(models.TextChoices):
        """Who it stands for."""

        USER = "user", _("User of the service")
        RELATIVE = "relative", _("Relative")
        STAFF = "staff", _("Staff")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="personas")
    name = models.CharField(_("A made-up name"), max_length=80)
    kind = models.CharField(_("Stands for"), max_length=10, choices=Kind)
    about = models.TextField(_("Who it is"), blank=True)
    day = models.TextField(_("An ordinary day"), blank=True)
    wishes = models.TextField(_("Wants"), blank=True)
    worries = models.TextField(_("Fears"), blank=True)
    inquiries = models.ManyToManyField(Inquiry, related_name="personas", blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "name"], name="one_persona_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_persona_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class UserStory(models.Model):
    """As somebody I want something, so that something gets better; the need that came of it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="user_stories")
    persona = models.ForeignKey(
        Persona, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    as_who = models.CharField(_("As"), max_length=120)
    wants = models.CharField(_("I want"), max_length=300)
    so_that = models.CharField(_("so that"), max_length=300, blank=True)
    need = models.ForeignKey(
        "needs.Need", on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "user stories"
        constraints = [
            models.CheckConstraint(condition=~Q(as_who="") & ~Q(wants=""), name="a_story_says_who_and_what")
        ]

    def __str__(self) -> str:
        return f"{self.as_who}: {self.wants}"
