#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Starts the broker of broker.Dockerfile: KAFKA_A_B is its property a.b, CLUSTER_ID its cluster.
set -euo pipefail
readonly CONFIG=/opt/kafka/config

export CLUSTER_ID=${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}
# Writes server.properties and formats the storage; fails when that was formatted before.
if ! result=$(java -cp '/opt/kafka/libs/*' kafka.docker.KafkaDockerWrapper setup \
  --default-configs-dir "$CONFIG" --mounted-configs-dir /nonexistent --final-configs-dir "$CONFIG" \
  2>&1) && [[ $result != *"already formatted"* ]]; then
  echo "$result" >&2
  exit 1
fi
# shellcheck disable=SC2086 # several options
exec java ${KAFKA_HEAP_OPTS:--Xmx512m} -XX:+ExitOnOutOfMemoryError -cp '/opt/kafka/libs/*' \
  kafka.Kafka "$CONFIG/server.properties"
