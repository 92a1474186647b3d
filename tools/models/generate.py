#!/usr/bin/env python3
"""Derives the sandbox's tables of shapes from AWS's service models in botocore.

Only facts that a service checks or answers are kept: members, types, lengths,
patterns, enums, locations, filter names, error codes. Run `make models` after
a change here; `generate.py --check` says whether the committed tables are current.
"""

import argparse
import gzip
import importlib.metadata
import json
import pathlib
import re
import sys

BOTOCORE = "1.44.5"
TARGET = (
    pathlib.Path(__file__).resolve().parents[2]
    / "sandbox/src/main/resources/dev/fedctl/sandbox/aws/models"
)

OPERATIONS = {
    "sts": ["GetCallerIdentity"],
    "iam": [
        "CreateRole", "GetRole", "ListRoles", "TagRole", "UntagRole", "ListRoleTags",
        "UpdateAssumeRolePolicy", "AttachRolePolicy", "DetachRolePolicy",
        "ListAttachedRolePolicies", "PutRolePolicy", "GetRolePolicy", "DeleteRolePolicy",
        "ListRolePolicies", "ListInstanceProfilesForRole", "DeleteRole",
    ],
    "ec2": [
        "DescribeVpcs", "DescribeVpcAttribute", "DescribeSubnets", "DescribeRouteTables",
        "DescribeAvailabilityZones", "DescribeRegions", "DescribeInstanceTypes",
        "DescribeInstanceTypeOfferings", "CreateLaunchTemplate", "DescribeLaunchTemplates",
        "DescribeLaunchTemplateVersions", "CreateLaunchTemplateVersion", "ModifyLaunchTemplate",
        "DeleteLaunchTemplate", "DescribeSecurityGroups", "DescribeVolumes", "CreateTags",
        "DeleteTags", "DescribeTags", "DescribeNetworkInterfaces", "DeleteNetworkInterface",
        "DeleteSecurityGroup", "DeleteVolume",
    ],
    "elbv2": [
        "DescribeLoadBalancers", "DescribeTags", "DescribeTargetGroups", "DescribeTargetHealth",
        "DescribeListeners", "DescribeLoadBalancerAttributes", "DeleteLoadBalancer",
        "DeleteTargetGroup",
    ],
    "eks": [
        "CreateCluster", "DescribeCluster", "ListClusters", "DeleteCluster", "TagResource",
        "UntagResource", "ListTagsForResource", "DescribeClusterVersions", "CreateNodegroup",
        "DescribeNodegroup", "ListNodegroups", "DeleteNodegroup", "CreateAddon", "DescribeAddon",
        "ListAddons", "UpdateAddon", "DeleteAddon", "DescribeAddonVersions",
        "DescribeAddonConfiguration", "CreateAccessEntry", "DescribeAccessEntry",
        "ListAccessEntries", "UpdateAccessEntry", "DeleteAccessEntry", "AssociateAccessPolicy",
        "ListAssociatedAccessPolicies", "DisassociateAccessPolicy",
        "CreatePodIdentityAssociation", "ListPodIdentityAssociations",
        "DescribePodIdentityAssociation", "DeletePodIdentityAssociation", "DescribeUpdate", "ListUpdates",
        "UpdateClusterConfig", "UpdateNodegroupConfig",
    ],
    "logs": ["DescribeLogGroups", "DeleteLogGroup"],
}


def load(service):
    """The newest model of a service in the installed botocore."""
    import botocore

    base = pathlib.Path(botocore.__file__).parent / "data" / service
    newest = sorted(p for p in base.iterdir() if p.is_dir())[-1]
    with gzip.open(newest / "service-2.json.gz", "rt", encoding="utf-8") as model:
        return json.load(model)


def filter_names(operation, model):
    """The filter names that the documentation of an EC2 operation lists."""
    members = model["shapes"].get(operation.get("input", {}).get("shape"), {}).get("members", {})
    if "Filters" not in members:
        return []
    items = re.findall(r"<li>\s*<p>\s*<code>([^<]+)</code>", members["Filters"]["documentation"])
    names = set()
    for item in items:
        # A documented "tag:<key>" or "tag" stands for a filter per tag key.
        names.add("tag:" if item.startswith("tag:") or item == "tag" else item.strip())
    return sorted(names)


