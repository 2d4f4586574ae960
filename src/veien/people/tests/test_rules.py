"""Invitations: how long they last and what is kept of their token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.people.rules import LASTS, procurements, register_procurements, standing_of, token_digest

MOMENTS = st.timedeltas(timedelta(0), timedelta(days=7000)).map(
    lambda since: datetime(2020, 1, 1, tzinfo=UTC) + since
)


@given(invited=MOMENTS, waited=st.timedeltas(timedelta(0), timedelta(days=60)))
def test_an_invitation_is_open_for_fourteen_days_and_not_a_moment_longer(
    invited: datetime, waited: timedelta
) -> None:
    found = standing_of(expires_at=invited + LASTS, accepted_at=None, withdrawn_at=None, now=invited + waited)
    assert found == ("open" if waited < timedelta(days=14) else "expired")


@given(at=MOMENTS, now=MOMENTS)
def test_what_was_answered_stays_answered_whatever_the_time(at: datetime, now: datetime) -> None:
    assert standing_of(expires_at=at, accepted_at=at, withdrawn_at=None, now=now) == "accepted"
    assert standing_of(expires_at=at, accepted_at=None, withdrawn_at=at, now=now) == "withdrawn"


@given(st.text(), st.text())
def test_two_tokens_have_one_digest_only_if_they_are_the_same(one: str, other: str) -> None:
    assert (token_digest(one) == token_digest(other)) == (one == other)
    assert len(token_digest(one)) == 64


def test_a_second_offer_of_procurements_is_refused() -> None:
    first = procurements()
    assert first is not None
    other = type(first)(
        first.may_invite_to, first.title_of, first.roles, first.give_role, url_name="elsewhere"
    )
    with pytest.raises(RuntimeError):
        register_procurements(other)
    assert procurements() is first
