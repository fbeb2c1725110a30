"""The verb `review`."""

from __future__ import annotations

import getpass
import socket
from contextlib import closing
from pathlib import Path

import click

from extractor.errors import UsageError


@click.command()
@click.argument("records", type=click.Path(path_type=Path), metavar="RECORDS")
@click.option("--samples", type=click.Path(path_type=Path), metavar="DIR", help="Samples to compare the records with.")
@click.option(
    "--sources", type=click.Path(path_type=Path), metavar="DIR", help="The folder that the articles were read from."
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where decisions are kept; else beside RECORDS, as RECORDS.decisions.",
)
@click.option("--reviewer", help="Your name in the decisions; else that of your account.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address than this machine's own.")
@click.option("--port", default=8017, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--patterns",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of patterns of your own that the records were made with.",
)
def review(
    records: Path,
    samples: Path | None,
    sources: Path | None,
    decisions: Path | None,
    reviewer: str | None,
    host: str,
    port: int,
    folders: tuple[Path, ...],
) -> None:
    """Check records on a page of your own machine: accept, correct, reject and add facts.

    RECORDS is a folder of JSON files or a .jsonl file. It is only read: what is decided is written to a file beside
    it, and stays with the articles when they are extracted anew.
    """
    try:
        import uvicorn

        from extractor.review.guard import is_loopback
        from extractor.review.web import build_app
    except ImportError as error:
        hint = "install it with: pip install 'trichtin[review]'"
        raise UsageError(f"the review page needs the package {error.name}", hint=hint) from None
    from extractor.review.desk import Desk

    name = f"[{host.strip('[]')}]" if ":" in host else host
    with (
        _listen(host, port) as listening,
        closing(
            Desk(
                records,
                reviewer=reviewer or _account(),
                decisions=decisions,
                samples=samples,
                sources=sources,
                pattern_folders=folders,
            )
        ) as desk,
    ):
        for number in desk.log.unreadable:
            _say(f"trichtin: {desk.log.path}:{number}: this line is no decision and is passed over")
        for place in desk.index.unreadable:
            _say(f"trichtin: {place}: no record, and passed over")
        _say(f"{len(desk.index.entries)} articles at http://{name}:{listening.getsockname()[1]}/ (Ctrl+C ends)")
        if not is_loopback(host):
            _say("trichtin: whoever reaches this address can read the articles and decide on them")
        config = uvicorn.Config(build_app(desk, host=host), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    bare = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in bare else socket.AF_INET
        return socket.create_server((bare, port), family=family)
    except OSError as error:
        hint = "is it open in another window? --port takes another one"
        raise UsageError(f"cannot listen: {error.strerror or error}", where=f"{host}:{port}", hint=hint) from None


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def _say(message: str) -> None:
    click.echo(message, err=True)
