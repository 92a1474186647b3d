#!/usr/bin/env bash
# Makes stand-ins for the published images that docker-compose.yml and the Dockerfile name, and gives
# them to the docker daemon of DOCKER_HOST under the same names and tags, so that no registry is asked.
#
#   images.sh PEERS JAR FOLDER
#
# Without DOCKER_HOST they are left in FOLDER, for processes.py, and fedctl's own image beside them.
#
# What a release of Temporal says about its own image is taken from that release: the programs are
# built from its module, start scripts and configuration are its files, and user, folder and command
# are read from its Dockerfile. In place of Alpine there is busybox, linked statically; nc is another one, because
# Debian's busybox has no -z. PostgreSQL, bash and the Java runtime are those of this machine; the
# runtime has the modules of Temurin's JRE 21 and no more. The stand-in of Maven has a mvn that lays
# JAR where the build would, if it finds the sources that the build needs.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
house=$(cd "$here/../../.." && pwd)
peers=$(cd "$1" && pwd)
jar=$2
scratch=$3
daemon=${DOCKER_HOST:-}
# shellcheck source=/dev/null
source "$house/.env"

# linked FILE… : the libraries that these are linked to; none when they are linked statically
linked() { { ldd "$@" 2>/dev/null || true; } | { grep -oE '(^|[[:space:]])/[^ :]+ \(' || true; } | tr -d ' \t(' | sort -u; }

# put ROOT FILE… : a program of this machine, at the same place, with the libraries that it is linked to
put() {
  local root=$1 file library
  shift
  for file in "$@"; do
    install -D "$file" "$root$file"
    linked "$file" | while read -r library; do
      [[ -e $root$library ]] || install -D "$library" "$root$library"
    done
  done
}

program() { readlink -f "$(type -P "$1")"; }

# base ROOT : what Alpine has, as far as the images above it use it
base() {
  local root=$1 folder name
  mkdir -p "$root"/{etc,proc,sys,dev,root,tmp,usr/bin,usr/sbin,usr/lib,usr/lib64,usr/local/bin}
  chmod 1777 "$root/tmp"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
  printf 'root:x:0:0::/root:/bin/sh\n%s\n' "${2:-}" >"$root/etc/passwd"
  printf 'root:x:0:\n%s\n' "${2:+$(cut -d: -f1,2,4 <<<"$2"):}" >"$root/etc/group"
  install "$(type -P busybox)" "$root/usr/bin/busybox"
  for name in $(busybox --list); do [[ -e $root/usr/bin/$name ]] || ln -s busybox "$root/usr/bin/$name"; done
  put "$root" "$(program getent)"
  put "$root" "$(program nc)"
  ln -sf "$(program nc)" "$root/usr/bin/nc"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  put "$root" /lib/*/libnss_dns.so.2 /lib/*/libresolv.so.2
}

# said FILE : what the last stage of a Dockerfile says about the container, as options of docker import
said() {
  tac "$1" | sed '/^FROM /q' | tac | grep -E '^(USER|WORKDIR|ENTRYPOINT|CMD) ' | sed 's/^/--change=/'
}

# load NAME ROOT [OPTION…]
load() {
  local name=$1 root=$2
  shift 2
  if [[ -n $daemon ]]; then
    tar --numeric-owner -C "$root" -c . | docker import "$@" - "$name" >/dev/null
    rm -rf "$root"
  else
    mkdir "$scratch/${name//\//_}"
    mv "$root" "$scratch/${name//\//_}/root"
    printf '%s\n' "$@" >"$scratch/${name//\//_}/options"
  fi
  echo "stand-ins: $name" >&2
}

temporal_user=temporal:x:1000:1000::/home/temporal:/bin/sh

server() {
  local root=$scratch/server recipe=$peers/temporal-server-source/docker lines
  base "$root" "$temporal_user"
  install -D "$peers/temporal-server" "$root/usr/local/bin/temporal-server"
  install -D "$recipe/scripts/sh/entrypoint.sh" "$root/etc/temporal/entrypoint.sh"
  mapfile -t lines < <(said "$recipe/targets/server.Dockerfile")
  load "temporalio/server:$TEMPORAL_VERSION" "$root" "${lines[@]}"
}

admin_tools() {
  local root=$scratch/admin-tools source=$peers/temporal-server-source lines
  base "$root" "$temporal_user"
  install -D "$peers/temporal" "$root/usr/local/bin/temporal"
  install -D "$peers/temporal-sql-tool" "$root/usr/local/bin/temporal-sql-tool"
  mkdir -p "$root/etc/temporal"
  cp -r "$source/schema" "$root/etc/temporal/schema"
  chmod -R u+w "$root/etc/temporal"
  mapfile -t lines < <(said "$source/docker/targets/admin-tools.Dockerfile")
  load "temporalio/admin-tools:$TEMPORAL_ADMIN_TOOLS_VERSION" "$root" "${lines[@]}"
}

