"""Amounts as a page: filters, totals with what they are made of, each amount with its page, and the table as CSV."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from assistant.answer.conversations import FILE, Conversations
from assistant.desk.corrections import TagCorrections
from assistant.desk.funding.view import FundingWanted, funding
from assistant.web.app import create_app
from tests.unit.assistant.desk.funding.small_money import fill, opened

CZECH = {"Accept-Language": "cs"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def client(folder: Path) -> TestClient:
    app: FastAPI = create_app(opened(folder), None, Conversations(folder / FILE), TagCorrections(folder))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


def words(response: Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.text)).split())


def test_every_amount_opens_its_page_and_is_written_in_the_readers_form(client: TestClient, folder: Path) -> None:
    view = funding(opened(folder))
    page = client.get("/funding", headers=CZECH)
    table = page.text.split("<tbody")[1]
    assert len(re.findall(r'<td role="cell"[^>]*><a href="/library/[^"]+\?start=\d+&amp;end=\d+"', table)) == len(view.rows)
    assert "40 000 000 EUR" in words(page)
    assert f"Zobrazené částky: {len(view.rows)} z {len(view.rows)}" in words(page)


def test_a_total_lists_what_it_is_made_of(client: TestClient, folder: Path) -> None:
    view = funding(opened(folder))
    page = client.get("/funding")
    shown = re.findall(r'<details class="panel total">(.*?)</details>', page.text, re.DOTALL)
    assert len(shown) == len(view.totals) > 0
    for total, html in zip(view.totals, shown, strict=True):
        assert html.count("<li>") == len(total.rows)
        assert f"{total.sum:,.0f} {total.currency}" in unescape(html)


def test_filters_leave_what_fits_also_in_the_file(client: TestClient, folder: Path) -> None:
    wanted = {"place": "Lipnice", "currency": "EUR", "programme": "", "year": ""}
    expected = funding(opened(folder), FundingWanted(currencies=("EUR",)))
    places = [r.place for r in expected.rows if r.place == "Lipnice"]
    rows = list(csv.DictReader(io.StringIO(client.get("/funding/export", params=wanted).content.decode("utf-8-sig"))))
    assert [r["place"] for r in rows] == places
    assert f"Amounts shown: {len(places)} of" in words(client.get("/funding", params=wanted))


def test_what_cannot_be_is_a_sentence(client: TestClient) -> None:
    wrong = client.get("/funding", params={"measure": "x"}, headers=CZECH)
    assert (wrong.status_code, "„x“ není slovo" in words(wrong)) == (400, True)
    assert client.get("/funding", params={"place": "Nowhere"}).status_code == 404
    assert client.get("/funding", params={"start": "-1"}).status_code == 400
