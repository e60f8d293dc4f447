"""The application on a free port of 127.0.0.1, for tests that speak to it as a browser or another program would."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from assistant.access.access import Access
from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.brief.kept import Briefs
from assistant.desk.comments import Comments
from assistant.desk.corrections import TagCorrections
from assistant.desk.practices.validation import Validations
from assistant.library.intake import Intake
from assistant.web.app import create_app
from assistant.workbench.bench import Workbench
from index.reader import Reader


@contextmanager
def served(
    reader: Reader,
    assistant: Assistant,
    folder: Path,
    workbench: Workbench | None = None,
    intake: Intake | None = None,
    access: Access | None = None,
    port: int = 0,
) -> Iterator[str]:
    """Serve until the block ends; yields the address, with a free port if none is given. What people say and make is kept in `folder`."""
    stores = (Conversations(folder / FILE), TagCorrections(folder))
    people = {"validations": Validations(folder), "comments": Comments(folder), "kept_briefs": Briefs(folder)}
    app = create_app(reader, assistant, *stores, workbench=workbench, access=access, intake=intake, **people)  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
