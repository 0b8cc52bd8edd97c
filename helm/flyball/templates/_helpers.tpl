{{- define "flyball.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* 52 characters leave room for what a StatefulSet appends to the names of its pods and revisions. */}}
{{- define "flyball.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "flyball.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "flyball.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "flyball.selectorLabels" -}}
app.kubernetes.io/name: {{ include "flyball.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "flyball.labels" -}}
{{ include "flyball.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "flyball.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "flyball.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "flyball.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The environment variable of a configuration key: upper case, and everything else is an underscore. */}}
{{- define "flyball.envName" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "_" | upper }}
{{- end }}

{{/* The environment variable of an actuator's key. */}}
{{- define "flyball.actuatorKeyName" -}}
{{- printf "flyball.actuators-%s-key" . | include "flyball.envName" }}
{{- end }}

{{/* The ports actuators go out by, separated by blanks: those of the URLs given, else that of https. */}}
{{- define "flyball.actuatorPorts" -}}
{{- $ports := list }}
{{- range .Values.actuators.config }}
{{- $url := urlParse (default "https://vendor" .url | toString) }}
{{- $last := splitList ":" $url.host | last }}
{{- $ports = append $ports (regexMatch "^[0-9]+$" $last | ternary $last (eq $url.scheme "http" | ternary "80" "443")) }}
{{- end }}
{{- $ports | uniq | sortAlpha | join " " }}
{{- end }}

{{/* Every configuration key the chart writes into the ConfigMap, with its value. */}}
{{- define "flyball.configuration" -}}
flyball.bootstrap-servers: {{ .bootstrapServers | quote }}
flyball.registry-url: {{ .registryUrl | quote }}
flyball.application-id: {{ .applicationId | quote }}
flyball.topic-prefix: {{ .topicPrefix | quote }}
flyball.state-dir: {{ .stateDir | quote }}
flyball.http-port: {{ .httpPort | toString | quote }}
flyball.roles: {{ join "," .roles | quote }}
{{- range $key, $value := .properties }}
{{ $key }}: {{ ternary (int64 $value) $value (kindIs "float64" $value) | toString | quote }}
{{- end }}
{{- end }}
