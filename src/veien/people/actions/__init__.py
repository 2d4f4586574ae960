"""What is done with people: invited, joined, changed; each one use case, one transaction, one log entry."""

from veien.people.actions.invitations import (
    CannotInvite,
    CannotJoin,
    CannotSend,
    Joined,
    invite,
    join,
    send_again,
    take_up,
    withdraw,
)
from veien.people.actions.people import CannotKeepPerson, add_person, change_profile
from veien.people.actions.security import record_security_change

__all__ = [
    "CannotInvite",
    "CannotJoin",
    "CannotKeepPerson",
    "CannotSend",
    "Joined",
    "add_person",
    "change_profile",
    "invite",
    "join",
    "record_security_change",
    "send_again",
    "take_up",
    "withdraw",
]
