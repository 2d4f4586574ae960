"""What goes before and after a decision: the recommendation to it, and the signatures under it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.rules import clean_text
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.road.models import Decision, Procurement, Recommendation, Signature
from veien.road.queries import pack_of
from veien.road.queries.grounds import choices_of

if TYPE_CHECKING:
    from veien.people.queries import User

LONGEST_RECOMMENDATION = 6000


class CannotRecommend(Refused):
    """The recommendation cannot be kept; the message says why."""


class CannotSign(Refused):
    """The signature cannot be noted; the message says why."""


class RecommendedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Recommendation) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def recommend(
    procurement: Procurement,
    *,
    by: User,
    point: str,
    text: str,
    choice: str = "",
    revision: int | None = None,
) -> Recommendation:
    """Write what those who prepared a decision advise, or write it anew.

    ``choice`` is the key of one of the alternatives that a room gives; it must be named where there are any.
    ``revision`` is the one the writer read, 0 when there was none; without it, what stands is overwritten.
    May: edit
    Raises: CannotRecommend if the text is empty or too long, or the alternative is not one of them;
    RecommendedMeanwhile if somebody else wrote first.
    Logs: road.recommendation_written
    """
    text = clean_text(text)
    title = _checked(procurement, point, text, choice)
    subject = f"decision:{point}"
    with recorded(procurement.public_id, "road.recommendation_written", by=by, subject=subject) as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        found = Recommendation.objects.filter(procurement=procurement, point=point).first()
        kept = found or Recommendation(procurement=procurement, point=point, revision=0)
        if revision is not None and kept.revision != revision:
            raise RecommendedMeanwhile(kept)
        entry.content = {
            "before": {"choice": kept.choice_title, "text": kept.text},
            "after": {"choice": title, "text": text},
        }
        kept.text, kept.choice, kept.choice_title = text, choice, title
        kept.written_by, kept.written_at, kept.revision = by, clock.now(), kept.revision + 1
        kept.save()
    return kept


def _checked(procurement: Procurement, point: str, text: str, choice: str) -> str:
    """Give the title of the alternative, in the language of the documents.

    Raises: CannotRecommend as ``recommend``.
    """
    try:
        pack_of(procurement).decision(point)
    except LookupError as problem:
        raise CannotRecommend(_("There is no such decision on this road.")) from problem
    if not text:
        raise CannotRecommend(_("Write what you advise, and why."), field="text")
    if len(text) > LONGEST_RECOMMENDATION:
        raise CannotRecommend(
            _("The recommendation is longer than %(most)s characters.") % {"most": LONGEST_RECOMMENDATION},
            field="text",
        )
    with translation.override(procurement.language):
        titles = {each.key: str(each.title) for each in choices_of(procurement, point)}
    if titles and choice not in titles:
        raise CannotRecommend(_("Choose the alternative that you advise."), field="choice")
    return titles.get(choice, "")[:200]


def note_signer(decision: Decision, *, by: User, role: str, name: str) -> Signature:
    """Write down who is to sign a decision, and in which role.

    May: decide
    Raises: CannotSign if role or name is missing, or the person is written down in that role already.
    Logs: road.signer_noted
    """
    role, name = clean_text(role), clean_text(name)
    if not name:
        raise CannotSign(_("Write the name of the person who signs."), field="name")
    if not role:
        raise CannotSign(_("Write in which role the person signs."), field="role")
    chain, subject = decision.procurement.public_id, f"decision:{decision.point}"
    with recorded(chain, "road.signer_noted", by=by, subject=subject) as entry:
        if Signature.objects.filter(decision=decision, role=role, name=name).exists():
            raise CannotSign(_("This person is written down in this role already."), field="name")
        signature = Signature.objects.create(
            decision=decision, role=role, name=name, noted_by=by, noted_at=clock.now()
        )
        entry.content = {"round": decision.round, "role": role, "name": name}
    return signature


def remove_signer(signature: Signature, *, by: User) -> None:
    """Take away somebody who was to sign; a signature that was given stays.

    May: decide
    Raises: CannotSign if the person has signed.
    Logs: road.signer_removed
    """
    decision = signature.decision
    chain, subject = decision.procurement.public_id, f"decision:{decision.point}"
    with recorded(chain, "road.signer_removed", by=by, subject=subject) as entry:
        current = Signature.objects.select_for_update().get(pk=signature.pk)
        if current.signed_on is not None:
            raise CannotSign(_("A signature that was given stays."))
        entry.content = {"round": decision.round, "role": current.role, "name": current.name}
        current.delete()


def sign(signature: Signature, *, by: User, signed_on: date, how: str) -> Signature:
    """Note that somebody has signed: here and now by the person, or elsewhere, seen by whoever notes it.

    It is a note of a signature, with a person and a time in the log, and no cryptographic signature.
    May: decide
    Raises: CannotSign if it is signed already, the date lies ahead or before the decision, or somebody says to be the
    signer under another name.
    Logs: road.decision_signed
    """
    decision = signature.decision
    if how not in Signature.How.values:
        raise CannotSign(_("Say where the signature was given."), field="how")
    if how == Signature.How.HERE and by.full_name.strip() != signature.name:
        raise CannotSign(
            _("You are logged in as %(name)s. Choose that it was signed elsewhere, or let the person log in.")
            % {"name": by.full_name},
            field="how",
        )
    if signed_on > clock.today():
        raise CannotSign(_("This date lies ahead."), field="signed_on")
    if signed_on < decision.decided_on:
        raise CannotSign(_("The decision was taken later than this."), field="signed_on")
    chain, subject = decision.procurement.public_id, f"decision:{decision.point}"
    with recorded(chain, "road.decision_signed", by=by, subject=subject) as entry:
        current = Signature.objects.select_for_update().get(pk=signature.pk)
        if current.signed_on is not None:
            raise CannotSign(_("It is signed already."))
        current.signed_on, current.how = signed_on, how
        current.confirmed_by, current.confirmed_at = by, clock.now()
        current.save()
        entry.content = {
            "round": decision.round,
            "role": current.role,
            "name": current.name,
            "signed_on": signed_on,
            "how": how,
            "set_digest": decision.set_digest,
        }
    return current
