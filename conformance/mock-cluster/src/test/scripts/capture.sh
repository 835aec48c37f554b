#!/usr/bin/env bash
# Asks a real API server what it makes of the manifests that the tests hold the mock against, and
# writes its answers beside them: FOLDER.json for the manifests in FOLDER.
#
#   capture.sh CONTROL_PLANE_DIR PORT FOLDER [ANSWERS]
#
# A manifest is created; a second document in the file replaces it then, or, when its first line is
# "# status", its status. The last answer counts: the object without what differs from run to run,
# or the code and causes of the refusal. A manifest alone is created as a dry run.
#
# The control plane runs without controllers and nodes, without the scheduler, which would write to
# pods in between, and without the admission plugins that add to objects what no strategy adds:
#
#   APISERVER_ARGS='--disable-admission-plugins=ServiceAccount,Priority,DefaultTolerationSeconds,TaintNodesByCondition,StorageObjectInUseProtection' \
#     PORT=18000 NODES=0 KCM=off up.sh DIR; kill "$(cat DIR/scheduler.pid)"
set -euo pipefail

dir=$1 port=$2 folder=${3%/} answers=${4:-${3%/}.json}
server=https://127.0.0.1:$port
namespace=golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

call() { # METHOD PATH [FILE]: the body to answer.json, the headers to headers, prints the code
  curl -sS --cacert "$dir/ca.crt" --cert "$dir/admin.crt" --key "$dir/admin.key" \
    -X "$1" -H 'Content-Type: application/yaml' ${3:+--data-binary "@$3"} \
    -D "$work/headers" -o "$work/answer.json" -w '%{http_code}' "$server$2"
}

collection() { # FILE: the path of the kind's collection
  local version kind base
  version=$(sed -n 's/^apiVersion: *//p' "$1")
  kind=$(sed -n 's/^kind: *//p' "$1")
  [[ $version == */* ]] && base=/apis/$version || base=/api/$version
  case $kind in
    CustomResourceDefinition | Namespace | Node | PriorityClass) echo "$base/${kind,,}s" ;;
    *) echo "$base/namespaces/$namespace/${kind,,}s" ;;
  esac
}

warnings() { sed -n 's/^[Ww]arning: 299 - "\(unknown field.*\)"\r$/\1/p' "$work/headers" | sed 's/\\"/"/g' | jq -R . | jq -s .; }

answer() { # CODE: the answer in the form that is kept
  jq --argjson code "$1" --argjson unknown "$(warnings)" '
    {code: $code}
    + (if ($unknown | length) > 0 then {unknown: $unknown} else {} end)
    + if $code >= 300 then {causes: (.details.causes // [] | sort_by([.field, .message])), message: .message}
      else {object: (del(.metadata.uid, .metadata.resourceVersion, .metadata.creationTimestamp,
                         .metadata.managedFields, .metadata.generation, .metadata.selfLink))} end
    | if (.causes // [] | length) > 0 then del(.message) else . end' "$work/answer.json"
}

remove() { # COLLECTION NAME
  local body='{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"propagationPolicy":"Background"}'
  echo "$body" > "$work/delete.yaml"
  call DELETE "$1/$2" "$work/delete.yaml" > "$work/code"
}

capture() { # FILE: prints the answer
  local path name code second version
  rm -f "$work"/part*
  csplit -s -z -f "$work/part" "$1" '/^---$/' '{*}'
  path=$(collection "$work/part00")
  name=$(sed -n 's/^  name: *//p' "$work/part00" | head -1)
  if [[ ! -e $work/part01 ]]; then
    answer "$(call POST "$path?fieldValidation=Warn&dryRun=All" "$work/part00")"
    return
  fi
  code=$(call POST "$path?fieldValidation=Warn" "$work/part00")
  if [[ $code == 201 ]]; then
    version=$(jq -r .metadata.resourceVersion "$work/answer.json")
    second=$path/$name
    grep -q '^# status' "$work/part01" && second+=/status
    sed -i "0,/^  name:/s//  resourceVersion: \"$version\"\n  name:/" "$work/part01"
    code=$(call PUT "$second?fieldValidation=Warn" "$work/part01")
  fi
  answer "$code"
  remove "$path" "$name"
}

printf 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: %s\n' "$namespace" > "$work/namespace.yaml"
call POST /api/v1/namespaces "$work/namespace.yaml" > "$work/code"

for manifest in "$folder"/*.yaml; do
  jq -n --arg name "$(basename "$manifest" .yaml)" --argjson answer "$(capture "$manifest")" '{($name): $answer}'
done | jq -s -S add > "$work/answers.json"
mv "$work/answers.json" "$answers"
echo "$answers: $(jq length "$answers") answers" >&2
