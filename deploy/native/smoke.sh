#!/bin/sh
# Tries a rollup worker as a process of its own, a JVM or a native executable, between a real Kafka, a real Redis, the
# real gateway and the real query-api:
#
#   deploy/native/smoke.sh java -jar rollup-worker/target/quarkus-app/quarkus-run.jar
#   deploy/native/smoke.sh rollup-worker/target/rollup-worker-0.1.0-SNAPSHOT-runner -Xmx128m
#
# It sends events, reads the counters, the metrics and the health of the worker, kills the worker in the middle of its
# work, starts it again, and stops it with SIGTERM. Exit code 0: all of it went well. Takes about a minute. Needs sh,
# curl and a JDK; builds what is missing. Nothing is left behind.
set -eu

if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
    sed -n '2,/^set -eu/{s/^# \{0,1\}//;/^set -eu/d;p;}' "$0"
    [ $# -gt 0 ]
    exit
fi

home=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
started_at=$(date +%s)

# Bounds, in seconds. Generous: they only have to end what hangs.
start_limit=60
settle_limit=60
stop_limit=15
curl_limit=20

# The load: a batch is 500 events of 100 profiles, 25 a region, who each start the app, browse, search, play for a minute
# and stop. Every second batch has the profiles of the one before it.
batches=20
kill_after=6
dau_a_batch_pair=100
events_a_batch=500
plays_a_batch=100

say() {
    printf 'smoke: %3d s  %s\n' "$(($(date +%s) - started_at))" "$*"
}

die() {
    printf 'smoke: FAILED: %s\n' "$*" >&2
    exit 1
}

# ---- what always happens in the end ----

work=''
servers_pid='' gateway_pid='' query_pid='' worker_pid=''

alive() {
    [ -n "$1" ] && kill -0 "$1" 2>/dev/null
}

# Waits until a process is gone. The shell takes note of a dead child only while it waits for another, such as sleep.
gone_within() {
    deadline=$(($(date +%s) + $2))
    while alive "$1"; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

stop_quietly() {
    alive "$1" || return 0
    kill -TERM "$1" 2>/dev/null || true
    gone_within "$1" "$stop_limit" || kill -KILL "$1" 2>/dev/null || true
}

# A Redis server outlives a killed parent.
stop_redis() {
    pid_file=$work/data/redis/redis.pid
    [ -f "$pid_file" ] || return 0
    redis_pid=$(cat "$pid_file")
    stop_quietly "$redis_pid"
}

show_logs() {
    for log in "$work"/*.log; do
        [ -s "$log" ] || continue
        printf '\n---- the last lines of %s ----\n' "$(basename "$log")" >&2
        tail -n 40 "$log" >&2
    done
}

finish() {
    code=$?
    trap - EXIT INT TERM HUP
    [ -z "$work" ] || {
        [ "$code" -eq 0 ] || show_logs
        for pid in "$worker_pid" "$gateway_pid" "$query_pid" "$servers_pid"; do
            stop_quietly "$pid"
        done
        stop_redis
        rm -rf "$work"
    }
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# ---- what is needed ----

command -v curl >/dev/null || die "curl is missing; install it"
if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java) || die "no Java found; install a JDK 17 or newer, or set JAVA_HOME"
fi

gateway_jar=$home/ingest-gateway/target/quarkus-app/quarkus-run.jar
query_jar=$home/query-api/target/quarkus-app/quarkus-run.jar
worker_jar=$home/rollup-worker/target/quarkus-app/quarkus-run.jar
servers_lib=$home/embedded-servers/target/lib

missing=''
[ -d "$servers_lib" ] || missing=embedded-servers
[ -f "$gateway_jar" ] || missing=$missing,ingest-gateway
[ -f "$query_jar" ] || missing=$missing,query-api
for word in "$@"; do
    case $word in
        *rollup-worker/target/quarkus-app/quarkus-run.jar) [ -f "$worker_jar" ] || missing=$missing,rollup-worker ;;
        *-runner) [ -x "$word" ] || die "there is no executable $word; deploy/native/README.md says how to build it" ;;
    esac
done
if [ -n "$missing" ]; then
    missing=${missing#,}
    say "building $missing"
    "$home/mvnw" -q -B -f "$home/pom.xml" -DskipTests -pl "$missing" -am package || die "the build failed"
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/rollcall-smoke.XXXXXX")

# In a session of its own a process has a group of its own, which shows what it leaves behind.
session=''
command -v setsid >/dev/null && session=setsid

# ---- starting ----

# await_line LOG PATTERN PID WHAT: until the log has such a line.
await_line() {
    deadline=$(($(date +%s) + start_limit))
    until grep -q "$2" "$1"; do
        alive "$3" || die "$4 ended while it was starting"
        [ "$(date +%s)" -lt "$deadline" ] || die "$4 did not start within $start_limit s"
        sleep 0.2
    done
}

# The port that a Quarkus service found for itself.
port_in() {
    sed -n 's/.*Listening on: http:\/\/[^ ]*:\([0-9][0-9]*\).*/\1/p' "$1" | tail -n 1
}

fetch() {
    curl -sS --noproxy '*' --max-time "$curl_limit" "$@"
}

# await_ready URL WHAT: until it says that it is ready.
await_ready() {
    deadline=$(($(date +%s) + start_limit))
    until fetch -f -o /dev/null "$1/q/health/ready" 2>/dev/null; do
        [ "$(date +%s)" -lt "$deadline" ] || {
            fetch "$1/q/health/ready" >&2 || true
            die "$2 is not ready after $start_limit s"
        }
        sleep 0.2
    done
}

start_servers() {
    : >"$work/servers.log"
    "$java" -Xmx512m -XX:+UseSerialGC -cp "$home/embedded-servers/target/*:$servers_lib/*" \
        io.rollcall.embedded.EmbeddedServers "$work/data" >"$work/servers.log" 2>&1 &
    servers_pid=$!
    await_line "$work/servers.log" '^ready$' "$servers_pid" "the process with Kafka and Redis"
    KAFKA_BOOTSTRAP_SERVERS=$(sed -n 's/^kafka=//p' "$work/servers.log")
    QUARKUS_REDIS_HOSTS=$(sed -n 's/^redis=//p' "$work/servers.log")
    QUARKUS_HTTP_PORT=0
    export KAFKA_BOOTSTRAP_SERVERS QUARKUS_REDIS_HOSTS QUARKUS_HTTP_PORT
}

start_gateway() {
    : >"$work/gateway.log"
    "$java" -Xmx256m -XX:+UseSerialGC -jar "$gateway_jar" >"$work/gateway.log" 2>&1 &
    gateway_pid=$!
    await_line "$work/gateway.log" 'Listening on: ' "$gateway_pid" "the gateway"
    gateway=http://127.0.0.1:$(port_in "$work/gateway.log")
    await_ready "$gateway" "the gateway"
}

start_query() {
    : >"$work/query-api.log"
    "$java" -Xmx256m -XX:+UseSerialGC -jar "$query_jar" >"$work/query-api.log" 2>&1 &
    query_pid=$!
    await_line "$work/query-api.log" 'Listening on: ' "$query_pid" "query-api"
    query=http://127.0.0.1:$(port_in "$work/query-api.log")
}

# start_worker LOG COMMAND...
start_worker() {
    worker_log=$work/$1
    shift
    : >"$worker_log"
    $session "$@" >"$worker_log" 2>&1 &
    worker_pid=$!
    await_line "$worker_log" 'Listening on: ' "$worker_pid" "the worker ($*)"
    worker=http://127.0.0.1:$(port_in "$worker_log")
    say "the worker runs: $(sed -n 's/.*\(started in [0-9.]*s\).*/\1/p' "$worker_log"), $(resident "$worker_pid")"
}

resident() {
    kib=$(ps -o rss= -p "$1" 2>/dev/null | tr -d ' ') || kib=''
    [ -n "$kib" ] && echo "$((kib / 1024)) MiB resident" || echo "memory not known"
}

# Its partitions are assigned, and each one reads.
await_worker() {
    deadline=$(($(date +%s) + start_limit))
    until fetch "$worker/q/health/ready" 2>/dev/null | grep -q 'applied to'; do
        [ "$(date +%s)" -lt "$deadline" ] || {
            fetch "$worker/q/health/ready" >&2 || true
            die "the worker reads no partition after $start_limit s"
        }
        sleep 0.2
    done
    await_ready "$worker" "the worker"
}

# ---- events ----

now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
dt=${now%%T*}

# batch NUMBER (from 1): NDJSON.
batch() {
    awk -v batch="$1" -v time="$now" 'BEGIN {
        split("US BR DE IN", region, " ")
        split("app_start browse search play stop", name, " ")
        for (person = 0; person < 100; person++) {
            id = int((batch + 1) / 2) * 100 + person
            for (step = 1; step <= 5; step++) {
                printf "{\"event_id\":\"b%d-%d-%d\",\"profile_id\":%d,\"region\":\"%s\",\"event_name\":\"%s\",", \
                    batch, id, step, id, region[id % 4 + 1], name[step]
                printf "\"event_time\":\"%s\"%s}\n", time, step == 4 ? ",\"duration_sec\":60,\"title_id\":7" : ""
            }
        }
    }'
}

# send FILE EXPECTED: posts it, and requires an answer that begins so.
send() {
    answer=$(fetch -w '%{http_code}' -H 'Content-Type: application/x-ndjson' --data-binary @"$1" "$gateway/v1/events")
    case $answer in
        "$2"*202) ;;
        *) die "the gateway answered $answer to $(basename "$1"), not $2..." ;;
    esac
}

