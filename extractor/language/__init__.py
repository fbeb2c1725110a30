"""Article → spaCy Doc: syllables, words, sentences."""
