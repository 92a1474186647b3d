package dev.fedctl.sandbox.aws.sigv4;

import dev.fedctl.sandbox.cloud.AwsSide.AccessKey;
import java.util.Optional;

/** The access keys that exist; called on many threads at once. */
@FunctionalInterface
public interface KeyRing {

  Optional<AccessKey> find(String accessKeyId);
}
