"""A collection of Milvus that is derived from a catalogue: its fields, its rows by id, and the generation that it reflects.

Row 0 is no passage and no lemma: it says whose the collection is, and carries the generation, written after all other rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from index.engines import Ids, Ranges
from index.errors import ProductError
from index.milvus.connection import CALL_SECONDS, PATIENT_SECONDS, Connection

Row = dict[str, Any]

_MARK = "smart-v4-assistant"
_VERSION = 1
_BATCH = 1_000
_LISTED = 10_000
MOST = 16_384  # what Milvus gives at once
_BYTES = 65_535  # the longest text that Milvus takes


class Collection:
    """One collection; made when it is first written to."""

    def __init__(self, connection: Connection, suffix: str, owner: str, dimensions: int, *, passages: bool) -> None:
        """`owner` is the catalogue's identity: the collection of another one is refused. One of another version or width is empty until written.

        `passages` gives it the fields of passages beside their vectors: document, sparse vector and folded words.
        """
        self.connection = connection
        self.name = f"{connection.address.collection}_{suffix}"
        self._made_by = f"{_MARK} {suffix} version {_VERSION}, {dimensions} wide, of {owner}"
        self._dimensions, self._passages = dimensions, passages
        self._owner = owner
        self.refresh()

    @property
    def generation(self) -> int:
        """The catalogue's generation that was read last; −1 where the collection was never filled."""
        return self._generation

    def __len__(self) -> int:
        return self._size

    def refresh(self) -> None:
        """See what another program wrote."""
        self._generation, self._size, self._usable = -1, 0, False
        if not self._call("has_collection"):
            return
        self._call("load_collection", seconds=PATIENT_SECONDS)
        about = self._call("query", filter="id == 0", output_fields=["*"], limit=1)
        if not self._is_ours(about[0] if about else {}):
            raise ProductError(
                f"The collection {self.name} in Milvus belongs to another index or program: give INDEX_URL another name after the last slash."
            )
        if about and about[0]["made_by"] == self._made_by:
            self._usable = True
            self._generation = int(about[0]["generation"])
            self._size = int(self._call("query", filter="id > 0", output_fields=["count(*)"])[0]["count(*)"])

    def _is_ours(self, about: Row) -> bool:
        """Whether row 0 says so. A collection without any row is one that a run began to make and died."""
        made_by = str(about.get("made_by", ""))
        if not about:
            return not self._call("query", filter="", output_fields=["count(*)"])[0]["count(*)"]
        return made_by.startswith(_MARK) and made_by.endswith(f"of {self._owner}")

    def _call(self, method: str, *, seconds: float = CALL_SECONDS, **arguments: Any) -> Any:
        with self.connection.said():
            return getattr(self.connection.client, method)(self.name, timeout=seconds, **arguments)

    # --- reading -----------------------------------------------------------------------------------------------------

    def search(self, field: str, questions: Sequence[Any], limit: int, where: str = "", output: Sequence[str] = ()) -> list[list[Row]]:
        """For each question the best rows, {"id", "distance", "entity"}, the distance being the inner product; never row 0."""
        if not self._usable:
            return [[] for _ in questions]
        found: list[list[Row]] = self._call(
            "search",
            data=list(questions),
            anns_field=field,
            limit=min(limit, MOST),
            filter=f"id > 0 and ({where})" if where else "id > 0",
            output_fields=["id", *output],
            search_params={"metric_type": "IP", "params": {}},
            consistency_level=self.connection.address.consistency,
        )
        return found

    def rows(self, output: Sequence[str]) -> Iterator[list[Row]]:
        """All rows in batches, with their ids."""
        if not self._usable:
            return
        with self.connection.said():
            batches = self.connection.client.query_iterator(
                self.name,
                batch_size=_LISTED if not output else _BATCH,
                filter="id > 0",
                output_fields=["id", *output],
                timeout=PATIENT_SECONDS,
            )
            while batch := batches.next():
                yield batch
            batches.close()

    def ids(self) -> Ids:
        """The ids of all rows, ascending."""
        return np.sort(np.fromiter((row["id"] for batch in self.rows(()) for row in batch), dtype=np.int64))

    def holds(self, first: int, end: int) -> bool:
        """Whether there is a row with an id from `first` to before `end`."""
        return self._usable and bool(self._call("query", filter=f"id >= {max(first, 1)} and id < {end}", output_fields=["id"], limit=1))

    # --- writing -----------------------------------------------------------------------------------------------------

    def change(self, removed: Sequence[int], added: Iterator[list[Row]], generation: int) -> None:
        """Take out and put in rows, then name the generation. Run again after a run that died, it comes to the same."""
        self._make()
        for start in range(0, len(removed), _BATCH):
            self._call("delete", ids=list(removed[start : start + _BATCH]), seconds=PATIENT_SECONDS)
        for batch in added:
            self._call("upsert", data=batch, seconds=PATIENT_SECONDS)
        if self.connection.address.lite:  # it searches what was not flushed in plain Python; a server indexes by itself
            self._call("flush", seconds=PATIENT_SECONDS)
        self._sign(generation)
        self.refresh()

    def _sign(self, generation: int) -> None:
        """Write row 0."""
        vector = np.zeros(self._dimensions, dtype=np.float32)
        row = self.row(0, vector, 0, {0: 1.0}, "") if self._passages else {"id": 0, "vector": vector}
        self._call("upsert", data=[{**row, "generation": generation, "made_by": self._made_by}])

    @staticmethod
    def row(id_: int, vector: Any, document: int, terms: dict[int, float], folded: str) -> Row:
        """A row of a passage; blanks around the folded words, so that a phrase can be looked for with a blank on both sides."""
        text = f" {folded} ".encode()[:_BYTES].decode(errors="ignore")
        return {"id": id_, "vector": vector, "document": document, "terms": terms, "folded": text}

    def _make(self) -> None:
        """Make the collection where there is none that we can write to; one of ours that is of another version goes."""
        if self._usable:
            return
        from pymilvus import DataType

        client = self.connection.client
        self._call("drop_collection", seconds=PATIENT_SECONDS)
        with self.connection.said():
            schema = client.create_schema(auto_id=False, enable_dynamic_field=True)
            schema.add_field("id", DataType.INT64, is_primary=True)
            schema.add_field("vector", DataType.FLOAT_VECTOR, dim=self._dimensions)
            indexes = client.prepare_index_params()
            indexes.add_index("vector", index_type=self.connection.address.dense, metric_type="IP")
            if self._passages:
                schema.add_field("document", DataType.INT64)
                schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
                schema.add_field("folded", DataType.VARCHAR, max_length=_BYTES)
                indexes.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            client.create_collection(
                self.name, schema=schema, index_params=indexes, consistency_level="Strong", num_shards=1, timeout=PATIENT_SECONDS
            )
        self._call("load_collection", seconds=PATIENT_SECONDS)
        self._sign(-1)
        self._usable = True

    def clear(self) -> None:
        """Hold nothing and reflect no generation."""
        if self._usable:
            self._call("drop_collection", seconds=PATIENT_SECONDS)
        self.refresh()


def inside(ranges: Ranges) -> str:
    """The condition that an id lies in one of these ranges; ranges that touch are one. "" for no range at all, which no id lies in."""
    merged: list[list[int]] = []
    for first, end in ranges.tolist():
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([first, end])
    return " or ".join(f"(id >= {first} and id < {end})" for first, end in merged)


def batches(ids: Sequence[int], rows: Callable[[Sequence[int]], list[Row]]) -> Iterator[list[Row]]:
    """The rows of many ids, some at a time."""
    for start in range(0, len(ids), _BATCH):
        yield rows(ids[start : start + _BATCH])
