from __future__ import annotations

from pathlib import Path

import pytest

from veien.foundation.faults import BadDocument
from veien.methods import queries
from veien.methods.tests.small import OWN, ROADS, SMALL

TEXT = SMALL.read_text("utf-8")


def faults_of(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(BadDocument) as caught:
        queries.read_pack(data, name="pack.yaml")
    return [fault.line() for fault in caught.value.faults]


def test_the_packs_that_ship_are_listed_with_version_digest_and_title() -> None:
    found = {(entry.id, entry.version): entry for entry in queries.packs()}
    guide = found["no-kvikkguide", "1.0.0"]
    assert len(guide.digest) == 64
    assert guide.digest == queries.pack_digest(queries.pack("no-kvikkguide", "1.0.0"))
    assert guide.title.en.startswith("Quick guide")


def test_a_pack_is_read_once() -> None:
    assert queries.pack("no-kvikkguide", "1.0.0") is queries.pack("no-kvikkguide", "1.0.0")


def test_the_newest_version_is_the_latest() -> None:
    newest = queries.packs()[0]
    assert queries.latest(newest.id).version == newest.version


@pytest.mark.parametrize(
    ("pack_id", "version"),
    [
        ("no-kvikkguide", "9.9.9"),
        ("nothing", "1.0.0"),
        ("../schema", "1.0.0"),
        ("no-kvikkguide", "../../schema/tools"),
        ("", ""),
    ],
)
def test_a_pack_that_does_not_ship_is_said_to_be_unknown(pack_id: str, version: str) -> None:
    with pytest.raises(queries.NoSuchPack):
        queries.pack(pack_id, version)


def test_there_is_no_latest_version_of_an_unknown_pack() -> None:
    with pytest.raises(queries.NoSuchPack):
        queries.latest("nothing")


def test_the_names_a_pack_may_use_carry_their_words() -> None:
    assert queries.tools()["needs"].title.sv == "Behov"
    assert queries.predicates()["needs.exist"].text.en.endswith(".")
    assert queries.roles()["project-owner"].title.da == "Projektejer"
    with pytest.raises(TypeError):
        queries.roles()["king"] = queries.roles()["it"]  # type: ignore[index]


def test_a_base_is_found_in_the_folders_beside() -> None:
    pack = queries.read_pack(OWN.read_bytes(), name="own", beside=[ROADS])
    assert [station.id for station in pack.stations] == ["map-needs", "set-goals", "buy"]


def test_a_base_that_is_nowhere_is_a_fault() -> None:
    assert faults_of(OWN.read_bytes()) == [
        "extends: There is no pack small-road@1. Name a pack and a version that exist."
    ]


def test_the_newest_version_that_fits_is_the_base(tmp_path: Path) -> None:
    folder = tmp_path / "small-road"
    folder.mkdir()
    for version in ("1.0.0", "1.9.0", "1.10.0", "2.0.0"):
        text = TEXT.replace("version: 1.0.0", f"version: {version}")
        (folder / f"{version}.yaml").write_text(text.replace("country: DK", "country: SE"), "utf-8")
    own = OWN.read_text("utf-8").replace("country: SE\n", "")
    for wanted, found in (("1", "1.10.0"), ("1.9", "1.9.0"), ("2.0.0", "2.0.0")):
        (folder / f"{found}.yaml").write_text(TEXT.replace("version: 1.0.0", f"version: {found}"), "utf-8")
        changed = own.replace("small-road@1", f"small-road@{wanted}")
        assert queries.read_pack(changed.encode(), name="own", beside=[tmp_path]).country == "DK"
        (folder / f"{found}.yaml").write_text(
            TEXT.replace("version: 1.0.0", f"version: {found}").replace("country: DK", "country: SE"), "utf-8"
        )


def test_an_anchor_is_refused_with_its_line() -> None:
    told = faults_of(TEXT.replace("country: DK", "country: &here DK"))
    assert told[0].startswith("line 5, country: &here")


def test_an_alias_and_a_merge_key_are_refused() -> None:
    assert any("*here" in line for line in faults_of(TEXT.replace("country: DK", "country: *here")))
    assert any("<<" in line for line in faults_of(TEXT.replace("country: DK", "<<: {country: DK}")))


def test_a_tag_is_refused() -> None:
    assert any("tag" in line for line in faults_of(TEXT.replace("country: DK", "country: !!str DK")))


def test_a_key_that_stands_twice_is_refused() -> None:
    told = faults_of(TEXT.replace("country: DK", "country: DK\ncountry: SE"))
    assert told == ["line 6, country: The key country stands more than once. Keep one of them."]


def test_a_version_that_reads_as_a_number_is_refused() -> None:
    assert any("1.0" in line for line in faults_of(TEXT.replace("version: 1.0.0", "version: 1.0")))


def test_a_day_that_does_not_exist_is_refused() -> None:
    assert any("2026-02-30" in line for line in faults_of(TEXT.replace("2026-11-20", "2026-02-30")))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[" * 5000, b"just words", b"- a\n- b", b"a: [", b"{}", b"pack: x\n---\npack: y"],
)
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    assert faults_of(data)


def test_a_huge_file_is_refused_unread() -> None:
    assert faults_of(b"a" * (queries.MOST_BYTES + 1)) == [
        "pack.yaml: The file is larger than 2000000 bytes. Split it or make it smaller."
    ]
