"""Judges that are functions, and their agreement by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.run.judges import agreement, judgement, named
from index.errors import UsageError
from tests.unit.eval.run.records import made

RECORDS = [made("a"), made("b"), made("c", error="Broke")]


def verdicts(words: Sequence[str | None]) -> dict[str, str | None]:
    return {str(n): word for n, word in enumerate(words)}


def test_one_judge_is_none() -> None:
    for models in ([], ["openai:x"], ["openai:x", "openai:x"]):
        with pytest.raises(UsageError, match="at least two models"):
            named(models)


def test_verdicts_are_read_and_what_is_none_is_unscored() -> None:
    replies = iter(["Right.", "I would say: PARTLY"])

    def gone(prompt: str) -> str:
        raise ConnectionError

    found = judgement(RECORDS, {"one": lambda prompt: next(replies), "two": gone, "three": lambda prompt: "Hm."})
    assert found["judges"] == {
        "one": {"all": 0.75, "scored": 2, "of": 2},
        "two": {"all": None, "scored": 0, "of": 2},
        "three": {"all": None, "scored": 0, "of": 2},
    }
    assert found["agreement"] == {"pairs": None, "kappa": None}


def test_a_judge_sees_question_passages_and_answer() -> None:
    record = made("a")
    record["expected"]["gold"] = [{"doc": "a.pdf", "quote": "It buys {12} buses."}]
    seen: list[str] = []
    judgement([record], {"one": lambda prompt: seen.append(prompt) or "WRONG", "two": lambda prompt: "WRONG"})  # type: ignore[func-returns-value]
    assert record["question"] in seen[0]
    assert "It buys {12} buses." in seen[0]
    assert record["answer"]["answer"] in seen[0]


def test_agreement_of_two_is_near_cohen_s() -> None:
    one, other = verdicts(["RIGHT", "RIGHT", "WRONG", "WRONG"]), verdicts(["RIGHT", "WRONG", "WRONG", "WRONG"])
    # three of four pairs agree; of eight verdicts 3 are RIGHT and 5 WRONG: chance = 9/64 + 25/64
    assert agreement([one, other]) == {"pairs": 0.75, "kappa": pytest.approx((0.75 - 34 / 64) / (1 - 34 / 64))}


def test_agreement_of_three() -> None:
    judges = [verdicts(["RIGHT", "PARTLY"]), verdicts(["RIGHT", "PARTLY"]), verdicts(["RIGHT", "WRONG"])]
    # 3/3 and 1/3 pairs agree; shares 3/6, 2/6, 1/6: chance = 14/36
    assert agreement(judges) == {"pairs": pytest.approx(2 / 3), "kappa": pytest.approx((2 / 3 - 14 / 36) / (1 - 14 / 36))}


def test_what_one_of_them_did_not_judge_is_left_out() -> None:
    assert agreement([verdicts(["RIGHT", None]), verdicts(["RIGHT", "WRONG"])]) == {"pairs": 1.0, "kappa": None}
