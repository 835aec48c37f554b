#!/usr/bin/env bash
# Lets Kubernetes' own tests judge the operator in the place of the cluster's own controllers: the conformance tests of the
# kinds that it has, once with those controllers, and once with them off and the operator running the built-in kinds, as a
# process outside of the cluster that may do what the chart's rights allow.
#
#   usage: takeover.sh DIR [--into FILE]
#
# Starts a cluster in DIR if there is none, and removes it then at the end, unless KEEP=1. OUT (DIR/e2e) gets table.md and
# junit.xml, and a directory for each run. --into writes the table into a Markdown file, between the lines that mark its
# place. Exit code 0: the operator passes each test that the cluster's own controllers pass; 77: Docker cannot run here.
# shellcheck disable=SC2016 # what jq expands
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# The kinds that the operator has by now, as headings of e2e-tests.txt.
KINDS=(Deployment ReplicaSet ReplicationController)

usage() { die "usage: takeover.sh DIR [--into FILE]"; }
into=
case $# in
  1) ;;
  3)
    if [ "$2" != --into ]; then usage; fi
    into=$3
    ;;
  *) usage ;;
esac
need jq curl
home=$(cd "$here/../../.." && pwd)
begin='<!-- begin of what conformance/clusters/kind/takeover.sh --into writes -->'
end=${begin/begin/end}
if [ -n "$into" ]; then
  for line in "$begin" "$end"; do grep -qxF -- "$line" "$into" || die "$into has no line $line"; done
fi

OPERATOR_NAMESPACE=miniworks-system
started=$([ -f "$1/env" ] || echo yes)
operator=
before=
finish() {
  local code=$?
  trap '' INT TERM
  stop_operator
  if [ -n "$started" ] && [ "${KEEP:-0}" != 1 ]; then
    "$here/down.sh" "$D"
  elif [ -n "$before" ]; then
    uninstall
    "$here/native.sh" "$D" "$before"
  fi
  exit "$code"
}

# --- The operator

# grant ClusterRole|Role RIGHTS: what helm/miniworks/rights/RIGHTS.yaml lists, for the cluster or the operator's namespace.
grant() {
  local kind=$1 name=miniworks-$2 namespace=
  if [ "$kind" = Role ]; then namespace=", namespace: $OPERATOR_NAMESPACE"; fi
  {
    cat <<YAML
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}Binding
metadata: {name: $name$namespace}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: $kind, name: $name}
subjects: [{kind: ServiceAccount, name: miniworks, namespace: $OPERATOR_NAMESPACE}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: $kind
metadata: {name: $name$namespace}
rules:
YAML
    cat "$home/helm/miniworks/rights/$2.yaml"
  } | kubectl apply -f - >/dev/null
}

install() {
  kubectl apply -f - >/dev/null <<YAML
apiVersion: v1
kind: Namespace
metadata: {name: $OPERATOR_NAMESPACE}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: miniworks, namespace: $OPERATOR_NAMESPACE}
YAML
  grant ClusterRole native
  grant Role native-probe
  grant Role leader-election
  (
    umask 077
    cat >"$OUT/operator.kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: cluster, cluster: $(kubectl config view --raw --minify -o json | jq -c '.clusters[0].cluster')}]
users: [{name: miniworks, user: {token: "$(kubectl -n $OPERATOR_NAMESPACE create token miniworks --duration 24h)"}}]
contexts: [{name: miniworks, context: {cluster: cluster, user: miniworks}}]
current-context: miniworks
YAML
  )
}

uninstall() {
  kubectl delete clusterrole,clusterrolebinding miniworks-native --ignore-not-found >/dev/null
  kubectl delete namespace $OPERATOR_NAMESPACE --ignore-not-found --timeout=120s --request-timeout=0 >/dev/null
}

free_port() {
  local port=18080
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo $port
}

