"""What the program says of itself: how answers are made, what is stored, accessibility, licences. Knows pages and package metadata, no answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import HTMLResponse

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.web.screens import Screens

PAGES = ("answers", "privacy", "accessibility", "licences")
_PRODUCT = "smart-v4-assistant"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST = 60  # characters of a licence's name

# What our own data was made from, with the address where its licence is to be read.
SOURCES = (
    ("GeoNames", "CC BY 4.0", "https://www.geonames.org/"),
    ("Natural Earth", "CC0 (public domain)", "https://www.naturalearthdata.com/"),
    ("Open SDG", "MIT", "https://github.com/open-sdg/sdg-translations"),
    ("OSDG Community Dataset", "CC BY 4.0", "https://zenodo.org/communities/sdg-classification"),
    ("Tatoeba", "CC BY 2.0 FR", "https://tatoeba.org/"),
    ("all-MiniLM-L6-v2", "Apache-2.0", "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"),
    ("simplemma", "MIT", "https://github.com/adbar/simplemma"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the program is made with."""

    name: str
    version: str
    licence: str  # "" where its metadata do not say
    address: str


def routes(screens: Screens, chat_model: str = "", keep_days: float = 0) -> APIRouter:
    """GET /about/answers, /about/privacy, /about/accessibility and /about/licences. `chat_model` is the model that writes answers, "" for none;
    conversations are erased `keep_days` days after their last question, 0 keeps them until somebody deletes them.
    """
    router = screens.router()

    def about(request: Request) -> HTMLResponse:
        page = request.url.path.rsplit("/", 1)[-1]
        found = parts() if page == "licences" else ()
        return screens.show(request, f"about_{page}.html", here="about", model=chat_model, days=keep_days, parts=found, sources=SOURCES)

    for page in PAGES:
        router.add_api_route(f"/about/{page}", about, name=page)
    return router


@cache
def parts() -> tuple[Part, ...]:
    """The packages that this product's own metadata name as needed, by name; without those that are for developers only."""
    try:
        wanted = distribution(_PRODUCT).requires or []
    except PackageNotFoundError:  # run from a folder that was never installed
        return ()
    names = {match.group() for line in wanted if "extra ==" not in line and (match := _NAME.match(line))}
    return tuple(sorted((part for name in names if (part := _part(name))), key=lambda part: part.name.lower()))


def _part(name: str) -> Part | None:
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return None
    classified = [c.rsplit(" :: ", 1)[-1] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    old = next(iter(about.get_all("License") or []), "").strip().split("\n")[0]  # before PEP 639 some gave the whole text here
    named = [*(about.get_all("License-Expression") or []), *classified, *([old] if len(old) <= _LONGEST else [])]
    return Part(about["Name"], about["Version"], next(iter(named), ""), f"https://pypi.org/project/{about['Name']}/")
