package dev.fedctl.activity.karmada.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and its private key. Says nothing of itself when printed. */
record Pair(X509Certificate certificate, PrivateKey key) {

  @Override
  public String toString() {
    return "Pair[" + certificate.getSubjectX500Principal() + "]";
  }
}
