package dev.fedctl.sandbox.delay;

import java.time.Duration;

/** The things that take time, each with how long it usually takes on the real services. */
public enum DelayKind {
  ROLE_VISIBLE(8),
  CLUSTER_CREATE(600),
  CLUSTER_UPDATE(120),
  CLUSTER_DELETE(240),
  NODE_GROUP_CREATE(110),
  NODE_GROUP_UPDATE(60),
  NODE_GROUP_DELETE(180),
  ADDON_CREATE(30),
  ADDON_DELETE(20),
  ACCESS_ENTRY_VISIBLE(4),
  LOAD_BALANCER_NAMED(5),
  LOAD_BALANCER_ACTIVE(150),
  TARGET_HEALTHY(60),
  DNS_VISIBLE(20),
  LOAD_BALANCER_DELETE(20),
  VOLUME_BOUND(12),
  VOLUME_DELETE(15),
  ETCD_READY(25),
  API_SERVER_READY(34),
  DEPLOYMENT_READY(12),
  API_SERVICE_AVAILABLE(4),
  CRD_ESTABLISHED(1),
  MEMBER_READY(10),
  MEMBER_LEAVE(5),
  PROPAGATED(3),
  WORKLOAD_READY(8);

  private final Duration usual;

  DelayKind(int seconds) {
    this.usual = Duration.ofSeconds(seconds);
  }

  public Duration usual() {
    return usual;
  }
}
