"""Tables of the road. A row of state is made only when somebody did something: the pack says what there is to do."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from veien.road.models.team import Competence, HelpRequest, NotAsked, ReservedTime
from veien.road.rules.roles import ROLES

__all__ = [
    "ActivityState",
    "Competence",
    "Decision",
    "DecisionAnswer",
    "DeliverableVersion",
    "Evidence",
    "FrozenDocument",
    "HelpRequest",
    "NotAsked",
    "Procurement",
    "Recommendation",
    "ReservedTime",
    "RoleHolding",
    "Signature",
    "SkippedPhase",
    "StationEffort",
]


class Procurement(models.Model):
    """One procurement, from the first need to the last contract meeting."""

    class Currency(models.TextChoices):
        """The currencies we count in."""

        NOK = "NOK", "NOK"
        SEK = "SEK", "SEK"
        DKK = "DKK", "DKK"
        EUR = "EUR", "EUR"

    class Language(models.TextChoices):
        """The language the procurement's own documents are written in."""

        NORWEGIAN = "nb", "Norsk bokmål"
        SWEDISH = "sv", "Svenska"
        DANISH = "da", "Dansk"
        ENGLISH = "en", "English"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("Title"), max_length=150)
    summary = models.TextField(_("What it is about"), blank=True)
    buyer = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="procurements"
    )
    currency = models.CharField(_("Currency"), max_length=3, choices=Currency, default=Currency.NOK)
    language = models.CharField(
        _("Language of the documents"), max_length=2, choices=Language, default=Language.NORWEGIAN
    )
    pack_id = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=20)
    pack_digest = models.CharField(max_length=64)
    mandate = models.TextField(_("Mandate"), blank=True)
    reporting = models.TextField(_("Reporting"), blank=True)
    funding = models.TextField(_("Funding"), blank=True)
    strategy_link = models.TextField(_("Root in plans and strategies"), blank=True)
    risk_note = models.TextField(_("How risk is shared"), blank=True)
    charter_revision = models.PositiveIntegerField(default=1)
    is_example = models.BooleanField(default=False)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class RoleHolding(models.Model):
    """A person's role in one procurement, and what the person declared about own interests."""

    class Declaration(models.TextChoices):
        """What a person has declared."""

        MISSING = "missing", _("Not declared yet")
        NONE = "none", _("No conflict of interest")
        CONFLICT = "conflict", _("Conflict of interest declared")

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="holdings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(_("Role"), max_length=30, choices=[(each, each) for each in ROLES])
    hours_reserved = models.PositiveIntegerField(_("Hours set aside"), null=True, blank=True)
    declaration = models.CharField(max_length=10, choices=Declaration, default=Declaration.MISSING)
    declared_at = models.DateTimeField(null=True)
    declared_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "user", "role"], name="one_holding_per_role"),
            models.CheckConstraint(
                condition=models.Q(declaration="missing") | models.Q(declared_at__isnull=False),
                name="a_declaration_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class ActivityState(models.Model):
    """What people did about one activity: tick, owner, due date, note, evidence."""

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="activity_states")
    activity = models.CharField(max_length=80)
    ticked_at = models.DateTimeField(null=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="owned"
    )
    due_on = models.DateField(_("Due"), null=True)
    note = models.TextField(_("Note"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "activity"], name="one_state_per_activity"),
            models.CheckConstraint(
                condition=models.Q(ticked_at=None, ticked_by=None)
                | models.Q(ticked_at__isnull=False, ticked_by__isnull=False),
                name="a_tick_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.activity


class Evidence(models.Model):
    """A file that shows that an activity was done."""

    state = models.ForeignKey(ActivityState, on_delete=models.CASCADE, related_name="evidence")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.file)


class StationEffort(models.Model):
    """Days of work that a station was thought to take, and took."""

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="efforts")
    station = models.CharField(max_length=80)
    planned_days = models.DecimalField(
        _("Days planned"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    spent_days = models.DecimalField(_("Days spent"), max_digits=7, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "station"], name="one_effort_per_station"),
            models.CheckConstraint(
                condition=models.Q(planned_days=None) | models.Q(planned_days__gte=0),
                name="planned_days_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(spent_days=None) | models.Q(spent_days__gte=0),
                name="spent_days_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.station


class DeliverableVersion(models.Model):
    """One version of a deliverable; a new one never replaces an old one."""

    procurement = models.ForeignKey(
        Procurement, on_delete=models.CASCADE, related_name="deliverable_versions"
    )
    deliverable = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    note = models.CharField(_("Note"), max_length=300, blank=True)
    is_made_by_veien = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "deliverable", "version"], name="one_file_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} {self.version}"


class Decision(models.Model):
    """A decision point that was decided: on what, by whom, when, with which answers."""

    class Outcome(models.TextChoices):
        """What was decided."""

        YES = "yes", _("Yes, go on")
        NO = "no", _("No, stop here")
        RETURN = "return", _("Back for more work")

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="decisions")
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    point = models.CharField(max_length=80)
    round = models.PositiveIntegerField()
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
    decided_by = models.CharField(_("Decided by"), max_length=200)
    decided_on = models.DateField(_("Decided on"))
    reason = models.TextField(_("Reason"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    set_digest = models.CharField(max_length=64)
    reopened_stations = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    recommendation = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "point", "round"], name="one_decision_per_round"),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.outcome}"


class DecisionAnswer(models.Model):
    """The answer to one question of a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    answer = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "question"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return self.question


class FrozenDocument(models.Model):
    """A document as it was when a decision rested on it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="documents")
    deliverable = models.CharField(max_length=80)
    version = models.ForeignKey(DeliverableVersion, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "deliverable"], name="one_frozen_document_per_deliverable"
            )
        ]

    def __str__(self) -> str:
        return self.deliverable


class Recommendation(models.Model):
    """What those who prepared a decision advise, and the alternative that they chose."""

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="recommendations")
    point = models.CharField(max_length=80)
    choice = models.CharField(_("Alternative"), max_length=80, blank=True)
    choice_title = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("Recommendation"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "point"], name="one_recommendation_per_decision"),
            models.CheckConstraint(condition=~models.Q(text=""), name="a_recommendation_says_something"),
        ]

    def __str__(self) -> str:
        return self.choice_title or self.text[:60]


class Signature(models.Model):
    """Who signs a decision: first written down, then signed. A record of a signature, not a cryptographic one."""

    class How(models.TextChoices):
        """Where the signature was given."""

        HERE = "here", _("By the person, logged in to Veien")
        ELSEWHERE = "elsewhere", _("On paper or in another system")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(_("Role"), max_length=100)
    name = models.CharField(_("Name"), max_length=150)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    signed_on = models.DateField(_("Signed on"), null=True)
    how = models.CharField(_("How"), max_length=10, choices=How, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "role", "name"], name="a_person_signs_once_in_a_role"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on=None, how="", confirmed_by=None, confirmed_at=None)
                | models.Q(
                    signed_on__isnull=False,
                    how__in=["here", "elsewhere"],
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                ),
                name="a_signature_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class SkippedPhase(models.Model):
    """A phase that the project owner let the procurement pass by, and why."""

    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="skipped_phases")
    phase = models.CharField(max_length=80)
    reason = models.TextField(_("Reason"))
    skipped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    skipped_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "phase"], name="a_phase_is_skipped_once")
        ]

    def __str__(self) -> str:
        return self.phase
