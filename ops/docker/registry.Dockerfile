# SPDX-License-Identifier: Apache-2.0
# Apicurio Registry out of this project's build, for machines that cannot pull
# apicurio/apicurio-registry. It reads the same environment.
ARG BASE_IMAGE
FROM ${BASE_IMAGE}
COPY registry/ /deployments/
WORKDIR /deployments
ENV QUARKUS_HTTP_HOST=0.0.0.0
USER 1001:0
EXPOSE 8080
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "apicurio-registry-app-3.0.9-runner.jar"]
