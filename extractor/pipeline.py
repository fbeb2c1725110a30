"""Bytes to Record, stage by stage: the whole flow on one screen.

bytes → page → Article → language → Doc → find → mentions → link → Record
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

from extractor import patterns
from extractor.find import COMPONENTS
from extractor.language.vietnamese import blank
from extractor.link.joined import Linker
from extractor.link.record import build_record
from extractor.page import Article, read_article, read_listing
from extractor.record import Record

_KEPT_WORDS = 16_384  # more than a language has syllables
_USUAL_LENGTH = 20_000  # characters of text; a longer one could fill the memory with words of its own


def build_language(*folders: Path) -> Language:
    """The spaCy pipeline with all components, over the project's patterns and those of `folders`."""
    nlp = blank()
    config = {"folders": [str(folder) for folder in folders]}
    for name in ("trichtin_sentences", *COMPONENTS):
        nlp.add_pipe(name, config=config)
    return nlp


class Extractor:
    """Reads articles; loads the models and patterns once and is then used for any number of pages.

    `pattern_folders` are folders of patterns of the user's own. Raises PatternError where one cannot be used.
    """

    def __init__(self, pattern_folders: Sequence[str | Path] = ()) -> None:
        folders = tuple(Path(folder) for folder in pattern_folders)
        self.patterns = patterns.load(*folders)
        self.nlp = build_language(*folders)
        self._linker = Linker(self.patterns)

    def extract(
        self,
        data: bytes | str,
        *,
        uri: str = "memory:",
        url: str | None = None,
        published: str | None = None,
        words: bool = False,
    ) -> Record:
        """One article, from the bytes of its page or text to its record.

        `uri` names the source in the record, `url` is the page's address where known, `published` (an ISO date)
        overrules what the page says; with `words` the record holds underthesea's word segmentation too.
        Raises DocumentError where the page cannot be read.
        """
        return self._record(read_article(data, uri=uri, url=url, published=published, rules=self.patterns), words)

    def extract_items(
        self,
        data: bytes | str,
        *,
        uri: str = "memory:",
        url: str | None = None,
        published: str | None = None,
        words: bool = False,
    ) -> list[Record]:
        """The items of a page that lists several announcements, a record for each; of any other page its one record.

        An item's record has `uri` and id with the item's number behind. Else as `extract`.
        """
        items = read_listing(data, uri=uri, url=url, published=published, rules=self.patterns)
        if not items:
            return [self.extract(data, uri=uri, url=url, published=published, words=words)]
        return [self._record(item, words) for item in items]

    def _record(self, article: Article, words: bool) -> Record:
        text = article.text
        # the first words stay, for most of them come again; those of a later article are forgotten at its end
        lasting = len(self.nlp.vocab) < _KEPT_WORDS and len(text) < _USUAL_LENGTH
        first = self.nlp.make_doc(text) if lasting else None
        with self.nlp.memory_zone():
            doc = self.nlp.make_doc(text) if first is None else first
            doc.user_data["article"] = article
            return build_record(article, self.nlp(doc), self._linker, with_words=words)


@lru_cache(maxsize=1)
def _default() -> Extractor:
    return Extractor()


def extract(html_or_bytes: bytes | str, url: str | None = None, published: str | None = None) -> Record:
    """One article, from the bytes or text of its page to its record, with the project's own patterns."""
    return _default().extract(html_or_bytes, url=url, published=published)
