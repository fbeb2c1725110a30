python = .venv/bin/python

.PHONY: bench
bench: ## Trích Tin beside its peers: accuracy, dates, time, memory; writes benchmarks/RESULTS.md and results.svg
	$(python) benchmarks/bench.py $(if $(gold),--gold $(gold))
