"""The review page: Starlette over a Desk. Needs the extra `trichtin[review]`."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extractor.errors import TrichtinError, UsageError
from extractor.review import present
from extractor.review.desk import ConflictError, Desk, Order, View
from extractor.review.guard import LARGEST_BODY, PAGE_POLICY, HeadersMiddleware, allowed_hosts, may_write
from extractor.review.messages import LANGUAGES, Language, chosen, translator
from extractor.review.queue import DONE, PAGE, SORTS, Query, certainty, is_done, select, whole
from extractor.review.selection import NoSuchWordsError
from extractor.review.values import COUNTED, FIELDS, INPUTS, OPEN, STATES, BadValuesError

_COOKIE = "language"
_YEAR = 365 * 24 * 3600


def build_app(desk: Desk, *, host: str = "127.0.0.1") -> Starlette:
    """The web application over a desk, for requests that call it by the loopback's names or by `host`."""
    pages = _Pages(desk)
    return Starlette(
        routes=[
            Route("/", pages.queue),
            Route("/language/{language}", pages.language),
            Route("/article/{key}", pages.article),
            Route("/article/{key}", pages.decide, methods=["POST"]),
            Route("/article/{key}/page", pages.page),
            Route("/article/{key}/expected.json", pages.expected),
            Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
        ],
        middleware=[
            Middleware(HeadersMiddleware),
            Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(host), www_redirect=False),
        ],
        exception_handlers={UsageError: pages.unusable, 404: pages.missing},
    )


class _Pages:
    """The answers. Each reads the records anew where a run has written others."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(32)
        self.environment = Environment(
            loader=PackageLoader("extractor.review", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(
            token=self.token, FIELDS=FIELDS, COUNTED=COUNTED, INPUTS=INPUTS, STATES=STATES, SORTS=SORTS, DONE=DONE
        )
        self.environment.globals.update(present=present, LANGUAGES=LANGUAGES, ICONS=present.ICONS)

    async def queue(self, request: Request) -> Response:
        self.desk.index.refresh()
        query = Query.of(request.query_params)
        entries = self.desk.index.entries
        found = select(entries.values(), query)
        pages = max(1, -(-len(found) // PAGE))
        asked = request.query_params.get("page", "1")
        page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
        return self._html(
            request,
            "queue.html",
            query=query,
            shown=found[(page - 1) * PAGE : page * PAGE],
            found=len(found),
            page=page,
            pages=pages,
            whole=whole(entries.values()),
            unreadable=self.desk.index.unreadable,
            certainty=certainty,
            is_done=is_done,
            OPEN=OPEN,
        )

    async def article(self, request: Request) -> Response:
        self.desk.index.refresh()
        view = self._view(request)
        if view is None:
            return await self.missing(request)
        query = Query.of(request.query_params)
        return self._html(request, "article.html", query=query, **self._neighbours(view, query), **self._about(view))

    async def decide(self, request: Request) -> Response:
        if not may_write(request, self.token):
            return JSONResponse({"error": "stale"}, 403)
        if int(request.headers.get("content-length") or LARGEST_BODY + 1) > LARGEST_BODY:
            return JSONResponse({"error": "not_saved"}, 413)
        self.desk.index.refresh()
        view = self._view(request)
        if view is None:
            return JSONResponse({"error": "not_saved"}, 404)
        try:
            step = self.desk.carry_out(view, Order.model_validate_json(await request.body()))
        except ConflictError:
            return self._parts(request, view, 409, error="conflict")
        except BadValuesError as bad:
            return JSONResponse({"error": "not_saved", "complaints": bad.complaints}, 422)
        except NoSuchWordsError:
            return JSONResponse({"error": "no_words"}, 422)
        except (ValidationError, RecursionError):
            return JSONResponse({"error": "not_saved"}, 422)
        view = self._view(request) or view
        return self._parts(request, view, 200, said="undone" if step.action == "undo" else "saved")

    async def page(self, request: Request) -> Response:
        view = self._view(request)
        if view is None:
            return await self.missing(request)
        body = await run_in_threadpool(self.desk.page, view)  # an archive may be large
        return self._html(request, "page.html", {"content-security-policy": PAGE_POLICY}, body=body)

    async def expected(self, request: Request) -> Response:
        view = self._view(request)
        if view is None:
            return await self.missing(request)
        try:
            return JSONResponse(self.desk.expected(view))
        except UsageError:
            return self._html(request, "error.html", code=409)

    async def language(self, request: Request) -> Response:
        language = request.path_params["language"]
        back = request.query_params.get("to", "")
        answer = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
        if language in LANGUAGES:
            answer.set_cookie(_COOKIE, language, max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    async def missing(self, request: Request, error: Exception | None = None) -> Response:
        return self._html(request, "error.html", code=404)

    async def unusable(self, request: Request, error: Exception) -> Response:
        """A record or the log that cannot be read or written: said, in the shape that was asked for."""
        if request.method == "POST":
            return JSONResponse({"error": "not_saved", "message": str(error)}, 500)
        what = str(error) if isinstance(error, TrichtinError) else ""
        return self._html(request, "error.html", code=500, what=what)

    def _view(self, request: Request) -> View | None:
        return self.desk.view(request.path_params["key"])

    def _neighbours(self, view: View, query: Query) -> dict[str, Any]:
        """Where the article stands in the queue that it was opened from."""
        keys = [entry.key for entry in select(self.desk.index.entries.values(), query)]
        at = keys.index(view.entry.key) if view.entry.key in keys else None
        return {
            "at": None if at is None else at + 1,
            "all": len(keys),
            "previous": keys[at - 1] if at else None,
            "next": keys[at + 1] if at is not None and at + 1 < len(keys) else keys[0] if at is None and keys else None,
        }

    def _about(self, view: View) -> dict[str, Any]:
        return {"view": view, "desk": self.desk, "open": sum(item.open for item in view.items if item.field in COUNTED)}

    def _parts(self, request: Request, view: View, status: int, **said: str) -> Response:
        """The parts of the page that a step changes, as HTML, for the page to put in."""
        parts = {
            name: self._render(request, f"_{name}.html", **self._about(view)) for name in ("text", "facts", "status")
        }
        return JSONResponse({"revision": view.revision, "parts": parts, **said}, status)

    def _html(
        self, request: Request, template: str, headers: dict[str, str] | None = None, **values: Any
    ) -> HTMLResponse:
        status = int(values.get("code", 200))
        return HTMLResponse(self._render(request, template, **values), status, headers)

    def _render(self, request: Request, template: str, **values: Any) -> str:
        language: Language = chosen(request.cookies.get(_COOKIE), request.headers.get("accept-language"))
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return self.environment.get_template(template).render(
            t=translator(language), language=language, address=address, **{"what": "", **values}
        )
