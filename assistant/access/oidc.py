"""Signing in with an OpenID Connect provider, by authlib: the client, and what its identity token makes of a person. Knows no pages.

authlib asks for the code with PKCE (S256), a state that the browser's own cookie holds, and a nonce; it checks the token's signature by the
provider's published keys, its issuer, audience, dates and nonce.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from authlib.integrations.starlette_client import OAuth
from starlette.requests import Request
from starlette.responses import Response

from assistant.access.accounts import Account, Accounts
from assistant.access.roles import INCLUDES, ROLES
from assistant.access.settings import AccessSettings
from index.errors import ProductError, UsageError

BACK = "/sign-in/provider/back"  # where the provider sends people back to
_SECONDS = 10  # how long the provider may take

_log = logging.getLogger(__name__)


class ProviderFailed(ProductError):
    """The provider cannot be reached, or what it or somebody in its name says is not right; the log says what."""


class Provider:
    """The provider that is configured."""

    def __init__(self, settings: AccessSettings) -> None:
        """UsageError where a setting is missing. Nothing is asked of the provider before the first person comes."""
        missing = [name for name in ("oidc_issuer", "oidc_client", "address") if not getattr(settings, name)]
        if missing:
            names = " and ".join(f"ACCESS_{name.upper()}" for name in missing)
            raise UsageError(f"Signing in with an OpenID Connect provider needs {names}: set what is missing.")
        if not settings.role_of_claim and not settings.oidc_default:
            raise UsageError("Nobody of the provider would have a role: set ACCESS_OIDC_ROLES (value=role, …) or ACCESS_OIDC_DEFAULT.")
        self._settings = settings
        self._client = OAuth().register(
            "provider",
            client_id=settings.oidc_client,
            client_secret=settings.oidc_secret.get_secret_value() or None,
            server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.oidc_scope, "code_challenge_method": "S256", "timeout": _SECONDS},
        )

    async def leave(self, request: Request) -> Response:
        """The redirect to the provider; state, nonce and PKCE verifier are in the request's session. ProviderFailed where it is not reached."""
        try:
            response = await self._client.authorize_redirect(request, f"{self._settings.address}{BACK}")
        except Exception as problem:  # of the network, of JSON, of authlib: to a person it is one
            raise _failed(problem) from problem
        assert isinstance(response, Response)
        return response

    async def claims(self, request: Request) -> Mapping[str, Any]:
        """What the checked identity token says of the person who comes back; ProviderFailed for anything that is not right about it."""
        try:
            token = await self._client.authorize_access_token(request)
            claims: Mapping[str, Any] = token["userinfo"]
            if claims["iss"] != self._settings.oidc_issuer:
                raise ValueError(f"the token was issued by {claims['iss']}")
        except Exception as problem:
            raise _failed(problem) from problem
        return claims

    def account_of(self, claims: Mapping[str, Any], accounts: Accounts) -> Account | None:
        """The account of the person whom checked claims speak of, with the role that they give; None for one whom they give none."""
        role = role_of(claims, self._settings)
        if not role:
            return None
        name = next((str(claims[key]) for key in ("name", "preferred_username", "email") if claims.get(key)), str(claims["sub"]))
        return accounts.from_elsewhere(f"{self._settings.oidc_issuer} {claims['sub']}", name, role)


def role_of(claims: Mapping[str, Any], settings: AccessSettings) -> str:
    """The role that a token's claims give: of several the one that includes most, the earlier of two that include as many; "" for none."""
    said = claims.get(settings.oidc_claim)
    values = {said} if isinstance(said, str) else {value for value in said if isinstance(value, str)} if isinstance(said, list) else set()
    given = {role for value, role in settings.role_of_claim.items() if value in values}
    return max((role for role in ROLES if role in given), key=lambda role: len(INCLUDES[role]), default=settings.oidc_default)


def _failed(problem: Exception) -> ProviderFailed:
    _log.warning("signing in with the OpenID Connect provider failed: %s: %s", type(problem).__name__, problem)
    return ProviderFailed("Signing in with the OpenID Connect provider failed: try again; the server's log says more.")
