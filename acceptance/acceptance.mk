PEERS = temporal etcd kube-apiserver kube-controller-manager moto_server karmada karmadactl \
	karmada-aggregated-apiserver karmada-controller-manager karmada-scheduler karmada-webhook \
	docker-compose chromium puppeteer \
	temporal-server temporal-sql-tool temporal-server-source temporal-ui-server temporal-ui-source

.PHONY: acceptance-peers
acceptance-peers: ## Find or build the programs of others that the acceptance tests need
	bash acceptance/peers/build.sh --links acceptance/target/peers $(PEERS)

# Without CI a peer that cannot be had skips the tests that need it; with CI=true nothing skips.
.PHONY: acceptance-smoke
acceptance-smoke: ## First truth: Temporal's server and Web UI, kube-apiserver with etcd, and moto
	bash acceptance/peers/build.sh --links acceptance/target/peers $(PEERS) || test "$$CI" != true
	mvn -B -Pacceptance -pl acceptance -am -DskipTests -Dexec.skip verify

HISTORIES = workflows/src/test/resources/histories
RELEASE ?= $(shell sed -n 's:^  <version>\(.*\)</version>$$:\1:p' pom.xml)

# Takes the place of this release's histories only when all were recorded; those of others stay.
.PHONY: record-history
record-history: ## Record the histories that have to stay replayable: make record-history RELEASE=0.2.0
	test -n "$(RELEASE)"
	bash acceptance/peers/build.sh --links acceptance/target/peers temporal
	rm -rf acceptance/target/histories
	CI=true mvn -B -Pacceptance -pl acceptance -am -DskipTests -Dexec.skip -Dtest=HistoryRecording \
		-Dsurefire.failIfNoSpecifiedTests=false -Dfedctl.record="$(CURDIR)/acceptance/target/histories" test
	test -d acceptance/target/histories/destroyed
	mkdir -p $(HISTORIES)
	rm -rf "$(HISTORIES)/$(RELEASE)"
	mv acceptance/target/histories "$(HISTORIES)/$(RELEASE)"

PICTURES = parked-list parked-federation retry-form complete timeline wait

# From those that the test of the Web UI takes: fewer colours, to be small.
.PHONY: pictures
pictures: ## Take the pictures of the documentation anew (needs pngquant)
	type pngquant >/dev/null
	bash acceptance/peers/build.sh --links acceptance/target/peers temporal chromium puppeteer
	rm -rf acceptance/target/pictures
	CI=true mvn -B -Pacceptance -pl acceptance -am -DskipTests -Dexec.skip -Dtest=WebUiOnARealTemporalServerTest \
		-Dsurefire.failIfNoSpecifiedTests=false test
	mkdir -p docs/pictures
	for name in $(PICTURES); do \
		pngquant --force --speed 1 --nofs --strip 32 --output docs/pictures/$$name.png acceptance/target/pictures/$$name.png || exit 1; \
	done
	test -z "$$(find docs/pictures -size +120k)"
