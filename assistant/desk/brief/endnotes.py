"""Endnotes in a Word document, which python-docx does not write. Knows WordprocessingML (ECMA-376, part 1, 17.11), no briefs.

A note is referred to first by a mark of its own; further references to it are fields that repeat its number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_REFERENCE, _TEXT = "EndnoteReference", "EndnoteText"  # identifiers of styles
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))

_Note = TypeVar("_Note")


class Endnotes:
    """The endnotes of one document: references are added while it is written, the notes themselves at last."""

    def __init__(self, document: Any, title: str) -> None:
        """Adds the styles of notes and references to a document of python-docx, and says that notes are numbered 1, 2, 3.

        `title` stands above the notes where the program that shows them draws what separates them from the text: Word does.
        """
        self._document = document
        self._title = title
        self._seen: set[int] = set()
        for xml in (
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="{_REFERENCE}"><w:name w:val="endnote reference"/>'
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{_TEXT}"><w:name w:val="endnote text"/><w:basedOn w:val="Normal"/>'
            '<w:pPr><w:spacing w:after="20" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr></w:style>',
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

    def close(self, notes: Sequence[_Note], write: Callable[[Any, _Note], None]) -> None:
        """Write the notes, the first is number 1; `write` puts the runs of one into a paragraph's element.

        All of them must have been referred to, in their order.
        """
        root = parse_xml(f"<w:endnotes {nsdecls('w')}/>")
        for kind, i in _SEPARATORS:
            separator = parse_xml(f'<w:endnote {nsdecls("w")} w:type="{kind}" w:id="{i}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>')
            if kind == "separator":
                title = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>')
                title.append(_run(self._title))
                separator.insert(0, title)
            root.append(separator)
        for section in self._document.sections:  # LibreOffice reads the form of the numbers here
            own = parse_xml(f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>')
            section._sectPr.find(qn("w:pgSz")).addprevious(own)
        for number, content in enumerate(notes, 1):
            note = parse_xml(
                f'<w:endnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
                f'<w:r><w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr><w:endnoteRef/></w:r></w:p></w:endnote>'
            )
            write(note.find(qn("w:p")), content)
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
    run = _run(shown)
    run.insert(0, _styled(_REFERENCE))
    field.append(run)
    paragraph._p.append(field)


def _run(shown: str) -> Any:
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    return run
