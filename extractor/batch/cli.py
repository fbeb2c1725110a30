"""The verb `batch`: a run, and what can be asked of its manifest."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from extractor.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.batch.run import Settings

EXIT_FAILED = 1
EXIT_STOPPED = 130  # as shells have it for Ctrl-C
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


class _Size(click.ParamType[int]):
    """A number of bytes: 500000, 20MB, 2GB."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no size: give it as 500000, 20MB or 2GB", param, ctx)
        return int(float(match[1]) * _UNITS[match[2].lower()])


class _Batch(click.Group):
    """`batch INPUT…` runs; `batch status OUT` and the like ask. What is no verb is an input."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        run = self.commands["run"]
        run.format_help(click.Context(run, info_name=ctx.info_name, parent=ctx.parent), formatter)
        self.format_commands(ctx, formatter)


_output = click.argument("output", type=click.Path(path_type=Path), metavar="OUT")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_quiet = click.option("--quiet", is_flag=True, help="No progress and no closing table, only failures.")
max_size_option = click.option(
    "--max-size", type=_Size(), default="20MB", show_default=True, help="The largest page that is read."
)
_engine_options = (
    click.option(
        "--engine",
        type=click.Choice(["one", "local", "ray"]),
        default="local",
        show_default=True,
        help="In this process, by workers on this machine, or by Ray.",
    ),
    click.option(
        "--workers", type=click.IntRange(1, 4096), metavar="N", help="How many workers; else one a processor."
    ),
    click.option("--ray-address", metavar="ADDRESS", help="A running cluster (auto, HOST:PORT); else one is started."),
    max_size_option,
    click.option(
        "--time-limit",
        type=click.FloatRange(0.1),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="The longest that one page may take.",
    ),
    click.option(
        "--memory-limit",
        type=_Size(),
        default="2GB",
        show_default=True,
        help="What one page may take on top of the models.",
    ),
)


def _with_engine(function: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_engine_options):
        function = option(function)
    return function


@click.group(cls=_Batch, subcommand_metavar="INPUT... | COMMAND")
def batch() -> None:
    """Extract many articles; ask what became of them."""


@batch.command("run", hidden=True)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="OUT", help="See above.")
@click.option(
    "--patterns",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of patterns of your own; may be given more than once.",
)
@click.option("--fetch", is_flag=True, help="Fetch inputs that are addresses, politely.")
@click.option("--allow-private", is_flag=True, help="Fetch from private networks too.")
@click.option("--keep", type=click.Path(path_type=Path), metavar="FILE.warc.gz", help="Keep what is fetched.")
@_with_engine
@_quiet
def run(
    inputs: tuple[str, ...],
    output: Path,
    folders: tuple[Path, ...],
    fetch: bool,
    allow_private: bool,
    keep: Path | None,
    engine: str,
    workers: int | None,
    ray_address: str | None,
    max_size: int,
    time_limit: float,
    memory_limit: int,
    quiet: bool,
) -> None:
    """Extract many articles into one output.

    An INPUT is a page or text, a folder, a pattern such as 'news/*.html', a .zip, .tar(.gz), .warc(.gz), .mhtml or
    .jsonl(.gz) file, an address (with --fetch), or - for a list of such names on standard input.

    OUT is a folder of JSON files, or a name that ends with .jsonl, .jsonl.gz, .jsonl.zst, .parquet, .sqlite or
    .csv. Beside it stands OUT.manifest.sqlite: a run that was interrupted goes on where it stopped, and a later one
    does only what is new or changed.
    """
    from extractor.batch.document import Limits
    from extractor.batch.run import Settings

    if not fetch and (keep is not None or allow_private):
        raise UsageError("--keep and --allow-private are for what is fetched", hint="add --fetch")
    settings = Settings(
        inputs,
        output,
        listed=_listed() if "-" in inputs else (),
        patterns=folders,
        limits=Limits(max_size, time_limit, memory_limit),
        engine=engine,  # type: ignore[arg-type]
        workers=workers,
        ray_address=ray_address,
        fetch=fetch,
        private=allow_private,
        keep=keep,
    )
    _run(settings, quiet=quiet)


@batch.command()
@_output
@_json
def status(output: Path, as_json: bool) -> None:
    """How far the run is."""
    from extractor.batch.manifest import Manifest
    from extractor.batch.report import show_status, status_of
    from extractor.batch.run import is_running

    found = status_of(Manifest(output, write=False), running=is_running(output))
    _show(found, show_status, as_json=as_json)


@batch.command()
@_output
@_json
def failed(output: Path, as_json: bool) -> None:
    """Name the documents that failed, and why."""
    from extractor.batch.manifest import Manifest

    failures = list(Manifest(output, write=False).failures())
    if not failures:
        click.echo("nothing failed", err=True)
    for source, code, message in failures:
        if as_json:
            click.echo(json.dumps({"source": source, "code": code, "message": message}, ensure_ascii=False))
        else:
            click.echo(f"{code}\t{message}")


@batch.command()
@_output
@_json
def report(output: Path, as_json: bool) -> None:
    """Sum up failures and warnings."""
    from extractor.batch.manifest import Manifest
    from extractor.batch.report import report_of, show_report

    _show(report_of(Manifest(output, write=False)), show_report, as_json=as_json)


@batch.command()
@_output
@_with_engine
@_quiet
def retry(
    output: Path,
    engine: str,
    workers: int | None,
    ray_address: str | None,
    max_size: int,
    time_limit: float,
    memory_limit: int,
    quiet: bool,
) -> None:
    """Read again what failed, as the last run was asked."""
    from extractor.batch.document import Limits
    from extractor.batch.manifest import Manifest
    from extractor.batch.run import Settings

    call = Manifest(output, write=False).last_run().get("call")
    if not call:
        raise UsageError("no run was begun here", where=str(output))
    output = output.absolute()
    try:
        os.chdir(call["folder"])  # the names of the inputs may be relative to it
    except OSError:
        raise UsageError("the folder of the last run is not there", where=call["folder"]) from None
    settings = Settings(
        tuple(call["inputs"]),
        output,
        listed=tuple(call["listed"]),
        patterns=tuple(map(Path, call["patterns"])),
        limits=Limits(max_size, time_limit, memory_limit),
        engine=engine,  # type: ignore[arg-type]
        workers=workers,
        ray_address=ray_address,
        fetch=call["fetch"],
        private=call["private"],
        keep=Path(call["keep"]) if call["keep"] else None,
        retry=True,
    )
    _run(settings, quiet=quiet)


def _run(settings: Settings, *, quiet: bool) -> None:
    from rich.console import Console

    from extractor.batch.report import show_summary
    from extractor.batch.run import run as run_batch
    from extractor.batch.watch import Watch

    try:
        summary = run_batch(settings, Watch(quiet=quiet))
    except KeyboardInterrupt:
        _stopped()
    failures = summary.tally.failed + summary.tally.failed_before
    if not quiet:
        show_summary(summary, Console(stderr=True, highlight=False))
        kept = summary.tally.done + summary.tally.unchanged
        earlier = summary.records - kept
        more = f" ({earlier} more of earlier runs)" if earlier > 0 else ""
        click.echo(
            f"{kept} of {summary.tally.met} articles are in {settings.output}, {failures} failed{more}", err=True
        )
    if summary.stopped:
        _stopped()
    sys.exit(EXIT_FAILED if failures else 0)


def _stopped() -> NoReturn:
    click.echo("trichtin: stopped; the same command goes on from here", err=True)
    sys.exit(EXIT_STOPPED)


def _listed() -> tuple[str, ...]:
    """The names on standard input, one a line."""
    lines = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def _show(found: dict[str, Any], show: Callable[[dict[str, Any], Console], None], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        show(found, Console(highlight=False))
