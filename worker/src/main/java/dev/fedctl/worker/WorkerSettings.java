package dev.fedctl.worker;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * What a worker needs to know.
 *
 * @param credentials of the AWS account that it works in
 * @param awsEndpoint where all AWS services are, when it is not AWS's own
 * @param clock the Temporal server's time
 * @param pace by how much what it waits for goes faster than the Temporal server's time: 1, unless
 *     all of that is a sandbox on a scaled clock
 * @param tuning how much it does at once
 */
public record WorkerSettings(
    AwsCredentialsProvider credentials,
    Optional<URI> awsEndpoint,
    InstantSource clock,
    int pace,
    WorkerTuning tuning) {

  /** As fast as it can: for stand-ins, which take any number of calls. */
  public WorkerSettings(
      AwsCredentialsProvider credentials,
      Optional<URI> awsEndpoint,
      InstantSource clock,
      int pace) {
    this(credentials, awsEndpoint, clock, pace, WorkerTuning.usual().withoutAwsRate());
  }

  /** In the system's time and at its pace. */
  public WorkerSettings(
      AwsCredentialsProvider credentials, Optional<URI> awsEndpoint, WorkerTuning tuning) {
    this(credentials, awsEndpoint, InstantSource.system(), 1, tuning);
  }
}
