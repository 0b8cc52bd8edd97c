{{- define "flyball.env" -}}
# The pod's name comes back after a restart, so the group keeps its partitions where their state is.
- name: FLYBALL_GROUP_INSTANCE_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
# Said in MiB, because it must win over the image's own percentage, which stands later on the command line.
- name: JDK_JAVA_OPTIONS
  value: {{ printf "-Xmx%sm %s" (include "flyball.heapMiB" .) .Values.jvm.options | trim | quote }}
# RocksDB allocates from many threads; glibc would keep an arena for each.
- name: MALLOC_ARENA_MAX
  value: "2"
{{- if .Values.kafka.existingSecret }}
- name: FLYBALL_KAFKA_PROPERTIES_FILE
  value: /etc/flyball/kafka/{{ .Values.kafka.propertiesKey }}
{{- end }}
{{- with .Values.slack.existingSecret }}
- name: FLYBALL_SLACK_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $.Values.slack.tokenKey }}
{{- end }}
{{- if .Values.actuators.config }}
- name: FLYBALL_ACTUATORS_FILE
  value: /etc/flyball/actuators/actuators.yaml
{{- range $actuator := keys .Values.actuators.config | sortAlpha }}
- name: {{ include "flyball.actuatorKeyName" $actuator }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.actuators.existingSecret }}
      key: {{ get $.Values.actuators (printf "%sKey" $actuator) }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The heap's share of the memory limit; the schema sees to it that the limit is in Mi or Gi. */}}
{{- define "flyball.heapMiB" -}}
{{- $limit := .Values.resources.limits.memory }}
{{- $mebibytes := ternary (mulf (trimSuffix "Gi" $limit | float64) 1024) (trimSuffix "Mi" $limit | float64) (hasSuffix "Gi" $limit) }}
{{- divf (mulf $mebibytes .Values.jvm.heapPercent) 100 | floor | int64 }}
{{- end }}

{{/* /livez looks at the state of the streams, so restoring and rebalancing are alive; only /readyz asks for RUNNING. */}}
{{- define "flyball.probes" -}}
startupProbe:
  httpGet:
    path: /livez
    port: http
  {{- toYaml .Values.probes.startup | nindent 2 }}
livenessProbe:
  httpGet:
    path: /livez
    port: http
  {{- toYaml .Values.probes.liveness | nindent 2 }}
readinessProbe:
  httpGet:
    path: /readyz
    port: http
  {{- toYaml .Values.probes.readiness | nindent 2 }}
{{- end }}

{{- define "flyball.scheduling" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.topologySpread.keys }}
topologySpreadConstraints:
  {{- range . }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $.Values.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "flyball.selectorLabels" $ | nindent 8 }}
  {{- end }}
{{- end }}
{{- end }}
