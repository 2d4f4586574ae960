"""Somebody outside: no log-in, the address from the invitation, and the words a firm registers with."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

JOIN = {"firm": "Firm C", "country": "NO", "name": "Per", "email": "per@firmc.test", "consent": "on"}


def outside(dialogue: Any, name: str = "invitation", *more: object) -> str:
    return reverse(f"dialogue:{name}", args=[dialogue.invitation.door, *more])


def guest() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies["veien_language"] = "en"
    return client
