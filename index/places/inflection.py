"""Endings: which written forms a place name takes in Polish, Czech, Slovak, Hungarian and English. Knows spelling, no place and no text.

All of it works on folded words (index.analysis.fold): without diacritics most alternations of the four languages
vanish (Kraków, Krakowa · Kassa, Kassán · Ostrava, Ostravě), and what people type on a foreign keyboard is met as well.
A name gives stems; each stem takes a set of endings. A form is a name's form if it is one of its stems plus one of that stem's
endings. The endings of all languages are taken together: a Hungarian writes łódźi and a Czech v Pécsi.
"""

from __future__ import annotations

from dataclasses import dataclass

_VOWELS = "aeiouy"


@dataclass(frozen=True, slots=True)
class Stem:
    """`text` plus any of `nouns` is a form of the name itself, plus any of `adjectives` is the adjective or the inhabitant."""

    text: str
    nouns: frozenset[str]
    adjectives: frozenset[str]


def _set(endings: str) -> frozenset[str]:
    return frozenset("" if e == "-" else e for e in endings.split())


NONE: frozenset[str] = frozenset()
# Krakkóban, Pécsett, Szegeden, Budapestért; Hungarian cases on the whole name, vowel harmony not asked for
_CASES = _set("ban ben ba be bol rol tol ra re hoz hez nak nek nal nel val vel n on en t ot et at ott ett tt ig kent ert")
_HUNGARIAN = _set("i ak ek iak iek") | {p + c for p in ("i", "iak", "iek") for c in _CASES}
_UNINFLECTED = _CASES | _set("- ok ek ak oknak eknek okat eket okban s")
_WHOLE = _CASES | {""}
_SLAVIC_ADJECTIVE = _set("y a e i ie o u iego iemu im ich imi iej eho emu ego em ym ych ymi ou ej om")
_PLURAL = _set("cy ti")  # krakowscy, krakovští

# By the last sound of the name, without it: "-" is the bare stem.
_CONSONANT = _set("- a u e i y ie ia iu iem iowi owi ovi em om ou")
_A = _set("a y i e ie u o ou")
_IA = _set("ia i ie io ii iu iou")
_O = _set("o a u e ie iem em om")
_E = _set("e - a u i em om ami ach im ich emi iam iach")
_IE = _set("ie ia iu iem i ii im")
_Y = _set("y i - om ami ach och mi u ech ich im e")
_I = _set("i - m ch mi om ami ach ich")

# The Polish locative and the Czech and Slovak dative soften the last consonant before -e: Budapeszcie, Pradze, Praze, Nitrze.
_IRREGULAR = {"ves": "vs", "wies": "ws"}  # Spišská Nová Ves, v Spišskej Novej Vsi
_SOFTENED = {"t": "ci", "d": "dzi", "r": "rz", "k": "c", "g": "dz", "h": "z"}


def stems(name: str) -> list[Stem]:
    """The stems of one folded lower-case word that is a name."""
    last, body = name[-1], name[:-1]
    found = [Stem(name, _WHOLE, _HUNGARIAN), *_assimilated(name)]
    if len(name) < 3:
        return found
    if last not in _VOWELS:
        found += [Stem(name, _CONSONANT, NONE), *_fleeting(name), *_soft(name), *_adjectives(name)]
    elif name.endswith("ia"):
        found += [Stem(name[:-2], _IA, NONE), *_adjectives(name[:-2])]
    elif name.endswith("ie"):
        found += [Stem(name[:-2], _IE, NONE), *_adjectives(name[:-2])]
    else:
        endings = {"a": _A, "o": _O, "e": _E, "y": _Y, "i": _I}.get(last, NONE)
        # The bare stem of a plural (Katowic, Košíc, Piešťan) is taken only where enough of the name is left.
        found += [Stem(body, endings if len(body) > 3 else endings - {""}, NONE), *_soft(body), *_adjectives(body)]
        if last in "eyi" and body[-1] == "c" and len(body) > 3 and body[-2] not in _VOWELS:
            found.append(Stem(body[:-1], _set("ec iec"), NONE))  # Siedlec, Michaloviec
    return found


