# SPDX-License-Identifier: Apache-2.0
# Apache Kafka out of this project's build, for machines that cannot pull apache/kafka. It reads the
# same environment, by the same class, and keeps its data in the same place.
ARG BASE_IMAGE
FROM ${BASE_IMAGE}
RUN install -d -o 1000 -g 1000 /var/lib/kafka/data /opt/kafka/config
COPY lib/ /opt/kafka/libs/
COPY broker-entrypoint.sh /opt/kafka/
USER 1000:1000
EXPOSE 9092
VOLUME /var/lib/kafka/data
ENTRYPOINT ["bash", "/opt/kafka/broker-entrypoint.sh"]
