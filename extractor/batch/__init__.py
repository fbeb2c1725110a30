"""Many articles: where they come from, and the run over them."""