send_batch() {
    batch "$1" >"$work/batch.ndjson"
    send "$work/batch.ndjson" "{\"accepted\":$events_a_batch"
}

# ---- answers ----

# answer METRIC REGION COLUMN: a number of that day, or nothing.
answer() {
    fetch -H 'Accept: text/csv' "$query/v1/metrics/$1?from=$dt&to=$dt&region=$2" | tr -d '\r' | awk -F, -v column="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
        NR == 2 && at { print $at }'
}

# expect METRIC REGION COLUMN VALUE: now.
expect() {
    found=$(answer "$1" "$2" "$3")
    [ "$found" = "$4" ] || die "$1 of region $2: $3 is '$found', not $4"
}

# Everything that was sent is in the counters, once. $1: batches sent.
await_counters() {
    # One more event: profile 100 travelled to Japan.
    events=$(($1 * events_a_batch + 1))
    deadline=$(($(date +%s) + settle_limit))
    until [ "$(answer engagement '*' events)" = "$events" ]; do
        [ "$(date +%s)" -lt "$deadline" ] ||
            die "after $settle_limit s the counters hold '$(answer engagement '*' events)' events, not $events"
        sleep 0.3
    done
    profiles=$((($1 + 1) / 2 * dau_a_batch_pair))
    expect dau '*' value "$profiles"
    expect dau US value "$((profiles / 4))"
    expect dau IN value "$((profiles / 4))"
    expect dau JP value 1
    expect engagement '*' play_events "$(($1 * plays_a_batch))"
    expect engagement '*' search_events "$(($1 * plays_a_batch))"
    expect engagement '*' total_watch_time_sec "$(($1 * plays_a_batch * 60))"
    expect engagement BR events "$(($1 * events_a_batch / 4))"
}

