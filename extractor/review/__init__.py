"""People check the records: decisions that are kept beside the records and survive a new extraction.

    for article in reviewed(Path("records.jsonl")):
        article.record, article.facts      # the facts in the shape of a sample's expected.json

The web page is in `extractor.review.web`; nothing outside it needs the extra `trichtin[review]`.
"""

from extractor.review.decisions import Log, decisions_file
from extractor.review.gold import Reviewed, expected_facts, reviewed
from extractor.review.index import Index
from extractor.review.state import items_of

__all__ = ["Index", "Log", "Reviewed", "decisions_file", "expected_facts", "items_of", "reviewed"]
