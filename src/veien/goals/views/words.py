"""What the pages of lines say before there is any, and beside the forms."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ADD: dict[str, Any] = {
    "work": _("Write down a step"),
    "positions": _("Write down a position"),
    "plans": _("Link to a plan"),
    "questions": _("Ask a question"),
    "sign-off": _("Put somebody on the list"),
}
"""What it is called to write down one more."""

EMPTY: dict[str, tuple[Any, Any]] = {
    "work": (
        _("No way of working is described yet"),
        _(
            "Walk through an ordinary day as it shall be: in people's own homes, in sheltered housing, in institutions."
            " Write down who does what, and what nobody shall do any more."
        ),
    ),
    "positions": (
        _("No positions are written down yet"),
        _(
            "When several municipalities buy together, the goals are a compromise. Write down where each stands on a"
            " goal, and what it gave up."
        ),
    ),
    "plans": (
        _("The goals are not linked to any plan yet"),
        _(
            "Show which paragraph of which plan the purchase serves. A digitalisation strategy belongs here if you have"
            " one."
        ),
    ),
    "questions": (
        _("No questions are open"),
        _(
            "What can nobody here answer yet: how it shall be run, what the market can do, what it costs? The questions"
            " go along into the market dialogue."
        ),
    ),
    "sign-off": (
        _("Nobody is on the list yet"),
        _(
            "Put those on the list who must agree before the first decision: leaders who change how the work is done,"
            " those who pay, those who speak for the staff."
        ),
    ),
}
"""What a page says while it is empty: what is so, and what to do."""

TIPS: dict[str, tuple[Any, ...]] = {
    "work": (
        _("Write the steps as they shall be, not as they are. The journeys among the needs show both."),
        _("Say what stops. Time is saved only where something is no longer done."),
        _("New and changed steps take training: who, in what, how long."),
        _("Under technical operation: who hears that a device is silent, and who goes there."),
    ),
    "positions": (
        _("Ask every municipality about every goal that costs it something."),
        _("Let each say it in its own words; do not smooth them over."),
        _("A compromise that is written down with its day does not have to be made twice."),
    ),
    "plans": (
        _("Give chapter and page, so that others find the place."),
        _("A plan without an answer from the budget is a wish: link to the budget too."),
        _("Look the plans up again before the decision; they are revised."),
    ),
    "questions": (
        _("Ask about the need, not about a product."),
        _("Say what the answer decides. What decides nothing need not be asked."),
        _("Put the same question to all suppliers."),
    ),
    "sign-off": (
        _("Few and right: those without whom the change does not happen."),
        _("Show them what they agree to: the goals as a document."),
        _("When vision or goals change afterwards, the list says who agreed to something else."),
    ),
}
"""What is good to know beside a form."""
