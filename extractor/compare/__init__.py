"""Records against samples: precision, recall and F1 of each field, and what was wrong, side by side.

    comparison = compare(Path("records.jsonl"), Path("samples"))
    comparison.fields["people"].f1

Loads neither spaCy nor underthesea.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from extractor.compare.context import in_context
from extractor.compare.facts import Facts, facts
from extractor.compare.fields import FIELDS, Judged
from extractor.compare.files import read_records, read_samples, sample_of
from extractor.compare.floors import FLOORS, raised, read_floors, write_floors
from extractor.compare.pairing import side_by_side
from extractor.compare.result import BrokenFloor, Comparison, Counts, Difference, RuleCounts
from extractor.errors import UsageError

__all__ = [
    "FIELDS",
    "FLOORS",
    "BrokenFloor",
    "Comparison",
    "Counts",
    "Difference",
    "Facts",
    "compare",
    "compare_facts",
    "facts",
    "host_of",
    "raised",
    "read_floors",
    "read_records",
    "read_samples",
    "sample_of",
    "write_floors",
]


def compare(records: Path, samples: Path) -> Comparison:
    """Compare a folder or file of records with a folder of samples.

    Raises UsageError where one of them cannot be read or no record belongs to any sample.
    """
    expected = read_samples(samples)
    found, unpaired = read_records(records, expected)
    if not found:
        hint = "records are paired by source.uri: …/NAME/page.html or …/NAME.txt"
        raise UsageError(f"no record here belongs to a sample in {samples}", where=str(records), hint=hint)
    return compare_facts(found, expected, unpaired=tuple(unpaired))


def compare_facts(
    found: Mapping[str, Facts], expected: Mapping[str, Facts], *, unpaired: tuple[str, ...] = ()
) -> Comparison:
    """Compare the facts found in articles with those expected, both by the name of the article."""
    totals = {name: Counts(0, 0, 0) for name in FIELDS}
    sites: dict[str, dict[str, Counts]] = {}
    rules: dict[tuple[str, str], list[bool]] = {}
    differences: list[Difference] = []
    for article, want in expected.items():
        have = found.get(article, Facts())
        of_site = sites.setdefault(site_of(have), {name: Counts(0, 0, 0) for name in FIELDS})
        for name, field in FIELDS.items():
            judged = field.compare(have, want)
            right = len(judged.right)
            counts = Counts(right, right + len(judged.wrong), right + len(judged.missed))
            totals[name] += counts
            of_site[name] += counts
            for is_right, shown in ((True, judged.right), (False, judged.wrong)):
                # a fact counts for each rule of its chain
                for rule in (rule for fact in shown if fact.rule for rule in fact.rule.split(" + ")):
                    rules.setdefault((name, rule), []).append(is_right)
            differences += _differences(article, name, judged, have.text)
    return Comparison(
        articles=tuple(expected),
        without_record=tuple(name for name in expected if name not in found),
        unpaired=unpaired,
        fields=totals,
        differences=tuple(differences),
        rules=_worst_first(rules),
        sites=dict(sorted(sites.items())),
    )


def site_of(facts: Facts) -> str:
    """The site of an article by its address, else by the name that its page gives; a dash where neither is known."""
    return host_of(facts.url) or facts.site or "–"


def host_of(url: str | None) -> str | None:
    """The host that an address names; None where it names none, or is no address."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _worst_first(rules: Mapping[tuple[str, str], list[bool]]) -> tuple[RuleCounts, ...]:
    counts = [RuleCounts(field, rule, sum(right), len(right)) for (field, rule), right in rules.items()]
    return tuple(sorted(counts, key=lambda row: (row.right - row.found, -row.found, row.field, row.rule)))


def _differences(article: str, field: str, judged: Judged, text: str) -> Iterator[Difference]:
    for want, have in side_by_side(judged.missed, judged.wrong):
        shown = have or want
        assert shown is not None
        yield Difference(
            article,
            field,
            want.line if want else None,
            have.line if have else None,
            have.rule if have else None,
            in_context(text, shown),
        )
