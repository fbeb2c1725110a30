"""Pages from the web, politely: robots.txt, one request at a time, a pause between those to one host."""

from __future__ import annotations

import datetime
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore
from protego import Protego

from extractor import __version__
from extractor.batch.document import Document, Limits, Page, SourceError, too_large
from extractor.batch.inputs.addresses import CheckedBackend, ForbiddenError
from extractor.batch.inputs.keep import Keep

AGENT = f"trichtin/{__version__}"
WEIGHT = 50_000  # bytes; what a page counts for in the progress bar before it is there
_PAUSE = 1.0  # seconds between two requests to one host, where robots.txt asks for no longer
_LONGEST_PAUSE = 60.0
_CONNECT, _READ = 10.0, 20.0  # seconds
_REDIRECTS = 5
_HOSTS = 1000  # whose robots.txt are remembered
_ROBOTS_SIZE = 500_000  # bytes
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_STAMP = "fetched"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response: its status, headers with names in small letters, and the body, unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw_headers: tuple[tuple[bytes, bytes], ...] = ()


class Fetcher:
    """Fetches pages; `private` allows addresses of private networks, `keep` writes what was fetched."""

    def __init__(self, limits: Limits, *, private: bool = False, keep: Keep | None = None) -> None:
        self._limits = limits
        self._keep = keep
        self._pool = httpcore.ConnectionPool(network_backend=CheckedBackend(private=private), max_connections=4)
        self._robots: OrderedDict[str, Protego] = OrderedDict()
        self._next: OrderedDict[str, float] = OrderedDict()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections, and the archive of what was fetched."""
        self._pool.close()
        if self._keep is not None:
            self._keep.close()

    def document(self, url: str) -> Document:
        """The page at an address; it is fetched when the document is loaded, and once done never again."""
        return Document(url, partial(self._load, url), _STAMP, weight=WEIGHT)

    def _load(self, url: str) -> Page:
        at = _checked(url, url)
        ends = time.monotonic() + self._limits.seconds
        for _ in range(_REDIRECTS + 1):
            self._check_robots(at, url, ends)
            answer = self._polite(at, url, ends)
            if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
                return self._page(url, at, answer)
            at = _checked(urljoin(at, answer.headers["location"]), url)
        raise _refusal("redirects", f"the site redirects more than {_REDIRECTS} times", url)

    def _page(self, url: str, at: str, answer: Answer) -> Page:
        if answer.status != 200:
            raise _refusal(f"http_{answer.status}", f"the site answers with status {answer.status}", url)
        media = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if media not in _PAGES:
            raise _refusal("no_page", f"the site gives {media}, not a page", url)
        captured = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if self._keep is not None:
            self._keep.add(at, captured, answer.raw_headers, answer.body)
        return Page(answer.body, url=at, captured=captured)

    def _check_robots(self, at: str, url: str, ends: float) -> None:
        site = _site(at)
        if site not in self._robots:
            self._robots[site] = self._read_robots(site, url, ends)
            while len(self._robots) > _HOSTS:
                self._robots.popitem(last=False)
        if not self._robots[site].can_fetch(at, AGENT):
            raise _refusal("robots", "robots.txt asks not to fetch this page", url)

    def _read_robots(self, site: str, url: str, ends: float) -> Protego:
        """The site's rules (RFC 9309): a site that has none allows all, one that fails to give them nothing."""
        at = site + "/robots.txt"
        for _ in range(_REDIRECTS + 1):
            answer = self._polite(at, url, ends)
            if answer.status in (301, 302, 303, 307, 308) and "location" in answer.headers:
                at = _checked(urljoin(at, answer.headers["location"]), url)
                continue
            if answer.status >= 500 or answer.status == 429:
                return Protego.parse("User-agent: *\nDisallow: /")
            text = answer.body[:_ROBOTS_SIZE].decode("utf-8", "replace") if answer.status == 200 else ""
            return Protego.parse(text)
        return Protego.parse("")

    def _polite(self, at: str, url: str, ends: float) -> Answer:
        """Ask once, no sooner than the host's pause allows."""
        site = _site(at)
        time.sleep(max(0.0, self._next.get(site, 0.0) - time.monotonic()))
        try:
            return self._ask(at, url, max(ends, time.monotonic() + _READ))
        finally:
            rules = self._robots.get(site)
            asked = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
            self._next[site] = time.monotonic() + min(max(_PAUSE, asked), _LONGEST_PAUSE)
            self._next.move_to_end(site)
            while len(self._next) > _HOSTS:
                self._next.popitem(last=False)

    def _ask(self, at: str, url: str, ends: float) -> Answer:
        timeout = {"connect": _CONNECT, "read": _READ, "write": _READ, "pool": _READ}
        headers = (("Host", urlsplit(at).netloc), ("User-Agent", AGENT), ("Accept-Encoding", "gzip"))
        body = bytearray()
        try:
            with self._pool.stream("GET", at, headers=headers, extensions={"timeout": timeout}) as answer:
                for chunk in answer.iter_stream():
                    body += chunk
                    if len(body) > self._limits.size:
                        raise too_large(url, self._limits)
                    if time.monotonic() > ends:
                        raise _refusal("timeout", "the site takes too long", url)
        except ForbiddenError as error:
            hint = "--allow-private fetches it all the same"
            raise SourceError("private", f"is not fetched: {error}", where=url, hint=hint) from None
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            code = "timeout" if isinstance(error, httpcore.TimeoutException) else "network"
            raise _refusal(code, f"cannot be fetched: {error or type(error).__name__}", url) from None
        except (ValueError, httpcore.UnsupportedProtocol) as error:
            raise _refusal("network", f"cannot be fetched: {error}", url) from None
        names = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
        return Answer(answer.status, names, self._unpacked(bytes(body), names, url), tuple(answer.headers))

    def _unpacked(self, body: bytes, headers: dict[str, str], url: str) -> bytes:
        packing = headers.get("content-encoding", "").strip().lower()
        if packing in ("", "identity"):
            return body
        if packing not in ("gzip", "x-gzip"):
            raise _refusal("damaged", f"the site packs its page by {packing}, which was not asked for", url)
        unpack = zlib.decompressobj(wbits=31)
        try:
            unpacked = unpack.decompress(body, self._limits.size + 1)
        except zlib.error as error:
            raise _refusal("damaged", f"the site gives damaged gzip: {error}", url) from None
        if len(unpacked) > self._limits.size:
            raise too_large(url, self._limits)
        if not unpack.eof:
            raise _refusal("damaged", "the site gives gzip that is cut off", url)
        return unpacked


def is_address(text: str) -> bool:
    """Whether an input is an address of the web."""
    return text.lower().startswith(("http://", "https://"))


def _checked(target: str, url: str) -> str:
    """An address as it is asked for, in ASCII; raises SourceError where it is none of the web."""
    try:
        parts = urlsplit(target)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, host, port = urlsplit(""), "", ""
    if parts.scheme not in ("http", "https") or not host:
        raise _refusal("bad_address", f"{target!r} is no page of the web", url)
    host = f"[{host}]" if ":" in host else host
    path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _refusal(code: str, what: str, url: str) -> SourceError:
    return SourceError(code, what, where=url, hint="`trichtin batch retry` asks again")
