"""Which hosts may be asked: none on a private network, unless the user says so.

Names are resolved once and the connection goes to the address that was checked: a name that answers differently
the second time leads nowhere else. Redirects pass through here as well.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Iterable

import httpcore

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # addresses of IPv4 as IPv6 (RFC 6052)


class ForbiddenError(Exception):
    """A host that may not be asked."""


class CheckedBackend(httpcore.SyncBackend):
    """Connects to public addresses only, or to any with `private`."""

    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self._private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first allowed address of the host that answers; raises ForbiddenError where it has none."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} has no address: {error}") from None
        addresses = [str(entry[4][0]) for entry in found]
        allowed = [address for address in addresses if self._private or is_public(address)]
        if not allowed:
            raise ForbiddenError(f"{host} is {', '.join(sorted(set(addresses)))}, a private address")
        for address in allowed[:-1]:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):  # the next may be in reach
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
        return super().connect_tcp(allowed[-1], port, timeout, local_address, socket_options)


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public Internet."""
    parsed: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.split("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = ipaddress.IPv4Address(parsed.packed[-4:]) if parsed in _TRANSLATED else None
        parsed = parsed.ipv4_mapped or parsed.sixtofour or inner or parsed
    return parsed.is_global and not parsed.is_multicast
