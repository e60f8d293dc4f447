"""Answers written by a chat model, against a real server with scripted replies: what is shown, streamed or whole, is only what the sources carry."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Assistant
from assistant.answer.generate import Generator
from assistant.answer.question.understand import understand
from assistant.answer.shape import as_json
from assistant.answer.types import Answer, Event, Turn
from assistant.answer.verify.check import Cited, Verifier
from index.encoder.static import StaticEncoder
from index.errors import UsageError
from index.reader import Reader
from tests.encoders import CountingEncoder
from tests.integration.openai_server import Script, openai_server
from tests.unit.index.test_store import fill, stored

QUESTION = "What is planned for heat?"
# The first says “heat” twice: it is the best evidence, and so source 1.
SENTENCES = [
    "The heat network will give heat that is 80 % renewable by 2035.",
    "The heat pumps cost EUR 1,200,000.",
    "A bus line opens too.",
]
SECONDS = 2.0


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The first call of a process imports the provider's client for seconds, which are not what these tests measure."""
    folder = tmp_path_factory.mktemp("warm")
    fill(folder / "index", stored(folder, "plan.txt", SENTENCES))
    with openai_server() as script, pytest.MonkeyPatch.context() as patch:
        _configure(patch, script)
        script.reply = "The heat pumps cost EUR 1,200,000 [2]."
        encoder = CountingEncoder()
        Assistant(Reader(folder / "index", encoder), encoder, Generator.configured("openai:scripted", 60)).ask(QUESTION)


def _configure(patch: pytest.MonkeyPatch, script: Script) -> None:
    patch.setenv("OPENAI_API_KEY", "none")
    patch.setenv("OPENAI_BASE_URL", script.address)
    patch.setenv("OPENAI_API_BASE", script.address)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with openai_server() as script:
        _configure(monkeypatch, script)
        yield script


@pytest.fixture
def assistant(tmp_path: Path, script: Script) -> Assistant:
    fill(tmp_path / "index", stored(tmp_path, "plan.txt", SENTENCES))
    encoder = CountingEncoder()
    return Assistant(Reader(tmp_path / "index", encoder), encoder, Generator.configured("openai:scripted", SECONDS))


def written(answer: Answer) -> list[str]:
    return [s.text for b in answer.blocks if not b.heading for s in b.sentences]


def shown(events: list[Event]) -> list[str]:
    return [str(e.data["text"]) for e in events if e.kind == "sentence"]


def test_an_obedient_model_is_shown_with_its_sources(assistant: Assistant, script: Script) -> None:
    script.reply = "By 2035 the heat network will be 80 % renewable [1]. The pumps cost EUR 1,200,000 [2]."
    answer = assistant.ask(QUESTION)
    assert written(answer) == ["By 2035 the heat network will be 80 % renewable.", "The pumps cost EUR 1,200,000."]
    assert [c.quote for c in answer.citations] == SENTENCES[:2]
    assert answer.text == script.reply
    assert answer.notice == ""
    assert answer.made_by["chat model"] == "openai:scripted"
    assert answer.made_by["prompt"].startswith("answer ")
    (request,) = script.requests
    assert request["temperature"] == 0
    assert QUESTION in str(request["messages"])
    assert SENTENCES[0] in str(request["messages"])


def test_each_sentence_is_sent_before_the_next_one_is_written(assistant: Assistant, script: Script) -> None:
    first, second = "By 2035 the heat network will be 80 % renewable [1]. ", "The pumps cost EUR 1,200,000 [2]. "
    told: list[float] = []

    def say(prompt: str) -> Iterator[str]:
        yield first
        yield second[:4]
        time.sleep(0.6)
        told.append(time.monotonic())
        yield second[4:]

    script.say = say
    arrived = [(e, time.monotonic()) for e in assistant.stream(QUESTION)]
    sentences = [(e, at) for e, at in arrived if e.kind == "sentence"]
    assert sentences[0][1] < told[0] <= sentences[1][1]
    kinds = [e.kind for e, _ in arrived]
    assert kinds == ["understood", "heading", "citation", "sentence", "citation", "sentence", "done"]