ui() {
  local root=$scratch/ui source=$peers/temporal-ui-source home=home/ui-server lines
  base "$root" "$temporal_user"
  put "$root" "$(program bash)"
  install -D "$peers/temporal-ui-server" "$root/$home/ui-server"
  install -D "$source/docker/start-ui-server.sh" "$root/$home/start-ui-server.sh"
  install -D -m 644 "$source/config/docker.yaml" "$root/$home/config/docker.yaml"
  mapfile -t lines < <(said "$source/Dockerfile")
  load "temporalio/ui:$TEMPORAL_UI_VERSION" "$root" "${lines[@]}"
}

postgres() {
  local root=$scratch/postgres version file
  version=$(ls /usr/lib/postgresql | sort -n | tail -1)
  base "$root" postgres:x:999:999::/var/lib/postgresql:/bin/sh
  put "$root" "$(program bash)" "$(program setpriv)"
  # Compilation of queries, which would bring all of LLVM, is left out.
  for file in /usr/lib/postgresql/"$version"/{bin/{postgres,initdb,pg_ctl,pg_isready,psql},lib/*.so}; do
    [[ $file == */llvmjit* ]] || put "$root" "$file"
  done
  mkdir -p "$root/usr/share/postgresql"
  cp -r "/usr/share/postgresql/$version" "$root/usr/share/postgresql/$version"
  cp -r --parents /usr/share/zoneinfo "$root"
  install -D "$here/postgres.sh" "$root/usr/local/bin/docker-entrypoint.sh"
  load "postgres:$POSTGRES_VERSION" "$root" \
    --change="ENV PATH=/usr/lib/postgresql/$version/bin:/usr/local/bin:/usr/bin:/bin" \
    --change='ENV PGDATA=/var/lib/postgresql/data' --change='VOLUME /var/lib/postgresql/data' \
    --change='ENTRYPOINT ["docker-entrypoint.sh"]' --change='CMD ["postgres"]'
}

# Temurin's JRE 21 has these modules and those that they need.
jre_modules="java.se java.smartcardio jdk.accessibility jdk.charsets jdk.crypto.cryptoki jdk.crypto.ec jdk.dynalink
  jdk.httpserver jdk.incubator.vector jdk.jdwp.agent jdk.jfr jdk.jsobject jdk.localedata jdk.management
  jdk.management.agent jdk.management.jfr jdk.naming.dns jdk.naming.rmi jdk.net jdk.nio.mapmode jdk.sctp
  jdk.security.auth jdk.security.jgss jdk.unsupported jdk.xml.dom jdk.zipfs"

jre() {
  local root=$scratch/jre home=/opt/java/openjdk there modules='' name library files
  base "$root"
  touch "$root"/etc/{shadow,gshadow}
  put "$root" "$(program bash)" "$(program grep)" "$(program install)" /usr/sbin/{groupadd,nologin,useradd}
  there=$("$JAVA_HOME/bin/java" --list-modules)
  for name in $jre_modules; do
    # Some have been merged into others since 21.
    [[ $there != *"$name@"* ]] || modules+=,$name
  done
  mkdir -p "$root${home%/*}"
  "$JAVA_HOME/bin/jlink" --add-modules "${modules#,}" --strip-debug --no-header-files --no-man-pages --output "$root$home"
  mapfile -t files < <(find "$root$home" -name '*.so' -o -path '*/bin/java')
  linked "${files[@]}" | while read -r library; do
    [[ $library == "$root"* || -e $root$library ]] || install -D "$library" "$root$library"
  done
  load "eclipse-temurin:$JRE_VERSION" "$root" \
    --change="ENV JAVA_HOME=$home" --change="ENV PATH=$home/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}

# What the Dockerfile makes of the runtime, for want of a daemon that would follow it.
fedctl_itself() {
  local root=$scratch/fedctl lines
  cp -a "$scratch/eclipse-temurin:$JRE_VERSION/root" "$root"
  install -D -m 644 "$jar" "$root/opt/fedctl/fedctl.jar"
  install -d -o 10001 -g 10001 "$root/var/lib/fedctl"
  mapfile -t lines < <(said "$house/Dockerfile")
  load fedctl:local "$root" "${lines[@]}" --change="ENV PATH=/opt/java/openjdk/bin:/usr/bin:/bin"
}

maven() {
  local root=$scratch/maven
  base "$root"
  install -D "$here/mvn.sh" "$root/usr/local/bin/mvn"
  install -D -m 644 "$jar" "$root/fedctl.jar"
  load "maven:$MAVEN_VERSION" "$root"
}

rm -rf "$scratch"
mkdir -p "$scratch"
server
admin_tools
ui
postgres
jre
if [[ -n $daemon ]]; then
  maven
  rmdir "$scratch"
else
  fedctl_itself
fi
