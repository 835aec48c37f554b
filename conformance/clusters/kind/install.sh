#!/usr/bin/env bash
# Takes the operator through its life in a real cluster, as its users do: the image brought in, `helm install` of the previous
# chart, the examples, the suite for the kinds of the operator and for the built-in ones, `helm test`, `helm upgrade` under a
# running workload, `helm uninstall`, and a look at what is left.
#
#   usage: install.sh DIR [IMAGE-ARCHIVE]     by default what `mvn -Pimage -pl image -am verify` has left in target/
#
# Starts a cluster in DIR if there is none, and removes it then at the end, unless KEEP=1. PREVIOUS is the chart to upgrade
# from; without it the present one is packaged under a lower version. DIR/install gets the reports, and after a failure what
# the cluster said. Exit code 0: all of it went well; 77: Docker cannot run here.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -lt 1 ] || [ $# -gt 2 ]; then die "usage: install.sh DIR [IMAGE-ARCHIVE]"; fi
need jq
home=$(cd "$here/../../.." && pwd)
chart=$home/helm/miniworks
version=$(sed -n 's/^appVersion: //p' "$chart/Chart.yaml")
archive=${2:-$home/target/miniworks-operator-$version-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/').tar}
[ -f "$archive" ] || die "there is no image $archive. Build it: mvn -B -ntp -Pimage -pl image -am verify"

NAMESPACE=miniworks-system
EXAMPLES=miniworks-examples
started=$([ -f "$1/env" ] || echo yes)
step=start
finish() {
  local code=$?
  trap '' INT TERM
  if [ "$code" -ne 0 ]; then
    say "FAILED with exit code $code in: $step"
    evidence || true
  fi
  if [ -n "$started" ] && [ "${KEEP:-0}" != 1 ]; then "$here/down.sh" "$D"; fi
  exit "$code"
}

begin() {
  step=$1
  printf '%s  %s\n' "$(date -u +%H:%M:%SZ)" "$step"
}

helm() { "$(type -P helm || echo "$CACHE/bin/helm")" -n "$NAMESPACE" "$@"; }
operators() { kubectl -n "$NAMESPACE" "$@"; }
examples() { kubectl -n "$EXAMPLES" "$@"; }

evidence() {
  local out=$OUT/failure pod
  rm -rf "$out"
  mkdir -p "$out"
  helm status miniworks >"$out/release.txt" 2>&1 || true
  kubectl get all,minideployments,minireplicasets,leases -A -o wide >"$out/objects.txt" 2>&1 || true
  kubectl get events -A --sort-by=.lastTimestamp >"$out/events.txt" 2>&1 || true
  operators describe pods >"$out/operator-pods.txt" 2>&1 || true
  for pod in $(operators get pods -o name 2>/dev/null); do
    operators logs "$pod" >"$out/${pod#pod/}.log" 2>&1 || true
    operators logs --previous "$pod" >"$out/${pod#pod/}-previous.log" 2>/dev/null || rm -f "$out/${pod#pod/}-previous.log"
  done
  kind export logs "$out/nodes" --name "$NAME" >/dev/null 2>&1 || true
  say "What the cluster said is in $out"
}

# The suite's and the examples' images, where no registry gives them: others of the node image that do the same take their names.
stand_ins() {
  local node
  if [ "$(docker inspect -f '{{.Config.Image}}' "$NAME-control-plane")" != "$(built_image)" ]; then return; fi
  for node in $(kind get nodes --name "$NAME"); do
    stand_in "$node" registry.k8s.io/pause:3.10 "$(docker exec "$node" crictl images -o json | jq -r '.images[].repoTags[]' | grep '^registry.k8s.io/pause:' | head -n 1)"
    stand_in "$node" docker.io/library/nginx:1.29 registry.k8s.io/e2e-test-images/nginx:1.15-4
    stand_in "$node" docker.io/library/busybox:1.37 registry.k8s.io/e2e-test-images/busybox:1.37.0-1
  done
}
stand_in() { docker exec "$1" ctr -n k8s.io images tag --force "$3" "$2" >/dev/null 2>"$OUT/stand-in.log" || { cat "$OUT/stand-in.log" >&2; exit 1; }; }

# A chart that a release can be upgraded from.
previous_chart() {
  if [ -n "${PREVIOUS:-}" ]; then
    echo "$PREVIOUS"
    return
  fi
  helm package "$chart" --version 0.0.1 --destination "$OUT" >/dev/null 2>&1
  echo "$OUT/miniworks-0.0.1.tgz"
}

conformance() {
  local log=$OUT/$1.txt
  shift
  timeout --foreground --kill-after=60 30m "$home/miniworks" conformance --cluster "$KUBECONFIG" --report "$OUT/conformance" "$@" | tee "$log"
  grep -Eqx '[1-9][0-9]* passed, 0 failed, [0-9]+ skipped' "$log" || die "the suite ended without a word on its totals"
}

# Name, UID and restarts of each pod of the examples.
pods_of_examples() {
  examples get pods -o json | jq -r '.items | sort_by(.metadata.name)[] | "\(.metadata.name) \(.metadata.uid) \(.status.containerStatuses[0].restartCount)"'
}
revision_ready() { operators rollout status deployment/miniworks --timeout=180s --request-timeout=0; }
examples_ready() {
  local sets
  "$home/miniworks" rollout status minideployment/web -n "$EXAMPLES" --timeout=180s &&
    sets=$(examples get minireplicasets workers -o json) &&
    jq -e '.spec.replicas == .status.readyReplicas' <<<"$sets" >/dev/null
}

# What a cluster has by itself, without what comes and goes: names only.
inventory() {
  kubectl get crds,namespaces,clusterroles,clusterrolebindings,apiservices,validatingwebhookconfigurations,mutatingwebhookconfigurations -o name
  kubectl get leases,serviceaccounts,roles,rolebindings,configmaps,secrets,services,pods -A -o json |
    jq -r '.items[] | select(.metadata.namespace | startswith("kube-") | not) | "\(.kind) \(.metadata.namespace)/\(.metadata.name)"'
}

"$home/miniworks" --version >/dev/null # builds it where that has to be done
"$here/up.sh" "$1" >/dev/null
open_dir "$1"
load_cluster
OUT=$(mkdir -p "$D/install" && cd "$D/install" && pwd)
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if ! type -P helm >/dev/null; then "$here/build.sh" helm >/dev/null; fi

begin "image"
"$here/load.sh" "$D" "$archive"
stand_ins
inventory | sort >"$OUT/before.txt"

begin "helm install"
kubectl create namespace "$NAMESPACE"
kubectl label namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=restricted
helm install miniworks "$(previous_chart)" --set logLevel=debug --wait --timeout 180s >"$OUT/install.txt" 2>&1 || { cat "$OUT/install.txt"; exit 1; }
operators get pods -o wide

begin "kubectl apply -f examples/"
kubectl create namespace "$EXAMPLES"
examples apply -f "$home/examples"
until_true 180 examples_ready || die "the examples do not get ready"
examples get minideployments,minireplicasets,pods

begin "the suite: mini, under the installed operator"
conformance mini --subject mini --installed

begin "the suite: native"
conformance native --subject native

begin "helm test"
helm test miniworks --logs

begin "helm upgrade"
before=$(pods_of_examples)
[ -n "$before" ] || die "the examples have no pods"
instances=$(operators get pods -o name | sort)
helm upgrade miniworks "$chart" --reset-values --wait --timeout 180s >"$OUT/upgrade.txt" 2>&1 || { cat "$OUT/upgrade.txt"; exit 1; }
revision_ready
[ -z "$(comm -12 <(echo "$instances") <(operators get pods --field-selector=status.phase=Running -o json |
  jq -r '.items[] | select(.metadata.deletionTimestamp == null) | "pod/" + .metadata.name' | sort))" ] ||
  die "instances of the old release still run"