@pytest.mark.parametrize("reply", ["By 2035 the heat network will be 80 % renewable [1]. Rivers will flow uphill [1].", "NONE", ""])
def test_streamed_and_whole_are_one_answer(assistant: Assistant, script: Script, reply: str) -> None:
    script.reply = reply
    events = list(assistant.stream(QUESTION))
    whole, streamed = as_json(assistant.ask(QUESTION)), dict(events[-1].data)
    assert {**whole, "seconds": 0} == {**streamed, "seconds": 0}
    assert shown(events) == [s["text"] for s in streamed["sentences"]]  # type: ignore[attr-defined]
    assert " ".join(str(e.data["text"]) for e in events if e.kind == "notice") == streamed["notice"]


def test_what_fails_is_removed_and_this_is_said(assistant: Assistant, script: Script) -> None:
    script.reply = "The heat network will be 95 % renewable [1]. The pumps cost EUR 1 200 000 [2]. Everyone is happy [9]. Nobody said this."
    events = list(assistant.stream(QUESTION))
    assert shown(events) == ["The pumps cost EUR 1 200 000."]
    notice = "Sentences of the language model that the sources do not carry were removed: 3 (number not in the source, no source named)."
    assert [e.data for e in events if e.kind == "notice"] == [{"text": notice}]


def test_the_notice_is_in_the_questions_language(assistant: Assistant, script: Script) -> None:
    script.reply = "The heat pumps cost EUR 1,200,000 [2]. Teplo bude z 95 % obnovitelné [1]."
    answer = assistant.ask("Co se plánuje pro heat a pumps v tepelné síti?")
    assert answer.language == "cs"
    assert "byly odstraněny: 1 (číslo není ve zdroji)" in answer.notice


def test_the_source_that_is_shown_holds_the_number(tmp_path: Path, script: Script) -> None:
    text = "Heat is dear. The heat network grows. The heat network lost 14 % of its heat in 2023. Heat matters."
    fill(tmp_path / "index", stored(tmp_path, "plan.txt", [text]))
    encoder = CountingEncoder()
    script.reply = "In 2023 the heat network lost 14 % [1]."
    answer = Assistant(Reader(tmp_path / "index", encoder), encoder, Generator.configured("openai:scripted", 5)).ask(QUESTION)
    assert written(answer) == ["In 2023 the heat network lost 14 %."]
    assert [c.quote for c in answer.citations] == ["The heat network lost 14 % of its heat in 2023."]


@pytest.mark.parametrize("reply", ["", "NONE", "I think that all is well.", "asdf qwer [7] zxcv", "[[[[[", "[1]", "【】[1][[2]"])
def test_a_model_that_cites_nothing_gives_way_to_the_quotations(assistant: Assistant, script: Script, reply: str) -> None:
    script.reply = reply
    answer = assistant.ask(QUESTION)
    assert answer.notice == "The language model's text did not rest on the sources; this answer was made without it."
    assert answer.citations[0].quote == SENTENCES[0]
    assert "chat model" not in answer.made_by


@pytest.mark.parametrize("status", [429, 500])
def test_a_model_that_fails_gives_way_to_the_quotations(assistant: Assistant, script: Script, status: int) -> None:
    script.status = status
    events = list(assistant.stream(QUESTION))
    assert str(events[1].data["text"]).startswith("The language model did not answer (openai:scripted")
    assert shown(events)[0] == SENTENCES[0]
    assert events[-1].data["seconds"] < SECONDS  # type: ignore[operator]


