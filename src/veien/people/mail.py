"""Mail without a mail server: each message becomes an .eml file that a person can open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from veien.foundation import clock


class FolderBackend(BaseEmailBackend):
    """Writes messages into ``settings.MAIL_FOLDER``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message to its own file; give how many were written."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{clock.now():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)
