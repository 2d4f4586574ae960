"""A finding of the price control, as the page writes it and asks about it."""

from __future__ import annotations

from dataclasses import dataclass

from veien.tenders import forms
from veien.tenders.queries.control import Answered, Controlled
from veien.tenders.queries.finding_words import finding_text, finding_title


@dataclass(frozen=True)
class ShownFinding:
    """One finding: what it is, its answer, and the form where the reader may answer."""

    anchor: str
    line: str
    title: str
    text: str
    answer: Answered | None
    form: forms.AnswerFinding | None
    is_unfolded: bool


def shown_finding(
    each: Controlled,
    currency: str,
    *,
    form: forms.AnswerFinding | None,
    may_answer: bool,
    is_open: bool,
    is_next: bool = False,
) -> ShownFinding:
    """Write a finding in the reader's language; ``form`` is the one that was sent and has faults, if any.

    ``is_next`` unfolds the form of the first question that waits.
    """
    finding = each.finding
    anchor = f"{finding.line.key}-{finding.kind}"
    is_sent = form is not None and _is_about(form, each)
    shown: forms.AnswerFinding | None = form if is_sent else None
    if may_answer and shown is None:
        shown = forms.AnswerFinding(
            kind=finding.kind, is_open=is_open, auto_id=f"{anchor}_%s", initial=_initial(each)
        )
    if shown is not None:
        shown.auto_id = f"{anchor}_%s"
    return ShownFinding(
        anchor=anchor,
        line=finding.line.title,
        title=finding_title(finding.kind),
        text=finding_text(finding, currency),
        answer=each.answer,
        form=shown,
        is_unfolded=is_sent or is_next,
    )


def _is_about(form: forms.AnswerFinding, each: Controlled) -> bool:
    said = (str(form["line"].value()), str(form["kind"].value()))
    return said == (str(each.finding.line.public_id), each.finding.kind)


def _initial(each: Controlled) -> dict[str, object]:
    found: dict[str, object] = {
        "line": each.finding.line.public_id,
        "kind": each.finding.kind,
        "revision": each.answer.revision if each.answer else 0,
    }
    if each.answer:
        found |= {"outcome": each.answer.outcome, "note": each.answer.note}
    return found
