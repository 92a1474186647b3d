package dev.fedctl.contract.activity;

/**
 * Who the worker is to AWS.
 *
 * @param account 12 digits
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}
 * @param callerArn as STS GetCallerIdentity has it
 * @param principalArn the IAM role or user behind it, path included: what an EKS access entry wants
 */
public record CallerIdentity(
    String account, String partition, String callerArn, String principalArn) {}