def member(spec, model):
    kept = {"shape": spec["shape"]}
    for source, target in (
        ("location", "in"),
        ("locationName", "as"),
        ("queryName", "query"),
        ("timestampFormat", "format"),
    ):
        if source in spec:
            kept[target] = spec[source]
    if spec.get("flattened"):
        kept["flat"] = True
    return kept


def shape(spec, model):
    kind = spec["type"]
    kept = {"type": kind}
    if kind == "structure":
        if spec.get("required"):
            kept["required"] = spec["required"]
        if "payload" in spec:
            kept["payload"] = spec["payload"]
        kept["members"] = {name: member(m, model) for name, m in spec.get("members", {}).items()}
    elif kind == "list":
        kept["of"] = spec["member"]["shape"]
        if "locationName" in spec["member"]:
            kept["as"] = spec["member"]["locationName"]
    elif kind == "map":
        kept["key"] = spec["key"]["shape"]
        kept["value"] = spec["value"]["shape"]
    if spec.get("flattened"):
        kept["flat"] = True
    for name in ("min", "max", "pattern", "enum"):
        if name in spec:
            kept[name] = spec[name]
    if "timestampFormat" in spec:
        kept["format"] = spec["timestampFormat"]
    return kept


def reach(name, model, found):
    if name in found:
        return
    spec = model["shapes"][name]
    found.add(name)
    for child in spec.get("members", {}).values():
        reach(child["shape"], model, found)
    for part in ("member", "key", "value"):
        if part in spec:
            reach(spec[part]["shape"], model, found)


def table(service):
    model = load(service)
    meta = model["metadata"]
    found, errors, operations = set(), {}, {}
    for name in sorted(OPERATIONS[service]):
        operation = model["operations"][name]
        row = {
            "method": operation["http"]["method"],
            "uri": operation["http"]["requestUri"],
            "status": operation["http"].get("responseCode", 200),
        }
        for part in ("input", "output"):
            if part in operation:
                row[part] = operation[part]["shape"]
                reach(row[part], model, found)
        if "resultWrapper" in operation.get("output", {}):
            row["wrapper"] = operation["output"]["resultWrapper"]
        if service == "ec2":
            filters = filter_names(operation, model)
            if filters:
                row["filters"] = filters
        operations[name] = row
        for error in operation.get("errors", []):
            facts = model["shapes"][error["shape"]].get("error", {})
            errors[facts.get("code", error["shape"])] = facts.get("httpStatusCode", 400)
    return {
        "source": "botocore " + BOTOCORE,
        "protocol": meta["protocol"],
        "apiVersion": meta["apiVersion"],
        "signingName": meta.get("signingName", meta["endpointPrefix"]),
        "namespace": meta.get("xmlNamespace", meta.get("targetPrefix", "")),
        "operations": operations,
        "errors": dict(sorted(errors.items())),
        "shapes": {name: shape(model["shapes"][name], model) for name in sorted(found)},
    }


def text(value):
    """JSON with one line per operation, error and shape, so that differences can be read."""
    lines = ["{"]
    for i, (key, part) in enumerate(value.items()):
        end = "," if i < len(value) - 1 else ""
        if isinstance(part, dict):
            rows = [f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in part.items()]
            lines.append(f"{json.dumps(key)}:{{\n" + ",\n".join(rows) + f"}}{end}")
        else:
            lines.append(f"{json.dumps(key)}:{json.dumps(part)}{end}")
    return "\n".join(lines) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    installed = importlib.metadata.version("botocore")
    if installed != BOTOCORE:
        sys.exit(f"botocore {BOTOCORE} is needed, {installed} is installed")
    stale = []
    for service in OPERATIONS:
        path = TARGET / f"{service}.json"
        wanted = text(table(service))
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != wanted:
                stale.append(path.name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
    if stale:
        sys.exit("not current, run `make models`: " + ", ".join(stale))


if __name__ == "__main__":
    main()
