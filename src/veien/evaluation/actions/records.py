"""Keeping the record: the case as it is computed now, with its result, under a number and a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.evaluation.models import EvaluationRecord
from veien.evaluation.queries.case import Computed, computed_of
from veien.evaluation.queries.download import JSON, as_file, record_name, result_name
from veien.evaluation.rules import case_digest
from veien.files.actions import keep
from veien.foundation import clock
from veien.foundation.canonical import digest_of
from veien.foundation.errors import Refused
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

LONGEST_NOTE = 300


class CannotKeepRecord(Refused):
    """There is no result to keep yet; the message says what is missing."""


def keep_record(procurement: Procurement, *, by: User, note: str = "") -> EvaluationRecord:
    """Freeze the case and its result as they stand now, as the next numbered record.

    May: score or judge_price
    Raises: CannotKeepRecord while the tenders cannot be ranked, or for a note that is too long.
    Logs: evaluation.record_kept
    """
    note = " ".join(note.split())
    if len(note) > LONGEST_NOTE:
        raise CannotKeepRecord(
            _("The note is longer than %(most)s letters.") % {"most": LONGEST_NOTE}, field="note"
        )
    with recorded(procurement.public_id, "evaluation.record_kept", by=by) as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        computed = computed_of(procurement)
        record = _kept(procurement, computed, by=by, note=note)
        entry.subject = f"record:{record.public_id}"
        entry.content = {
            "number": record.number,
            "sha256": record.sha256,
            "result_digest": record.result_digest,
            "order": list(computed.result["order"]) if computed.result else [],
            "note": note,
        }
    return record


def _kept(procurement: Procurement, computed: Computed, *, by: User, note: str) -> EvaluationRecord:
    if computed.result is None:
        first = computed.missing[0].sentence if computed.missing else ""
        raise CannotKeepRecord(_("There is no result to keep yet. %(missing)s") % {"missing": first})
    mine = EvaluationRecord.objects.filter(procurement=procurement)
    number = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
    file = keep(as_file(computed.document), name=record_name(procurement, number), content_type=JSON)
    result = keep(as_file(computed.result), name=result_name(procurement, number), content_type=JSON)
    return EvaluationRecord.objects.create(
        procurement=procurement,
        number=number,
        file=file,
        result_file=result,
        sha256=file.sha256,
        result_digest=digest_of(dict(computed.result)),
        case_digest=case_digest(computed.document),
        scores_digest=computed.document["evidence"]["digests"]["scores"],
        note=note,
        made_by=by,
        made_at=clock.now(),
    )
