"""Registers the room with the road: its page, its facts, and what it says to the first decision."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from veien.road.queries import Procurement
from veien.road.rules.registry import Tool, ToolReport, register_tool


def report(procurement: Procurement) -> ToolReport:
    """Say how far the strategy has come."""
    return ToolReport()


def register() -> None:
    """Tell the road about the room. Called once, at start."""
    register_tool(Tool(id="strategy", title=_("Strategy"), url_name="strategy:page", report=report))
