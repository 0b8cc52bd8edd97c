{{/* What the schema cannot say: values that contradict each other. One sentence each, with the name, the value and the mend. */}}
{{- define "flyball.validate" -}}
{{- include "flyball.validateRoles" . }}
{{- include "flyball.validateActuators" . }}
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

{{- define "flyball.validateActuators" -}}
{{- if .Values.actuators.config }}
{{- $named := keys .Values.actuators.config | sortAlpha | join ", " }}
{{- if not (or (has "gateway" .Values.flyball.roles) (has "all" .Values.flyball.roles)) }}
{{- fail (printf "actuators.config names [%s], and flyball.roles is [%s]: limits are set by the role gateway, add it" $named (join ", " .Values.flyball.roles)) }}
{{- end }}
{{- if not .Values.actuators.existingSecret }}
{{- fail (printf "actuators.config names [%s], and actuators.existingSecret is empty: name the Secret that has the keys" $named) }}
{{- end }}
{{- range $actuator, $settings := .Values.actuators.config }}
{{- if kindIs "bool" $settings.mode }}
{{- fail (printf "actuators.config.%s.mode is %t, which is what YAML makes of off and on: write \"off\" in quotes" $actuator $settings.mode) }}
{{- end }}
{{- end }}
{{- if hasKey .Values.flyball.properties "flyball.actuators-file" }}
{{- fail "flyball.properties sets flyball.actuators-file, which comes from actuators.config: keep one of the two" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "flyball.validateProperties" -}}
{{- $own := include "flyball.configuration" (set (deepCopy .Values.flyball) "properties" dict) | fromYaml }}
{{- range $key, $value := .Values.flyball.properties }}
{{- if hasKey $own $key }}
{{- fail (printf "flyball.properties sets %s, which has a value of its own: set flyball.%s instead" $key (trimPrefix "flyball." $key | replace "-" "_" | camelcase | untitle)) }}
{{- end }}
{{- if regexMatch "(?i)(password|secret|token|credential|jaas|-key$)" $key }}
{{- fail (printf "flyball.properties sets %s, which looks like a credential and would be readable in a ConfigMap: put it in a Secret and name that in kafka.existingSecret, slack.existingSecret, actuators.existingSecret or extraEnv" $key) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "flyball.validateEnv" -}}
{{- $names := list "FLYBALL_GROUP_INSTANCE_ID" "FLYBALL_KAFKA_PROPERTIES_FILE" "FLYBALL_SLACK_TOKEN" "JDK_JAVA_OPTIONS" "MALLOC_ARENA_MAX" }}
{{- range $key, $value := include "flyball.configuration" .Values.flyball | fromYaml }}
{{- $names = append $names (include "flyball.envName" $key) }}
{{- end }}
{{- range $actuator, $settings := .Values.actuators.config }}
{{- $names = concat $names (list "FLYBALL_ACTUATORS_FILE" (include "flyball.actuatorKeyName" $actuator)) }}
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
