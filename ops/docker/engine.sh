#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A Docker engine for a machine that has the programs but no running engine, and no way to pull an
# image: a build box, a CI runner, a container. It needs root, and the Debian packages docker.io,
# debootstrap, iproute2 and util-linux.
#
# The engine lives in a network namespace of its own, so that its bridges and firewall rules do not
# touch the machine's. The price: ports that containers publish exist only in there. `run` starts a
# command in there, with the environment that Testcontainers and the docker client need.
#
# Images are made from what the machine can reach: Debian packages for the Java run time, this
# project's build for broker and registry (the same releases as in docker-compose.yml).
#
# Everything is kept below one directory ($SIDSTREAM_ENGINE_DIR); `stop` ends what `start` began,
# `remove` deletes the directory as well. Every step may be repeated.
set -euo pipefail

readonly DIR=${SIDSTREAM_ENGINE_DIR:-/var/tmp/sidstream-engine}
readonly NAMESPACE=${SIDSTREAM_ENGINE_NAMESPACE:-sidstream}
readonly SOCKET=$DIR/docker.sock
readonly PID_FILE=$DIR/docker.pid
readonly LOG=$DIR/docker.log
readonly BASE_IMAGE=sidstream-local/jre:17
readonly BROKER_IMAGE=sidstream-local/kafka:4.2.2
readonly REGISTRY_IMAGE=sidstream-local/apicurio-registry:3.0.9
readonly START_BOUND_S=60 STOP_BOUND_S=60 BASE_BOUND_S=900
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPOSITORY=$(cd "$HERE/../.." && pwd)
readonly HERE REPOSITORY

