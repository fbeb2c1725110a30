"""Structured facts out of Vietnamese news articles."""
