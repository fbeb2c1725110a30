"""Doc → mentions: a spaCy component for each kind of fact, in the order in which they build on each other."""

from extractor.find import lexicon as lexicon

COMPONENTS = ("trichtin_lexicon",)
