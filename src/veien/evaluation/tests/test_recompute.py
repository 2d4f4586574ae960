"""Recomputing: what the page says to compare, a command that needs only Python, the workbook and the report."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from veien.evaluation import queries
from veien.evaluation.models import QualityLock
from veien.evaluation.queries.files import made_ranking
from veien.evaluation.tests.cast import judge_and_score, make_case

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).resolve().parents[3]


@pytest.fixture
def case(procurement: Any, leader: Any, nurse: Any, make_user: Callable[..., Any]) -> Any:
    make_user("The second nurse", role="evaluation-group", procurement=procurement)
    procurement.language = "en"
    procurement.save()
    made = make_case(procurement, leader)
    judge_and_score(made, leader)
    return made


def address(case: Any, name: str) -> str:
    return reverse(f"evaluation:{name}", args=[case.procurement.public_id])


def test_the_page_says_all_there_is_to_compare(
    case: Any, nurse: Any, client_of: Callable[..., Client]
) -> None:
    computed = queries.computed_of(case.procurement)
    assert computed.result is not None
    page = client_of(nurse).get(address(case, "recompute")).content.decode()
    assert computed.result["input_sha256"] in page
    for key, held in computed.result["tenders"].items():
        assert f"{key} Firm {key}" in page
        assert held["total"] in page
    digests = computed.document["evidence"]["digests"]
    for name in ("model", "scores", "reasons", "judging", "requirements", "criteria", "price_lines"):
        assert digests[name] in page, name


def test_the_command_needs_nothing_but_python(case: Any, tmp_path: Path) -> None:
    computed = queries.computed_of(case.procurement)
    record = tmp_path / "record.json"
    record.write_text(json.dumps(computed.document), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "check")], check=True)
    python = str(tmp_path / "check" / "bin" / "python")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DJANGO"))}
    bare = subprocess.run([python, "-c", "import django"], env=clean, capture_output=True, check=False)
    assert bare.returncode != 0
    command = [python, "-m", "veien.command.main", "evaluate", str(record), "--json"]
    done = subprocess.run(command, env={**clean, "PYTHONPATH": str(SOURCE)}, capture_output=True, check=True)
    assert json.loads(done.stdout) == json.loads(json.dumps(computed.result))


def test_the_workbook_is_downloaded_and_holds_formulas(
    case: Any, nurse: Any, client_of: Callable[..., Client]
) -> None:
    answer = client_of(nurse).get(address(case, "excel"))
    data = b"".join(answer) if answer.streaming else answer.content
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert any(str(cell.value).startswith("=") for row in book["Result"].iter_rows() for cell in row)


def test_there_is_nothing_to_recompute_before_the_ranking(
    case: Any, nurse: Any, client_of: Callable[..., Client]
) -> None:
    QualityLock.objects.all().delete()
    client = client_of(nurse)
    assert "cannot be ranked yet" in client.get(address(case, "recompute")).content.decode()
    assert client.get(address(case, "excel")).status_code == 302


def test_the_report_says_how_it_was_judged(case: Any) -> None:
    made = made_ranking(case.procurement, queries.computed_of(case.procurement), "en", "pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.data)).pages)
    flat = " ".join(text.split())
    for words in (
        "In three sentences",
        "2 people judged quality",
        "Judging of quality locked",
        "Prices opened",
        "Krippendorff's alpha",
        "How steady the order is",
        "The second nurse",
    ):
        assert words in flat, words