def test_a_server_that_is_not_there_gives_way_to_the_quotations(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:9/v1")
    answer = assistant.ask(QUESTION)
    assert answer.notice.startswith("The language model did not answer")
    assert answer.citations[0].quote == SENTENCES[0]


@pytest.mark.parametrize(("delay", "pause"), [(8.0, 0.0), (0.0, 8.0), (0.0, 0.4)], ids=["hangs", "stops", "drips"])
def test_a_model_that_takes_too_long_gives_way_within_the_limit(assistant: Assistant, script: Script, delay: float, pause: float) -> None:
    script.delay, script.pause = delay, pause
    script.reply = "By 2035 the heat network will be 80 % renewable [1]."
    answer = assistant.ask(QUESTION)
    assert "no complete answer within 2 s" in answer.notice
    assert answer.seconds < SECONDS
    assert answer.citations[0].quote == SENTENCES[0]


@pytest.mark.parametrize("abrupt", [True, False])
def test_of_a_stream_that_is_cut_the_complete_sentences_stay_and_quotations_follow(
    assistant: Assistant, script: Script, abrupt: bool
) -> None:
    script.reply = "By 2035 the heat network will be 80 % renewable [1]. The pumps cost EUR 1,200,000 [2]."
    script.cut, script.abrupt = 22, abrupt
    events = list(assistant.stream(QUESTION))
    assert shown(events)[0] == "By 2035 the heat network will be 80 % renewable."
    assert set(shown(events)[1:]) <= set(SENTENCES)
    (notice,) = [str(e.data["text"]) for e in events if e.kind == "notice"]
    assert notice.startswith("The language model broke off (openai:scripted")
    numbers = [e.data["n"] for e in events if e.kind == "citation"]
    assert numbers == sorted(set(numbers))  # type: ignore[type-var]


def test_a_stream_cut_before_its_first_sentence_is_no_answer(assistant: Assistant, script: Script) -> None:
    script.reply = "By 2035 the heat network will be 80 % renewable [1]. And"
    script.cut = 3
    assert assistant.ask(QUESTION).notice.startswith("The language model did not answer")


def test_a_reader_who_goes_away_stops_the_model(assistant: Assistant, script: Script) -> None:
    sent: list[int] = []

    def say(prompt: str) -> Iterator[str]:
        yield "By 2035 the heat network will be 80 % renewable [1]. The "
        for n in range(2_000):
            sent.append(n)
            time.sleep(0.002)
            yield "pumps "

    script.say = say
    events = assistant.stream(QUESTION)
    assert next(e for e in events if e.kind == "sentence")
    events.close()  # type: ignore[attr-defined]
    time.sleep(0.3)
    after = len(sent)
    time.sleep(0.3)
    assert len(sent) <= after + 1


# --- models that do not do what they are told -----------------------------------------------------------------------------------------------

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ąćęłńóśźżáčďéěíňóřšťúůýžőű",
    "абвгдежзийклмн",
    "αβγδεζηθικλμ",
    "的一是不了人我在有他",
    "😀🚋⚡🌍",
    "0123456789 ,.%",
)


def _noise(seed: int) -> str:
    chance = random.Random(seed)
    words = []
    for _ in range(chance.randint(20, 120)):
        alphabet = chance.choice(_ALPHABETS)
        words.append("".join(chance.choice(alphabet) for _ in range(chance.randint(1, 9))))
        if chance.random() < 0.2:
            words.append(chance.choice(["[1].", "[2].", "[1][2]", "【3†x】.", "[[2]].", ".", "!"]))
    return " ".join(words)


@pytest.mark.parametrize("seed", range(25))
def test_gibberish_is_never_shown(assistant: Assistant, script: Script, seed: int) -> None:
    script.reply = _noise(seed)
    assert set(shown(list(assistant.stream(QUESTION)))) <= set(SENTENCES)


@pytest.mark.parametrize("seed", range(25))
def test_the_sources_own_words_in_disorder_with_other_numbers_are_never_shown(assistant: Assistant, script: Script, seed: int) -> None:
    chance = random.Random(seed)
    words = " ".join(SENTENCES).replace(".", "").split()
    sentences = []
    for _ in range(6):
        some = [w for w in chance.sample(words, 8) if not any(c.isdigit() for c in w)]
        some.insert(chance.randrange(len(some)), str(chance.randint(2, 79)))
        sentences.append(" ".join(some) + f" [{chance.randint(1, 3)}].")
    script.reply = " ".join(s[0].upper() + s[1:] for s in sentences)
    assert set(shown(list(assistant.stream(QUESTION)))) <= set(SENTENCES)


INVENTED = [
    "The heat network will be 100 % renewable by 2035 [1].",
    "The heat pumps cost EUR 1,200,000 and were paid by the World Bank [2].",
    "The heat pumps cost PLN 1,200,000 [2].",
    "The heat network will not be renewable by 2035 [1].",
    "Košice will have a heat network that is 80 % renewable by 2035 [1].",
    "The mayor has promised to lower taxes for all families [1][2].",
    "Sieć ciepłownicza będzie w 80% odnawialna do 2030 r. [1].",
    "Tepelná čerpadla stojí 1 200 000 Kč [2].",
    "Nová autobusová linka nebude otvorená [3].",
    "A hőhálózat hőjének 80%-a 2035-ig sem lesz megújuló [1].",
]


