package dev.fedctl.activity.karmada.pki;

import java.util.Optional;

/** The certificates that the authorities sign, as karmadactl init names them. */
enum Leaf {
  /** The admin; also signs service account tokens and serves webhook and aggregated API. */
  KARMADA("karmada", Authority.KARMADA, "system:admin", Optional.of("system:masters")),
  API_SERVER("apiserver", Authority.KARMADA, "karmada-apiserver", Optional.empty()),
  FRONT_PROXY_CLIENT(
      "front-proxy-client", Authority.FRONT_PROXY, "front-proxy-client", Optional.empty()),
  ETCD_SERVER("etcd-server", Authority.ETCD, "karmada-etcd-server", Optional.empty()),
  ETCD_CLIENT("etcd-client", Authority.ETCD, "karmada-etcd-client", Optional.empty());

  private final String file;
  private final Authority authority;
  private final String commonName;
  private final Optional<String> organization;

  Leaf(String file, Authority authority, String commonName, Optional<String> organization) {
    this.file = file;
    this.authority = authority;
    this.commonName = commonName;
    this.organization = organization;
  }

  String file() {
    return file;
  }

  Authority authority() {
    return authority;
  }

  String commonName() {
    return commonName;
  }

  Optional<String> organization() {
    return organization;
  }
}
