#!/usr/bin/env bash
# Runs Kubernetes' own conformance tests for workloads, as e2e-tests.txt lists them, on the cluster that up.sh DIR started.
# The last line is "N passed, N failed, N skipped"; exit code 1 when one failed or did not run at all.
#
#   usage: e2e.sh DIR [KIND...]      by default all kinds of the list
#
# OUT is where log.txt, report.json and results.json go (DIR/e2e), PROCS how many tests run at the same time (4).
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -lt 1 ]; then die "usage: e2e.sh DIR [KIND...]"; fi
open_dir "$1"
shift
kinds=("$@")
need jq go
load_cluster
PROCS=${PROCS:-4}
OUT=$(mkdir -p "${OUT:-$D/e2e}" && cd "${OUT:-$D/e2e}" && pwd)
rm -f "$OUT"/{log.txt,report.json,results.json}

# The names of the tests of one kind, of all kinds without one.
tests_of() {
  awk -v kind="${1:-}" '/^## / { section = $2; next } /^#/ || NF == 0 { next } kind == "" || section == kind { print "[sig-apps] " $0 }' \
    "$here/e2e-tests.txt"
}

selected() {
  local kind names
  if [ ${#kinds[@]} -eq 0 ]; then tests_of; fi
  for kind in "${kinds[@]}"; do
    names=$(tests_of "$kind")
    [ -n "$names" ] || die "$here/e2e-tests.txt has no tests of the kind $kind"
    echo "$names"
  done
}
names=$(selected)

# The tests are of the cluster's own version, and their runner of the version that they were written for.
K8S=$(kubectl version -o json | jq -r '.serverVersion.gitVersion | ltrimstr("v")')
export K8S
tests=$("$here/../control-plane/build.sh" e2e.test)/e2e.test
runner=$("$here/build.sh" ginkgo)/ginkgo

focus=$(printf '%s\n' "$names" | sed 's/[][().*+?|{}^$\\]/\\&/g' | paste -sd '|')
code=0
"$runner" --procs="$PROCS" --timeout=4h --focus="($focus)\$" --no-color --silence-skips --json-report=report.json --output-dir="$OUT" \
  "$tests" -- --provider=skeleton --kubeconfig="$KUBECONFIG" --disable-log-dump >"$OUT/log.txt" 2>&1 || code=$?
if [ ! -s "$OUT/report.json" ]; then
  tail -n 20 "$OUT/log.txt" | sed 's/^/  | /' >&2
  die "the tests left no report; all they said is in $OUT/log.txt"
fi

# One entry for each name of the list, in its order.
jq --arg names "$names" '
  [.[].SpecReports[] | select(.LeafNodeType == "It" and .NumAttempts > 0) | {
    name: (.ContainerHierarchyTexts + [.LeafNodeText] | join(" ")),
    state: (if .State == "passed" or .State == "skipped" then .State else "failed" end),
    seconds: (.RunTime / 1e8 | round / 10),
    reason: (.Failure.Message // "" | gsub("\\s+"; " ") | .[:300])
  }] as $ran
  | $names | split("\n") | map(. as $name
    | first($ran[] | select(.name == $name)) // {name: $name, state: "failed", seconds: 0, reason: "did not run: there is no such test, or the run was cut off"})
' "$OUT/report.json" >"$OUT/results.json"
jq -r '
  def count($state): map(select(.state == $state)) | length;
  (.[] | "\(.state)\t\(.seconds) s\t\(.name)", (select(.reason != "") | "\t\t\(.reason)")),
  "\(count("passed")) passed, \(count("failed")) failed, \(count("skipped")) skipped"' "$OUT/results.json"
if jq -e 'any(.state == "failed")' "$OUT/results.json" >/dev/null; then exit 1; fi
[ "$code" -eq 0 ] || die "every test of the list is well, but the runner ended with exit code $code; see $OUT/log.txt"
