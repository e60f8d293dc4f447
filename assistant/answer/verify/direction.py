"""Words that say which way: up or down, before or after, at least or at most. Knows their stems in five languages.

Only opposites are judged: a source that falls does not carry a claim that rises. Where one side says nothing about the way, nothing is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_AXES: Mapping[str, tuple[str, str]] = {
    "change": (
        r"increas\w*|ris(?:e|es|en|ing)|rose|rais(?:e|es|ed|ing)|gr(?:ow|ows|ew|own|owing|owth)|expand\w*|extend\w*"
        r"|wzr[oa]s\w*|wzrast\w*|zwiększ\w*|podn(?:ie|o)s\w*|podwyż\w*|rosn\w*|rośn\w*|zdroże\w*"
        r"|zvý[šs]\w*|zvyš\w*|vzr[oůá]s\w*|narůst\w*|narást\w*|nárast\w*|nárůst\w*|rost\w*|rast(?:ie|ú|u|om)|stúp\w*|stoup\w*|zdraž\w*"
        r"|nő|nőtt|nőni|növel\w*|növek\w*|emelked\w*|emel(?:i|ik|te|ték|ése|ését|ni|jük|nek)?|bővít\w*|bővül\w*|drágul\w*",
        r"reduc\w*|decreas\w*|fall(?:s|en|ing)?|fell|drop(?:s|ped)?|declin\w*|lower(?:s|ed|ing)?|cut(?:s|ting)?|shr[iau]nk\w*"
        r"|zmniejsz\w*|spad(?:a|ek|ku|nie|ną|ł|ła|ło|ły|ają)|obniż\w*|redukc\w*|redukow\w*|ogranicz\w*|malej\w*|stanieje"
        r"|sníž\w*|sniž\w*|kles\w*|pokles\w*|zníž\w*|zniž\w*|zmenš\w*|omez\w*|obmedz\w*|zlacn\w*|zlevn\w*"
        r"|csökken\w*|mérsékl\w*|visszaes\w*|lecsökken\w*",
    ),
    "order": (
        r"before|prior|przed|před|pred|előtt",
        r"after|following|następnie|later|potem|poté|potom|után|követően|później"
        r"|po(?= (?:schvál|uchwal|przyję|přijet|skonč|zakońc|ukonč|roku|marc|dokon))",
    ),
    "bound": (
        r"at least|minimum|minimal\w*|no less than|not less than|co najmniej|przynajmniej|minimaln\w*|nejméně|alespoň|minimáln\w*"
        r"|najmenej|aspoň|minimálne|legalább|minimálisan",
        r"at most|maximum|maximal\w*|no more than|not more than|co najwyżej|najwyżej|maksymaln\w*|nejvýše|nanejvýš|maximáln\w*"
        r"|najviac(?= (?:o )?\d)|nanajvýš|legfeljebb|maximálisan",
    ),
    "measure": (
        r"above|over|more than|exceed\w*|powyżej|ponad|więcej niż|przekracz\w*|nad|více než|viac ako|viac než|felett\w*|fölött\w*|fölé|több mint"
        r"|többet|meghalad\w*",
        r"below|under|less than|fewer than|poniżej|mniej niż|pod|méně než|menej ako|menej než|alatt\w*|alá|kevesebb\w*",
    ),
    "level": (
        r"high|higher|highest|wysok\w*|wyższ\w*|najwyższ\w*|vysok\w*|vyšš\w*|nejvyšš\w*|najvyšš\w*|magas\w*",
        r"low|lower|lowest|nisk\w*|niższ\w*|najniższ\w*|nízk\w*|nižš\w*|nejnižš\w*|najnižš\w*|alacsony\w*",
    ),
}  # fmt: skip


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple(
        (axis, sign, re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE))
        for axis, ways in _AXES.items()
        for sign, words in zip((1, -1), ways, strict=True)
    )


def directions(text: str) -> frozenset[tuple[str, int]]:
    """The ways that `text` names: (axis, 1 or −1), such as ("change", -1) for a fall."""
    return frozenset((axis, sign) for axis, sign, pattern in _patterns() if pattern.search(text))


def opposed(claim: frozenset[tuple[str, int]], source: frozenset[tuple[str, int]]) -> bool:
    """Whether the source names only the other way on an axis on which the claim names one."""
    return any((axis, -sign) in source and (axis, sign) not in source and (axis, -sign) not in claim for axis, sign in claim)
