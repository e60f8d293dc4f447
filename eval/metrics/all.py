"""Which metrics there are, in the order in which they are shown, and which of them stand at the head of a report."""

from __future__ import annotations

from collections.abc import Mapping

from eval.metrics.answers import ANSWERS
from eval.metrics.citations import CITATIONS
from eval.metrics.metric import Metric
from eval.metrics.nuggets import NUGGETS
from eval.metrics.quotations import QUOTATIONS
from eval.metrics.retrieval import RETRIEVAL

METRICS: tuple[Metric, ...] = (*RETRIEVAL, *CITATIONS, *NUGGETS, *ANSWERS, *QUOTATIONS)

BY_NAME: Mapping[str, Metric] = {metric.name: metric for metric in METRICS}
