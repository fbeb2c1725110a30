"""The command `trichtin`. What needs more than click is imported inside the verbs, so that --help answers at once.

Records go to standard output, messages to standard error. Exit codes: 0 all went well, 1 some documents failed,
2 the command was used wrongly or the output could not be written, 3 a score is below its floor, 130 Ctrl-C.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import extractor
from extractor.batch.cli import batch, max_size_option
from extractor.errors import TrichtinError, UsageError
from extractor.review.cli import review

if TYPE_CHECKING:
    from extractor.record import Record

EXIT_FAILED = 1
EXIT_USAGE = 2

_patterns_option = click.option(
    "--patterns",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of patterns of your own, on top of the project's; may be given more than once.",
)


class _Group(click.Group):
    """Turns the errors that are meant for users into a line on standard error and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TrichtinError as error:
            _say(f"trichtin: {error}")
            ctx.exit(EXIT_USAGE)


class _Later(click.Command):
    """A verb whose module is imported when it is called: the list of verbs does without it."""

    def __init__(self, name: str, module: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self._module = module

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        verb: click.Command = getattr(import_module(self._module), self.name or "")
        return verb.make_context(info_name, args, parent, **extra)


def _say(message: str) -> None:
    click.echo(message, err=True)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(extractor.__version__, prog_name="trichtin")
def main() -> None:
    """Structured facts out of Vietnamese news articles.

    Dates, events, venues, people with their titles and organizations, and who was elected or appointed to which
    post, each with its place in the text and the rule that found it.

    Exit codes: 0 all went well, 1 some documents failed, 2 wrong usage or the output cannot be written, 3 a score is
    below its floor, 130 stopped by Ctrl-C.
    """


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option("--url", help="The page's address, where the page does not say it.")
@click.option("--published", metavar="DATE", help="The day of publication (YYYY-MM-DD); overrules the page.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, not to stdout.")
@click.option("--words", is_flag=True, help="Give the word segmentation of the text as well.")
@click.option("--split-listing", is_flag=True, help="Of a page that lists several announcements, a record for each.")
@click.option(
    "--highlight", type=click.Path(path_type=Path, dir_okay=False), help="Write the page with its facts marked."
)
@_patterns_option
@max_size_option
def extract(
    inputs: tuple[str, ...],
    url: str | None,
    published: str | None,
    output: Path | None,
    words: bool,
    split_listing: bool,
    highlight: Path | None,
    folders: tuple[Path, ...],
    max_size: int,
) -> None:
    """Extract the records of pages or text files.

    One article gives one JSON object, several give JSON lines. `-` reads a page from standard input.
    """
    from extractor.batch.extract import extract_all

    if published is not None:
        _check_date(published)
    failed = 0
    lines = []
    seen: list[tuple[bytes, list[Record]]] = []
    several, outcomes = extract_all(
        inputs,
        folders,
        url=url,
        published=published,
        words=words,
        split=split_listing,
        size=max_size,
        seen=None if highlight is None else lambda data, records: seen.append((data, records)),
    )
    if highlight is not None and several and not split_listing:
        raise UsageError("--highlight shows one page", hint="give one file")
    for outcome in outcomes:
        if isinstance(outcome, TrichtinError):
            failed += 1
            _say(f"trichtin: {outcome}")
            continue
        line = outcome.to_json(indent=None if several else 2)
        if output is None:
            click.echo(line)
        else:
            lines.append(line)
    if output is not None and lines:
        _write(output, "".join(line + "\n" for line in lines))
    if highlight is not None and seen:
        from extractor.highlight import highlight as marked

        _write(highlight, marked(*seen[0]))
    sys.exit(EXIT_FAILED if failed else 0)


main.add_command(batch)


@main.command()
@click.argument("record", metavar="RECORD")
@click.argument("path", metavar="PATH", required=False)
@click.option("--why-not", "words", metavar="WORDS", help="Show which rules came near these words of the article.")
@_patterns_option
def explain(record: str, path: str | None, words: str | None, folders: tuple[Path, ...]) -> None:
    """Show the words, the rules and their files behind a fact of a record, or why there is none.

    RECORD is a file of `trichtin extract` (in JSON lines: FILE:LINE), PATH leads to the fact: people[0],
    people[0].positions[1], elected_posts[2], dates[0]. With --why-not instead of PATH: which rules came near
    those words, and what stopped them.
    """
    from extractor.explain import explain as explain_fact
    from extractor.explain import load_record, why_not

    if (path is None) == (words is None):
        raise UsageError("name a fact of the record, or words with --why-not", hint="people[0], or --why-not 'bà An'")
    if path is not None:
        click.echo(explain_fact(load_record(record), path, folders))
    elif words is not None:
        click.echo(why_not(load_record(record), words, folders))


@main.command()
def schema() -> None:
    """Print the JSON Schema of the record."""
    import json

    from extractor.record import Record

    click.echo(json.dumps(Record.model_json_schema(), ensure_ascii=False, indent=2))


@main.group()
def patterns() -> None:
    """Work with the patterns: the vocabulary and shapes that the extractor knows."""


@patterns.command("check")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
def patterns_check(folders: tuple[Path, ...]) -> None:
    """Run the examples of every rule, the project's and those in DIR."""
    from extractor.check import check_examples
    from extractor.patterns import load

    known = load(*folders)
    failures = list(check_examples(known))
    for failure in failures:
        _say(str(failure))
    examples = sum(len(rule.yes) + len(rule.no) for rule in known.all_rules)
    _say(f"{len(known.all_rules)} rules, {examples} examples, {len(failures)} failed")
    sys.exit(EXIT_FAILED if failures else 0)


@patterns.command("diff")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--with",
    "folders",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder of patterns that is tried, on top of the project's; may be given more than once.",
)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a report that a browser shows.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--quiet", is_flag=True, help="No progress.")
def patterns_diff(
    inputs: tuple[str, ...], folders: tuple[Path, ...], html: Path | None, as_json: bool, quiet: bool
) -> None:
    """Show what patterns in DIR change in the records of articles: facts gained, lost and changed."""
    from extractor.batch.extract import loaded

    pages = loaded(inputs)
    from extractor.diff import diff, diff_page, show
    from extractor.pipeline import Extractor
    from extractor.progress import track

    sources = ((page.uri, page.read) for page in pages)
    result = diff(track(sources, quiet=quiet), Extractor(), Extractor(folders))
    if html is not None:
        _write(html, diff_page(result, [str(folder) for folder in folders]))
    if as_json:
        import json

        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        show(result, Console())
    for reason in result.failed:
        _say(f"trichtin: {reason}")
    sys.exit(EXIT_FAILED if result.failed else 0)


