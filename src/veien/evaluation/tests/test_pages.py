"""The case of five tenders through the pages: judged, scored, ranked, recomputed; and who may do what."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from veien.evaluation import queries
from veien.evaluation.models import EvaluationRecord, MustJudgement
from veien.evaluation.tests.cast import (
    COMPETENCE,
    ENVIRONMENT,
    close,
    judge_and_score,
    make_case,
    make_model,
    make_requirements,
    make_tender,
    publish,
    score_alone,
    settle,
    take_up,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader)


def url(case: Any, name: str, *rest: object) -> str:
    return reverse(f"evaluation:{name}", args=[case.procurement.public_id, *rest])


def points_page(case: Any, leaf: str = "environment") -> str:
    return url(case, "moderation_of", getattr(case, leaf).public_id)


def musts_page(case: Any, key: str) -> str:
    return url(case, "musts_of", case.tenders[key].public_id)


def play(case: Any, client: Client, nurse: Any) -> None:
    """Judge and settle the whole case through the pages."""
    for key in "ABCD":
        assert client.post(musts_page(case, key), {"revision": "0", "rest_met": "yes"}).status_code == 302
    data = {
        "revision": "0",
        "rest_met": "yes",
        f"must-{case.musts[1].pk}": "failed",
        f"ground-{case.musts[1].pk}": "The certificate has run out.",
    }
    assert client.post(musts_page(case, "E"), data).status_code == 302
    for leaf, points in ((case.environment, ENVIRONMENT), (case.competence, COMPETENCE)):
        score_alone(case, leaf, {key: (points[key], "As it is in use.") for key in "ABCD"})
        meeting = url(case, "moderation_of", leaf.public_id)
        assert client.post(url(case, "open_moderation", leaf.public_id)).status_code == 302
        assert client.post(meeting, {"agreed": "yes"}).status_code == 302
    close(case, nurse)


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " "))


def test_five_tenders_are_judged_scored_and_ranked_through_the_pages(
    case: Any, client_of: ClientOf, nurse: Any, leader: Any
) -> None:
    client = client_of(nurse)
    assert "judge whether each tender meets" in text_of(client.get(url(case, "page")))
    play(case, client, nurse)
    overview = text_of(client.get(url(case, "page")))
    assert "The result is there" in overview
    page = text_of(client_of(leader).get(url(case, "result")))
    assert "D Firm D is ranked first." in page
    assert "It has 7.30 of 10 points, 0.025 more than B Firm B." in page
    assert "must-requirement M-2 not met: The certificate has run out." in page
    for label in ("1. D Firm D", "2. B Firm B", "3. A Firm A", "4. C Firm C"):
        assert label in page
    assert "NOK 900,000" in page
    assert "Price 0.2 × 8.75 + Environment 0.5 × 5.7 + Competence 0.3 × 9 = 7.3" in page
    assert "10 × (1 − (900,000 − 800,000) / (1 × 800,000)) = 8.75" in page
    assert "One quality point is worth NOK 320,000" in page
    assert "Without C Firm C, B Firm B would stand before D Firm D." in page
    assert "D Firm D stands before B Firm B because the lowest price is under NOK 823,529." in page
    assert "veien evaluate safety-alarms-record.json" in page
    reasons = text_of(client.get(url(case, "reasons")))
    assert reasons.count("As it is in use.") == 8


def test_the_downloaded_record_gives_the_same_result_by_the_command(
    case: Any, client_of: ClientOf, nurse: Any, tmp_path: Any
) -> None:
    client = client_of(nurse)
    play(case, client, nurse)
    shown = queries.result_of(case.procurement)
    response = client.get(url(case, "record"))
    assert response["Content-Disposition"].endswith('"safety-alarms-record.json"')
    path = tmp_path / "record.json"
    path.write_bytes(response.content)
    program = "import sys; from veien.command.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "evaluate", str(path), "--json"], capture_output=True, check=True
    )
    assert json.loads(done.stdout) == shown
    evidence = json.loads(response.content)["evidence"]
    assert evidence["reasons"]["A"]["environment"] == "As it is in use."
    assert len(evidence["digests"]["requirements"]) == len(evidence["digests"]["log"]["head"]) == 64


@pytest.mark.parametrize("model", ["proportional", "priced"])
def test_every_model_has_a_result_page(
    procurement: Any, leader: Any, nurse: Any, client_of: ClientOf, model: str
) -> None:
    case = make_case(procurement, leader, model=model)
    judge_and_score(case, nurse)
    page = text_of(client_of(leader).get(url(case, "result")))
    if model == "priced":
        assert "D Firm D is ranked first." in page
        assert "Evaluated price" in page
        assert "900,000 − 50,000 × 5.7 − 30,000 × 9 = 345,000" in page
        assert "What the weights really did" not in page
    else:
        assert "B Firm B is ranked first." in page
        assert "No tender decides between the others." in page


def test_tenders_that_are_level_share_the_first_place(case: Any, client_of: ClientOf, nurse: Any) -> None:
    from veien.tenders.models import PriceAnswer

    judge_and_score(case, nurse, is_closed=False)
    PriceAnswer.objects.all().update(unit_price=1000)
    for leaf in (case.environment, case.competence):
        settle(case, nurse, leaf, dict.fromkeys("ABCD", ("7", "Just as good.")))
    close(case, nurse)
    page = text_of(client_of(nurse).get(url(case, "result")))
    assert "A Firm A, B Firm B, C Firm C and D Firm D share the first place." in page


def test_what_is_missing_stands_where_the_result_will_stand(
    case: Any, client_of: ClientOf, nurse: Any
) -> None:
    client = client_of(nurse)
    page = text_of(client.get(url(case, "result")))
    assert "The tenders cannot be ranked yet" in page
    assert "A Firm A: 2 must-requirements are not judged." in page
    assert "Environment: points and reason are missing for A, B, C, D, E." in page
    assert "800,000" not in page
    for name, rest in (("record", ()), ("report", ("pdf",))):
        assert client.get(url(case, name, *rest)).status_code == 302


def test_a_case_that_cannot_be_computed_says_why(case: Any, client_of: ClientOf, nurse: Any) -> None:
    from veien.tenders.models import PriceAnswer

    judge_and_score(case, nurse)
    PriceAnswer.objects.filter(tender=case.tenders["A"]).update(unit_price=0)
    page = text_of(client_of(nurse).get(url(case, "result")))
    assert "A Firm A: the price must be above zero." in page


def test_an_empty_room_says_what_to_do(procurement: Any, nurse: Any, client_of: ClientOf) -> None:
    client = client_of(nurse)
    for name in ("page", "musts", "scores", "result", "reasons"):
        response = client.get(reverse(f"evaluation:{name}", args=[procurement.public_id]))
        assert response.status_code == 200
    page = text_of(client.get(reverse("evaluation:page", args=[procurement.public_id])))
    assert "The competition is not published yet." in page
    assert client.get(reverse("evaluation:workbook", args=[procurement.public_id])).status_code == 302


def test_a_failed_must_without_a_ground_is_refused_at_its_field(
    case: Any, client_of: ClientOf, nurse: Any
) -> None:
    data = {
        "revision": "0",
        "rest_met": "yes",
        f"must-{case.musts[0].pk}": "failed",
        f"ground-{case.musts[0].pk}": "",
    }
    response = client_of(nurse).post(musts_page(case, "A"), data)
    assert response.status_code == 422
    page = text_of(response)
    assert "Say in a sentence why the requirement is not met." in page
    assert f'href="#must-{case.musts[0].pk}"' in page
    assert not MustJudgement.objects.exists()


def test_the_fields_of_a_requirement_with_a_long_key_find_their_way_back(
    procurement: Any, leader: Any, nurse: Any, client_of: ClientOf
) -> None:
    model = make_model(procurement, leader)
    asked = make_requirements(procurement, model, first_key=1_234_567)
    publish(procurement, leader)
    tender = make_tender(procurement, leader, "A", lines={}, answers={each.pk: "yes" for each in asked.musts})
    address = reverse("evaluation:musts_of", args=[procurement.public_id, tender.public_id])
    client = client_of(nurse, language="nb")
    assert 'name="must-1234567" value="failed"' in text_of(client.get(address))
    data = {"revision": "0", "rest_met": "yes", "must-1234567": "failed", "ground-1234567": "Nei."}
    assert client.post(address, data).status_code == 302
    assert not MustJudgement.objects.get(requirement=asked.musts[0]).passed


def test_two_judges_of_one_tender_lose_nothing(case: Any, client_of: ClientOf, nurse: Any) -> None:
    client = client_of(nurse)
    assert client.post(musts_page(case, "A"), {"revision": "0", "rest_met": "yes"}).status_code == 302
    data = {
        "revision": "0",
        f"must-{case.musts[0].pk}": "failed",
        f"ground-{case.musts[0].pk}": "I read it otherwise.",
        f"must-{case.musts[1].pk}": "met",
    }
    late = client.post(musts_page(case, "A"), data)
    assert late.status_code == 409
    page = text_of(late)
    assert "I read it otherwise." in page
    assert "The other wrote:" in page
    assert 'name="revision" value="1"' in page
    assert client.post(musts_page(case, "A"), data | {"revision": "1"}).status_code == 302
    assert queries.standing_of(case.procurement).by_key("A").is_rejected


def test_the_matrix_can_be_narrowed(case: Any, client_of: ClientOf, nurse: Any) -> None:
    judge_and_score(case, nurse)
    client = client_of(nurse)
    assert "must 1" in text_of(client.get(url(case, "musts")))
    narrowed = text_of(client.get(url(case, "musts"), {"state": "failed"}))
    assert "M-2 must 2" in narrowed
    assert "M-1 must 1" not in narrowed
    assert "The certificate has run out." in narrowed
    assert "No must-requirement fits" in text_of(client.get(url(case, "musts"), {"q": "nowhere"}))


def test_the_purchaser_rejects_and_takes_back(case: Any, client_of: ClientOf, buyer: Any) -> None:
    client = client_of(buyer)
    address = url(case, "reject", case.tenders["A"].public_id)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "It is not signed."}).status_code == 302
    assert "It is not signed." in text_of(client.get(url(case, "page")))
    assert "taken back" in text_of(client.get(address))
    assert client.post(address, {"reason": "The signature was found."}).status_code == 302
    assert not queries.standing_of(case.procurement).by_key("A").is_rejected


def test_a_record_is_kept_and_can_be_downloaded_as_it_was(
    case: Any, client_of: ClientOf, nurse: Any, leader: Any
) -> None:
    judge_and_score(case, nurse)
    client = client_of(leader)
    assert client.post(url(case, "keep"), {"note": "x" * 301}).status_code == 422
    assert client.post(url(case, "keep"), {"note": "Before the meeting"}).status_code == 302
    record = EvaluationRecord.objects.get()
    assert "Nothing has changed since record 1." in text_of(client.get(url(case, "result")))
    take_up(case)
    settle(case, nurse, case.environment, {"A": ("9", "Seen again.")})
    close(case, nurse)
    assert "Something has changed since record 1." in text_of(client.get(url(case, "result")))
    kept = client.get(url(case, "kept", record.public_id, "record"))
    assert json.loads(kept.content)["tenders"][0]["points"]["environment"] == "6"
    result = client.get(url(case, "kept", record.public_id, "result"))
    assert json.loads(result.content)["order"] == ["D", "B", "A", "C"]
    assert client.get(url(case, "kept", record.public_id, "other")).status_code == 404


def test_the_report_is_a_pdf_and_a_word_file(case: Any, client_of: ClientOf, nurse: Any) -> None:
    judge_and_score(case, nurse)
    client = client_of(nurse)
    pdf = client.get(url(case, "report", "pdf"))
    assert pdf.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf.content
    assert client.get(url(case, "report", "docx")).content.startswith(b"PK")
    assert client.get(url(case, "report", "exe")).status_code == 404


def test_the_workbook_holds_points_reasons_and_judgements(case: Any, client_of: ClientOf, nurse: Any) -> None:
    judge_and_score(case, nurse)
    book = openpyxl.load_workbook(io.BytesIO(client_of(nurse).get(url(case, "workbook")).content))
    points, musts = book.worksheets[0], book.worksheets[1]
    told = {(row[0].value, row[2].value): row[3].value for row in points.iter_rows(min_row=5)}
    assert told["Environment", "D Firm D"] == 5.7
    judged = {(row[0].value, row[2].value): row[4].value for row in musts.iter_rows(min_row=3)}
    assert judged["M-2", "E Firm E"] == "The certificate has run out."


def addresses(case: Any) -> dict[str, str]:
    return {
        "page": url(case, "page"),
        "musts": url(case, "musts"),
        "musts_of": musts_page(case, "A"),
        "scores": url(case, "scores"),
        "workbook": url(case, "workbook"),
        "moderation": url(case, "moderation"),
        "moderation_of": points_page(case),
        "result": url(case, "result"),
        "record": url(case, "record"),
        "report": url(case, "report", "docx"),
        "reasons": url(case, "reasons"),
    }


def test_strangers_and_readers_find_nothing(
    case: Any, client_of: ClientOf, stranger: Any, reader: Any, nurse: Any
) -> None:
    judge_and_score(case, nurse)
    for user in (stranger, reader):
        client = client_of(user)
        assert {client.get(address).status_code for address in addresses(case).values()} == {404}
        assert client.post(url(case, "keep"), {}).status_code == 404


def test_the_owner_reads_and_changes_nothing(case: Any, client_of: ClientOf, owner: Any, nurse: Any) -> None:
    judge_and_score(case, nurse)
    client = client_of(owner)
    assert {client.get(address).status_code for address in addresses(case).values()} == {200}
    assert client.post(points_page(case), {"agreed": "yes"}).status_code == 404
    assert client.post(musts_page(case, "A"), {"rest_met": "yes"}).status_code == 404
    assert client.get(url(case, "reject", case.tenders["A"].public_id)).status_code == 404
    assert client.post(url(case, "keep"), {}).status_code == 404


QUERIES = {
    "page": 27,
    "musts": 19,
    "musts_of": 21,
    "scores": 17,
    "moderation": 21,
    "moderation_of": 31,
    "result": 40,
    "record": 32,
    "reasons": 16,
}
"""Queries a page asks, session, roles and the line under the heading included."""


def count_of(client: Client, address: str, counting: Any) -> int:
    client.get(address)
    with counting as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_ask_the_database_as_often_for_many_as_for_few(
    make_user: Any, buyer_org: Any, leader: Any, client_of: ClientOf
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from veien.road.actions import start_procurement

    counts: list[dict[str, int]] = []
    for keys, musts, shoulds in (("AE", 2, 2), ("ABCDE", 40, 60)):
        procurement = start_procurement(
            by=leader, title=f"Alarms {keys}", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
        )
        nurse = make_user(role="evaluation-group", procurement=procurement)
        case = make_case(procurement, leader, keys=keys, musts=musts, shoulds=shoulds)
        judge_and_score(case, nurse)
        client = client_of(nurse)
        skipped = ("workbook", "report")
        counts.append(
            {
                name: count_of(client, address, CaptureQueriesContext(connection))
                for name, address in addresses(case).items()
                if name not in skipped
            }
        )
    assert counts[0] == counts[1]
    assert counts[0] == QUERIES