def adjective_stems(stem: str) -> list[Stem]:
    """The forms of an adjective given by its stem (bydgosk, plzensk), or of a Hungarian or English one as it stands (lengyel, viennese)."""
    if not stem.endswith(("k", "jn")):
        return [Stem(stem, NONE, _UNINFLECTED)]
    return [Stem(stem, NONE, _SLAVIC_ADJECTIVE), Stem(stem[:-1], NONE, _PLURAL)]


def modifier(word: str) -> list[Stem]:
    """The stems of a folded word inside a name of several words: as a noun and as an adjective (Banskej, Nowym, Karlových)."""
    found = [Stem(s.text, s.nouns, NONE) for s in stems(word)]
    if len(word) > 2 and word[-1] in "aeiy":
        found.append(Stem(word[: -2 if word.endswith("ie") else -1], _SLAVIC_ADJECTIVE, NONE))
    return found


def compound(words: list[str]) -> list[Stem]:
    """The one-word adjective of a name of two folded words: zielonogórski, banskobystrický, bielsko-bialski not."""
    first, second = words
    linked = (first[:-1] if first[-1] in _VOWELS else first) + "o"
    body = second[:-1] if second[-1] in _VOWELS else second
    return [Stem(linked + s.text, NONE, s.adjectives) for s in _adjectives(body)]


def _assimilated(name: str) -> list[Stem]:
    """-val, -vel after a consonant: Budapesttel, Péccsel, Pozsonnyal."""
    if name[-1] in _VOWELS and not name.endswith(("ny", "gy", "ly", "ty")):
        return []
    if name.endswith(("cs", "sz", "zs", "ny", "gy", "ly", "ty")):
        return [Stem(name[:-1] + name[-2:], _set("al el"), NONE)]
    doubled = name if name[-1] == name[-2:-1] else name + name[-1]
    return [Stem(doubled, _set("al el"), NONE)]


def _fleeting(name: str) -> list[Stem]:
    """Liberec, Liberce · Sosnowiec, Sosnowca · Plzeň, Plzni · Ružomberok, Ružomberka."""
    if name in _IRREGULAR:
        return [Stem(_IRREGULAR[name], _CONSONANT - {""}, NONE)]
    for ending in ("iec", "iek", "ien", "ec", "ek", "ok", "en"):
        body = name[: -len(ending)]
        if name.endswith(ending) and len(body) > 2 and body[-1] not in _VOWELS:
            return [Stem(body + name[-1], _CONSONANT - {""}, NONE)]
    return []


def _soft(body: str) -> list[Stem]:
    softened = _SOFTENED.get(body[-1])
    return [Stem(body[:-1] + softened, _set("e"), NONE)] if softened else []


def _adjectives(body: str) -> list[Stem]:
    """The adjective of a name without its final vowel; what no rule reaches (bydgoski, trenčiansky) stands in names.tsv."""
    if len(body) < 3:
        return []
    if body.endswith(("sk", "ck")):
        ends = [body]
    elif body.endswith("k"):
        ends = [body[:-1] + "ck"]
    elif body.endswith(("ec", "c")):
        ends = [body + "k"]
    elif body.endswith("ch"):
        ends = [body[:-2] + "sk"]
    elif body.endswith(("g", "z")):
        ends = [body[:-1] + "sk", body + "sk"]
    elif body.endswith("h"):
        ends = [body[:-1] + "zsk", body[:-1] + "sk"]
    elif body.endswith("s"):
        ends = [body + "k", body + "sk"]
    elif body.endswith("n") and body[-2] not in _VOWELS:
        ends = [body + "sk", body + "ensk", body[:-1] + "ensk"]
    else:
        ends = [body + "sk"]
    plurals = [Stem(end[:-1], NONE, _PLURAL) for end in ends if len(end) > 5]
    return [Stem(end, NONE, _SLAVIC_ADJECTIVE) for end in ends] + plurals