# metric NAME: the sum over its labels.
metric() {
    fetch "$worker/q/metrics" | awk -v name="$1" '
        index($0, name "{") == 1 || index($0, name " ") == 1 { sum += $NF; found = 1 }
        END { if (found) printf "%.0f\n", sum }'
}

await_metric() {
    deadline=$(($(date +%s) + settle_limit))
    until [ "$(metric "$1")" = "$2" ]; do
        [ "$(date +%s)" -lt "$deadline" ] || die "the worker's metric $1 is '$(metric "$1")', not $2"
        sleep 0.3
    done
}

# ---- the trial ----

say "starting Kafka and Redis"
start_servers
say "starting the gateway and query-api"
start_gateway
start_query
start_worker worker.log "$@"
await_worker
await_ready "$query" "query-api"

say "sending events, one batch twice and one event that is refused"
printf '{"event_id":"t1","profile_id":100,"event_name":"browse","region":"JP","event_time":"%s"}\n' "$now" \
    >"$work/traveller.ndjson"
send "$work/traveller.ndjson" '{"accepted":1'
send_batch 1
send_batch 2
send_batch 2
printf '{"profile_id":1,"event_name":"browse","region":"XX","event_time":"%s"}\n' "$now" >"$work/refused.ndjson"
refused=$(fetch -o /dev/null -w '%{http_code}' -H 'Content-Type: application/x-ndjson' \
    --data-binary @"$work/refused.ndjson" "$gateway/v1/events")
