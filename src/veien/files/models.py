"""The table of stored files. The bytes lie in the storage under their digest; a row gives them a name."""

from uuid import uuid4

from django.db import models


class StoredFile(models.Model):
    """A file that somebody uploaded or the program made."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