@main.group()
def samples() -> None:
    """Make samples: articles with the facts that a correct record holds."""


@samples.command("add")
@click.argument("page", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PAGE")
@click.argument("name", metavar="NAME")
@click.option("--samples", "folder", type=click.Path(path_type=Path), default=Path("samples"), show_default=True)
@click.option("--about", metavar="TEXT", default="To do: what this sample shows.", help="A line on what it shows.")
@_patterns_option
def samples_add(page: Path, name: str, folder: Path, about: str, folders: tuple[Path, ...]) -> None:
    """Make the sample NAME of a page, with the facts that are found in it now: correct them by hand."""
    from extractor.pipeline import Extractor
    from extractor.samples import expected_of, write_sample

    data = page.read_bytes()
    record = Extractor(folders).extract(data, uri=str(page))
    made = write_sample(folder, name, data, expected_of(record), about=about)
    _say(f"{made} is made; correct {made / 'expected.json'}, and say in {made / 'README.md'} what it shows")


@samples.command("accept")
@click.argument("records", type=click.Path(path_type=Path), metavar="RECORDS")
@click.option("--samples", "folder", type=click.Path(path_type=Path), default=Path("samples"), show_default=True)
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Where the pages are; here where not given.",
)
def samples_accept(records: Path, folder: Path, sources: Path) -> None:
    """Make a sample of each article of RECORDS that was reviewed whole (`trichtin review`), where there is none yet."""
    from extractor.review import reviewed
    from extractor.review.sources import find_source
    from extractor.samples import name_of, write_sample

    made = failed = 0
    for article in reviewed(records):
        uri = article.record.source.uri
        name = name_of(uri)
        page = find_source(sources, article.record)
        if (folder / name).exists():
            _say(f"{folder / name} is there already")
        elif page is None:
            failed += 1
            _say(f"trichtin: {uri}: the page that was reviewed is not below {sources} (name its folder with --sources)")
        else:
            made += 1
            about = article.record.article.title or name
            _say(f"{write_sample(folder, name, page, article.facts, about=about)} is made")
    _say(f"{made} samples made")
    sys.exit(EXIT_FAILED if failed else 0)


main.add_command(
    _Later("compare", "extractor.compare.cli", "Compare records with samples: precision, recall and F1 of each field.")
)
main.add_command(review)


def _check_date(text: str) -> None:
    import datetime

    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--published {text!r} is no date", hint="give it as YYYY-MM-DD, as in 2022-10-14") from None


def _write(output: Path, text: str) -> None:
    """Write a file whole or not at all."""
    partial = output.with_name(output.name + ".part")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(output)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(output)) from None
