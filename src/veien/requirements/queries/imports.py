"""Staged workbooks, and what each would change."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from veien.requirements.models import StagedImport
from veien.requirements.queries.content import written_rows
from veien.requirements.queries.rows import sections_of
from veien.requirements.rules import Plan, Written, plan_of
from veien.road.queries import Procurement


def staged_import_for(procurement: Procurement, public_id: UUID) -> StagedImport:
    """Give a staged workbook of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has none with that id.
    """
    found = StagedImport.objects.select_related("file").filter(procurement=procurement, public_id=public_id)
    staged = found.first()
    if staged is None:
        raise Http404
    return staged


def plan_for(procurement: Procurement, staged: StagedImport) -> Plan:
    """Compare a staged workbook with the specification as it stands now. Four queries."""
    rows = [Written.from_mapping(each) for each in staged.rows]
    titles = [each.title for each in sections_of(procurement)]
    return plan_of(rows, written_rows(procurement), titles)
