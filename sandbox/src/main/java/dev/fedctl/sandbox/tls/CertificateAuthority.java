package dev.fedctl.sandbox.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority with an EC P-256 key. Certificates are valid in real time, from five
 * minutes ago, for ten years: certificates are security, not part of the driven clock.
 */
public final class CertificateAuthority {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration VALID = Duration.ofDays(3650);

  private final TlsIdentity identity;
  private final KeyPair servingKey;

  private CertificateAuthority(TlsIdentity identity) {
    this.identity = identity;
    this.servingKey = newKey();
  }

  public static CertificateAuthority create(String commonName) {
    KeyPair key = newKey();
    X500Name name = new X500Name("CN=" + commonName);
    try {
      JcaX509v3CertificateBuilder builder = builder(name, name, key.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
      X509Certificate certificate = sign(builder, key);
      return new CertificateAuthority(new TlsIdentity(key.getPrivate(), List.of(certificate)));
    } catch (GeneralSecurityException | OperatorException | IOException e) {
      throw new IllegalStateException("cannot make a certificate authority", e);
    }
  }

  public X509Certificate certificate() {
    return identity.leaf();
  }

  /** The authority's certificate. */
  public String pem() {
    return Pem.of(certificate());
  }

  /**
   * A serving certificate for DNS names and addresses. All serving certificates of one authority
   * share one key, because a thousand clusters would otherwise spend seconds on making keys.
   */
  public TlsIdentity serving(List<String> dnsNames, List<InetAddress> addresses) {
    List<GeneralName> names = new ArrayList<>();
    dnsNames.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    addresses.forEach(
        address -> names.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
    try {
      JcaX509v3CertificateBuilder builder =
          builder(
              new X500Name(identity.leaf().getSubjectX500Principal().getName()),
              new X500Name("CN=sandbox-serving"),
              servingKey.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
      X509Certificate leaf =
          sign(builder, new KeyPair(identity.leaf().getPublicKey(), identity.key()));
      return new TlsIdentity(servingKey.getPrivate(), List.of(leaf));
    } catch (GeneralSecurityException | OperatorException | IOException e) {
      throw new IllegalStateException("cannot issue a certificate for " + dnsNames, e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key) {
    Instant from = Instant.now().minus(Duration.ofMinutes(5));
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM).setBit(0),
        java.util.Date.from(from),
        java.util.Date.from(from.plus(VALID)),
        subject,
        key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuer)
      throws GeneralSecurityException, OperatorException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC P-256", e);
    }
  }
}
