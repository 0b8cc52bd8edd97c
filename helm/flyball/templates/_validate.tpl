{{/* What the schema cannot say: values that contradict each other. One sentence each, with the name, the value and the mend. */}}
{{- define "flyball.validate" -}}
{{- include "flyball.validateRoles" . }}
{{- include "flyball.validateProperties" . }}
{{- include "flyball.validateEnv" . }}
{{- include "flyball.validateNetworkPolicy" . }}
{{- end }}

{{- define "flyball.validateRoles" -}}
{{- $roles := .Values.flyball.roles }}
{{- if and (has "all" $roles) (gt (len $roles) 1) }}
{{- fail (printf "flyball.roles is [%s]: all includes every other role, write [all] or the others without it" (join ", " $roles)) }}
{{- end }}
{{- end }}

{{- define "flyball.validateProperties" -}}
{{- $own := include "flyball.configuration" (set (deepCopy .Values.flyball) "properties" dict) | fromYaml }}
{{- range $key, $value := .Values.flyball.properties }}
{{- if hasKey $own $key }}
{{- fail (printf "flyball.properties sets %s, which has a value of its own: set flyball.%s instead" $key (trimPrefix "flyball." $key | replace "-" "_" | camelcase | untitle)) }}
{{- end }}
{{- if regexMatch "(?i)(password|secret|token|credential|jaas)" $key }}
{{- fail (printf "flyball.properties sets %s, which looks like a credential and would be readable in a ConfigMap: put it in a Secret and name that in kafka.existingSecret, slack.existingSecret or extraEnv" $key) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "flyball.validateEnv" -}}
{{- $names := list "FLYBALL_GROUP_INSTANCE_ID" "FLYBALL_KAFKA_PROPERTIES_FILE" "FLYBALL_SLACK_TOKEN" "JDK_JAVA_OPTIONS" "MALLOC_ARENA_MAX" }}
{{- range $key, $value := include "flyball.configuration" .Values.flyball | fromYaml }}
{{- $names = append $names (include "flyball.envName" $key) }}
{{- end }}
{{- range .Values.extraEnv }}
{{- if has .name $names }}
{{- fail (printf "extraEnv sets %s, which the chart sets itself: change the value it comes from (README.md names it) and remove it here" .name) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "flyball.validateNetworkPolicy" -}}
{{- if .Values.networkPolicy.enabled }}
{{- $ports := list }}
{{- range .Values.networkPolicy.kafkaPorts }}{{ $ports = append $ports (toString .) }}{{ end }}
{{- range splitList "," .Values.flyball.bootstrapServers }}
{{- $port := splitList ":" (trim .) | last }}
{{- if not (has $port $ports) }}
{{- fail (printf "flyball.bootstrapServers names %s, and networkPolicy.kafkaPorts [%s] does not let port %s out: add %s to it" (trim .) (join ", " $ports) $port $port) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
