"""A question in a conversation: what is kept, and what is not because the conversation went, or nobody listened."""

from __future__ import annotations

import pytest

from assistant.answer.conversations import Conversations
from assistant.answer.talk import Asked, Talk
from index.errors import NotFound
from tests.unit.assistant.web.small_library import Library, Scripted


@pytest.fixture
def talk(library: Library, assistant: Scripted, kept: Conversations) -> Talk:
    return Talk(library, assistant, kept)  # type: ignore[arg-type]


def test_the_last_step_comes_when_the_answer_is_kept(talk: Talk, kept: Conversations) -> None:
    for event in talk.stream(Asked("emissions?")):
        if event.kind == "done":
            assert kept.record(str(event.data["id"]))["question"] == "emissions?"
        else:
            assert kept.listed()[1] == 0


def test_an_answer_that_nobody_listens_to_is_not_kept(talk: Talk, kept: Conversations) -> None:
    steps = talk.stream(Asked("emissions?"))
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert kept.listed()[1] == 0


def test_a_conversation_that_is_deleted_meanwhile_stays_deleted(talk: Talk, kept: Conversations) -> None:
    conversation = talk.ask(Asked("one?")).conversation
    steps = talk.stream(Asked("two?", conversation=conversation))
    next(steps)
    kept.delete(conversation)
    with pytest.raises(NotFound, match="There is no conversation"):
        list(steps)
    assert kept.listed()[1] == 0


def test_a_document_that_is_removed_meanwhile_has_no_hash_and_the_answer_its_words(
    talk: Talk, kept: Conversations, library: Library
) -> None:
    steps = talk.stream(Asked("emissions?"))
    shown = [next(steps) for _ in range(4)]
    library.held.pop("plan.pdf")
    (done,) = steps
    (evidence,) = kept.record(str(done.data["id"]))["evidence"]
    assert (evidence["sha256"], evidence["quote"]) == ("", shown[-1].data["text"])
