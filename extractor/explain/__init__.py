"""Why a fact is in a record, and why one is not: words, rules, and the files to edit."""

from extractor.explain.fact import explain, load_record
from extractor.explain.why_not import why_not

__all__ = ["explain", "load_record", "why_not"]
