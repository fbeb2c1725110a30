"""What keeps the review page safe: hosts, headers, and the token that every write needs."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-csrf-token"
LARGEST_BODY = 1_000_000  # bytes of a request
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
# the original page: nothing runs, nothing loads but its own style sheet, nothing is sent, no window but ours holds it
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin"
)


class HeadersMiddleware:
    """Sets the headers on every answer; a content security policy that an answer has is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str) -> list[str]:
    """The names that a request may call this server by: no other name can be led here by its owner's DNS."""
    bare = host.strip("[]")
    return [*LOOPBACK, f"[{bare}]" if ":" in bare else bare]


def may_write(request: Request, token: str) -> bool:
    """Whether a request to write comes from a page of this server."""
    given = request.headers.get(TOKEN_HEADER, "")
    origin = request.headers.get("origin")
    return (
        hmac.compare_digest(given.encode(), token.encode())
        and request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
        and (origin is None or origin == f"{request.url.scheme}://{request.headers.get('host', '')}")
        and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    )
