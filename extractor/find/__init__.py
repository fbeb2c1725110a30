"""Doc → mentions: a spaCy component for each kind of fact, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.find import events, organizations, positions, venues  # noqa: F401  (they register components)
from extractor.find.dates import check_dates
from extractor.find.lexicon import check_lexicon
from extractor.find.names import check_names
from extractor.find.posts import check_posts
from extractor.patterns import Patterns

COMPONENTS = (
    "trichtin_lexicon",
    "trichtin_dates",
    "trichtin_names",
    "trichtin_organizations",
    "trichtin_positions",
    "trichtin_events",
    "trichtin_venues",
)

CHECKERS: Mapping[str, Callable[[Patterns], Callable[[str], list[tuple[str, int, int]]]]] = {
    "lexicon": check_lexicon,
    "dates": check_dates,
    "names": check_names,
    "posts": check_posts,
}
