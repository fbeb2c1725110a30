"""Doc → mentions: a spaCy component for each kind of fact, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.find.lexicon import check_lexicon
from extractor.find.names import check_names
from extractor.find.organizations import OrganizationComponent as OrganizationComponent
from extractor.find.positions import PositionComponent as PositionComponent
from extractor.patterns import Patterns

COMPONENTS = ("trichtin_lexicon", "trichtin_names", "trichtin_organizations", "trichtin_positions")

CHECKERS: Mapping[str, Callable[[Patterns], Callable[[str], list[tuple[str, int, int]]]]] = {
    "lexicon": check_lexicon,
    "names": check_names,
}
