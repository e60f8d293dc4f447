"""What an operator may set about access. Only the entry points read this."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.access.roles import ROLES


class AccessSettings(BaseSettings):
    """ACCESS_ADDRESS, ACCESS_PROXIES, ACCESS_SESSION_HOURS, ACCESS_CONVERSATION_DAYS, ACCESS_REQUESTS, ACCESS_QUESTIONS, ACCESS_OIDC_…."""

    model_config = SettingsConfigDict(env_prefix="ACCESS_", extra="forbid")

    address: str = ""  # how people reach the program from outside, "https://assistant.example.org"; "" is whatever they typed
    proxies: str = ""  # addresses of the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, with commas between
    session_hours: float = Field(default=12, gt=0, le=24 * 366)
    conversation_days: float = Field(
        default=0, ge=0, le=36_600
    )  # after the last question; 0 keeps conversations until somebody deletes them
    requests: float = Field(default=600, ge=0, le=1e9)  # a minute and person, or address where nobody is signed in; 0 is no limit
    questions: float = Field(default=60, ge=0, le=1e9)  # of these, those that are answered at length: questions and briefs
    oidc_issuer: str = ""  # OpenID Connect: the provider's address, below which /.well-known/openid-configuration stands
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_scope: str = "openid profile email"
    oidc_claim: str = "groups"  # the claim of the identity token that roles are read from
    oidc_roles: str = ""  # "value of the claim=role", with commas between; who has none of them may not sign in
    oidc_default: str = ""  # the role of everybody whom the provider knows; "" is none

    @field_validator("address", "oidc_issuer")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
            raise ValueError("an address begins with https:// and a host")
        return value.rstrip("/")

    @field_validator("oidc_roles")
    @classmethod
    def _known_roles(cls, value: str) -> str:
        for part in filter(str.strip, value.split(",")):
            claim, _, role = part.rpartition("=")
            if not claim.strip() or role.strip() not in ROLES:
                raise ValueError(f"“{part.strip()}” is not of the form value=role, with a role of {', '.join(ROLES)}")
        return value

    @field_validator("oidc_default")
    @classmethod
    def _known_role(cls, value: str) -> str:
        if value and value not in ROLES:
            raise ValueError(f"choose one of {', '.join(ROLES)}")
        return value

    @property
    def role_of_claim(self) -> dict[str, str]:
        """`oidc_roles` as a mapping."""
        pairs = (part.rpartition("=") for part in self.oidc_roles.split(",") if part.strip())
        return {claim.strip(): role.strip() for claim, _, role in pairs}
