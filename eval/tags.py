"""python -m eval.tags: how well passages are tagged. Goals against the open set and people's labels, five languages, "none", commitment, speed.

The open set (620 passages of reports, one goal each) is scored with regressions that had not seen a passage: for each goal "is it there or
not", and the F1 of the goal. Its passages have one label where many speak of two goals, so its figures are lower than the truth.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.intervals import bootstrap
from eval.labelled import CASES, Tagged, tagged, texts
from index.command import index_options, run
from index.encoder.protocol import Encoder
from index.languages import LANGUAGES
from index.types import Tag
from ingest.tag import fit, inputs
from ingest.tag.model import LEVELS
from ingest.tag.tag import Tagger
from ingest.tag.training_data import Example, examples

GOALS = range(1, 18)
