"""Every page of the program as the browser tests see it: in which procurement it stands, who looks, what is refused.

The list of pages is the access matrix itself, so a new page is looked at from the day it is in the matrix.
"""

from __future__ import annotations

from tests.access.matrix import MATRIX

LANGUAGES = ("nb", "sv", "da", "en")

NOT_PAGES = {
    "needs:export": "a workbook",
    "needs:import_form": "a workbook",
    "market:letter": "a mail",
    "market:note_file": "a document",
    "market:rows_export": "a workbook",
    "market:people_export": "a workbook",
    "market:input_file": "a file",
    "requirements:export": "a workbook",
    "requirements:document": "a document",
    "requirements:row": "part of a page",
    "criteria:weights_sum": "part of a page",
    "criteria:group_weights_sum": "part of a page",
    "road:evidence": "a file",
    "road:version": "a file",
    "road:log_export": "a file",
    "tenders:form_file": "a workbook",
    "tenders:prices_export": "a workbook",
    "tenders:file": "a file",
    "evaluation:workbook": "a workbook",
    "evaluation:record": "a file",
    "evaluation:report": "a document",
    "evaluation:kept": "a file",
    "evaluation:clarifications_workbook": "a workbook",
    "evaluation:letter": "a document",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "data for the passkey script",
    "mfa_reauthenticate_webauthn": "leads on to the page that asks for code or passkey",
    "set_language": "leads back to the page one stood on",
}

PAGES = sorted(name for name, (get, _) in MATRIX.items() if get != "-" and name not in NOT_PAGES)

SEEN_BY = {
    "people:accept": "guest",
    "dialogue:invitation": "guest",
    "dialogue:thanks": "guest",
    "dialogue:own": "guest",
    "account_login": "guest",
    "account_inactive": "guest",
    "account_reset_password": "guest",
    "account_reset_password_done": "guest",
    "account_reset_password_from_key": "guest",
    "account_reset_password_from_key_done": "guest",
    "mfa_authenticate": "half",
    "mfa_reauthenticate": "careful",
    "mfa_index": "careful",
    "mfa_deactivate_totp": "careful",
    "mfa_view_recovery_codes": "careful",
    "mfa_generate_recovery_codes": "careful",
    "mfa_list_webauthn": "careful",
    "mfa_add_webauthn": "careful",
    "mfa_edit_webauthn": "careful",
    "mfa_remove_webauthn": "careful",
    "mfa_activate_totp": "fresh",
}
"""Who looks at the pages that the leader does not: a guest; somebody with a second step; somebody halfway in."""

IN_THE_WORKSHOP = {
    "needs:change",
    "needs:remove",
    "needs:import",
    "goals:add",
    "goals:change",
    "goals:remove",
    "goals:vision",
    "requirements:change",
    "requirements:remove",
    "requirements:sections",
    "requirements:rename_section",
    "requirements:remove_section",
    "requirements:add",
    "requirements:import",
    "requirements:preview",
    "requirements:page",
    "criteria:page",
    "criteria:prices",
    "criteria:price_change",
    "criteria:change",
    "criteria:remove",
    "criteria:model",
    "criteria:requirements",
    "competition:page",
    "competition:publish",
    "road:activity",
    "road:skip",
    "road:decision",
}
"""Pages that can be written on only before the competition is published."""

IN_THE_CONTEST = {
    "evaluation:assignments",
    "evaluation:assignments_of",
    "evaluation:by_competence",
    "evaluation:competences",
    "evaluation:meeting_points",
    "evaluation:note",
    "evaluation:own",
    "evaluation:own_criterion",
    "evaluation:own_requirement",
    "evaluation:plan_meeting",
    "evaluation:musts_of",
    "evaluation:moderation_of",
    "evaluation:reject",
    "tenders:change",
    "tenders:replace",
}
"""Pages that can be written on only while tenders are judged."""

WHILE_EMPTY = (
    "road:road",
    "road:thread",
    "road:charter",
    "road:roles",
    "road:log",
    "collaboration:page",
    "needs:page",
    "goals:page",
    "market:page",
    "market:invitation",
    "market:people",
    "requirements:page",
    "requirements:figures",
    "requirements:sections",
    "requirements:add",
    "criteria:page",
    "criteria:model",
    "criteria:trial",
    "criteria:requirements",
    "criteria:prices",
    "competition:page",
    "tenders:page",
    "tenders:prices",
    "tenders:answers",
    "evaluation:page",
    "evaluation:musts",
    "evaluation:assignments",
    "evaluation:own",
    "evaluation:meetings",
    "evaluation:notes",
    "evaluation:scores",
    "evaluation:result",
    "evaluation:strengths",
    "evaluation:models",
    "evaluation:what_if",
    "evaluation:reasons",
)
"""Pages that are also looked at in a procurement that has just begun."""

