"""Tables of what is asked, what came in, what was seen, what was learned, and who was told what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from veien.market.models.plan import Numbered


class Theme(models.TextChoices):
    """The five themes of a dialogue."""

    TECHNOLOGY = "technology", _("Technology")
    OPERATION = "operation", _("Operation")
    LEGAL = "legal", _("Legal matters")
    FINANCIAL = "financial", _("Financial matters")
    DELIVERY = "delivery", _("Delivery and introduction")


class Question(Numbered):
    """A question that all suppliers are asked alike."""

    PREFIX = "S"

    text = models.CharField(
        _("Question"),
        max_length=500,
        help_text=_("Ask about what should be achieved, not about one product."),
    )
    theme = models.CharField(_("Theme"), max_length=10, choices=Theme)
    why = models.CharField(_("What the answer decides"), max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(Numbered.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.ref} {self.text}"


class Input(Numbered):
    """What a supplier gave you, in writing or by word."""

    PREFIX = "I"

    firm = models.CharField(_("From"), max_length=160, help_text=_("The firm, or who else gave it."))
    received_on = models.DateField(_("Received"))
    theme = models.CharField(_("Theme"), max_length=10, choices=Theme)
    title = models.CharField(_("In short"), max_length=160)
    text = models.TextField(_("What it says"), max_length=20_000, blank=True)
    is_confidential = models.BooleanField(
        _("The supplier wants this kept confidential"),
        default=False,
        help_text=_("Then only those who write here read it, and it stands in no document."),
    )
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta(Numbered.Meta):
        pass

    def __str__(self) -> str:
        return self.ref


class Visit(Numbered):
    """A visit to somebody who uses a solution."""

    PREFIX = "R"

    host = models.CharField(_("Whom you visited"), max_length=160)
    solution = models.CharField(_("What you saw in use"), max_length=200, blank=True)
    visited_on = models.DateField(_("When"))
    who = models.CharField(_("Who went"), max_length=300, blank=True)
    seen = models.TextField(_("What you saw and heard"), max_length=6000, blank=True)
    told_on = models.DateField(
        _("Suppliers were told of the visit on"),
        null=True,
        blank=True,
        help_text=_("Be open about whom you visit."),
    )

    class Meta(Numbered.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.ref} {self.host}"


class Outreach(Numbered):
    """One way in which suppliers were reached: where, when and by whom."""

    PREFIX = "U"

    class Channel(models.TextChoices):
        """Where suppliers can be reached."""

        NOTICE = "notice", _("Notice database")
        SITE = "site", _("Own web site and networks")
        PRESS = "press", _("Press and trade papers")
        TRADE = "trade", _("Trade associations and clusters")
        USERS = "users", _("User organisations")
        SOCIAL = "social", _("Social media")
        FAIR = "fair", _("Fairs and theme days")
        DIRECT = "direct", _("Direct contact")

    channel = models.CharField(_("Channel"), max_length=8, choices=Channel)
    what = models.CharField(_("What was sent or said"), max_length=300)
    done_on = models.DateField(_("When"))
    by_whom = models.CharField(_("By whom"), max_length=120, blank=True)
    link = models.URLField(_("Address"), max_length=300, blank=True)

    class Meta(Numbered.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.ref} {self.what}"


class Learning(Numbered):
    """Something that was learned, where it came from, and what it becomes."""

    PREFIX = "L"

    class Becomes(models.TextChoices):
        """What a lesson changes."""

        NOTHING = "", _("Nothing yet")
        NEED = "need", _("A need")
        GOAL = "goal", _("A goal")
        REQUIREMENT = "requirement", _("A requirement")
        QUESTION = "question", _("A question to ask")

    text = models.TextField(_("What you learned"), max_length=4000)
    theme = models.CharField(_("Theme"), max_length=10, choices=Theme)
    came_from = models.ForeignKey(
        Input,
        on_delete=models.PROTECT,
        related_name="learnings",
        null=True,
        blank=True,
        verbose_name=_("From this input"),
    )
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        related_name="learnings",
        null=True,
        blank=True,
        verbose_name=_("From this visit"),
    )
    becomes = models.CharField(_("What it becomes"), max_length=12, choices=Becomes, blank=True)
    need = models.ForeignKey(
        "needs.Need",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Need"),
    )
    goal = models.ForeignKey(
        "goals.Goal",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Goal"),
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("Question"),
    )
    proposal = models.TextField(
        _("Proposed requirement"),
        max_length=2000,
        blank=True,
        help_text=_("What should be achieved. No supplier should recognise its own product in it."),
    )
    taken_as = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(Numbered.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.ref} {self.text[:80]}"


class Told(Numbered):
    """What somebody was told or given that others were not. It is open until it is published to all."""

    PREFIX = "T"

    class Sort(models.TextChoices):
        """Whether words or a document."""

        SAID = "said", _("Said")
        DOCUMENT = "document", _("Document handed over")

    told_to = models.CharField(_("Who got it"), max_length=200)
    sort = models.CharField(_("How"), max_length=8, choices=Sort, default=Sort.SAID)
    told_on = models.DateField(_("When"))
    what = models.TextField(
        _("What they were told or got"),
        max_length=6000,
        help_text=_("Write it so that it can be published as it stands. Nothing from other suppliers."),
    )
    published_text = models.TextField(max_length=6000, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_where = models.CharField(max_length=300, blank=True, editable=False)

    class Meta(Numbered.Meta):
        constraints = [
            *Numbered.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(published_at=None) | ~models.Q(published_text=""),
                name="what_is_published_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.told_to}"
