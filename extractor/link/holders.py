"""Who holds which position: people and titles joined by what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extractor.find.lexicon import Lexicon, LexiconComponent
from extractor.find.mask import Item, Masked
from extractor.find.names import NameComponent, PersonMention
from extractor.find.names_vocabulary import vocabulary
from extractor.find.organizations import OrganizationComponent, OrganizationMention
from extractor.find.positions import PositionComponent, PositionMention
from extractor.language.spans import get
from extractor.language.tokens import tokens
from extractor.language.vietnamese import blank
from extractor.link.holders_line import Holding, Line
from extractor.link.holders_lines import signatures
from extractor.link.holders_links import Link, Links
from extractor.patterns import Patterns

_DO = re.compile(r"(?:\s+\w+){0,2}\s+do\s+(?:\w+\s+){0,2}")


class Holders:
    """Joins people and positions; made once for a set of patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self._links = Links(patterns)

    def attach(self, doc: Doc) -> list[Holding]:
        """All holdings of a Doc that has people and positions, in the order of the text."""
        people = get(doc, "people", PersonMention)
        # "tân Chủ tịch": a post just given, which elections and appointments tell of
        positions = [position for position in get(doc, "positions", PositionMention) if not position.new]
        before = self._links.rule("holder.before")
        text = tokens(doc).text  # tokens(doc).text is put together anew at each call
        found: list[Holding] = []
        for here_people, here_positions, links in self._lines(text, people, positions):
            found += Line(text, before, links, here_people, here_positions).holdings()
        found = [_led(text, holding, get(doc, "organizations", OrganizationMention)) for holding in found]
        taken = {holding.person for holding in found}
        found += [
            Holding(person, position, "holder.signature")
            for position, person in signatures(text, people, positions)
            if person not in taken
        ]
        return sorted(found, key=lambda holding: (holding.position.start, holding.person.start))

    def links(self, doc: Doc) -> Iterator[Link]:
        """All that the shapes say in a Doc, before it is decided what holds."""
        people = get(doc, "people", PersonMention)
        positions = get(doc, "positions", PositionMention)
        for _, _, links in self._lines(tokens(doc).text, people, positions):
            yield from links

    def _lines(
        self, text: str, people: Sequence[PersonMention], positions: Sequence[PositionMention]
    ) -> Iterator[tuple[list[PersonMention], list[PositionMention], list[Link]]]:
        """The people, titles and links of each line that has both people and titles."""
        place = 0
        person_starts = [person.start for person in people]
        position_starts = [item.start for item in positions]
        for line in text.split("\n"):
            start, end = place, place + len(line)
            place = end + 1
            here_people = list(people[bisect_left(person_starts, start) : bisect_left(person_starts, end)])
            near = positions[bisect_left(position_starts, start) : bisect_left(position_starts, end)]
            here = [item for item in near if not _inside(item, here_people)]
            if here and here_people:
                items = [Item("position", item.start, item.end, item) for item in here]
                items += [Item("person", person.outer, person.end, person) for person in here_people]
                yield here_people, here, list(self._links.find(Masked(text, start, end, items)))


def _led(text: str, holding: Holding, organizations: Sequence[OrganizationMention]) -> Holding:
    """With the organization before "do" where the title names none: "Ban Giám khảo do ông An làm Chủ tịch"."""
    position = holding.position
    if holding.rule != "holder.leads" or position.organization is not None or position.group == "unit":
        return holding
    before = [item for item in organizations if item.end < holding.person.outer]
    if not before or _DO.fullmatch(text, before[-1].end, holding.person.outer) is None:
        return holding
    return replace(holding, position=replace(position, organization=before[-1]))


def _inside(position: PositionMention, people: Sequence[PersonMention]) -> bool:
    """Whether a title is a degree or an honour of a person: "Nhà giáo nhân dân"."""
    return any(person.outer <= position.start < person.end for person in people)


def check_holders(patterns: Patterns) -> Callable[[str], list[tuple[str, int, int]]]:
    """What runs the examples of the shapes: the links that each finds."""
    nlp = blank()
    nlp.add_pipe("trichtin_sentences")
    components = (
        LexiconComponent(Lexicon(patterns)),
        NameComponent(vocabulary(patterns)),
        OrganizationComponent(),
        PositionComponent(),
    )
    holders = Holders(patterns)

    def find(text: str) -> list[tuple[str, int, int]]:
        doc = nlp(text)
        for component in components:
            doc = component(doc)
        return [(link.rule.id, link.first.start, link.second.end) for link in holders.links(doc)]

    return find
