package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Later;
import dev.fedctl.sandbox.aws.ec2.Ec2Regions;
import dev.fedctl.sandbox.aws.iam.RoleStore;
import dev.fedctl.sandbox.aws.logs.LogGroups;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.world.World;
import java.util.function.Supplier;

/**
 * What the parts of EKS work with.
 *
 * @param kubernetes the other half, which is made after this one
 * @param logs where control planes write that log
 */
public record Eks(
    Clusters clusters,
    World world,
    Ec2Regions ec2,
    RoleStore roles,
    Ids ids,
    Later later,
    Supplier<KubernetesSide> kubernetes,
    LogGroups logs) {}
