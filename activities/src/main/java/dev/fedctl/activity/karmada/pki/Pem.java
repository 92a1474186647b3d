package dev.fedctl.activity.karmada.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * PEM as Karmada's components read it. EC keys are written in SEC 1 form ({@code EC PRIVATE KEY}):
 * kube-apiserver takes the public half of its service account key from this file, and reads EC keys
 * in no other form there (client-go, {@code keyutil.ParsePublicKeysPEM}).
 */
final class Pem {

  private Pem() {}

  static String write(X509Certificate certificate) {
    return text(certificate);
  }

  /** With curve and public half, which Go and Java need to read it. */
  static String writeKey(Pair pair) {
    try {
      ECPrivateKey key =
          new ECPrivateKey(
              Issuer.CURVE_BITS,
              ((java.security.interfaces.ECPrivateKey) pair.key()).getS(),
              SubjectPublicKeyInfo.getInstance(pair.certificate().getPublicKey().getEncoded())
                  .getPublicKeyData(),
              SECObjectIdentifiers.secp256r1);
      return text(new PemObject("EC PRIVATE KEY", key.getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("a key of ours can be encoded", e);
    }
  }

  private static String text(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException("a string takes all that is written to it", e);
    }
    return text.toString();
  }

  static X509Certificate certificate(String pem) throws IOException, CertificateException {
    if (read(pem) instanceof X509CertificateHolder holder) {
      return new JcaX509CertificateConverter().getCertificate(holder);
    }
    throw new IOException("not a certificate");
  }

  static PrivateKey key(String pem) throws IOException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    return switch (read(pem)) {
      case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
      case PrivateKeyInfo info -> converter.getPrivateKey(info);
      default -> throw new IOException("not a private key");
    };
  }

  private static Object read(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      Object object = parser.readObject();
      if (object == null) {
        throw new IOException("no PEM");
      }
      return object;
    }
  }
}
