"""Getting to the need behind the wish: five whys, words that are meant, the guess test, how new the answer may be."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Why(models.Model):
    """One box of a five-why tree: the challenge at the root, an answer to why under each."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    procurement = models.ForeignKey("road.Procurement", on_delete=models.CASCADE, related_name="whys")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    text = models.CharField(_("What is said"), max_length=300)
    need = models.ForeignKey(
        "needs.Need", on_delete=models.SET_NULL, null=True, blank=True, related_name="whys"
    )
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_why_says_something")]

    def __str__(self) -> str:
        return self.text


class MeantWord(models.Model):
    """A word in a need that names a solution, and why it is meant to stand there."""

    need = models.ForeignKey("needs.Need", on_delete=models.CASCADE, related_name="meant_words")
    word = models.CharField(_("The words"), max_length=120)
    reason = models.CharField(_("Why they are meant"), max_length=300)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "word"], name="one_reason_per_word_and_need"),
            models.CheckConstraint(condition=~Q(word="") & ~Q(reason=""), name="a_meant_word_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.word


class Guess(models.Model):
    """A colleague's guess at what would be bought, from the wording alone: a good need does not give it away."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    need = models.ForeignKey("needs.Need", on_delete=models.CASCADE, related_name="guesses")
    wording = models.TextField()
    guess = models.CharField(_("What I think will be bought"), max_length=300)
    guessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    guessed_at = models.DateTimeField()
    gives_away = models.BooleanField(_("The wording names the solution"), null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "guesses"
        constraints = [
            models.UniqueConstraint(fields=["need", "guessed_by"], name="one_guess_per_person_and_need"),
            models.CheckConstraint(condition=~Q(guess=""), name="a_guess_says_something"),
        ]

    def __str__(self) -> str:
        return self.guess


class Innovation(models.Model):
    """How new the answer may be: the height, the checklist, the class of the need, and the branch that follows."""

    class Height(models.TextChoices):
        """How new it is."""

        SAME = "same", _("The same as before")
        HERE = "here", _("New to us")
        FIELD = "field", _("New in the field")
        WORLD = "world", _("New to the world")

    class Branch(models.TextChoices):
        """Which way it leads."""

        EXISTING = "existing", _("A solution that exists")
        ADAPTED = "adapted", _("A solution that is adapted")
        NOT_THERE = "not_there", _("Not on the market")

    class Need(models.TextChoices):
        """How well the need and its answer are known: six classes."""

        EXISTING = "1a", _("Need and solution are known")
        DEVELOP = "1b", _("Need is known, the solution must be developed further")
        NOT_THERE = "1c", _("Need is known, no solution is on the market")
        IDEAS = "2a", _("Only the area is known: ideas are sought")
        IDEAS_AND_SOLUTIONS = "2b", _("Only the area is known: ideas and solutions are sought")
        RESEARCH = "3", _("Research and development is bought")

    procurement = models.OneToOneField(
        "road.Procurement", on_delete=models.CASCADE, related_name="innovation"
    )
    height = models.CharField(_("How new"), max_length=6, choices=Height, blank=True)
    checklist = models.JSONField(default=dict, blank=True)
    need_class = models.CharField(_("Class of the need"), max_length=2, choices=Need, blank=True)
    branch = models.CharField(_("Which way"), max_length=10, choices=Branch, blank=True)
    reason = models.TextField(_("Why this way"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.branch}"
