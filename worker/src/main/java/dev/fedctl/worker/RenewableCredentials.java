package dev.fedctl.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * AWS's default chain for a process that outlives its credentials: what is renewed while it runs is
 * found. The SDK's own chain reads {@code ~/.aws/credentials} and {@code ~/.aws/config} once, and
 * stays with the provider that it found first, whatever that throws later.
 *
 * <p>Here it is begun anew when one of the files has changed, and after each failure. Whatever the
 * chain throws comes out as the SDK's words for absent credentials; what AWS itself answered, to
 * AssumeRole say, stays as it is.
 */
public final class RenewableCredentials implements AwsCredentialsProvider, SdkAutoCloseable {

  private @Nullable DefaultCredentialsProvider chain;
  private List<String> read = List.of();

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    try {
      return chain().resolveCredentials();
    } catch (AwsServiceException e) {
      close();
      throw e;
    } catch (RuntimeException e) {
      close();
      // The cause may hold what a credential_process printed: it says no more than its type.
      throw SdkClientException.create(
          "Unable to load credentials: " + e.getClass().getSimpleName());
    }
  }

  private DefaultCredentialsProvider chain() {
    List<String> now =
        List.of(
            version(ProfileFileLocation.credentialsFilePath()),
            version(ProfileFileLocation.configurationFilePath()));
    DefaultCredentialsProvider known = chain;
    if (known != null && now.equals(read)) {
      return known;
    }
    close();
    DefaultCredentialsProvider begun = DefaultCredentialsProvider.builder().build();
    chain = begun;
    read = now;
    return begun;
  }

  /** Changes with the file. */
  private static String version(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %s %d".formatted(found.fileKey(), found.lastModifiedTime(), found.size());
    } catch (IOException absent) {
      return "";
    }
  }

  @Override
  public synchronized void close() {
    if (chain != null) {
      chain.close();
      chain = null;
    }
  }
}