@pytest.mark.parametrize("reply", INVENTED)
def test_an_inventing_model_is_never_shown(assistant: Assistant, script: Script, reply: str) -> None:
    script.reply = reply
    events = list(assistant.stream(QUESTION))
    assert set(shown(events)) <= set(SENTENCES)
    assert "did not rest on the sources" in str(events[-1].data["notice"])


@pytest.mark.slow
def test_a_real_model_with_random_weights_is_never_shown(assistant: Assistant, script: Script) -> None:
    """A small Llama that nobody trained, sampled token by token over the protocol: every piece is a token of our own vocabulary."""
    transformers, torch = pytest.importorskip("transformers"), pytest.importorskip("torch")
    from tokenizers import Tokenizer

    from index.encoder.static import SHIPPED

    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    shape = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 2}
    torch.manual_seed(1)
    model = transformers.LlamaForCausalLM(transformers.LlamaConfig(vocab_size=tokenizer.get_vocab_size(), **shape)).eval()

    def pieces(seed: int) -> list[str]:
        torch.manual_seed(seed)
        begun = torch.tensor([tokenizer.encode(f"{QUESTION} {SENTENCES[0]}").ids])
        tokens = model.generate(begun, max_new_tokens=160, do_sample=True, temperature=1.5)[0, begun.shape[1] :]
        found = []
        for n, token in enumerate(tokens.tolist(), 1):
            found.append(tokenizer.decode([token]) + " ")
            if n % 12 == 0:  # untrained, it would never find a citation by itself
                found.append(f"[{n % 3 + 1}]. ")
        return found

    for seed in range(5):
        said = pieces(seed)
        script.say = lambda prompt, said=said: said  # type: ignore[misc]
        events = list(assistant.stream(QUESTION))
        assert set(shown(events)) <= set(SENTENCES)
        assert events[-1].data["citations"]
    assert len(script.requests) == 5


# --- follow-ups ---------------------------------------------------------------------------------------------------------------------------------

ASKED = "What is planned for heat in Javorohrad?"
TOLD = (Turn(ASKED, understand(ASKED, ()), "The heat network will be 80 % renewable [1]."),)


def test_a_follow_up_is_made_a_question_of_its_own(assistant: Assistant, script: Script) -> None:
    def say(prompt: str) -> Iterator[str]:
        yield "How much do the heat pumps cost?\n" if "Last question: And the cost?" in prompt else "The heat pumps cost EUR 1,200,000 [1]."

    script.say = say
    answer = assistant.ask("And the cost?", conversation=TOLD)
    assert TOLD[0].text in str(script.requests[0]["messages"])
    assert answer.understood["question"] == "How much do the heat pumps cost?"
    assert answer.question == "And the cost?"
    assert answer.made_by["follow-up prompt"].startswith("condense ")
    assert written(answer) == ["The heat pumps cost EUR 1,200,000."]


@pytest.mark.parametrize("reply", ["", "x" * 5_000, "\n\n"])
def test_a_model_that_condenses_badly_leaves_the_question_as_it_is(script: Script, reply: str) -> None:
    script.reply = reply
    generator = Generator.configured("openai:scripted", 5)
    assert generator.standalone(TOLD, "And the cost?", generator.until()) == "And the cost?"


def test_a_model_that_fails_at_condensing_is_not_asked_again(assistant: Assistant, script: Script) -> None:
    script.status = 500
    answer = assistant.ask(QUESTION, conversation=TOLD)
    assert len(script.requests) == 1
    assert answer.notice.startswith("The language model did not answer")
    assert answer.citations[0].quote == SENTENCES[0]


def test_a_question_that_cannot_be_asked_fails_before_the_model_is_asked(assistant: Assistant, script: Script) -> None:
    with pytest.raises(UsageError):
        next(assistant.stream(" "))
    assert script.requests == []


def test_what_is_shown_passes_the_verifier_again(assistant: Assistant, script: Script) -> None:
    """The verdict does not depend on what was checked before: whatever was shown stands before a fresh verifier too."""
    script.reply = " ".join([*INVENTED, "By 2035 the heat network will be 80 % renewable [1].", "A new bus line opens [3]."])
    verifier = Verifier(StaticEncoder.shipped())
    for text in shown(list(assistant.stream(QUESTION))):
        assert verifier.check(text, "en", [Cited(s, language="en") for s in SENTENCES]).supported
