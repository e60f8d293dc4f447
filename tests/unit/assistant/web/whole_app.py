"""The whole application over a real small index, with accounts: one of each role, and clients that are signed in as them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.access.access import Access
from assistant.access.settings import AccessSettings
from assistant.answer.answer import Assistant
from assistant.answer.conversations import FILE, Conversations
from assistant.desk.brief.kept import Briefs
from assistant.desk.comments import Comments
from assistant.desk.corrections import TagCorrections
from assistant.desk.practices.validation import Validations
from assistant.library.intake import Intake
from assistant.web.app import create_app
from assistant.workbench.bench import Workbench
from tests.encoders import CountingEncoder
from tests.unit.assistant.desk.brief.small_brief import fill, opened

PASSWORD = "correct horse battery"
OWN = {"Sec-Fetch-Site": "same-origin"}  # what a browser says of a page's own requests
ANNA, EDIT, EVA, ADAM = NAMES = ("Anna", "Edit", "Eva", "Adam")
ROLES = dict(zip(NAMES, ("reader", "editor", "evaluator", "administrator"), strict=True))


@dataclass
class House:
    """An application with what it keeps."""

    app: FastAPI
    access: Access
    kept: Conversations
    bench: Workbench
    briefs: Briefs

    def account(self, name: str) -> str:
        """The id of an account, which is made with its role where it is not there yet."""
        known = {account.name: account.id for account in self.access.accounts.all()}
        return known.get(name) or self.access.accounts.add(name, ROLES.get(name, "reader"), PASSWORD).id

    def client(self, name: str = "", language: str = "en") -> TestClient:
        """A browser; signed in as a person where one is named."""
        client = TestClient(self.app, raise_server_exceptions=False, headers={"Accept-Language": language, **OWN}, follow_redirects=False)
        if name:
            client.cookies.set("session", self.access.sessions.begin(self.account(name)))
        return client

    def program(self, name: str, role: str = "administrator", *, read_only: bool = False) -> TestClient:
        """A program that sends a key of a person."""
        _, text = self.access.keys.add(self.account(name), "test", role, read_only=read_only)
        headers = {"Authorization": f"Bearer {text}"}
        return TestClient(self.app, raise_server_exceptions=False, headers=headers, follow_redirects=False)


def house(folder: Path, **settings: object) -> House:
    """The application over documents of invented towns in a new folder; nobody has an account yet."""
    index = fill(folder)
    reader = opened(index)
    access, kept, briefs = Access(index, AccessSettings(**settings)), Conversations(index / FILE), Briefs(index)  # type: ignore[arg-type]
    bench = Workbench(folder / "runs", index, (), folder / "cases")
    app = create_app(
        reader,
        Assistant(reader, CountingEncoder()),
        kept,
        TagCorrections(index),
        validations=Validations(index),
        comments=Comments(index),
        workbench=bench,
        access=access,
        intake=Intake(index, index),
        kept_briefs=briefs,
    )
    return House(app, access, kept, bench, briefs)