[ "$refused" = 400 ] || die "an event of region XX was answered $refused, not 400"
await_counters 2
say "the counters are exact"

await_metric rollcall_rollup_events_total "$((2 * events_a_batch + 1))"
await_metric rollcall_rollup_duplicates_total "$events_a_batch"
await_metric rollcall_rollup_rewinds_total 0
await_metric rollcall_rollup_lag_records 0
await_metric rollcall_rollup_lag_seconds 0
fetch "$worker/q/metrics" | grep -q '^rollcall_rollup_lag_seconds{.*partition="0"' ||
    die "rollcall_rollup_lag_seconds has no label partition"
say "the worker's metrics say so too"

"$java" -cp "$servers_lib/*" "$home/deploy/native/StrayRecords.java" "$KAFKA_BOOTSTRAP_SERVERS" \
    >"$work/stray-records.log" 2>&1 || die "stray records did not arrive on the rejected topic"
await_metric rollcall_rollup_unreadable_total "$(sed -n 's/^sent=//p' "$work/stray-records.log")"
say "records without a stamp were set aside, in every compression that the worker has to read"

say "killing the worker in the middle of its work"
sent=2
while [ "$sent" -lt "$batches" ]; do
    sent=$((sent + 1))
    send_batch "$sent"
    if [ "$sent" -eq "$kill_after" ]; then
        kill -KILL "$worker_pid"
        gone_within "$worker_pid" "$stop_limit" || die "the worker survived SIGKILL"
    fi
done
start_worker worker-restarted.log "$@"
# What the killed worker had applied, and what nobody had: sent again, neither may count again.
send_batch "$kill_after"
send_batch "$batches"
await_worker
await_counters "$batches"
await_metric rollcall_rollup_lag_records 0
expect engagement '*' events "$((batches * events_a_batch + 1))"
say "the counters are exact after the kill"

say "stopping the worker with SIGTERM"
stopping=$(date +%s)
kill -TERM "$worker_pid"
gone_within "$worker_pid" "$stop_limit" || die "the worker did not stop within $stop_limit s of SIGTERM"
stopped_with=0
wait "$worker_pid" || stopped_with=$?
case $stopped_with in
    0 | 143) say "it stopped in $(($(date +%s) - stopping)) s with exit code $stopped_with" ;;
    *) die "the worker stopped with exit code $stopped_with, not 0 or 143" ;;
esac
if [ -z "$session" ]; then
    say "not looked for: processes that the worker left behind (there is no setsid here)"
elif kill -0 -- "-$worker_pid" 2>/dev/null; then
    kill -KILL -- "-$worker_pid" 2>/dev/null || true
    die "the worker left processes behind"
fi
! grep -q ' ERROR ' "$worker_log" || die "the worker logged errors"

say "passed"
