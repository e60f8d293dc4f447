"""Endnotes in a Word document, which python-docx does not write. Knows WordprocessingML (ECMA-376, part 1, 17.11), no briefs.

A note is referred to first by a mark of its own; further references to it are fields that repeat its number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_REFERENCE, _TEXT = "EndnoteReference", "EndnoteText"  # identifiers of styles
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))

Write = Callable[[Any], None]  # puts the runs of a note into a paragraph element


class Endnotes:
    """The endnotes of one document: references are added while it is written, the notes themselves at last."""

    def __init__(self, document: Any) -> None:
        """Adds the styles of notes and references to a document of python-docx, and says that notes are numbered 1, 2, 3."""
        self._document = document
        self._seen: set[int] = set()
        for xml in (
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="{_REFERENCE}"><w:name w:val="endnote reference"/>'
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{_TEXT}"><w:name w:val="endnote text"/><w:basedOn w:val="Normal"/>'
            '<w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr></w:style>',
        ):
            document.styles.element.append(parse_xml(xml))
        listed = "".join(f'<w:endnote w:id="{i}"/>' for _, i in _SEPARATORS)
        settings = parse_xml(f'<w:endnotePr {nsdecls("w")}><w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/>{listed}</w:endnotePr>')
        document.settings.element.find(qn("w:compat")).addprevious(settings)

    def refer(self, paragraph: Any, number: int) -> None:
        """Append a reference to note `number` to a paragraph of python-docx."""
        if number in self._seen:
            _field(paragraph, f" NOTEREF {_bookmark(number)} \\f \\h ", str(number))
            return
        self._seen.add(number)
        run = OxmlElement("w:r")
        run.append(_styled(_REFERENCE))
        reference = OxmlElement("w:endnoteReference")
        reference.set(qn("w:id"), str(number))
        run.append(reference)
        for kind, element in (("w:bookmarkStart", None), ("", run), ("w:bookmarkEnd", None)):
            paragraph._p.append(element if element is not None else _mark(kind, number))

    def close(self, notes: Sequence[Write]) -> None:
        """Write the notes, the first is number 1. All of them must have been referred to, in their order."""
        root = parse_xml(f"<w:endnotes {nsdecls('w')}/>")
        for kind, i in _SEPARATORS:
            root.append(parse_xml(f'<w:endnote {nsdecls("w")} w:type="{kind}" w:id="{i}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'))
        for number, write in enumerate(notes, 1):
            note = parse_xml(
                f'<w:endnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
                f'<w:r><w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr><w:endnoteRef/></w:r></w:p></w:endnote>'
            )
            write(note.find(qn("w:p")))
            root.append(note)
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        self._document.part.relate_to(Part(PackURI("/word/endnotes.xml"), _TYPE, blob, package), RELATIONSHIP_TYPE.ENDNOTES)


def _bookmark(number: int) -> str:
    return f"_Note{number}"


def _mark(kind: str, number: int) -> Any:
    element = OxmlElement(kind)
    element.set(qn("w:id"), str(number))
    if kind == "w:bookmarkStart":
        element.set(qn("w:name"), _bookmark(number))
    return element


def _styled(style: str) -> Any:
    properties = OxmlElement("w:rPr")
    element = OxmlElement("w:rStyle")
    element.set(qn("w:val"), style)
    properties.append(element)
    return properties


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    run.append(_styled(_REFERENCE))
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
