"""How fast the default encoder is against the packaged transformer, in one run: figures, never a failure."""

import time

import pytest

from index.encoder.registry import DEFAULT, MINILM, load

PASSAGE = (
    "The district heating network of the city will be supplied from renewable sources by 2035, as the council decided. " * 12
).strip()


def per_second(name: str, passages: int) -> float:
    encoder = load(name)
    encoder.encode_passages([PASSAGE] * 4)
    began = time.perf_counter()
    encoder.encode_passages([f"{i} {PASSAGE}" for i in range(passages)])
    return passages / (time.perf_counter() - began)


@pytest.mark.slow
def test_passages_a_second() -> None:
    ours, minilm = per_second(DEFAULT, 10_000), per_second(MINILM, 64)
    print(f"\npassages of {len(PASSAGE.split())} words a second: {DEFAULT} {ours:,.0f}, {MINILM} {minilm:,.0f}, ratio {ours / minilm:,.0f}")
    assert ours > 0
