#!/usr/bin/env bash
# Takes all golden answers anew: see capture.sh for what they are and for the control plane to ask.
#
#   capture-all.sh CONTROL_PLANE_DIR PORT
set -euo pipefail

dir=$1 port=$2
cd "$(dirname "${BASH_SOURCE[0]}")"
golden=../resources/golden
crds=../../../../../crds
corpus=$crds/src/test/resources
kubectl=${KUBECTL:-kubectl}
native=$(mktemp -d)
trap 'rm -rf "$native"' EXIT

"$kubectl" --kubeconfig "$dir/admin.kubeconfig" apply -f "$crds" -f "$golden/samples-crd.yaml"
"$kubectl" --kubeconfig "$dir/admin.kubeconfig" wait --for=condition=Established crd --all

./capture.sh "$dir" "$port" "$golden/custom"
./capture.sh "$dir" "$port" "$golden/kinds"
./capture.sh "$dir" "$port" "$golden/definitions"
for folder in valid invalid; do
  ./capture.sh "$dir" "$port" "$corpus/$folder" "$golden/corpus-$folder.json"
  # the same manifests as built-in kinds
  mkdir "$native/$folder"
  cp "$corpus/$folder"/*.yaml "$native/$folder"
  sed -i 's|^apiVersion: miniworks.dev/.*|apiVersion: apps/v1|; s|^kind: Mini|kind: |' "$native/$folder"/*.yaml
  ./capture.sh "$dir" "$port" "$native/$folder" "$golden/native-$folder.json"
done
