"""Our HTTP interface asked whatever its own description allows, and what it does not: no fault of the server, nothing but what is described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.comments import Comments
from assistant.desk.corrections import TagCorrections
from assistant.desk.practices.validation import Validations
from assistant.web.app import create_app
from assistant.workbench.bench import Workbench
from index.encoder.registry import load
from index.reader import Reader

CHECKS = (schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture
def interface(sample_copy: Path) -> Any:
    """The description of the application over the samples, and the application itself."""
    reader = Reader(sample_copy, load())
    app = create_app(
        reader,
        Assistant(reader, load()),
        Conversations(sample_copy / FILE),
        TagCorrections(sample_copy),
        validations=Validations(sample_copy),
        comments=Comments(sample_copy),
        workbench=Workbench(sample_copy / "runs", sample_copy),
    )

    async def locally(scope: dict[str, Any], receive: Any, send: Any) -> None:
        """As a browser on this machine would: schemathesis calls itself “testclient” and the server “testserver”, which the gate refuses."""
        if scope["type"] == "http":
            others = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {**scope, "client": ("127.0.0.1", 50_000), "headers": [*others, (b"host", b"127.0.0.1")]}
        await app(scope, receive, send)

    return schemathesis.openapi.from_asgi("/openapi.json", locally)


@pytest.mark.slow
def test_what_the_description_allows_is_answered_as_described(interface: Any) -> None:
    operations = [found.ok() for found in interface.get_all_operations()]
    assert {"/api/ask", "/v1/chat/completions", "/api/documents", "/api/briefs"} <= {operation.path for operation in operations}
    for operation in operations:

        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def asked(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        asked()