start_operator() {
  local port end=$((SECONDS + 120))
  port=$(free_port)
  "$home/miniworks" operator --kubeconfig "$OUT/operator.kubeconfig" --family native --health-port "$port" >"$OUT/operator.log" 2>&1 &
  operator=$!
  until [ "$(curl -s --max-time 2 "http://127.0.0.1:$port/readyz")" = ok ]; do
    if ! kill -0 $operator 2>/dev/null || [ $SECONDS -ge $end ]; then
      tail -n 15 "$OUT/operator.log" | sed 's/^/  | /' >&2
      die "the operator does not get ready"
    fi
    sleep 0.2
  done
}

stop_operator() {
  if [ -z "$operator" ]; then return 0; fi
  kill "$operator" 2>/dev/null || true
  wait "$operator" || true
  operator=
}

# --- What comes of it

run() {
  say "$1: $2"
  OUT=$OUT/$1 "$here/e2e.sh" "$D" "${KINDS[@]}" >"$OUT/$1.txt" || true
  [ -s "$OUT/$1/results.json" ] || die "the run left no results"
  tail -n 1 "$OUT/$1.txt" >&2
}

# The two runs as one list: name, native and operator.
both() { jq -n --slurpfile native "$OUT/native/results.json" --slurpfile operator "$OUT/operator/results.json" "$@"; }
pairs='[[$native[0], $operator[0]] | transpose[] | {name: .[0].name, native: .[0], operator: .[1]}]'

table() {
  local nodes
  nodes=$(kubectl get nodes -o name | wc -l)
  cat <<MARKDOWN
Measured on $(date -u +%FT%TZ): Kubernetes $(kubectl version -o json | jq -r .serverVersion.gitVersion), kind with one control plane and $((nodes - 1)) workers, containerd and
flannel; ${PROCS:-4} tests at a time on $(nproc) cores, load before the start $load.

* native: **$(tail -n 1 "$OUT/native.txt")**
* operator: **$(tail -n 1 "$OUT/operator.txt")**

MARKDOWN
  both -r "$pairs"' |
    def seconds: tostring | if test("[.]") then . else . + ".0" end;
    def cell: if .state == "failed" then "**failed**" else .state end + ", \(.seconds | seconds) s";
    def shown: ltrimstr("[sig-apps] ") | rtrimstr(" [Conformance]") | gsub("\\|"; "\\|");
    "| test | native | operator |", "| --- | --- | --- |",
    (.[] | "| \(.name | shown) | \(.native | cell) | \(.operator | cell) |"),
    (def reasons($title; $who): map(select(.[$who].state != "passed")) |
      select(length > 0) | "", $title, "", (.[] | "* \(.name | shown): \(.[$who].reason)");
      reasons("What native does not pass, and why:"; "native"), reasons("What the operator does not pass, and why:"; "operator"))'
}

junit() {
  both -r '
    def suite($name; $tests):
      "  <testsuite name=\"\($name)\" tests=\"\($tests | length)\" failures=\"\($tests | map(select(.state == "failed")) | length)\"" +
      " skipped=\"\($tests | map(select(.state == "skipped")) | length)\" time=\"\($tests | map(.seconds) | add)\">",
      ($tests[] | "    <testcase classname=\"\($name)\" name=\"\(.name | @html)\" time=\"\(.seconds)\">" +
        {passed: "", skipped: "<skipped message=\"\(.reason | @html)\"/>", failed: "<failure message=\"\(.reason | @html)\"/>"}[.state] + "</testcase>"),
      "  </testsuite>";
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>",
    suite("native"; $native[0]), suite("operator"; $operator[0]),
    "</testsuites>"'
}

write_into() {
  awk -v begin="$begin" -v end="$end" -v table="$OUT/table.md" '
    $0 == end { skipping = 0 }
    !skipping { print }
    $0 == begin { print ""; while ((getline line < table) > 0) print line; print ""; skipping = 1 }' "$1" >"$OUT/into.new"
  cat "$OUT/into.new" >"$1"
  rm "$OUT/into.new"
}

"$home/miniworks" --version >/dev/null # builds it where that has to be done
"$here/up.sh" "$1" >/dev/null
open_dir "$1"
load_cluster
OUT=$(mkdir -p "${OUT:-$D/e2e}" && cd "${OUT:-$D/e2e}" && pwd)
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

load=$(cut -d ' ' -f 1 /proc/loadavg)
before=$("$here/native.sh" "$D")
"$here/native.sh" "$D" on
run native "${KINDS[*]}, under the cluster's own controllers"
"$here/native.sh" "$D" off
install
start_operator
run operator "the same, under the operator"
survived=$(if kill -0 "$operator" 2>/dev/null; then echo yes; fi)
stop_operator

junit >"$OUT/junit.xml"
table >"$OUT/table.md"
cat "$OUT/table.md"
if [ -n "$into" ]; then write_into "$into"; fi
[ -n "$survived" ] || die "the operator ended before the tests did; its log is $OUT/operator.log"
both -e "$pairs"' | any(.native.state == "passed") and all(.native.state != "passed" or .operator.state == "passed")' >/dev/null ||
  die "the operator fails what the cluster's own controllers pass"
