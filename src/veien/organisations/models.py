"""The table of organisations."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A municipality, another buyer, or a firm."""

    class Kind(models.TextChoices):
        """What sort of organisation it is."""

        MUNICIPALITY = "municipality", _("Municipality")
        BUYER = "buyer", _("Other public buyer")
        SUPPLIER = "supplier", _("Supplier")

    class Country(models.TextChoices):
        """The countries whose numbers and rules we know."""

        NORWAY = "NO", _("Norway")
        SWEDEN = "SE", _("Sweden")
        DENMARK = "DK", _("Denmark")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    country = models.CharField(_("Country"), max_length=2, choices=Country)
    number = models.CharField(_("Organisation number"), max_length=12, blank=True)
    population = models.PositiveIntegerField(_("Population"), null=True, blank=True)
    population_source = models.CharField(
        _("Where the population figure comes from"), max_length=200, blank=True
    )
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "number"],
                condition=~models.Q(number=""),
                name="one_organisation_per_number",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="municipality") | models.Q(population=None),
                name="only_municipalities_have_a_population",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WordTemplate(models.Model):
    """The Word file that an organisation's documents are written on: its styles, header, footer and logo."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="word_template")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organisation}: {self.file}"
