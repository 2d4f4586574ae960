"""Run in a database that has been brought up to date: takes two procurements on from where they stood, and tells."""

from __future__ import annotations

import json
import sys
from typing import Any


def told() -> dict[str, Any]:
    from veien.evaluation import actions, queries
    from veien.evaluation.queries.moderating import opened_of
    from veien.people.models import User
    from veien.road.queries import Procurement

    leader, nurse, buyer = (User.objects.get(full_name=name) for name in ("Leader", "Nurse", "Buyer"))
    whole, half = (Procurement.objects.get(title=title) for title in ("All settled", "Half settled"))
    found: dict[str, Any] = {"missing": {each.title: missing(each) for each in (whole, half)}}
    found["kept"] = kept(whole)
    found["since"] = queries.changed_since(queries.records_of(whole), queries.case_of(whole)).judgements
    actions.lock_quality(whole, by=nurse)
    actions.ask_to_open_prices(whole, by=leader)
    actions.open_prices(whole, by=buyer)
    computed = queries.computed_of(whole)
    found |= {"record": computed.document, "result": computed.result}
    found["kept again"] = actions.keep_record(whole, by=nurse).number
    found["kept after"] = kept(whole)
    finish(half, nurse)
    found["half after"] = missing(half)
    found["meetings"] = len(opened_of(half))
    return json.loads(json.dumps(found))


def missing(procurement: Any) -> list[str]:
    from veien.evaluation import queries

    return [each.kind for each in queries.missing_of(procurement, queries.standing_of(procurement))]


def kept(procurement: Any) -> dict[str, Any]:
    from veien.evaluation import queries
    from veien.files.queries import content_of

    record = next(each for each in queries.records_of(procurement) if each.number == 1)
    record = queries.record_for(procurement, record.public_id)
    return {
        "sha256": record.sha256,
        "record": content_of(record.file).decode(),
        "result": content_of(record.result_file).decode(),
    }


def finish(procurement: Any, by: Any) -> None:
    """Score the criterion that has no points yet in the new way: alone, handed in, met over, settled."""
    from veien.criteria.models import Criterion
    from veien.evaluation import actions
    from veien.tenders.models import Tender

    leaf = Criterion.objects.get(procurement=procurement, title="Competence")
    tenders = Tender.objects.filter(procurement=procurement)
    own = [actions.Own(each, points="7", reason="It answers at once.") for each in tenders]
    actions.keep_own_scores(procurement, by=by, criterion=leaf, scores=own)
    actions.hand_in(procurement, by=by, criterion=leaf)
    actions.open_moderation(procurement, by=by, criterion=leaf)
    actions.settle_agreed(procurement, by=by, criterion=leaf)


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(told(), sys.stdout)
