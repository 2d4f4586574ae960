"""Working a workbook out with LibreOffice, which knows nothing of Veien, and cases of every method and price model."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from veien.award_model.tests.strategies import MODELS

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
"""The setting by which LibreOffice works every formula out anew instead of showing what the file says."""


def office() -> str | None:
    """Find LibreOffice on this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def worked_out(books: Mapping[str, bytes], folder: Path) -> dict[str, openpyxl.Workbook]:
    """Let LibreOffice compute every workbook, and give what stands in the cells then."""
    program = office()
    assert program is not None
    profile, given, made = folder / "profile", folder / "given", folder / "made"
    (profile / "user").mkdir(parents=True)
    given.mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(data)
    command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx"]
    files = [str(each) for each in sorted(given.iterdir())]
    subprocess.run([*command, "--outdir", str(made), *files], check=True, capture_output=True, timeout=240)
    return {name: openpyxl.load_workbook(made / f"{name}.xlsx", data_only=True) for name in books}


def opened(data: bytes) -> openpyxl.Workbook:
    """Open a workbook as it was built, with its formulas."""
    return openpyxl.load_workbook(io.BytesIO(data))


TENDERS = {
    "A": ("30.1", "7", "8.5", "4"),
    "B": ("26.37", "6.125", "5", "9"),
    "C": ("41", "9", "10", "0"),
    "D": ("26.37", "6.125", "5", "9"),
    "E": ("19.99", "0", "0", "0"),
}
"""Five tenders: two are level in everything, one is cheap and has no quality at all."""

EXTRA: dict[str, dict[str, Any]] = {
    "percent_addition": {"percent": "60"},
    "percent_deduction": {"percent": "60"},
    "qualified_lowest_price": {"least_points": {"total": "5", "use": "6.125"}},
}
ROUNDINGS: list[dict[str, str] | None] = [
    None,
    {"step": "0.01", "at": "points"},
    {"step": "0.5", "at": "total"},
]


def case_of(
    method: str,
    *,
    model: Mapping[str, Any] | None = None,
    rounding: Any = None,
    lift: str = "none",
    **extra: Any,
) -> dict[str, Any]:
    """Give a case with a group in a group."""
    leaves = [
        {"id": name, "title": name.title(), "kind": "quality", "normalise": lift}
        for name in ("use", "help", "care")
    ]
    if method == "priced_quality":
        for leaf, money in zip(leaves, ("0.5", "0.25", "0"), strict=True):
            leaf["money_per_point"] = money
    price: dict[str, Any] = {"id": "price", "title": "Price", "kind": "price", "weight": "0.35"}
    if model is not None:
        price["model"] = dict(model)
    inner = {
        "id": "inner",
        "title": "Inner",
        "weight": "0.75",
        "children": [leaves[1] | {"weight": "0.2"}, leaves[2] | {"weight": "0.8"}],
    }
    outer = {
        "id": "outer",
        "title": "=Outer()",
        "weight": "0.65",
        "children": [leaves[0] | {"weight": "0.25"}, inner],
    }
    tenders = [
        {
            "id": key,
            "name": f"=Firm {key}",
            "price": price_,
            "points": {"use": use, "help": help_, "care": care},
        }
        for key, (price_, use, help_, care) in TENDERS.items()
    ]
    tenders.append({"id": "F", "name": "Firm F", "rejected": "Came late"})
    document: dict[str, Any] = {
        "format": "veien-evaluation/1",
        "title": "A case",
        "currency": "NOK",
        "method": method,
        "scale": "10",
        "criteria": [outer, price],
        "tenders": tenders,
        **EXTRA.get(method, {}),
        **extra,
    }
    if rounding is not None:
        document["rounding"] = rounding
    return document


def all_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a case of every method and price model, with every rounding and every way to lift points."""
    fractional = {"name": "discount_power", "base": "70", "alpha": "0.7"}
    for number, model in enumerate([*MODELS, fractional]):
        for at, rounding in enumerate(ROUNDINGS):
            yield f"points-{number}-{at}", case_of("points", model=model, rounding=rounding)
    for lift in ("proportional", "shift"):
        yield f"points-{lift}", case_of("points", model=MODELS[0], lift=lift)
    for method in (
        "priced_quality",
        "percent_markup",
        "percent_addition",
        "percent_deduction",
        "value_per_price",
        "utility_index",
        "qualified_lowest_price",
        "lowest_price",
    ):
        for at, rounding in enumerate(ROUNDINGS):
            if method == "value_per_price" and rounding:
                rounding = {**rounding, "step": "0.01"}
            yield f"{method}-{at}", case_of(method, rounding=rounding)
    yield from bare_cases()
    for decide_by in ("use", "outer", "price"):
        corridor = {"corridor_percent": "40", "decide_by": decide_by}
        yield f"corridor-{decide_by}", case_of("value_per_price", **corridor)


def bare_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a case without any price, and one without any weight and with a single tender."""
    for method, price in (("points", False), ("lowest_price", True)):
        bare = case_of(method)
        bare["criteria"] = [{"id": "use", "kind": "quality"}]
        if price:
            bare["criteria"].append({"id": "price", "kind": "price"})
        else:
            bare["criteria"][0]["weight"] = "1"
        bare["tenders"] = [
            {"id": "A", "points": {"use": "7"}, "price": "5"},
            {"id": "B", "points": {"use": "6"}, "price": "5"},
        ][: 1 if price else 2]
        if not price:
            for each in bare["tenders"]:
                del each["price"]
        yield f"bare-{method}", bare
