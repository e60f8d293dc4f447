"""Every error a person may meet, under one base. Knows nothing of where it is shown: the command line and HTTP catch `ProductError` once each.

A message is one sentence that names the thing, the value and the remedy.
"""


class ProductError(Exception):
    """Something a person can understand and mend; exit status 1, HTTP 4xx or 5xx, never a traceback."""


class UsageError(ProductError):
    """The request itself is off (an empty question, an unknown option value); exit status 2, HTTP 400."""


class NotFound(ProductError):
    """What was named (a document, a passage, a page) is not in the index; HTTP 404."""


class UnreadableFile(ProductError):
    """A file that cannot be turned into a document; costs one line in the ingestion report."""


class IndexMissing(ProductError):
    """There is no index where one was expected."""


class IndexBusy(ProductError):
    """Another program is writing to the index; HTTP 409."""


class IndexMismatch(ProductError):
    """The index was made by another encoder, analysis or schema version than the one in use."""


class EncoderUnavailable(ProductError):
    """A named encoder cannot be loaded."""


class ChatModelFailed(ProductError):
    """The configured chat model did not answer, answered with an error, or too late."""
