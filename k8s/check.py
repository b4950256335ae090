"""Policy of the Kubernetes manifests: `check.py RENDERED.yaml …` fails when a rendered folder breaks one of the rules below."""

import re
import sys
from pathlib import Path

import yaml

NAME, PART, COMPONENT = (f"app.kubernetes.io/{label}" for label in ("name", "part-of", "component"))
PROBES = ("startupProbe", "readinessProbe", "livenessProbe")
ROOT = Path(__file__).resolve().parent.parent
VERSION = re.search(r'^\[workspace\.package\]\nversion = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
PROGRAMS = {
    program
    for manifest in [ROOT / "gateway/Cargo.toml", *ROOT.glob("services/*/Cargo.toml")]
    for program in re.findall(r'^\[\[bin\]\]\nname = "(.*)"', manifest.read_text(), re.M)
}
RULES = []


def rule(check):
    """A rule yields what is wrong; its docstring is what must hold."""
    RULES.append(check)
    return check


class Manifests:
    """The rendered objects, by kind."""

    def __init__(self, objects):
        self.all = objects

    def of(self, *kinds):
        return [o for o in self.all if o["kind"] in kinds]

    @property
    def workloads(self):
        return self.of("Deployment", "Job")

    @property
    def pods(self):
        """Name, pod template and pod spec of each workload."""
        return [(o["metadata"]["name"], o["spec"]["template"], o["spec"]["template"]["spec"]) for o in self.workloads]

    @property
    def containers(self):
        return [
            (name, c)
            for name, _, spec in self.pods
            for c in spec["containers"] + spec.get("initContainers", [])
        ]

    def ports(self, deployment):
        return {p["name"]: p["containerPort"] for c in deployment["spec"]["template"]["spec"]["containers"] for p in c.get("ports", [])}

    def policies_for(self, labels):
        return [p for p in self.of("NetworkPolicy") if matches(p["spec"]["podSelector"], labels)]


def matches(selector, labels):
    for key, value in (selector.get("matchLabels") or {}).items():
        if labels.get(key) != value:
            return False
    for e in selector.get("matchExpressions") or []:
        if e["operator"] != "In" or labels.get(e["key"]) not in e["values"]:
            return False
    return True


def labels_of(workload):
    return workload["spec"]["template"]["metadata"].get("labels", {})


@rule
def is_labelled(m):
    "every object carries the product's labels"
    for o in m.all:
        labels = o["metadata"].get("labels", {})
        if labels.get(NAME) != "yifa" or labels.get(PART) != "yifa":
            yield f"{o['kind']}/{o['metadata']['name']}"


@rule
def says_its_component(m):
    "every workload and its pods name the same component"
    for o in m.workloads:
        if not labels_of(o).get(COMPONENT) or labels_of(o)[COMPONENT] != o["metadata"]["labels"].get(COMPONENT):
            yield o["metadata"]["name"]


@rule
def selects_its_own_pods(m):
    "every Deployment's selector is name and component, and matches its own pods and no other's"
    for o in m.of("Deployment"):
        selector = o["spec"]["selector"]
        if set(selector.get("matchLabels", {})) != {NAME, COMPONENT}:
            yield f"{o['metadata']['name']}: {selector}"
        chosen = [w["metadata"]["name"] for w in m.workloads if matches(selector, labels_of(w))]
        if chosen != [o["metadata"]["name"]]:
            yield f"{o['metadata']['name']}: {chosen}"


@rule
def has_a_service(m):
    "every Deployment is reached by one Service, on a port that its container opens"
    for o in m.of("Deployment"):
        services = [s for s in m.of("Service") if matches({"matchLabels": s["spec"]["selector"]}, labels_of(o))]
        if len(services) != 1:
            yield f"{o['metadata']['name']}: {len(services)} services"
        for s in services:
            for p in s["spec"]["ports"]:
                if m.ports(o).get(p["targetPort"]) != p["port"]:
                    yield f"{s['metadata']['name']}: port {p}"


@rule
def says_http2(m):
    "every Service says that it speaks gRPC in plain text inside the cluster"
    for s in m.of("Service"):
        if any(p.get("appProtocol") != "kubernetes.io/h2c" for p in s["spec"]["ports"]):
            yield s["metadata"]["name"]


@rule
def is_not_exposed(m):
    "no Service opens a port of the node or asks for a load balancer"
    for s in m.of("Service"):
        if s["spec"].get("type", "ClusterIP") != "ClusterIP":
            yield s["metadata"]["name"]


@rule
def survives_a_drain(m):
    "every Deployment has one PodDisruptionBudget that lets one pod go at a time"
    for o in m.of("Deployment"):
        budgets = [b for b in m.of("PodDisruptionBudget") if matches(b["spec"]["selector"], labels_of(o))]
        if [b["spec"].get("maxUnavailable") for b in budgets] != [1]:
            yield o["metadata"]["name"]


@rule
def has_two_replicas(m):
    "every Deployment has two replicas or more, said once: by itself or by its autoscaler"
    scaled = {h["spec"]["scaleTargetRef"]["name"]: h["spec"]["minReplicas"] for h in m.of("HorizontalPodAutoscaler")}
    for o in m.of("Deployment"):
        said = [n for n in (o["spec"].get("replicas"), scaled.get(o["metadata"]["name"])) if n is not None]
        if len(said) != 1 or said[0] < 2:
            yield f"{o['metadata']['name']}: {said}"


@rule
def scales_what_exists(m):
    "every autoscaler names a Deployment that is there and has a bound"
    names = {o["metadata"]["name"] for o in m.of("Deployment")}
    for h in m.of("HorizontalPodAutoscaler"):
        if h["spec"]["scaleTargetRef"]["name"] not in names or h["spec"]["maxReplicas"] < h["spec"]["minReplicas"]:
            yield h["metadata"]["name"]


@rule
def spreads_over_nodes(m):
    "the pods of a Deployment are spread over nodes"
    for o in m.of("Deployment"):
        constraints = o["spec"]["template"]["spec"].get("topologySpreadConstraints", [])
        if not any(
            c["topologyKey"] == "kubernetes.io/hostname" and c["labelSelector"] == o["spec"]["selector"] for c in constraints
        ):
            yield o["metadata"]["name"]


@rule
def rolls_without_a_gap(m):
    "a roll-out takes no pod away before another is ready"
    for o in m.of("Deployment"):
        if o["spec"].get("strategy", {}).get("rollingUpdate", {}).get("maxUnavailable") != 0:
            yield o["metadata"]["name"]


@rule
def has_probes(m):
    "every container of a Deployment has startup, readiness and liveness probes"
    for o in m.of("Deployment"):
        for c in o["spec"]["template"]["spec"]["containers"]:
            yield from (f"{o['metadata']['name']}: {p}" for p in PROBES if p not in c)


@rule
def asks_by_grpc(m):
    "startup and readiness ask gRPC health, on a port that the container opens"
    for o in m.of("Deployment"):
        for c in o["spec"]["template"]["spec"]["containers"]:
            for p in PROBES[:2]:
                if c.get(p, {}).get("grpc", {}).get("port") not in m.ports(o).values():
                    yield f"{o['metadata']['name']}: {p}"


@rule
def is_not_killed_for_its_database(m):
    "liveness asks for the process alone, not for what it depends on"
    for name, c in m.containers:
        probe = c.get("livenessProbe")
        if probe and "tcpSocket" not in probe and probe.get("grpc", {}).get("service") != "live":
            yield name


@rule
def runs_as_nobody(m):
    "pods run as user and group 10001, never as root"
    for name, _, spec in m.pods:
        context = spec.get("securityContext", {})
        if context.get("runAsNonRoot") is not True or context.get("runAsUser") != 10001 or context.get("runAsGroup") != 10001:
            yield name


@rule
def is_confined(m):
    "pods have the default seccomp profile"
    for name, _, spec in m.pods:
        if spec.get("securityContext", {}).get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield name


@rule
def writes_nothing_to_its_image(m):
    "the root file system is read-only"
    for name, c in m.containers:
        if c.get("securityContext", {}).get("readOnlyRootFilesystem") is not True:
            yield name


@rule
def has_no_capability(m):
    "all capabilities are dropped and none can be gained"
    for name, c in m.containers:
        context = c.get("securityContext", {})
        if context.get("capabilities") != {"drop": ["ALL"]} or context.get("allowPrivilegeEscalation") is not False:
            yield name
        if context.get("privileged"):
            yield name


@rule
def shares_nothing_with_the_node(m):
    "pods use neither the node's network, processes, IPC, ports nor folders"
    for name, _, spec in m.pods:
        if any(spec.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")):
            yield name
        if any("hostPath" in v for v in spec.get("volumes", [])):
            yield name
        if any("hostPort" in p for c in spec["containers"] for p in c.get("ports", [])):
            yield name


@rule
def cannot_ask_the_cluster(m):
    "pods hold no token of the cluster and are told of no service by environment"
    for name, _, spec in m.pods:
        if spec.get("automountServiceAccountToken") is not False or spec.get("enableServiceLinks") is not False:
            yield name


@rule
def has_requests(m):
    "containers ask for CPU and memory"
    for name, c in m.containers:
        if not {"cpu", "memory"} <= set(c.get("resources", {}).get("requests", {})):
            yield name


@rule
def keeps_its_memory(m):
    "memory's limit is its request, and CPU has none"
    for name, c in m.containers:
        resources = c.get("resources", {})
        limits = resources.get("limits", {})
        if limits.get("memory") != resources.get("requests", {}).get("memory") or "cpu" in limits:
            yield name


@rule
def has_a_version(m):
    "images carry the version of the workspace, and no registry"
    for name, c in m.containers:
        if c["image"] != f"yifa:{VERSION}":
            yield f"{name}: {c['image']}"


@rule
def holds_no_secret(m):
    "no manifest is or carries a secret"
    yield from (o["metadata"]["name"] for o in m.of("Secret"))
    for name, c in m.containers:
        for e in c.get("env", []):
            is_secret = re.search(r"__URL$|REDIS_URL$|__KEYS__|PASSWORD|_KEY$", e["name"])
            if is_secret and "secretKeyRef" not in e.get("valueFrom", {}):
                yield f"{name}: {e['name']}"
            if re.search(r"://[^/]*@|BEGIN ", str(e.get("value", ""))):
                yield f"{name}: {e['name']}"


@rule
def names_few_secrets(m):
    "secrets are named by reference: yifa-databases, yifa-keys, and yifa-upper for the upper deployment"
    known = {"yifa-databases", "yifa-keys", "yifa-upper"}
    for name, _, spec in m.pods:
        used = {v["secret"]["secretName"] for v in spec.get("volumes", []) if "secret" in v}
        for c in spec["containers"]:
            used |= {e["valueFrom"]["secretKeyRef"]["name"] for e in c.get("env", []) if "secretKeyRef" in e.get("valueFrom", {})}
            if c.get("envFrom"):
                yield f"{name}: a whole secret as environment"
        yield from (f"{name}: {s}" for s in used - known)


@rule
def sees_only_its_own_keys(m):
    "a service sees its own keys and public ones, and only its own database's address"
    for name, template, spec in m.pods:
        component = template["metadata"]["labels"][COMPONENT]
        if component in ("migrate", "suite"):
            continue
        for v in spec.get("volumes", []):
            if v.get("secret", {}).get("secretName") != "yifa-keys":
                continue
            items = v["secret"].get("items")
            if not items:
                yield f"{name}: all keys"
            for item in items or []:
                own = {f"account-{component}.pem", f"log-{component}.pem", "deployment.pem"}
                # What seals documents, and what pick-up codes follow from.
                own |= {f"ca-{component}.pem", f"ring-{component}.hex", f"party-{component}.key"}
                if item["key"] not in own and not item["key"].endswith(".public.pem"):
                    yield f"{name}: {item['key']}"
                if item["key"] == "deployment.pem" and component != "exchange":
                    yield f"{name}: {item['key']}"
        for c in spec["containers"]:
            for e in c.get("env", []):
                ref = e.get("valueFrom", {}).get("secretKeyRef", {})
                if ref.get("name") == "yifa-databases" and ref["key"] not in (component, "redis"):
                    yield f"{name}: {ref['key']}"


def holds(spec, mount, path):
    """Whether a mounted volume has this path: with items listed, exactly those."""
    if not path.startswith(mount["mountPath"]):
        return False
    volume = next(v for v in spec["volumes"] if v["name"] == mount["name"])
    items = volume.get("secret", {}).get("items")
    return items is None or path.removeprefix(mount["mountPath"] + "/") in {i["path"] for i in items}


@rule
def mounts_what_it_reads(m):
    "every file that a variable names lies under a folder that is mounted, secrets read-only"
    for name, _, spec in m.pods:
        secrets = {v["name"] for v in spec.get("volumes", []) if "secret" in v}
        volumes = {v["name"] for v in spec.get("volumes", [])}
        for c in spec["containers"]:
            mounts = c.get("volumeMounts", [])
            yield from (f"{name}: {x['name']} is not there" for x in mounts if x["name"] not in volumes)
            yield from (f"{name}: {x['name']} is writable" for x in mounts if x["name"] in secrets and not x.get("readOnly"))
            for e in c.get("env", []):
                value = str(e.get("value", ""))
                if value.startswith("/") and not any(holds(spec, x, value) for x in mounts):
                    yield f"{name}: {e['name']}={value}"


@rule
def is_told_what_it_needs(m):
    "every process is told where it listens, which database is its own, and a service where the gateway is and who it is"
    for o in m.of("Deployment"):
        component = labels_of(o)[COMPONENT]
        if component == "suite":
            continue
        needs = {f"YIFA__{component.upper()}__DATABASE__URL"}
        needs |= (
            {"YIFA__LISTEN", "YIFA__GATEWAY__KEYS__TOKEN", "YIFA__GATEWAY__KEYS__ACTOR", "YIFA__GATEWAY__KEYS__SEAL"}
            if component == "gateway"
            else {"YIFA__SERVER__LISTEN", "YIFA__GATEWAY_ADDRESS", "YIFA__ACCOUNT_KEY_FILE", "YIFA__ACTOR_KEY_FILE"}
        )
        for c in o["spec"]["template"]["spec"]["containers"]:
            said = {e["name"]: e.get("value") for e in c["env"]}
            yield from (f"{o['metadata']['name']}: {name}" for name in sorted(needs - set(said)))
            listen = said.get("YIFA__LISTEN") or said.get("YIFA__SERVER__LISTEN") or ""
            if listen != f"0.0.0.0:{m.ports(o)['grpc']}":
                yield f"{o['metadata']['name']}: listens on {listen}"


@rule
def bounds_its_scratch(m):
    "scratch folders have a size"
    for name, _, spec in m.pods:
        if any("emptyDir" in v and not (v["emptyDir"] or {}).get("sizeLimit") for v in spec.get("volumes", [])):
            yield name


@rule
def denies_by_default(m):
    "every pod is chosen by a policy that allows nothing, in both directions"
    for o in m.workloads:
        if not any(
            set(p["spec"]["policyTypes"]) == {"Ingress", "Egress"} and not p["spec"].get("ingress") and not p["spec"].get("egress")
            for p in m.policies_for(labels_of(o))
        ):
            yield o["metadata"]["name"]


@rule
def opens_no_door_to_all(m):
    "no policy lets in from anywhere or out to anywhere, and each names its ports"
    for p in m.of("NetworkPolicy"):
        for side, peers in (("ingress", "from"), ("egress", "to")):
            for edge in p["spec"].get(side, []):
                if not edge.get(peers) or not edge.get("ports"):
                    yield p["metadata"]["name"]
                for peer in edge.get(peers, []):
                    if peer.get("ipBlock", {}).get("cidr") in ("0.0.0.0/0", "::/0") or peer == {"namespaceSelector": {}}:
                        yield f"{p['metadata']['name']}: {peer}"


@rule
def lets_only_the_gateway_in(m):
    "services let in the gateway alone, and call the gateway alone among the product's pods"
    for o in m.of("Deployment"):
        component = labels_of(o)[COMPONENT]
        if component in ("gateway", "suite"):
            continue
        for p in m.policies_for(labels_of(o)):
            for side, peers in (("ingress", "from"), ("egress", "to")):
                for edge in p["spec"].get(side, []):
                    for peer in edge[peers]:
                        within = "namespaceSelector" not in peer and "ipBlock" not in peer
                        if within and peer["podSelector"].get("matchLabels", {}).get(COMPONENT) != "gateway":
                            yield f"{o['metadata']['name']}: {peer}"
                        if side == "ingress" and not within:
                            yield f"{o['metadata']['name']}: {peer}"


@rule
def reaches_what_it_needs(m):
    "every workload may reach its database and names; the gateway every service, on the ports that they open"
    for o in m.workloads:
        edges = [e for p in m.policies_for(labels_of(o)) for e in p["spec"].get("egress", [])]
        ports = {p["port"] for e in edges for p in e["ports"]}
        if not {53, 5432} <= ports:
            yield f"{o['metadata']['name']}: {ports}"
    gateway = [o for o in m.of("Deployment") if labels_of(o)[COMPONENT] == "gateway"]
    for door in gateway:
        edges = [e for p in m.policies_for(labels_of(door)) for e in p["spec"].get("egress", [])]
        for o in m.of("Deployment"):
            if o is door:
                continue
            port = m.ports(o)["grpc"]
            lets_in = any(
                matches(peer.get("podSelector", {}), labels_of(door)) and port in {p["port"] for p in e["ports"]}
                for p in m.policies_for(labels_of(o))
                for e in p["spec"].get("ingress", [])
                for peer in e["from"]
            )
            if not lets_in:
                yield f"{o['metadata']['name']} keeps the gateway out"
            reached = any(
                matches(peer.get("podSelector", {}), labels_of(o)) and port in {p["port"] for p in e["ports"]}
                for e in edges
                for peer in e["to"]
                if "namespaceSelector" not in peer
            )
            if not reached:
                yield o["metadata"]["name"]


@rule
def routes_to_what_exists(m):
    "every address in a variable is that of a Service here, on its port"
    services = {(s["metadata"]["name"], p["port"]) for s in m.of("Service") for p in s["spec"]["ports"]}
    for name, c in m.containers:
        for e in c.get("env", []):
            at = re.fullmatch(r"http://([a-z-]+):(\d+)", str(e.get("value", "")))
            if at and (at[1], int(at[2])) not in services:
                yield f"{name}: {e['name']}={e['value']}"


@rule
def routes_to_everybody(m):
    "the gateway knows every service"
    components = {labels_of(o)[COMPONENT] for o in m.of("Deployment")} - {"gateway", "suite"}
    for name, c in m.containers:
        if c.get("command") == ["yifa-gateway"]:
            known = {e["name"].removeprefix("YIFA__UPSTREAMS__").lower() for e in c["env"] if "__UPSTREAMS__" in e["name"]}
            yield from (f"{name}: {missing}" for missing in sorted(components ^ known))


@rule
def hides_reflection(m):
    "the door does not describe itself to strangers"
    for name, c in m.containers:
        if c.get("command") == ["yifa-gateway"] or "run" in c.get("args", []):
            said = {e["name"]: e.get("value") for e in c["env"]}
            if said.get("YIFA__GATEWAY__REFLECTION") != "false":
                yield name


@rule
def runs_programs_that_exist(m):
    "every command is a program of the workspace"
    for name, c in m.containers:
        if c.get("command", [None])[0] not in PROGRAMS:
            yield f"{name}: {c.get('command')}"


@rule
def migrates_as_a_job(m):
    "one Job applies the migrations, and knows the database of every part"
    jobs = [c for name, c in m.containers if "migrate" in c.get("args", [])]
    if len(jobs) != 1:
        yield f"{len(jobs)} jobs"
    parts = ["GATEWAY", "ELEMENTS", "CASES", "SUPERVISION", "DISCLOSURE", "ANALYTICS", "EXCHANGE"]
    for c in jobs:
        names = {e["name"] for e in c["env"]}
        yield from (part for part in parts if f"YIFA__{part}__DATABASE__URL" not in names)


@rule
def ends_in_peace(m):
    "pods have longer to stop than the programs' own grace of 35 seconds"
    for o in m.of("Deployment"):
        if o["spec"]["template"]["spec"].get("terminationGracePeriodSeconds", 30) < 45:
            yield o["metadata"]["name"]


def main(files):
    passed = failed = 0
    for file in files:
        objects = [o for o in yaml.safe_load_all(Path(file).read_text()) if o]
        manifests = Manifests(objects)
        for check in RULES:
            problems = list(check(manifests))
            passed, failed = (passed + 1, failed) if not problems else (passed, failed + 1)
            for problem in problems:
                print(f"{Path(file).stem}: {check.__doc__}: {problem}", file=sys.stderr)
    print(f"{len(RULES)} rules, {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
