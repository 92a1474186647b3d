package dev.fedctl.sandbox.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** The JVM's resolver for {@code sandbox.invalid}; every other name goes to the built-in one. */
public final class SandboxResolverProvider extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "fedctl sandbox";
  }

  private record Resolver(InetAddressResolver builtin) implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (!SandboxNames.isOurs(host)) {
        return builtin.lookupByName(host, policy);
      }
      return Stream.of(
          SandboxNames.address(host).orElseThrow(() -> new UnknownHostException(host)));
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtin.lookupByAddress(address);
    }
  }
}
