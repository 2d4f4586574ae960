"""A question to one tenderer: where it stands, and what a question, an answer and its deadline must be. Pure."""

from __future__ import annotations

from datetime import datetime

from veien.evaluation.rules.typed import MOST_LETTERS, says_something

PROPOSED, SENT, ANSWERED, DROPPED = "proposed", "sent", "answered", "dropped"
STATES = (PROPOSED, SENT, ANSWERED, DROPPED)
LONGEST_GROUND = 300


def state_of(*, sent_at: datetime | None, answered_at: datetime | None, dropped: str) -> str:
    """Say where a question stands: proposed, sent, answered or dropped."""
    if dropped:
        return DROPPED
    if answered_at is not None:
        return ANSWERED
    return SENT if sent_at is not None else PROPOSED


def text_fault(text: str, *, longest: int = MOST_LETTERS) -> str:
    """Say what is wrong with a text: ``empty`` where it says nothing, ``long``, or nothing."""
    if not says_something(text):
        return "empty"
    return "long" if len(text) > longest else ""


def due_fault(due_at: datetime | None, now: datetime) -> str:
    """Say what is wrong with the time by which an answer is asked for: ``empty``, ``past``, or nothing."""
    if due_at is None:
        return "empty"
    return "past" if due_at <= now else ""


def answered_fault(answered_at: datetime | None, sent_at: datetime | None, now: datetime) -> str:
    """Say what is wrong with the time at which an answer came: ``empty``, ``early``, ``future``, or nothing."""
    if answered_at is None:
        return "empty"
    if sent_at is None or answered_at < sent_at:
        return "early"
    return "future" if answered_at > now else ""
