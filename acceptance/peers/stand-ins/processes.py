#!/usr/bin/env python3
"""Runs the services of docker compose as processes, where no docker daemon can run.

    apart.sh FOLDER processes.py CONFIG IMAGES
 
                             CONFIG: docker compose config --format json
                             IMAGES: where images.sh has left them without a daemon

Each service is the command, user, environment and health check that CONFIG and its image say, in the
image's folder as its root; all share the machine's network, and each other's names lead to 127.0.0.1.
Asked on standard input, a line each: up, kill, down, "down --volumes". Answers with a line each: ok,
or what failed. With the end of the input all processes end.
"""
import json, os, re, signal, subprocess, sys, time

config = json.load(open(sys.argv[1]))
images = sys.argv[2]
services = config["services"]
running = {}


def image_of(service):
    """The root folder of the service's image, and what its Dockerfile says."""
    folder = os.path.join(images, service["image"].replace("/", "_"))
    said = {"ENV": {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/tmp"}}
    for line in open(os.path.join(folder, "options")):
        key, value = re.match(r"--change=(\w+) (.*)", line).groups()
        if key == "ENV":
            said["ENV"].update([value.split("=", 1)])
        else:
            said[key] = json.loads(value) if value.startswith("[") else value
    return os.path.join(folder, "root"), said


def command_of(service, said):
    entry = service.get("entrypoint") or said.get("ENTRYPOINT", [])
    given = service.get("command") or ([] if service.get("entrypoint") else said.get("CMD", []))
    return entry + given


def start(name, command=None):
    """Starts a service, or a command in its container."""
    service = services[name]
    root, said = image_of(service)
    root = root_of(name, root, service)
    environment = said["ENV"] | {k: v for k, v in service.get("environment", {}).items() if v is not None}
    who = str(service.get("user") or said.get("USER", "0"))
    user, _, group = {"temporal": "1000:1000"}.get(who, who).partition(":")

    def enter():
        os.chroot(root)
        os.chdir(said.get("WORKDIR", "/"))
        os.setgroups([])
        os.setgid(int(group or user))
        os.setuid(int(user))

    log = open(os.path.join(images, name + ".log"), "ab")
    return subprocess.Popen(
        command or command_of(service, said), env=environment, preexec_fn=enter, start_new_session=command is None,
        stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def root_of(name, image, service):
    """A root of its own for the service, with what is mounted into it."""
    root = os.path.join(images, "containers", name)
    if os.path.exists(root):
        return root
    subprocess.check_call(["cp", "-a", image, root])
    with open(root + "/etc/hosts", "w") as hosts:
        hosts.write("127.0.0.1 localhost " + os.uname().nodename + " " + " ".join(services) + "\n")
    mounts = [{"type": "bind", "source": "/dev", "target": "/dev"}, {"type": "bind", "source": "/proc", "target": "/proc"}]
    for mount in mounts + service.get("volumes", []):
        target = root + mount["target"]
        if mount["type"] == "bind":
            if os.path.isdir(mount["source"]):
                os.makedirs(target, exist_ok=True)
            else:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                open(target, "w").close()
            subprocess.check_call(["mount", "--bind", mount["source"], target])
    return root


def healthy(name):
    test = services[name].get("healthcheck", {}).get("test", ["NONE"])
    return test[0] == "NONE" or start(name, test[1:]).wait() == 0


def lives(name):
    if running[name].poll() is not None:
        raise RuntimeError(f"{name} ended with {running[name].returncode}: see {images}/{name}.log")
    return True


def await_that(what, condition):
    end = time.monotonic() + 180
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(what + ": not within 180 s")
        time.sleep(0.5)


def up():
    done = set()

    def bring(name):
        if name in done:
            return
        done.add(name)
        waits = services[name].get("depends_on", {})
        for needed in waits:
            bring(needed)
        once = any(
            s.get("depends_on", {}).get(name, {}).get("condition") == "service_completed_successfully"
            for s in services.values())
        if name not in running or running[name].poll() is not None:
            running[name] = start(name)
        if once:
            if running[name].wait(180) != 0:
                raise RuntimeError(f"{name} ended with {running[name].returncode}: see {images}/{name}.log")
        else:
            await_that(f"{name} is healthy", lambda: lives(name) and healthy(name))

    for name in services:
        bring(name)


def end(sign):
    for process in running.values():
        if process.poll() is None:
            os.killpg(process.pid, sign)
    for process in running.values():
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    running.clear()


def remove_volumes():
    for name, service in services.items():
        for mount in service.get("volumes", []):
            if mount["type"] == "volume":
                folder = os.path.join(images, "containers", name) + mount["target"]
                subprocess.check_call(["find", folder, "-mindepth", "1", "-delete"])


os.makedirs(os.path.join(images, "containers"), exist_ok=True)
for service in services.values():
    for network in service.get("networks", {}).values():
        if network and network.get("ipv4_address"):
            subprocess.check_call(["ip", "address", "add", network["ipv4_address"] + "/32", "dev", "lo"])
try:
    for line in sys.stdin:
        try:
            if line.strip() == "up":
                up()
            else:
                end(signal.SIGKILL if line.strip() == "kill" else signal.SIGTERM)
                if "--volumes" in line:
                    remove_volumes()
            print("ok", flush=True)
        except Exception as e:
            print(repr(e), flush=True)
finally:
    end(signal.SIGKILL)
