machine:
  time:
    servers: ["{{ .Data.ntp }}"]
