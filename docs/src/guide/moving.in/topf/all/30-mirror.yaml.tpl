{{ if env "MIRROR" -}}
apiVersion: v1alpha1
kind: RegistryMirrorConfig
name: docker.io
endpoints:
  - url: {{ env "MIRROR" }}
{{- end }}