helm test miniworks --logs
[ "$(pods_of_examples)" = "$before" ] || die "the upgrade touched the workload: $(diff <(echo "$before") <(pods_of_examples))"
# The new release works: another template is rolled out.
"$home/miniworks" rollout restart minideployment/web -n "$EXAMPLES"
until_true 180 examples_ready || die "nobody works after the upgrade"
[ "$(pods_of_examples)" != "$before" ] || die "the restart replaced nothing"

begin "helm uninstall"
before=$(pods_of_examples)
helm uninstall miniworks --wait --timeout 120s
[ -z "$(operators get pods -o name)" ] || operators wait --for=delete pod --all --timeout=60s --request-timeout=0
[ "$(kubectl get crds -o name | grep -c 'miniworks.dev$')" -eq 2 ] || die "the CRDs were to be kept"
[ "$(pods_of_examples)" = "$before" ] || die "the uninstallation touched the workload"

begin "nothing left"
kubectl delete crd minideployments.miniworks.dev minireplicasets.miniworks.dev --timeout=120s --request-timeout=0
no_pods() { [ -z "$(examples get pods -o name)" ]; }
until_true 120 no_pods || die "pods outlived the CRDs"
[ "$(operators get leases -o name)" = lease.coordination.k8s.io/miniworks ] || die "there is more than the lease: $(operators get leases -o name)"
kubectl delete namespace "$NAMESPACE" "$EXAMPLES" --timeout=120s --request-timeout=0
inventory | sort >"$OUT/after.txt"
diff "$OUT/before.txt" "$OUT/after.txt" || die "this is left, or missing"
begin "done: nothing is left"
