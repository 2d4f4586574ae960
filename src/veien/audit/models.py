"""The table of log entries, and the row that keeps the end of each chain apart from the chain."""

from django.db import models


class Chain(models.Model):
    """The end of one chain: how many entries it has and the hash of the last."""

    id = models.UUIDField(primary_key=True)
    entries = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.id}: {self.entries}"


class LogEntry(models.Model):
    """One thing that somebody did. Added once; the database refuses to change or delete it."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+", db_constraint=True)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_entry_per_number"),
            models.UniqueConstraint(fields=["hash"], name="one_entry_per_hash"),
        ]
        indexes = [models.Index(fields=["chain", "subject"], name="log_by_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
