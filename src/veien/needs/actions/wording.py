"""What people say of words that name a solution: that they are meant, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.rules import clean_text
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs.models import MeantWord, Need
from veien.needs.queries.wording import findings_of

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotMean(Refused):
    """The word cannot be kept as meant; the message says why."""


def mean_word(need: Need, *, by: User, word: str, reason: str) -> MeantWord:
    """Say that a word which names a solution is meant, and why; a new reason takes the place of the old one.

    May: edit
    Raises: CannotMean if no reason is given, it is too long, or the need has no such word.
    Logs: needs.word_meant
    """
    word, reason = " ".join(clean_text(word).split()).casefold(), " ".join(clean_text(reason).split())
    if not reason:
        raise CannotMean(_("Say why it must be just this."), field="reason")
    if len(reason) > 300:
        raise CannotMean(_("Say it in at most 300 characters."), field="reason")
    if word not in {each.text.casefold() for each in findings_of(need)}:
        raise CannotMean(_("The need does not hold these words any more."), field="word")
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.word_meant", by=by, subject=subject) as entry:
        kept, _made = MeantWord.objects.update_or_create(
            need=need, word=word, defaults={"reason": reason, "said_by": by, "said_at": clock.now()}
        )
        entry.content = {"number": need.ref, "word": word, "reason": reason}
    return kept


def unmean_word(meant: MeantWord, *, by: User) -> None:
    """Take back that a word is meant.

    May: edit
    Logs: needs.word_not_meant
    """
    need = meant.need
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.word_not_meant", by=by, subject=subject) as entry:
        entry.content = {"number": need.ref, "word": meant.word, "reason": meant.reason}
        meant.delete()
