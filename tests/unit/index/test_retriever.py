"""The index as a LangChain retriever: its documents are the reader's hits, whichever way it is asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from index.errors import UsageError
from index.reader import Reader
from index.retriever import Retriever
from index.types import Filters
from tests.encoders import CountingEncoder
from tests.unit.index.test_store import fill, stored


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    index = tmp_path / "index"
    fill(
        index,
        stored(tmp_path, "a.txt", ["A new bus line.", "Heat comes from the river.", "Waste is sorted."], place="Lipowa", country="PL"),
        stored(tmp_path, "b.txt", ["The heat plan."], place="Bukovec", country="CZ"),
    )
    return Reader(index, CountingEncoder())


def test_a_document_is_a_hit_with_its_place(reader: Reader) -> None:
    (found,) = Retriever(reader=reader, limit=1).invoke("odpady")  # by meaning: no shared word
    (hit,) = reader.search("odpady", 1).hits
    assert found == Document(
        id=str(hit.passage.id),
        page_content="Waste is sorted.",
        metadata={
            "document": "a.txt",
            "title": "a.txt",
            "page": 1,
            "section": ["Part", "Chapter"],
            "start": 43,
            "end": 59,
            "passage_id": hit.passage.id,
            "score": hit.score,
        },
    )
    assert reader.text("a.txt")[found.metadata["start"] : found.metadata["end"]] == found.page_content


def test_the_order_is_the_readers(reader: Reader) -> None:
    found = Retriever(reader=reader).invoke("heat bus")
    assert [d.metadata["passage_id"] for d in found] == [h.passage.id for h in reader.search("heat bus", 10).hits]
    assert {d.page_content for d in found} == {"A new bus line.", "Heat comes from the river.", "The heat plan."}


def test_filters_and_limit_stand_or_are_given_for_one_question(reader: Reader) -> None:
    czech = Retriever(reader=reader, filters=Filters(countries=("CZ",)))
    assert [d.page_content for d in czech.invoke("heat")] == ["The heat plan."]
    assert [d.page_content for d in czech.invoke("heat", filters=Filters(places=("Lipowa",)))] == ["Heat comes from the river."]
    assert [d.page_content for d in czech.invoke("heat")] == ["The heat plan."]
    assert czech.invoke("heat", filters=Filters(places=("Nowhere",))) == []
    assert len(Retriever(reader=reader).invoke("heat bus", limit=2)) == 2


def test_asynchronously_it_finds_the_same(reader: Reader) -> None:
    retriever = Retriever(reader=reader, limit=3)
    polish = Filters(countries=("PL",))
    assert asyncio.run(retriever.ainvoke("heat")) == retriever.invoke("heat")
    assert asyncio.run(retriever.ainvoke("heat", filters=polish, limit=1)) == retriever.invoke("heat", filters=polish, limit=1)
    assert asyncio.run(retriever.abatch(["heat", "bus"])) == [retriever.invoke("heat"), retriever.invoke("bus")]


def test_it_is_a_runnable_and_reports_to_callbacks(reader: Reader) -> None:
    class Seen(BaseCallbackHandler):
        documents: tuple[Document, ...] = ()

        def on_retriever_end(self, documents: list[Document], **_: object) -> None:
            self.documents = tuple(documents)

    seen = Seen()
    chain = Retriever(reader=reader, limit=1) | RunnableLambda(lambda documents: documents[0].page_content)
    assert chain.invoke("bus", config={"callbacks": [seen]}) == "A new bus line."
    assert [d.page_content for d in seen.documents] == ["A new bus line."]


def test_misuse_is_an_error(reader: Reader) -> None:
    with pytest.raises(ValidationError, match="filter"):
        Retriever(reader=reader, filter=Filters())  # misspelt
    with pytest.raises(UsageError, match="at least 1"):
        Retriever(reader=reader, limit=0).invoke("heat")