usage() {
  cat <<USAGE
usage: ${0##*/} COMMAND
  up               start, then base, then backing
  start            start the engine, when it does not run yet
  base             build $BASE_IMAGE: Debian with a Java 17 run time
  backing          build $BROKER_IMAGE and $REGISTRY_IMAGE
                   out of this project's build (mvn package comes first)
  env              print the environment that a client in the namespace needs
  run COMMAND...   run a command in the namespace, with that environment
  stop             stop the engine and remove the namespace; images are kept
  remove           stop, and delete $DIR
USAGE
}

say() { echo "engine: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

require() {
  local missing=()
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  [[ ${#missing[@]} -eq 0 ]] || fail "not installed: ${missing[*]} (see the head of this file)"
  [[ $(id -u) -eq 0 ]] || fail "needs root: namespaces and the engine belong to it"
}

docker_() { docker --host "unix://$SOCKET" "$@"; }

# The engine's process, when it is the one that start began and still runs.
engine_pid() {
  local pid
  pid=$(cat "$PID_FILE" 2>/dev/null) || return 1
  [[ $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) == *dockerd*"$DIR"* ]] || return 1
  echo "$pid"
}

running() { engine_pid >/dev/null && docker_ version >/dev/null 2>&1; }

need_running() { running || fail "the engine does not run: ${0##*/} start"; }

has_image() { docker_ image inspect "$1" >/dev/null 2>&1; }

# Waits until a command succeeds: seconds, command...
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

start() {
  require dockerd docker ip nsenter
  if running; then
    say "runs already, process $(engine_pid)"
    return
  fi
  mkdir -p "$DIR"
  rm -f "$PID_FILE"
  make_namespace
  # setsid: neither a closed terminal nor Ctrl-C in a test ends the engine.
  setsid nsenter --net="/run/netns/$NAMESPACE" dockerd \
    --host "unix://$SOCKET" --pidfile "$PID_FILE" \
    --data-root "$DIR/data" --exec-root "$DIR/exec" --config-file "$DIR/daemon.json" \
    >"$LOG" 2>&1 </dev/null &
  if ! await "$START_BOUND_S" running; then
    tail -n 20 "$LOG" >&2
    stop
    fail "does not answer after $START_BOUND_S s, see $LOG"
  fi
  say "runs, process $(engine_pid), log $LOG"
}

make_namespace() {
  echo '{}' >"$DIR/daemon.json"
  if [[ ! -e /run/netns/$NAMESPACE ]]; then
    ip netns add "$NAMESPACE"
    touch "$DIR/namespace-is-ours"
  fi
  ip -n "$NAMESPACE" link set lo up
}

stop() {
  require ip
  local pid
  if pid=$(engine_pid); then
    say "stopping process $pid"
    kill "$pid"
    if ! await "$STOP_BOUND_S" gone "$pid"; then
      say "it does not stop, killing it"
      kill -9 "$pid"
    fi
  fi
  if [[ -e $DIR/namespace-is-ours ]]; then
    ip netns delete "$NAMESPACE" 2>/dev/null || true
    rm -f "$DIR/namespace-is-ours"
  fi
  say "stopped"
}

gone() { [[ ! -e /proc/$1 ]]; }

remove() {
  stop
  rm -rf --one-file-system "$DIR"
  say "removed $DIR"
}

base() {
  require debootstrap docker
  need_running
  if has_image "$BASE_IMAGE"; then
    say "$BASE_IMAGE is there"
    return
  fi
  local root=$DIR/base
  rm -rf --one-file-system "$root"
  say "building $BASE_IMAGE from Debian packages, about a minute"
  # shellcheck disable=SC2046 # two words: suite and mirror
  if ! timeout "$BASE_BOUND_S" debootstrap --variant=minbase \
    --include=openjdk-17-jre-headless "$(debian_suite)" "$root" "$(debian_mirror)" \
    >"$DIR/base.log" 2>&1; then
    tail -n 20 "$DIR/base.log" >&2
    fail "debootstrap failed, see $DIR/base.log"
  fi
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* \
    "$root"/usr/share/{doc,man,locale,info}/*
  tar --create --directory "$root" --one-file-system . | docker_ import - "$BASE_IMAGE" >/dev/null
  rm -rf --one-file-system "$root"
  say "built $BASE_IMAGE"
}

# The suite and the mirror that this machine's own packages come from, whichever way it writes them.
# shellcheck disable=SC1091 # not ours to check
debian_suite() { (. /etc/os-release && echo "$VERSION_CODENAME"); }

debian_mirror() {
  local lists=(/etc/apt/sources.list /etc/apt/sources.list.d/*.list)
  local mirror
  mirror=$(
    cat "${lists[@]}" 2>/dev/null | sed -nE "s|^deb (\[[^]]*\] )?([^ ]+/debian/?) .*|\2|p"
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -nE 's|^URIs: *([^ ]+/debian/?)( .*)?$|\1|p'
  )
  [[ -n $mirror ]] || fail "no Debian mirror in /etc/apt"
  head -n 1 <<<"$mirror"
}

backing() {
  require docker
  need_running
  has_image "$BASE_IMAGE" || fail "$BASE_IMAGE is missing: ${0##*/} base"
  local build=$REPOSITORY/standalone/target
  [[ -d $build/lib && -d $build/registry ]] || fail "nothing built in $build: mvn package"
  image_of "$BROKER_IMAGE" broker.Dockerfile "$build/lib" "$HERE/broker-entrypoint.sh"
  image_of "$REGISTRY_IMAGE" registry.Dockerfile "$build/registry"
}

# Builds an image: name, Dockerfile beside this script, then what goes into its context.
image_of() {
  local name=$1 recipe=$2
  shift 2
  local context=$DIR/context
  rm -rf "$context"
  mkdir -p "$context"
  cp -a "$@" "$HERE/$recipe" "$context"
  # The engine's own builder: the newer one is a plug-in that need not be installed.
  if ! DOCKER_BUILDKIT=0 docker_ build --build-arg BASE_IMAGE="$BASE_IMAGE" \
    --file "$context/$recipe" --tag "$name" "$context" >"$DIR/build.log" 2>&1; then
    tail -n 20 "$DIR/build.log" >&2
    fail "$name cannot be built, see $DIR/build.log"
  fi
  rm -rf "$context"
  say "built $name"
}

variables() {
  cat <<VARIABLES
DOCKER_HOST=unix://$SOCKET
DOCKER_BUILDKIT=0
COMPOSE_DOCKER_CLI_BUILD=0
TESTCONTAINERS_RYUK_DISABLED=true
TESTCONTAINERS_CHECKS_DISABLE=true
TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
BASE_IMAGE=$BASE_IMAGE
BROKER_IMAGE=$BROKER_IMAGE
REGISTRY_IMAGE=$REGISTRY_IMAGE
VARIABLES
}

print_env() {
  variables | sed 's/^/export /'
  echo "# in the namespace: nsenter --net=/run/netns/$NAMESPACE COMMAND"
}

run() {
  [[ $# -gt 0 ]] || fail "run what?"
  require nsenter
  need_running
  local assignments
  mapfile -t assignments < <(variables)
  exec env "${assignments[@]}" nsenter --net="/run/netns/$NAMESPACE" "$@"
}

case ${1:-} in
  up)
    start
    base
    backing
    print_env
    ;;
  start)
    start
    print_env
    ;;
  base | backing | stop | remove) "$1" ;;
  env) print_env ;;
  run)
    shift
    run "$@"
    ;;
  *)
    usage >&2
    exit 2
    ;;
esac
