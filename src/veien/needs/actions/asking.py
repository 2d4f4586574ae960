"""What people do to get to the need behind the wish: they ask why, guess, judge a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.rules import clean_text
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs.actions.needs import lock_needs, write_need
from veien.needs.models import Guess, Need, Why
from veien.needs.queries.asking import boxes_of, wording
from veien.needs.rules.mapping import need_title
from veien.needs.rules.whys import MOST_BOXES, MOST_LEVELS, level_of, under

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotAsk(Refused):
    """It cannot be kept like that; the message says why."""


class AskedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Why) -> None:
        super().__init__(
            _("Somebody else changed this while you wrote. Now it says: %(text)s") % {"text": current.text}
        )
        self.current = current


def add_why(procurement: Procurement, *, by: User, text: str, under_box: Why | None = None) -> Why:
    """Write down a challenge, or an answer to why under a box.

    May: edit
    Raises: CannotAsk if it says nothing or too much, or the tree is full or too deep.
    Logs: needs.why_added
    """
    why = Why(procurement=procurement, parent=under_box, text=_said(text))
    subject = f"why:{why.public_id}"
    with recorded(procurement.public_id, "needs.why_added", by=by, subject=subject) as entry:
        lock_needs(procurement)
        boxes = boxes_of(procurement)
        if len(boxes) >= MOST_BOXES:
            raise CannotAsk(_("There is room for %(most)s boxes.") % {"most": MOST_BOXES}, field="text")
        if under_box is not None:
            level = level_of(under_box.pk, {each.key: each.parent for each in boxes}) + 1
            if level > MOST_LEVELS:
                raise CannotAsk(_("Nine whys are enough. Make a need of this box."), field="text")
        last = Why.objects.filter(procurement=procurement).aggregate(last=Max("position"))["last"] or 0
        why.position = last + 1
        why.save()
        entry.content = {"text": why.text, "why": under_box.text if under_box else ""}
    return why


def change_why(why: Why, *, by: User, revision: int, text: str) -> Why:
    """Change what stands in a box. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotAsk as for ``add_why``; AskedMeanwhile if somebody else wrote first.
    Logs: needs.why_changed
    """
    text = _said(text)
    if revision == why.revision and text == why.text:
        return why
    chain, subject = why.procurement.public_id, f"why:{why.public_id}"
    with recorded(chain, "needs.why_changed", by=by, subject=subject) as entry:
        current = Why.objects.select_for_update().get(pk=why.pk)
        if current.revision != revision:
            raise AskedMeanwhile(current)
        entry.content = {"before": {"text": current.text}, "after": {"text": text}}
        current.text, current.revision = text, current.revision + 1
        current.save(update_fields=["text", "revision"])
    return current


def remove_why(why: Why, *, by: User) -> int:
    """Remove a box and everything under it; needs that came of them stay. Gives how many boxes went.

    May: edit
    Logs: needs.why_removed
    """
    procurement = why.procurement
    subject = f"why:{why.public_id}"
    with recorded(procurement.public_id, "needs.why_removed", by=by, subject=subject) as entry:
        gone = [each.text for each in under(why.pk, boxes_of(procurement))]
        entry.content = {"texts": gone}
        why.delete()
    return len(gone)


def need_from_why(why: Why, *, by: User) -> Need:
    """Make a need of a box: its words become the need in short, and in full too where they are long.

    May: edit
    Raises: CannotAsk if a need came of it already.
    Logs: needs.need_added
    """
    procurement = why.procurement
    title = need_title(why.text)
    need = Need(procurement=procurement, title=title, statement=why.text if title.endswith("…") else "")
    subject = f"need:{need.public_id}"
    with recorded(procurement.public_id, "needs.need_added", by=by, subject=subject) as entry:
        current = Why.objects.select_for_update().get(pk=why.pk)
        if current.need_id is not None:
            raise CannotAsk(_("A need has come of this box already."))
        said = write_need(need)
        current.need, current.revision = need, current.revision + 1
        current.save(update_fields=["need", "revision"])
        entry.content = said | {"why": why.text}
    return need


def guess_solution(need: Need, *, by: User, guess: str) -> Guess:
    """Write down what one thinks will be bought, from the wording alone. A new wording can be guessed at anew.

    May: view
    Raises: CannotAsk if nothing is guessed, or the person has guessed at this wording already.
    Logs: needs.solution_guessed
    """
    guess = " ".join(clean_text(guess).split())
    if not guess or len(guess) > 300:
        raise CannotAsk(_("Write what you think in at most 300 characters."), field="guess")
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.solution_guessed", by=by, subject=subject) as entry:
        earlier = Guess.objects.select_for_update().filter(need=need, guessed_by=by).first()
        if earlier is not None and earlier.wording == wording(need):
            raise CannotAsk(_("You have guessed at this wording already."), field="guess")
        kept, _made = Guess.objects.update_or_create(
            need=need,
            guessed_by=by,
            defaults={
                "wording": wording(need),
                "guess": guess,
                "guessed_at": clock.now(),
                "gives_away": None,
                "judged_by": None,
            },
        )
        entry.content = {"number": need.ref, "guess": guess, "wording": wording(need)}
    return kept


def judge_guess(guess: Guess, *, by: User, gives_away: bool) -> Guess:
    """Say whether a guess shows that the wording gives the solution away.

    May: edit
    Raises: CannotAsk if it is one's own guess.
    Logs: needs.guess_judged
    """
    if guess.guessed_by_id == by.pk:
        raise CannotAsk(_("Let somebody else judge your guess."))
    need = guess.need
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.guess_judged", by=by, subject=subject) as entry:
        guess.gives_away, guess.judged_by = gives_away, by
        guess.save(update_fields=["gives_away", "judged_by"])
        entry.content = {"number": need.ref, "guess": guess.guess, "gives_away": gives_away}
    return guess


def _said(text: str) -> str:
    text = " ".join(clean_text(text).split())
    if not text:
        raise CannotAsk(_("Write a few words first."), field="text")
    if len(text) > 300:
        raise CannotAsk(_("Say it in at most 300 characters."), field="text")
    return text
