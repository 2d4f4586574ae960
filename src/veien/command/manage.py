"""`veien manage`: Django's own administration commands, for those who operate or develop Veien."""

from __future__ import annotations

import os
from collections.abc import Sequence


def manage(arguments: Sequence[str]) -> int:
    """Hand the words on to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veien.server.settings")
    from django.core.management import ManagementUtility

    ManagementUtility(["veien manage", *arguments]).execute()
    return 0
