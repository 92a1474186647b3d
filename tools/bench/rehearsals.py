"""Measures rehearsals of the guidance example and holds them against the numbers that they have to keep.

Each rehearsal is a process of its own, one after another, so that wall time and memory are those a
user sees. Ends with 1 when a number is missed.

    python3 tools/bench/rehearsals.py [--seeds N] [--members N,N,...] [--spec FILE]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

COLUMNS = "{:<14} {:>9} {:>9} {:>9} {:>7} {:>6} {:>7} {:>8} {:>9}"


def rehearse(spec, *options):
    """The report of one run, with its wall seconds and peak memory in MiB."""
    began = time.monotonic()
    with subprocess.Popen(
        ["./fedctl", "rehearse", spec, "-o", "json", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"rehearse {' '.join(options)} ended with {process.returncode}")
    report = json.loads(out)
    report["wall"] = time.monotonic() - began
    report["mebibytes"] = usage.ru_maxrss / 1024
    return report


def ratio(report):
    return report["virtualSeconds"] / report["criticalPathSeconds"]


def lags(report):
    return [a["lagSeconds"] for a in report["awaits"].values() if a["lagSeconds"] is not None]


def most_looks(report):
    return max(a["looks"] for a in report["awaits"].values())


def show(name, report):
    print(
        COLUMNS.format(
            name,
            report["outcome"],
            f"{report['virtualSeconds']:.1f}",
            f"{report['criticalPathSeconds']:.1f}",
            f"{ratio(report):.4f}",
            most_looks(report),
            f"{statistics.median(lags(report)):.2f}",
            f"{report['wall']:.1f}",
            f"{report['mebibytes']:.0f}",
        ),
        flush=True,
    )
    return report


class Bounds:
    """Prints whether each number holds and remembers whether one did not."""

    def __init__(self):
        self.missed = False

    def hold(self, what, value, bound):
        held = value <= bound
        self.missed |= not held
        print(f"{'held  ' if held else 'MISSED'} {what}: {value:.4g} (bound {bound:g})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--spec", default="examples/guidance.yaml")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--members", default="0,1,10,50")
    options = parser.parse_args()

    subprocess.run(["./fedctl", "version"], check=True, stdout=subprocess.DEVNULL)
    print(COLUMNS.format("run", "outcome", "virtual s", "bound s", "ratio", "looks", "lag s", "wall s", "MiB"))
    fixed = show("fixed delays", rehearse(options.spec))
    seeded = [
        show(f"seed {seed}", rehearse(options.spec, "--seed", str(seed)))
        for seed in range(1, options.seeds + 1)
    ]
    sized = {
        int(members): show(f"{members} members", rehearse(options.spec, "--members", members))
        for members in options.members.split(",")
        if members
    }

    print()
    bounds = Bounds()
    bounds.hold("makespan over critical path, fixed delays", ratio(fixed), 1.02)
    if seeded:
        bounds.hold(
            f"the same, median of {len(seeded)} seeds",
            statistics.median(ratio(report) for report in seeded),
            1.05,
        )
        bounds.hold(
            "median lag behind a real end, s",
            statistics.median(lag for report in seeded for lag in lags(report)),
            15,
        )
    runs = [fixed, *seeded, *sized.values()]
    bounds.hold("looks in one wait, at most", max(most_looks(report) for report in runs), 15)
    bounds.hold("duplicates, all runs", sum(report["duplicates"] for report in runs), 0)
    bounds.hold("wall time of the example, s", fixed["wall"], 15)
    for members, report in sized.items():
        created = report["calls"]["eks:CreateCluster"]
        bounds.hold(f"CreateCluster beyond {members} + 1", abs(created - members - 1), 0)
        if members == 50:
            bounds.hold("wall time of 50 members, s", report["wall"], 60)
            bounds.hold(
                "makespan of 50 members over that of the example",
                report["virtualSeconds"] / fixed["virtualSeconds"],
                1.05,
            )
        if members == 1000:
            bounds.hold("wall time of 1,000 members, s", report["wall"], 600)
            bounds.hold("memory of 1,000 members, MiB", report["mebibytes"], 4096)
    return 1 if bounds.missed else 0


if __name__ == "__main__":
    sys.exit(main())
