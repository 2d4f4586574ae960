"""Documents on an organisation's own Word template, and the version they bear."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest
from django.utils import translation
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from veien.documents.actions import (
    CannotUseTemplate,
    build_report_docx,
    build_report_pdf,
    on_paper,
    read_template,
    sample_on,
)
from veien.documents.rules import Bullets, Paragraph, Report, Section, digest_of

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
REPORT = Report(
    title="Needs",
    subtitle="Safety alarms",
    language="en",
    sections=(
        Section("First", (Paragraph("Words."), Bullets(("one", "two"), numbered=True), Bullets(("dot",)))),
        Section("Second", (Bullets(("again",), numbered=True),)),
    ),
)


def own_template(change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """Make a municipality's template: a red first heading, a header with its name, narrow margins, leftover text."""
    document = docx.Document()
    document.styles["Heading 1"].font.color.rgb = RGBColor(0xC0, 0, 0)
    page = document.sections[0]
    page.left_margin = page.right_margin = Cm(5)
    page.header.paragraphs[0].text = "Storvik kommune"
    document.add_paragraph("Delete me")
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def without(*names: str) -> Callable[[docx.document.Document], None]:
    def take_away(document: docx.document.Document) -> None:
        for name in names:
            document.styles[name].delete()

    return take_away


def repacked_with(data: bytes, changes: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return target.getvalue()


def written_on(template: bytes) -> docx.document.Document:
    with on_paper(version="3", template=template):
        return docx.Document(io.BytesIO(build_report_docx(REPORT, at=AT)))


def words(document: docx.document.Document) -> list[str]:
    return [each.text for each in document.paragraphs]


def test_a_document_takes_style_header_and_margins_from_the_template_and_none_of_its_text() -> None:
    made = written_on(own_template())
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0xC0, 0, 0)
    assert made.sections[0].header.paragraphs[0].text == "Storvik kommune"
    assert round(made.sections[0].left_margin.cm, 1) == 5
    assert "Delete me" not in words(made)
    assert "Needs" in words(made)


def test_a_template_without_footer_gets_page_numbers() -> None:
    made = written_on(own_template())
    assert "PAGE" in made.sections[0].footer._element.xml


def test_styles_that_a_template_lacks_are_lent_and_named() -> None:
    bare = own_template(without("List Number", "List Bullet", "Caption", "Subtitle", "Heading 3"))
    assert read_template(bare).lacks == ("Subtitle", "Heading 3", "Caption", "List Bullet", "List Number")
    made = written_on(bare)
    one = next(each for each in made.paragraphs if each.text == "one")
    assert one.style is not None
    assert one.style.name == "List Number"
    assert one._p.pPr is not None
    assert one._p.pPr.numPr is not None


def test_each_numbered_list_begins_at_one_on_a_template_too() -> None:
    made = written_on(own_template(without("List Number")))
    keys = {
        each.text: each._p.pPr.numPr.numId.val  # type: ignore[union-attr]
        for each in made.paragraphs
        if each.text in ("one", "two", "again")
    }
    assert keys["one"] == keys["two"] != keys["again"]


def test_a_template_without_any_numbering_gets_its_own() -> None:
    def change(document: docx.document.Document) -> None:
        without("List Number", "List Bullet")(document)

    data = own_template(change)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    cut = relations.replace(b"relationships/numbering", b"relationships/other")
    made = written_on(repacked_with(data, {"word/_rels/document.xml.rels": lambda _old: cut}, {}))
    dot = next(each for each in made.paragraphs if each.text == "dot")
    assert made.styles["List Bullet"].element.find(qn("w:pPr")).find(qn("w:numPr")) is not None
    assert dot.style is not None
    assert dot.style.name == "List Bullet"


def test_headings_that_number_themselves_get_no_second_number() -> None:
    def change(document: docx.document.Document) -> None:
        marks = document.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr()
        marks.get_or_add_numId().val = 1

    assert "First" in words(written_on(own_template(change)))
    assert "1  First" in words(written_on(own_template()))


def test_the_same_template_report_and_time_give_the_same_bytes() -> None:
    template = own_template()
    with on_paper(version="2", template=template):
        assert build_report_docx(REPORT, at=AT) == build_report_docx(REPORT, at=AT)


def test_the_last_page_bears_version_and_digest_and_the_digest_is_that_of_the_content() -> None:
    for version in ("1", "2"):
        with on_paper(version=version):
            said = words(docx.Document(io.BytesIO(build_report_docx(REPORT, at=AT))))
        assert f"Version\t{version}" in said
        assert digest_of(REPORT) in said
    assert "Version\t2" not in words(docx.Document(io.BytesIO(build_report_docx(REPORT, at=AT))))


def test_the_pdf_bears_the_version_too() -> None:
    with on_paper(version="7"):
        first = build_report_pdf(REPORT, at=AT)
    assert first.startswith(b"%PDF")
    assert first != build_report_pdf(REPORT, at=AT)


def test_a_sample_shows_every_block_on_the_template() -> None:
    said = words(docx.Document(io.BytesIO(sample_on(own_template(), language="nb", name="Storvik"))))
    assert "Storvik" in said


def with_type(kind: bytes) -> Callable[[bytes], bytes]:
    return lambda old: old.replace(b"wordprocessingml.document.main+xml", kind)


def external(kind: bytes) -> Callable[[bytes], bytes]:
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        + kind
        + b'" Target="https://elsewhere.example/x" TargetMode="External"/></Relationships>'
    )
    return lambda old: old.replace(b"</Relationships>", relation)


RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"hello", "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "older Word"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"PK\x03\x04" + b"0" * 6_000_000, "larger"),
        (repacked_with(own_template(), {}, {"word/vbaProject.bin": b"x"}), "embedded"),
        (repacked_with(own_template(), {}, {"word/embeddings/one.bin": b"x"}), "embedded"),
        (
            repacked_with(own_template(), {TYPES: with_type(b"wordprocessingml.template.main+xml")}, {}),
            ".dotx",
        ),
        (
            repacked_with(own_template(), {TYPES: with_type(b"ms-word.document.macroEnabled.main+xml")}, {}),
            "macros",
        ),
        (repacked_with(own_template(), {RELATIONS: external(b"image")}, {}), "elsewhere"),
        (repacked_with(own_template(), {"word/styles.xml": lambda old: old[:90]}, {}), "damaged"),
        (
            repacked_with(own_template(), {"word/document.xml": lambda old: b"<!DOCTYPE x>" + old}, {}),
            "damaged",
        ),
    ],
)
def test_what_is_no_plain_word_file_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with translation.override("en"), pytest.raises(CannotUseTemplate, match=said):
        read_template(data)


def test_a_link_in_a_template_is_no_fetched_part() -> None:
    linked = repacked_with(own_template(), {RELATIONS: external(b"hyperlink")}, {})
    assert read_template(linked).has_header


def test_the_path_to_the_authors_own_template_is_taken_out() -> None:
    def change(document: docx.document.Document) -> None:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        key = part.relate_to(
            "file:///c:/secret.dotm",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
            is_external=True,
        )
        mark = document.settings.element.makeelement(qn("w:attachedTemplate"), {qn("r:id"): key})
        document.settings.element.insert(0, mark)

    data = own_template(change)
    read_template(data)
    with on_paper(template=data):
        made = build_report_docx(REPORT, at=AT)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if b"secret.dotm" in archive.read(name)]
