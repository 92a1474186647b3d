package dev.fedctl.worker;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * What a worker needs to know.
 *
 * @param credentials of the AWS account that it works in
 * @param awsEndpoint where all AWS services are, when it is not AWS's own
 */
public record WorkerSettings(AwsCredentialsProvider credentials, Optional<URI> awsEndpoint) {}
