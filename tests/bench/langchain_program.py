"""The peer: a plain LangChain program as a newcomer writes it from the documentation. Knows nothing of our packages but where MiniLM lies.

PDF pages by pypdf as PyPDFLoader reads them, Markdown and text as they are, RecursiveCharacterTextSplitter(1000, 200), all-MiniLM-L6-v2 in its
default precision, a flat FAISS index in memory, the nearest passages by cosine. It never refuses and writes no answers: hits only.

python -m tests.bench.langchain_program --corpus DIR --questions IN.jsonl --out OUT.jsonl   (the judge's batch form)
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import faiss
import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from pypdf import PdfReader

from index.encoder.registry import minilm_folder

HITS = 20


class MiniLM(Embeddings):
    """all-MiniLM-L6-v2 by sentence-transformers, as HuggingFaceEmbeddings wraps it: unit vectors of 384, a text cut at 256 tokens."""

    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(minilm_folder()))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A row a text."""
        return self._model.encode(texts, show_progress_bar=False).tolist()

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]


def load(corpus: Path, file: Path) -> Iterator[Document]:
    """The pages of a PDF, or the whole of a text file; `source` is the path inside `corpus`."""
    source = file.relative_to(corpus).as_posix()
    if file.suffix == ".pdf":
        for number, page in enumerate(PdfReader(file).pages, 1):
            yield Document(page.extract_text(), metadata={"source": source, "page": number})
    elif file.suffix in (".md", ".txt"):
        yield Document(file.read_text(encoding="utf-8"), metadata={"source": source, "page": None})


class Program:
    """Ingests files and finds the passages nearest to a question."""

    def __init__(self) -> None:
        self._embeddings = MiniLM()
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._index = faiss.IndexFlatIP(len(self._embeddings.embed_query("hello world")))
        self.passages: list[Document] = []

    def ingest(self, corpus: Path, files: Sequence[Path]) -> int:
        """Read, split, encode and index `files`, which lie in `corpus`; returns how many pages (or text files) were read."""
        documents = [document for file in files for document in load(corpus, file)]
        passages = self._splitter.split_documents(documents)
        vectors = np.array(self._embeddings.embed_documents([p.page_content for p in passages]), dtype=np.float32)
        self._index.add(vectors)
        self.passages += passages
        return len(documents)

    def search(self, question: str, limit: int = HITS) -> list[tuple[int, float]]:
        """The nearest passages: (position in `passages`, cosine), best first."""
        if not self.passages:
            return []
        vector = np.array([self._embeddings.embed_query(question)], dtype=np.float32)
        scores, found = self._index.search(vector, min(limit, len(self.passages)))
        return list(zip(found[0].tolist(), scores[0].tolist(), strict=True))


def answer(program: Program, identifier: str, question: str) -> dict[str, object]:
    """One line of the judge's batch form: the hits, and nothing that the program does not have."""
    began = time.perf_counter()
    hits = []
    for position, score in program.search(question):
        p = program.passages[position]
        hits.append(
            {
                "passage_id": position,
                "document": p.metadata["source"],
                "page": p.metadata["page"],
                "score": score,
                "text": p.page_content,
            }
        )
    seconds = time.perf_counter() - began
    return {
        "id": identifier,
        "question": question,
        "refused": False,
        "answer": "",
        "sentences": [],
        "citations": [],
        "hits": hits,
        "seconds": seconds,
    }


def main() -> None:
    """Ingest a folder, answer a batch."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.langchain_program", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True, help='a JSON object a line: {"id", "question"}')
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    program = Program()
    began = time.perf_counter()
    read = program.ingest(options.corpus, sorted(file for file in options.corpus.rglob("*") if file.is_file()))
    print(f"{read} pages and text files, {len(program.passages)} passages, {time.perf_counter() - began:.0f} s")
    with options.out.open("w", encoding="utf-8") as out:
        for line in options.questions.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            out.write(json.dumps(answer(program, asked["id"], asked["question"]), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
