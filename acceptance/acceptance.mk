PEERS = temporal etcd kube-apiserver moto_server karmada docker-compose

.PHONY: acceptance-peers
acceptance-peers: ## Find or build the programs of others that the acceptance tests need
	bash acceptance/peers/build.sh --links acceptance/target/peers $(PEERS)

# Without CI a peer that cannot be had skips the tests that need it; with CI=true nothing skips.
.PHONY: acceptance-smoke
acceptance-smoke: ## First truth: Temporal's server, kube-apiserver with etcd, and moto
	bash acceptance/peers/build.sh --links acceptance/target/peers $(PEERS) || test "$$CI" != true
	mvn -B -Pacceptance -pl acceptance -am -DskipTests -Dexec.skip verify
