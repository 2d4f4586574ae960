"""Writing on an organisation's own Word template: its styles, page, header, footer and logo; what it lacks is lent."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from veien.documents.rules import UnfitWorkbook
from veien.documents.rules.template import MOST_TEMPLATE_BYTES, check_template
from veien.foundation.errors import Refused

STYLES = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Caption",
    "List Bullet",
    "List Number",
)
"""The styles that a document of Veien is written in."""

_LISTS = {"List Bullet": ("bullet", "•"), "List Number": ("decimal", "%1.")}
_LEVEL = (
    '<w:abstractNum {ns} w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
)


class CannotUseTemplate(Refused):
    """The file cannot serve as a template; the message says why and what to do."""


@dataclass(frozen=True)
class TemplateCheck:
    """What a template brings: the styles that it lacks, and whether it has a header and a footer of its own."""

    lacks: tuple[str, ...]
    has_header: bool
    has_footer: bool


def read_template(data: bytes) -> TemplateCheck:
    """Check an uploaded template, and say what it brings.

    Raises: CannotUseTemplate if it may not or cannot be used.
    """
    try:
        check_template(data)
        document = docx.Document(io.BytesIO(data))
        lacks = tuple(name for name in STYLES if not _has_style(document, name))
        found = TemplateCheck(
            lacks, has_words(document.sections[0].header), has_words(document.sections[0].footer)
        )
        adopted(data)
    except UnfitWorkbook as unfit:
        raise CannotUseTemplate(_sentence(unfit.problems[0].code), field="file") from None
    except Exception as problem:  # Whatever the reader of Word files stumbles over, the file is not fit.
        raise CannotUseTemplate(_sentence("damaged"), field="file") from problem
    return found


def _sentence(code: str) -> str:
    return {
        "empty_file": _("The file is empty."),
        "file_too_large": _(
            "The file is larger than %(most)s MB. A template needs only styles, header and logo."
        )
        % {"most": MOST_TEMPLATE_BYTES // 1024 // 1024},
        "old_word": _("This is an older Word format (.doc). Open it in Word and save it as .docx."),
        "password": _("The file is locked with a password. Take the password away and try again."),
        "word_template": _(
            "This is a Word template file (.dotx). Open it in Word and save it as a document, .docx."
        ),
        "macros": _("The file holds macros. Save it as .docx without macros."),
        "active_content": _("The file holds embedded objects. Take them out and try again."),
        "fetched_content": _(
            "The file fetches pictures or other parts from elsewhere. Put them into the file and try again."
        ),
        "not_word": _("This is no Word document. Choose a .docx file."),
        "bomb": _("The file unpacks to far too much. Take out large pictures and try again."),
    }.get(code, _("The file is damaged. Open it in Word, save it anew and try again."))


def adopted(data: bytes) -> Document:
    """Open a template as an empty document with every style that is needed."""
    document = docx.Document(io.BytesIO(data))
    _empty(document)
    _cut_loose(document)
    own = docx.Document()
    for name in STYLES:
        if not _has_style(document, name):
            _lend(document, own, name)
    for name in _LISTS:
        if _numbering_of(document, name) is None:
            _number(document, name)
    return document


def has_words(part: Any) -> bool:
    """Tell whether a header or footer says or shows anything."""
    if part.is_linked_to_previous:
        return False
    shown = part._element.xpath(".//w:drawing | .//w:pict | .//w:fldSimple | .//w:instrText")
    return bool(shown) or any(text.text and text.text.strip() for text in part._element.xpath(".//w:t"))


def numbers_itself(document: Document, style: str) -> bool:
    """Tell whether a template's headings bring their own numbers."""
    return _numbering_of(document, style) is not None


def _numbering_of(document: Document, name: str) -> Any:
    marks = document.styles[name].element.find(qn("w:pPr"))
    number = None if marks is None else marks.find(qn("w:numPr"))
    return None if number is None or number.find(qn("w:numId")) is None else number


def _has_style(document: Document, name: str) -> bool:
    try:
        style = document.styles[name]
    except KeyError:
        return False
    return bool(style.type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[attr-defined]


def _empty(document: Document) -> None:
    body = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)


def _cut_loose(document: Document) -> None:
    """Take out the path to the template that the template itself was made from."""
    settings: Any = document.settings.element
    for each in settings.findall(qn("w:attachedTemplate")):
        settings.remove(each)
    relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/attachedTemplate")]:
        del relations[key]


def _lend(document: Document, own: Document, name: str) -> None:
    style = deepcopy(own.styles[name].element)
    for ornament in ("w:link", "w:next", "w:pPr/w:numPr", "w:pPr/w:pBdr"):
        for each in style.xpath(ornament):
            each.getparent().remove(each)
    taken = {each.style_id for each in document.styles}
    style.set(
        qn("w:styleId"), next(key for key in (style.styleId, f"Veien{style.styleId}") if key not in taken)
    )
    based = style.find(qn("w:basedOn"))
    if based is not None:
        based.set(qn("w:val"), document.styles["Normal"].style_id)
    document.styles.element.append(style)


def _number(document: Document, name: str) -> None:
    """Give a list style its dots or numbers."""
    numbering = _numbering_part(document).element
    keys = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    key = max(keys, default=-1) + 1
    form, text = _LISTS[name]
    shape = parse_xml(_LEVEL.format(ns=nsdecls("w"), key=key, form=form, text=text))
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(shape)
    else:
        first.addprevious(shape)
    number = numbering.add_num(key)
    marks = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
    marks.get_or_add_ilvl().val = 0
    marks.get_or_add_numId().val = number.numId


def _numbering_part(document: Document) -> Any:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        model = docx.Document().part.numbering_part
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(
            document.part.package.next_partname("/word/numbering%d.xml"),
            model.content_type,
            empty,
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part
