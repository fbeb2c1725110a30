"""Organizations: every printed name of one, from its head to its end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.find.lexicon import Hit, Hits, hits
from extractor.find.names import PersonMention
from extractor.find.names_vocabulary import is_vietnamese
from extractor.find.organizations_extent import Extent
from extractor.language.segmentation import Words, words
from extractor.language.spans import Mention, get, put
from extractor.language.tokens import Tokens, tokens

KEY = "organizations"


@dataclass(frozen=True, slots=True)
class OrganizationMention(Mention):
    """A printed name of an organization.

    `name` has single blanks. `kind` is the sort of organization, as the rule of its head says. `bare` is True
    for a noun alone ("Sở", "Hội", "Nhà trường"), which stands for one that is named elsewhere. `rank` grows
    from a unit (1) to what it is a part of (3).
    """

    name: str
    kind: str
    bare: bool
    rank: int


class OrganizationReader:
    """Reads organizations in one text; what was read once is remembered."""

    def __init__(
        self, found: Tokens, found_hits: Hits, barriers: Collection[int], evidence: Callable[[], Words]
    ) -> None:
        """`barriers` are tokens at which something else begins, a person above all."""
        self.tokens = found
        self.hits = found_hits
        self.barriers = barriers
        self.extent = Extent(found, found_hits, barriers, evidence)
        self._known: dict[tuple[int, bool], tuple[OrganizationMention, int] | None] = {}

    def at(self, token: int, *, beside_title: bool = False) -> tuple[OrganizationMention, int] | None:
        """The organization that begins at a token, and the token behind it.

        Beside a title a noun in small letters is one, too ("Giám đốc thư viện"), and so is an abbreviation
        that no rule knows ("Kế toán trưởng TKV").
        """
        key = (token, beside_title)
        if key not in self._known:
            self._known[key] = self._read(token, beside_title)
        return self._known[key]

    def _read(self, token: int, beside_title: bool) -> tuple[OrganizationMention, int] | None:
        if token >= len(self.tokens.words) or token in self.barriers:
            return None
        # behind a title "Ban Chấp hành" is a part of the title: what is left is an organization of its own
        head = (self.hits.within if beside_title else self.hits.at)("organization_head", token)
        if head is None or (head.rule.get("beside") and not beside_title):
            return self._unknown(token) if beside_title else None
        last = self.extent.from_head(head)
        alone = bool(head.rule.get("alone"))
        bare = last == head.last and not alone
        capital = self.tokens.is_capital(token)
        if bare and not beside_title and (not capital or self._begins_sentence(token)):
            return None
        if not capital and not beside_title and (bare or alone or not self._has_name(head.last, last)):
            return None
        return self._mention(head, last, bare), last

    def _begins_sentence(self, token: int) -> bool:
        """Whether the capital of a token may be that of any first word."""
        return self.extent.breaks(token) or token == 0 or not self.tokens.words[token - 1][0].isalnum()

    def _has_name(self, first: int, last: int) -> bool:
        return any(self.tokens.is_capital(token) for token in range(first, last))

    def _mention(self, head: Hit, last: int, bare: bool) -> OrganizationMention:
        name = " ".join(self.tokens.span(head.first, last).split())
        start, end = self.tokens.starts[head.first], self.tokens.ends[last - 1]
        rule = head.rule
        return OrganizationMention(start, end, rule.id, name, rule.get("kind"), bare, int(rule.get("rank", "2")))

    def _unknown(self, token: int) -> tuple[OrganizationMention, int] | None:
        """An abbreviation or a foreign name beside a title, on the strength of its letters."""
        word = self.tokens.words[token]
        foreign = word[0].isupper() and not is_vietnamese(self.tokens.norms[token])
        if len(word) < 2 or not (word.isupper() or foreign) or self.extent.is_title(token):
            return None
        if foreign and not word.isupper() and self.extent.country(token) > token:
            return None
        last = self.extent.run(token)
        if last <= token:
            return None
        name = " ".join(self.tokens.span(token, last).split())
        start, end = self.tokens.starts[token], self.tokens.ends[last - 1]
        return OrganizationMention(start, end, "organization.capitals", name, "unknown", False, 3), last


def find_organizations(reader: OrganizationReader) -> list[OrganizationMention]:
    """All organizations of a text, the longest from the left."""
    chosen = []
    reached = 0
    for hit in reader.hits.of("organization_head"):
        if hit.first < reached:
            continue
        read = reader.at(hit.first)
        if read is not None:
            chosen.append(read[0])
            reached = read[1]
    return chosen


def barriers(found: Tokens, people: Sequence[PersonMention]) -> frozenset[int]:
    """The tokens at which a person begins for certain, with address and degrees."""
    return frozenset(
        bisect_left(found.starts, place)
        for person in people
        if person.certain
        for place in (person.outer, person.start)
    )


def organization_reader(doc: Doc) -> OrganizationReader:
    """The reader that the component left on a Doc."""
    reader: OrganizationReader = doc.user_data["organization_reader"]
    return reader


class OrganizationComponent:
    """The pipeline component: leaves OrganizationMentions under "organizations", and their reader."""

    def __call__(self, doc: Doc) -> Doc:
        found = tokens(doc)
        reader = OrganizationReader(
            found, hits(doc), barriers(found, get(doc, "people", PersonMention)), partial(words, doc)
        )
        doc.user_data["organization_reader"] = reader
        put(doc, KEY, find_organizations(reader))
        return doc


@Language.factory("trichtin_organizations", default_config={"folders": []})
def _make_organizations(nlp: Language, name: str, folders: Sequence[Path]) -> OrganizationComponent:
    return OrganizationComponent()
