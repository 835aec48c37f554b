{{- define "miniworks.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* Short enough that every name made from it is valid. */}}
{{- define "miniworks.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride }}
{{- else if contains (include "miniworks.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "miniworks.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "miniworks.selectorLabels" -}}
app.kubernetes.io/name: {{ include "miniworks.name" . | quote }}
app.kubernetes.io/instance: {{ quote .Release.Name }}
{{- end }}

{{- define "miniworks.labels" -}}
{{ include "miniworks.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "miniworks.serviceAccountName" -}}
{{- default (include "miniworks.fullname" .) .Values.serviceAccount.name }}
{{- end }}

{{- define "miniworks.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest }}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The workload that runs the operator. It must be of a kind that the operator does not run itself: nobody could start the
operator then. Of the built-in kinds that it leaves alone, a StatefulSet comes nearest.
*/}}
{{- define "miniworks.workloadKind" -}}
{{- eq .Values.family "native" | ternary "StatefulSet" "Deployment" }}
{{- end }}

{{/*
A role with the rights of one part, and its binding to the operator.
root: the context; part: a file in rights/; namespace: where, empty for the whole cluster.
*/}}
{{- define "miniworks.grant" -}}
{{- $name := printf "%s-%s" (include "miniworks.fullname" .root) .part }}
{{- $scope := empty .namespace | ternary "Cluster" "" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $scope }}Role
metadata:
  name: {{ $name }}
  {{- with .namespace }}
  namespace: {{ quote . }}
  {{- end }}
  labels:
    {{- include "miniworks.labels" .root | nindent 4 }}
rules:
  {{- .root.Files.Get (printf "rights/%s.yaml" .part) | trim | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $scope }}RoleBinding
metadata:
  name: {{ $name }}
  {{- with .namespace }}
  namespace: {{ quote . }}
  {{- end }}
  labels:
    {{- include "miniworks.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ $scope }}Role
  name: {{ $name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "miniworks.serviceAccountName" .root }}
    namespace: {{ quote .root.Release.Namespace }}
{{- end }}

{{/* What the schema cannot say, since it takes two values to judge. */}}
{{- define "miniworks.validate" -}}
{{- if and (not .Values.leaderElection.enabled) (gt (int .Values.replicas) 1) }}
{{- fail (printf "replicas: %d instances would all work at once. Set replicas to 1, or leaderElection.enabled to true." (int .Values.replicas)) }}
{{- end }}
{{- if and (not .Values.serviceAccount.create) (not .Values.serviceAccount.name) }}
{{- fail "serviceAccount.name: needed when serviceAccount.create is false, so that no other account gets the operator's rights." }}
{{- end }}
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.service.enabled) }}
{{- fail "metrics.serviceMonitor.enabled: there is nothing to monitor. Set metrics.service.enabled to true as well." }}
{{- end }}
{{- end }}
