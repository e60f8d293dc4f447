"""Makes the sample documents: every source/*.md becomes a PDF, DOCX or HTML file in documents/, beside their library cards.

python samples/make.py            all of them
python samples/make.py NAME…      only these, by the name of their source without .md; the library cards of all
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from paper import write_html, write_pdf
from source import Source, SourceError, read
from word import write_docx

HERE = Path(__file__).resolve().parent
CARD_HEAD = "# Library cards of the sample documents, made by samples/make.py from the front matter of samples/source.\n"


def write(source: Source, folder: Path) -> Path:
    """Writes the document in the form that its front matter names; the path of what was written."""
    path = folder / source.file
    if source.output == "pdf":
        write_pdf(source, path, HERE)
    elif source.output == "html":
        write_html(source, path, HERE)
    else:
        write_docx(source, path)
    return path


def card(source: Source) -> str:
    """One table of documents.toml. A JSON string is a TOML string as well."""
    first, last = source.years
    fields = {
        "title": source.title,
        "country": source.country,
        "place": source.place,
        "level": source.level,
        "kind": source.kind,
        "period_from": first,
        "period_to": last,
        "language": source.language,
        "illustrative": True,
    }
    rows = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return f"\n[{json.dumps(source.file)}]\n" + "\n".join(rows) + "\n"


def main(names: list[str]) -> int:
    folder = HERE / "documents"
    folder.mkdir(exist_ok=True)
    try:
        sources = [read(path) for path in sorted((HERE / "source").glob("*.md"))]
        unknown = set(names) - {source.name for source in sources}
        if unknown:
            raise SourceError(f"{', '.join(sorted(unknown))}: no such source; the sources are {', '.join(s.name for s in sources)}")
        for source in sources:
            if not names or source.name in names:
                path = write(source, folder)
                print(f"{path.name}  {path.stat().st_size // 1024} KB")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    (folder / "documents.toml").write_text(CARD_HEAD + "".join(card(source) for source in sources), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
