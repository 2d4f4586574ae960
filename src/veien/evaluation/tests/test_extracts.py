"""What one tenderer is told: all of its own, and no string of another's secrets in any ending."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.evaluation import queries
from veien.evaluation.models import QualityLock, Score
from veien.evaluation.queries.extract import Choices, extract_of
from veien.evaluation.rules.redacting import Secrets
from veien.evaluation.tests.cast import PRICES, judge_and_score, make_case
from veien.tenders.models import Tender

pytestmark = pytest.mark.django_db
NAMES = {
    "A": "Aurora Care Instruments",
    "B": "Borealis Alarm",
    "C": "Cirrus Home",
    "D": "Delta Watch",
    "E": "Echo Nord",
}


@pytest.fixture
def case(procurement: Any, leader: Any, nurse: Any) -> Any:
    procurement.language = "en"
    procurement.save()
    made = make_case(procurement, leader)
    judge_and_score(made, leader)
    for key, tender in made.tenders.items():
        Tender.objects.filter(pk=tender.pk).update(name=NAMES[key])
        for score in Score.objects.filter(tender=tender):
            score.reason = f"Secret {key} {score.criterion_id}: tried for a week."
            score.save()
    return made


def address(case: Any, name: str, *rest: object) -> str:
    return reverse(f"evaluation:{name}", args=[case.procurement.public_id, *rest])


def text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def text_of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [
            packed.read(name).decode("utf-8", "ignore") for name in packed.namelist() if name.endswith(".xml")
        ]
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(parts)))


def endings(case: Any, client: Client, key: str, data: dict[str, str] | None = None) -> dict[str, str]:
    """Give all that a tenderer can be told, as text: page, PDF and Word."""
    place = case.tenders[key].public_id
    fetch = (lambda url: client.post(url, data)) if data else client.get
    page = fetch(address(case, "extract", place))
    pdf = fetch(address(case, "extract_file", place, "pdf"))
    word = fetch(address(case, "extract_file", place, "docx"))
    assert [each.status_code for each in (page, pdf, word)] == [200, 200, 200]
    return {
        "page": html.unescape(page.content.decode()),
        "pdf": text_of_pdf(b"".join(pdf) if pdf.streaming else pdf.content),
        "word": text_of_word(b"".join(word) if word.streaming else word.content),
    }


def flat(text: str) -> str:
    """Take out all space, so that a line break hides nothing."""
    return re.sub(r"\s", "", text)


def secrets_of(case: Any, key: str, winner: str) -> list[str]:
    """Give every string that the tenderer may not read."""
    found = []
    for other in set(case.tenders) - {key}:
        if other != winner:
            found.append(NAMES[other])
        found += [f"Secret {other}", PRICES[other], f"{int(PRICES[other]):,}"]
    return found


def test_no_string_of_anothers_secrets_is_in_any_ending(
    case: Any, buyer: Any, client_of: Callable[..., Client]
) -> None:
    computed = queries.computed_of(case.procurement)
    assert computed.result is not None
    winner = computed.result["order"][0]
    client = client_of(buyer)
    for key in case.tenders:
        own = case.tenders[key]
        for ending, text in endings(case, client, key).items():
            for secret in secrets_of(case, key, winner):
                assert flat(secret) not in flat(text), (key, ending, secret)
            assert flat(NAMES[key]) in flat(text), (key, ending)
            assert flat(NAMES[winner]) in flat(text), (key, ending)
            if key != "E":
                assert flat(f"Secret {key}") in flat(text), (key, ending)
        assert own.name


def test_a_reason_that_names_another_or_its_price_is_told_without(
    case: Any, buyer: Any, client_of: Callable[..., Client]
) -> None:
    computed = queries.computed_of(case.procurement)
    assert computed.result is not None
    order = computed.result["order"]
    last, other = order[-1], order[1]
    score = Score.objects.filter(tender=case.tenders[last]).first()
    assert score is not None
    spaced = f"{int(PRICES[other]):,}".replace(",", " ")
    score.reason = f"Weaker than {NAMES[other].upper()}, which costs {spaced} kr."
    score.save()
    client = client_of(buyer)
    told = endings(case, client, last)
    for ending, text in told.items():
        assert flat(NAMES[other]).casefold() not in flat(text).casefold(), ending
        assert flat(spaced) not in flat(text), ending
        assert flat("Weaker than [") in flat(text), ending
    assert "Something was taken out." in told["page"]


def test_the_buyer_chooses_what_is_told_of_the_chosen_tender(
    case: Any, buyer: Any, client_of: Callable[..., Client]
) -> None:
    computed = queries.computed_of(case.procurement)
    assert computed.result is not None
    order = computed.result["order"]
    last = case.tenders[order[-1]].public_id
    theirs = computed.result["tenders"][order[0]]["points"]
    price = next(row for row in extract_of(computed, last).rows if row.title == "Price")
    assert price.chosen == "–"
    chosen = {row.title: row.chosen for row in extract_of(computed, last, Choices(price_points=True)).rows}
    assert Decimal(chosen["Price"].replace(",", ".")) == Decimal(theirs["price"])
    without = extract_of(computed, last, Choices(points=False))
    assert {row.chosen for row in without.rows} == {"–"}
    client = client_of(buyer)
    said = endings(case, client, order[-1], {"points": "on", "words": "It answered within a minute."})
    assert all(flat("It answered within a minute.") in flat(text) for text in said.values())


def test_words_that_name_another_tenderer_are_refused_at_the_field(
    case: Any, buyer: Any, client_of: Callable[..., Client]
) -> None:
    computed = queries.computed_of(case.procurement)
    assert computed.result is not None
    last, other = computed.result["order"][-1], computed.result["order"][1]
    client = client_of(buyer)
    words = f"Better than {NAMES[other]} too."
    for name, rest in (("extract", ()), ("extract_file", ("pdf",))):
        answer = client.post(address(case, name, case.tenders[last].public_id, *rest), {"words": words})
        assert answer.status_code == 422
        assert "names another tenderer" in answer.content.decode()
        assert words in html.unescape(answer.content.decode())


def test_one_that_is_rejected_reads_its_grounds_and_no_place(
    case: Any, buyer: Any, client_of: Callable[..., Client]
) -> None:
    for ending, text in endings(case, client_of(buyer), "E").items():
        assert flat("The certificate has run out.") in flat(text), ending
        assert flat("rejected and was not ranked") in flat(text), ending


def test_only_who_judges_prices_or_publishes_draws_them_up(
    case: Any, buyer: Any, nurse: Any, reader: Any, client_of: Callable[..., Client]
) -> None:
    place = case.tenders["A"].public_id
    for name, rest in (("extracts", ()), ("extract", (place,)), ("extract_file", (place, "pdf"))):
        assert client_of(buyer).get(address(case, name, *rest)).status_code == 200
        assert client_of(nurse).get(address(case, name, *rest)).status_code == 404
        assert client_of(reader).get(address(case, name, *rest)).status_code == 404
    assert client_of(buyer).get(address(case, "extract_file", place, "xlsx")).status_code == 404


def test_there_is_none_before_the_ranking(case: Any, buyer: Any, client_of: Callable[..., Client]) -> None:
    QualityLock.objects.all().delete()
    client = client_of(buyer)
    assert "cannot be ranked yet" in client.get(address(case, "extracts")).content.decode()
    for name, rest in (("extract", ()), ("extract_file", ("pdf",))):
        answer = client.get(address(case, name, case.tenders["A"].public_id, *rest))
        assert answer.status_code == 302


def test_what_the_law_asks_is_said_only_with_a_source(
    case: Any, buyer: Any, client_of: Callable[..., Client]
) -> None:
    page = client_of(buyer).get(address(case, "extracts")).content.decode()
    assert "read in the source" in page
    assert "25-1" in page
    buyer_org = case.procurement.buyer
    buyer_org.country = "DK"
    buyer_org.save()
    page = client_of(buyer).get(address(case, "extracts")).content.decode()
    assert "read in the source" not in page
    assert "uncertain" in page


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_pages_speak_every_language(
    case: Any, buyer: Any, client_of: Callable[..., Client], language: str
) -> None:
    client = client_of(buyer, language=language)
    heads = {
        "nb": ("Hva hver tilbyder får vite", "Regn ut selv"),
        "sv": ("Vad varje anbudsgivare får veta", "Räkna själv"),
        "da": ("Hvad hver tilbudsgiver får at vide", "Regn selv efter"),
        "en": ("What each tenderer is told", "Recompute it yourself"),
    }
    assert heads[language][0] in client.get(address(case, "extracts")).content.decode()
    assert heads[language][1] in client.get(address(case, "recompute")).content.decode()


words = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Zs", "Po")), max_size=30)
names = st.sampled_from(["Nord", "Nord Alarm AS", "Sør+Vest (DK)", "A.B", "Øst"])
amounts = st.decimals("100", "99999999", places=2)


@settings(deadline=None)
@given(words, names, amounts, words, st.sampled_from([" ", ".", ",", "\u00a0", ""]))
def test_a_name_or_a_price_never_survives(
    before: str, name: str, price: Decimal, after: str, gap: str
) -> None:
    secrets = Secrets((name,), (price,), ("Nordlys",))
    whole, _point, cents = f"{price:,.2f}".partition(".")
    text = f"{before} {name.upper()} og {whole.replace(',', gap)},{cents} kr {after}"
    clean = secrets.without(text, name="[x]", amount="[y]")
    assert not secrets.found_in(clean)
    assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", clean, re.IGNORECASE)
    assert f"{whole.replace(',', gap)},{cents}" not in clean


def test_names_that_may_stand_do_stand() -> None:
    secrets = Secrets(("Nord", "Alarm"), (Decimal("1000000"),), ("Nord Alarm",))
    text = "Nord Alarm is quicker than Nord; it costs 1 200 000 and not 1 000 000."
    said = secrets.without(text, name="[x]", amount="[y]")
    assert said == "Nord Alarm is quicker than [x]; it costs 1 200 000 and not [y]."


def test_a_case_without_others_names_nobody(procurement: Any, leader: Any, nurse: Any) -> None:
    made = make_case(procurement, leader, keys="A")
    judge_and_score(made, leader)
    told = extract_of(queries.computed_of(procurement), made.tenders["A"].public_id)
    assert (told.place, told.chosen, told.is_chosen, told.shows_chosen) == ("1", (), True, False)
    assert isinstance(made, SimpleNamespace)
