.DEFAULT_GOAL := help
SPEC ?= examples/guidance.yaml

.PHONY: help
help: ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  %-20s %s\n", $$1, $$2}'

.PHONY: build
build: ## Build the jar without running tests
	mvn -B -q -Dmaven.test.skip=true -pl app -am package

.PHONY: verify
verify: ## Compile, check the fences and run every test of the default build
	mvn -B verify

.PHONY: fmt
fmt: ## Format sources and poms (needs Maven to run on a JDK of 21 or later)
	mvn -B -q spotless:apply

.PHONY: rehearse
rehearse: ## Rehearse a spec: make rehearse SPEC=my.yaml
	./fedctl rehearse $(SPEC)

# The matrix, as far as its options say; what it prints on its way is kept beside.
define MATRIX
	mkdir -p app/target
	rm -f app/target/crash-matrix.txt
	mvn -B -q -pl app -am test -Dtest=CrashMatrix -Dsurefire.failIfNoSpecifiedTests=false \
		-Dfedctl.matrix.spec="$(if $(filter command environment override,$(origin SPEC)),$(abspath $(SPEC)))" \
		-Dfedctl.matrix.faults="$(if $(FAULTS),$(abspath $(FAULTS)))" -Dfedctl.matrix.threads=$(THREADS) $(if $(SEED),-Dfedctl.seed=$(SEED)) $(1) \
		>app/target/crash-matrix.out 2>&1 || { tail -n 50 app/target/crash-matrix.out; cat app/target/crash-matrix.txt; exit 1; }
	cat app/target/crash-matrix.txt
endef

# Without SPEC the example with one member; THREADS runs at once, PAIRS lives with two disturbances;
# FAULTS is what the cloud fails at by itself in every run.
PAIRS ?= 500
THREADS ?= 2
.PHONY: crash-matrix
crash-matrix: ## Disturb each call that changes the cloud, and write docs/crash-matrix.md: make crash-matrix SPEC=my.yaml
	$(call MATRIX,-Dfedctl.matrix.pairs=$(PAIRS))

MEMBERS ?= 0,1,10,50
.PHONY: bench
bench: build ## Measure rehearsals against the numbers to hold: make bench MEMBERS=0,50,1000
	python3 tools/bench/rehearsals.py --members $(MEMBERS)

# The compiler that thinks longer is worth it here.
RUNS ?= 200
SAMPLE ?= 40
.PHONY: soak
soak: build ## Let chance disturb whole lives of a federation, and a part of the matrix, with fresh seeds: make soak RUNS=1000 SAMPLE=100
	FEDCTL_JAVA_OPTIONS=-XX:TieredStopAtLevel=4 ./fedctl rehearse $(SPEC) --members 1 --chaos --runs $(RUNS)
	$(call MATRIX,-Dfedctl.matrix.sample=$(SAMPLE) -Dfedctl.matrix.pairs=$(SAMPLE))

-include tools/models/models.mk
-include acceptance/acceptance.mk