REFUSED: dict[str, tuple[str, str, dict[str, str]]] = {
    "log in without a password": ("account_login", "guest", {"login": "someone@agder.example"}),
    "join with two passwords": ("people:accept", "guest", {"password": "short", "password_again": "other"}),
    "new password that is weak": ("account_change_password", "leader", {"password1": "a", "password2": "b"}),
    "code that is no code": ("mfa_authenticate", "half", {"code": "12"}),
    "app with a wrong code": ("mfa_activate_totp", "fresh", {"code": "000000"}),
    "profile without a name": ("people:profile", "leader", {"full_name": ""}),
    "invitation without an address": ("people:invite", "leader", {"email": "no address"}),
    "organisation with a wrong number": (
        "organisations:add",
        "leader",
        {"name": "", "country": "NO", "number": "123456789"},
    ),
    "start without a title": ("road:start", "leader", {"title": ""}),
    "role without a person": ("road:roles", "leader", {"hours_reserved": "-1"}),
    "interests without an answer": ("road:declare", "leader", {}),
    "activity of nobody there": ("road:activity", "leader", {"owner": "999999"}),
    "effort that is no number": ("road:effort", "leader", {"planned_days": "many"}),
    "decision without grounds": ("road:decision", "leader", {"outcome": "no"}),
    "skip without a reason": ("road:skip", "leader", {"reason": ""}),
    "deliverable without a file": ("road:deliverable", "leader", {}),
    "member without a name": ("collaboration:new", "leader", {"name": "", "population": "many"}),
    "need without words": ("needs:add", "leader", {"title": ""}),
    "needs without a workbook": ("needs:import", "leader", {}),
    "goal with two figures in one": (
        "goals:add",
        "leader",
        {"title": "", "baseline": "1.234", "target": "x"},
    ),
    "vision without words": ("goals:vision", "leader", {"text": ""}),
    "requirement without a title": ("requirements:add", "leader", {"title": "", "obligation": "none"}),
    "requirement changed to nothing": ("requirements:change", "leader", {"title": "", "ref": ""}),
    "section without a title": ("requirements:sections", "leader", {"title": ""}),
    "requirements without a workbook": ("requirements:import", "leader", {}),
    "criterion without a title": ("criteria:add", "leader", {"title": ""}),
    "weights that do not add up": ("criteria:weights", "leader", {}),
    "model without a scale": ("criteria:model", "leader", {"method": "points", "scale": "-1"}),
    "criterion changed to nothing": ("criteria:change", "leader", {"title": ""}),
    "price line without a volume": ("criteria:price_add", "leader", {"title": "", "volume": "x"}),
    "price line changed to nothing": ("criteria:price_change", "leader", {"title": "", "volume": "x"}),
    "trial with words for figures": (
        "criteria:trial",
        "leader",
        {"count": "4", "do": "try", "price-A": "dear"},
    ),
    "publication without a deadline": ("competition:publish", "leader", {"notice_reference": ""}),
    "tender without forms": ("tenders:receive", "leader", {"name": ""}),
    "new forms without a reason": ("tenders:replace", "leader", {"reason": ""}),
    "must failed without a ground": ("evaluation:musts_of", "leader", {"revision": "0"}),
    "question without words": ("evaluation:propose_question", "leader", {"tender": "", "question": ""}),
    "own points handed in too early": ("evaluation:own_criterion", "leader", {"hand_in": "yes"}),
    "meeting without a criterion": ("evaluation:plan_meeting", "leader", {"kind": "party"}),
    "rejection without a ground": ("evaluation:reject", "leader", {"reason": ""}),
}
"""Forms that are sent with something wrong: the address, who sends it, and what (the stage adds what only it knows)."""


def place_of(name: str) -> str:
    """Say in which procurement a page is looked at."""
    if name in IN_THE_CONTEST:
        return "contest"
    return "workshop" if name in IN_THE_WORKSHOP else "agder"
