#!/usr/bin/env bash
# Writes the structure of the built-in kinds into the module's resources. Needs Go; run it when the
# Kubernetes version changes, which go.mod names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
go mod tidy
go run . > ../main/resources/dev/miniworks/mock/kinds/structure.json
