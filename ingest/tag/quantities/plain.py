"""A text as numbers are read from it: formulas and raised digits made plain, character for character. Knows spellings, no meaning."""

from __future__ import annotations

import re

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RAISED = str.maketrans("²³", "23")
_raised_unit = re.compile(r"(?<=m)[²³]")
# CO₂, CO $_2$ e, $\mathrm{CO}_{2}\mathrm{e}$, CO<sub>2</sub>e: carbon dioxide in the forms that PDF readers and Markdown leave.
_carbon = re.compile(
    r"(?:\\(?:mathrm|text)\{ ?)?(?P<unit>(?<![^\W_])[kM]?t ?)?CO(?: ?\}| )?(?:<sub>2</sub>|[ $]{0,3}_?\{?2\}?)"
    r"(?:[ $}]{0,3}(?:\\(?:mathrm|text)\{)?-?(?P<e>e(?:q(?:uiv)?|kv|kw)?)\}?(?![^\W_]))?[}$]{0,2}"
)
_formula = re.compile(r"\$[^$\n|]{1,60}\$")
_digits = re.compile(r"[\d.,~%–-]*[\d%]")
_degrees = re.compile(r"\^\{\\circ\}\\mathrm\{C\}")
_upright = re.compile(r"\\(?:mathrm|text)\{([^{}]*)\}")
_command = re.compile(r"\\(?:mathrm|text|mathbf|approx|sim|,|;|%)")


def plain(text: str) -> str:
    """`text` with plain digits for lowered ones, raised ones only in m² and m³, and formulas as words; of the same length."""
    text = text.translate(_LOWERED)
    if "²" in text or "³" in text:
        text = _raised_unit.sub(lambda m: m.group().translate(_RAISED), text)
    if "$" in text:
        text = _formula.sub(_opened, text)
    if "CO" in text:
        text = _carbon.sub(_written, text)
    return text


def _written(match: re.Match[str]) -> str:
    unit = (match["unit"] or "").strip()
    return f"{unit}CO2{'e' if match['e'] else ''}".ljust(len(match.group()))


def _opened(match: re.Match[str]) -> str:
    """A formula of digits, units and carbon dioxide without its marks; an amount in dollars that only looks like one stays."""
    inside = match.group()[1:-1]
    if not re.search(r"[\\{^_]", inside) and not _digits.fullmatch(inside):
        return match.group()
    inside = _degrees.sub(lambda m: "°C".ljust(len(m.group())), inside)
    inside = _carbon.sub(_written, inside)
    inside = _upright.sub(lambda m: m[1].ljust(len(m.group())), inside)
    inside = _command.sub(lambda m: m.group()[-1].rjust(len(m.group())) if m.group() == "\\%" else " " * len(m.group()), inside)
    return " " + re.sub(r"[{}$]", " ", inside) + " "
