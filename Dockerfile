# fedctl as an image: the worker by default, any other command as arguments.
# Given by docker-compose.yml from .env, or: docker build --build-arg MAVEN_VERSION=… --build-arg JRE_VERSION=… .
ARG MAVEN_VERSION
ARG JRE_VERSION

FROM maven:${MAVEN_VERSION} AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY contract contract
COPY workflows workflows
COPY activities activities
COPY worker worker
COPY starter starter
COPY sandbox sandbox
COPY app app
# The launcher's cache of classes is of no use to a process that runs for weeks.
RUN --mount=type=cache,target=/m2 \
    mvn -B -ntp -q -Dmaven.repo.local=/m2 -Dmaven.test.skip=true -Dexec.skip -pl app -am package

FROM eclipse-temurin:${JRE_VERSION}
RUN groupadd --gid 10001 fedctl \
 && useradd --uid 10001 --gid 10001 --create-home --shell /usr/sbin/nologin fedctl \
 && install -d -o fedctl -g fedctl /var/lib/fedctl
COPY --from=build /src/app/target/fedctl.jar /opt/fedctl/fedctl.jar
COPY examples /opt/fedctl/examples
USER 10001:10001
WORKDIR /opt/fedctl
# A POST that the JVM sends again by itself would make things twice. exec: signals reach the JVM.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "--enable-native-access=ALL-UNNAMED", "-Dsun.net.http.retryPost=false", "-jar", "/opt/fedctl/fedctl.jar"]
CMD ["worker", "--wait", "--log-format", "json"]
