#!/usr/bin/env bash
# Ends with 0 when the service on this machine is ready: for health checks of containers, which have bash and perhaps nothing else.
# It asks over plain HTTP, on the port that is given, or QUARKUS_HTTP_PORT, or the default one.
set -euo pipefail

port=${1:-${QUARKUS_HTTP_PORT:-${archive.port}}}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS= read -r -t 5 status <&3
[[ $status == 'HTTP/1.'?' 200 '* ]]
