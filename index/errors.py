"""Every error a person may meet, under one base. Knows nothing of where it is shown: the command line and HTTP catch `ProductError` once each.

A message is one sentence that names the thing, the value and the remedy.
"""


class ProductError(Exception):
    """Something a person can understand and mend; exit status 1, HTTP 4xx or 5xx, never a traceback."""

    def __init__(self, sentence: str, key: str = "", **values: object) -> None:
        """`key` and `values` are the same sentence for programs that say it in other languages; "" where they have no words for it."""
        super().__init__(sentence)
        self.key, self.values = key, values


class UsageError(ProductError):
    """The request itself is off (an empty question, an unknown option value); exit status 2, HTTP 400."""


class NotFound(ProductError):
    """What was named (a document, a passage, a page) is not in the index; HTTP 404."""


class NotAllowed(ProductError):
    """The person who asks may see this but not change it; HTTP 403."""


class UnreadableFile(ProductError):
    """A file that cannot be turned into a document; costs one line in the ingestion report."""


class IndexMissing(ProductError):
    """There is no index where one was expected."""


class IndexBusy(ProductError):
    """Another program is writing to the index; HTTP 409."""


def no_index(where: object) -> IndexMissing:
    """What to say where there is no index."""
    return IndexMissing(f"There is no index in {where}: make one with “python -m ingest PATH --index {where}”.")


class IndexMismatch(ProductError):
    """The index was made by another encoder, analysis or schema version than the one in use."""


class EncoderUnavailable(ProductError):
    """A named encoder cannot be loaded."""


class ClusterFailed(ProductError):
    """The cluster that documents are read on cannot be reached, was lost, or does not run this program."""


class ChatModelFailed(ProductError):
    """The configured chat model did not answer, answered with an error, or too late."""
