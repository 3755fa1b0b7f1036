#!/bin/sh
# Starts Rollcall's ${project.artifactId} with the Java of JAVA_HOME or the PATH. It writes nowhere in this archive's directory.
#
#   ROLLCALL_JAVA_OPTS           further options for Java, several words, such as -Xmx2g
#   SMALLRYE_CONFIG_LOCATIONS    a file of settings in place of config/application.properties
set -eu

oldest_java=17

# The script itself, through its links: /opt/rollcall/NAME may be a link to a version.
self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=$(dirname -- "$self")/$link ;;
    esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd -P)

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java || true)
fi
if [ -z "$java" ] || [ ! -x "$java" ]; then
    echo "rollcall: no Java found; install a Java $oldest_java or newer, or set JAVA_HOME" >&2
    exit 1
fi
major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
if [ "${major:-0}" -lt "$oldest_java" ]; then
    echo "rollcall: $java is a Java ${major:-of no version}; it has to be $oldest_java or newer" >&2
    exit 1
fi

set -- -jar "$home/app/quarkus-run.jar" "$@"
# The settings of this archive lie below the environment (300) and above what the jars bring along (250).
if [ -z "${SMALLRYE_CONFIG_LOCATIONS:-}" ]; then
    set -- "-Dsmallrye.config.locations=file:$home/config/application.properties" "$@"
fi
# Java 24 and newer ask for leave to use native code.
if [ "$major" -ge 24 ]; then
    set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
fi
# shellcheck disable=SC2086
exec "$java" ${archive.java.options} -XX:+ExitOnOutOfMemoryError ${ROLLCALL_JAVA_OPTS:-} "$@"
