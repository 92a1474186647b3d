.DEFAULT_GOAL := help
SPEC ?= examples/guidance.yaml

.PHONY: help
help: ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  %-20s %s\n", $$1, $$2}'

.PHONY: build
build: ## Build the jar without running tests
	mvn -B -q -DskipTests -pl app -am package

.PHONY: verify
verify: ## Compile, check the fences and run every test of the default build
	mvn -B verify

.PHONY: fmt
fmt: ## Format sources and poms (needs Maven to run on a JDK of 21 or later)
	mvn -B -q spotless:apply

.PHONY: rehearse
rehearse: ## Rehearse a spec: make rehearse SPEC=my.yaml
	./fedctl rehearse $(SPEC)

MEMBERS ?= 0,1,10,50
.PHONY: bench
bench: build ## Measure rehearsals against the numbers to hold: make bench MEMBERS=0,50,1000
	python3 tools/bench/rehearsals.py --members $(MEMBERS)

-include tools/models/models.mk
-include acceptance/acceptance.mk
