"""Where a request came from, by what its connection and headers say. Knows addresses and names of hosts, nothing of people.

Without accounts everybody who reaches the program may do everything, so that only this machine's own user may reach it. Three ways lead round
the address that it listens on: another address was configured, a proxy passes requests on, or a page of another site had its host's name point
to 127.0.0.1 (DNS rebinding); the last shows in the Host header, which such a page cannot choose.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

PROXY_HEADERS = ("forwarded", "via", "x-real-ip")
REMEDY = "set up accounts with “python -m assistant account add NAME --role administrator”"


def loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own and reached from nowhere else."""
    name = host.strip("[]").lower().rstrip(".")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def not_local(client: str | None, headers: Mapping[str, str]) -> str:
    """Why a request is not certainly of this machine's own user, as a sentence; "" where it is. `client` is the other end of the connection."""
    proxy = next((name for name in headers if name.startswith("x-forwarded-") or name in PROXY_HEADERS), None)
    if proxy:
        return f"The request came through a proxy (its header {proxy}), and there are no accounts: {REMEDY}."
    if client is None or not loopback(client):
        return f"The request came from another machine ({client or 'unknown'}), and there are no accounts: {REMEDY}."
    host = host_of(headers.get("host", ""))
    if not loopback(host):
        return f"The request names the host “{host[:100]}”, which is not this machine's own name, and there are no accounts: {REMEDY}."
    return ""


def foreign(headers: Mapping[str, str], address: str, *, strict: bool) -> bool:
    """Whether another site's page may have made the browser send this request.

    Browsers say so in Sec-Fetch-Site, and to addresses without TLS in Origin; a page can leave out or forge neither. A request with neither
    header is no browser's of the last years: it is let through where nothing in it speaks for a person, and refused where a cookie does
    (`strict`). `address` is how people reach the program, "" where that was not set.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return strict
    return urlsplit(origin).netloc not in {headers.get("host"), urlsplit(address).netloc or None} - {None}


def host_of(header: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return header
