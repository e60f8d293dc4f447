"""Our index as a LangChain retriever, so that any LangChain program can search it. Knows langchain_core and the Reader; nothing of ours imports it.

from index.encoder.registry import load
from index.reader import Reader
from index.retriever import Retriever

retriever = Retriever(reader=Reader(Path("smart-v4-index"), load()), limit=8)
documents = retriever.invoke("Jak Kraków ogranicza emisje z ogrzewania?")
"""

from __future__ import annotations

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from pydantic import ConfigDict

from index.reader import Reader
from index.types import Filters, Hit


class Retriever(BaseRetriever):
    """The passages that our search finds, best first; a standard Runnable with `invoke`, `ainvoke`, `batch` and `abatch`.

    `invoke` and `ainvoke` take `filters` and `limit` for one question: retriever.invoke("…", filters=Filters(places=("Kraków",)), limit=3).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")  # a misspelt option is an error, not a silence

    reader: Reader
    limit: int = 10
    filters: Filters = Filters()
    language: str = ""  # of the questions, as one of index.languages.LANGUAGES; found out for each where not given

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, filters: Filters | None = None, limit: int | None = None
    ) -> list[Document]:
        found = self.reader.search(
            query, self.limit if limit is None else limit, self.filters if filters is None else filters, self.language
        )
        titles = {d.name: d.record.title for d in self.reader.documents()}
        return [_document(hit, titles.get(hit.passage.document, "")) for hit in found.hits]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, filters: Filters | None = None, limit: int | None = None
    ) -> list[Document]:
        # LangChain's own version, which runs the other one in a thread, drops all but the question.
        return await run_in_executor(
            None, self._get_relevant_documents, query, run_manager=run_manager.get_sync(), filters=filters, limit=limit
        )


def _document(hit: Hit, title: str) -> Document:
    """A hit as LangChain knows it: `page_content` is the slice [start:end] of the document's stored text."""
    p = hit.passage
    return Document(
        id=str(p.id),
        page_content=p.text,
        metadata={
            "document": p.document,
            "title": title,
            "page": p.page,
            "section": list(p.section),
            "start": p.start,
            "end": p.end,
            "passage_id": p.id,
            "score": hit.score,
        },
    )
