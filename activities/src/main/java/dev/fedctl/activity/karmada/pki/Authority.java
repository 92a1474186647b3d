package dev.fedctl.activity.karmada.pki;

/** The three certificate authorities of a control plane, as karmadactl init names them. */
enum Authority {
  KARMADA("ca", "karmada"),
  FRONT_PROXY("front-proxy-ca", "front-proxy-ca"),
  ETCD("etcd-ca", "etcd-ca");

  private final String file;
  private final String commonName;

  Authority(String file, String commonName) {
    this.file = file;
    this.commonName = commonName;
  }

  /** The name of its files and Secret keys, without {@code .crt} and {@code .key}. */
  String file() {
    return file;
  }

  String commonName() {
    return commonName;
  }
}
