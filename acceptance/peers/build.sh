#!/usr/bin/env bash
# Finds or builds the peers of the acceptance tests: programs that others wrote.
#
#   build.sh [--links DIR] NAME…      NAME: temporal | etcd | kube-apiserver | kube-controller-manager |
#                                    moto_server | karmada | karmadactl | karmada-agent |
#                                    karmada-aggregated-apiserver | karmada-controller-manager |
#                                    karmada-scheduler | karmada-webhook |
#                                    docker-compose | chromium | puppeteer | temporal-server |
#                                    temporal-sql-tool | temporal-server-source | temporal-ui-server |
#                                    temporal-ui-source
#
# A peer is taken from the folder $FEDCTL_PEERS, else from PATH, else it is built from its published
# modules into ${XDG_CACHE_HOME:-~/.cache}/fedctl/peers, in a folder named by a hash of what pins it:
# unchanged pins cost nothing. moto changes what it implements from release to release, and Karmada's
# programs have to be of one release, so they never come from PATH. What stands in for an image has the
# image's version, so it does not either. "karmada" and "temporal-…-source" are no programs but the
# source folders of modules: Karmada's chart holds its CRDs, Temporal's sources hold its schema and the
# recipes of its images. Prints "NAME PATH" for each; with --links, DIR/NAME leads there.
#
# A peer that cannot be had is named with the way to get it. That is an error at the end, after the
# other peers were made.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fedctl/peers
karmada_module=github.com/karmada-io/karmada
ui_module=github.com/temporalio/ui-server/v2
recipe=1 # rises when the same pins are to be built otherwise
links=

say() { echo "peers: $*" >&2; }

# missing NAME REASON CURE
missing() {
  say "$1 cannot be had: $2"
  say "  to get it: $3, or put an executable named $1 on PATH or in a folder named by FEDCTL_PEERS"
  return 1
}

# pinned FILE… : a name for a build of exactly these pins, on this kind of machine, by this recipe
pinned() { { uname -sm; echo "$recipe"; cat "$@"; } | sha256sum | cut -c1-16; }

given() { [[ -n ${FEDCTL_PEERS:-} && -e $FEDCTL_PEERS/$1 ]] && (cd "$FEDCTL_PEERS" && echo "$PWD/$1"); }

installed() { given "$1" || type -P "$1"; }

module_version() { (cd "$here/$1" && GOFLAGS='' go list -m -f '{{.Version}}' "$2"); }

# go_build NAME MODULE_FOLDER PACKAGE VERSIONED_MODULE [VARIABLE] : VARIABLE is told the version
go_build() {
  local name=$1 folder=$2 package=$3 module=$4 variable=${5:-} version flags target
  target=$cache/$folder-$(pinned "$here/$folder/go.mod" "$here/$folder/go.sum")/$name
  if [[ ! -x $target ]]; then
    type -P go >/dev/null || { missing "$name" "there is no Go toolchain" "install Go 1.26 or newer"; return 1; }
    version=$(module_version "$folder" "$module")
    flags="-s -w"
    # temporal names its version without the v that Kubernetes' rules for versions demand.
    case $name in
      temporal) flags+=" -X $variable=${version#v}" ;;
      kube-* | karmada*) flags+=" -X $variable=$version" ;;
    esac
    say "building $name $version; minutes when the Go build cache is cold"
    mkdir -p "${target%/*}"
    (cd "$here/$folder" &&
      GOFLAGS='' CGO_ENABLED=0 nice -n 10 go build -trimpath -buildvcs=false -ldflags "$flags" -o "$target.new" "$package") ||
      { missing "$name" "its build failed (above)" "cure that and try again"; return 1; }
    mv "$target.new" "$target"
  fi
  echo "$target"
}

python_build() {
  local pins=$here/moto/requirements.txt home
  home=$cache/moto-$(pinned "$pins")
  if [[ ! -x $home/bin/moto_server ]]; then
    type -P python3 >/dev/null || { missing moto_server "there is no Python" "install Python 3.10 or newer"; return 1; }
    say "installing $(grep -v '^#' "$pins")"
    rm -rf "$home"
    { nice -n 10 python3 -m venv "$home" &&
      nice -n 10 "$home/bin/pip" install --quiet --disable-pip-version-check -r "$pins" >&2; } ||
      { rm -rf "$home"; missing moto_server "its installation failed (above)" "apt-get install python3-venv or the like, and try again"; return 1; }
  fi
  echo "$home/bin/moto_server"
}

# Drives a browser that is there; it brings none.
node_build() {
  local pins=("$here/browser/package.json" "$here/browser/package-lock.json") home
  home=$cache/puppeteer-$(pinned "${pins[@]}")
  if [[ ! -d $home ]]; then
    type -P node >/dev/null && type -P npm >/dev/null ||
      { missing puppeteer "there is no Node.js with npm" "install Node.js 18 or newer with npm"; return 1; }
    say "installing puppeteer-core"
    rm -rf "$home.new"
    mkdir -p "$home.new"
    cp "${pins[@]}" "$home.new"
    (cd "$home.new" && nice -n 10 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) ||
      { rm -rf "$home.new"; missing puppeteer "its installation failed (above)" "cure that and try again"; return 1; }
    mv "$home.new" "$home"
  fi
  echo "$home"
}

# Chromium comes from the system's packages, whatever they call it.
chromium() {
  installed chromium || type -P chromium-browser || type -P google-chrome ||
    missing chromium "it is not installed" "apt-get install chromium, or the like"
}

# sources NAME MODULE VERSION
sources() {
  type -P go >/dev/null || { missing "$1" "there is no Go toolchain" "install Go 1.26 or newer"; return 1; }
  (cd "$cache" && GOFLAGS='' go mod download -json "$2@$3" |
    sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
}

# Compose is a program of its own, or a plugin that docker finds in its folders.
composed() {
  installed docker-compose && return
  local folder
  for folder in ~/.docker/cli-plugins /usr/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins \
    /usr/local/libexec/docker/cli-plugins /usr/local/lib/docker/cli-plugins; do
    [[ -x $folder/docker-compose ]] && echo "$folder/docker-compose" && return
  done
  return 1
}

peer() {
  case $1 in
    temporal) installed "$1" || go_build temporal temporal github.com/temporalio/cli/cmd/temporal \
      github.com/temporalio/cli github.com/temporalio/cli/internal/temporalcli.Version ;;
    etcd) installed "$1" || go_build etcd etcd go.etcd.io/etcd/server/v3 go.etcd.io/etcd/server/v3 ;;
    kube-apiserver | kube-controller-manager) installed "$1" || go_build "$1" kubernetes "k8s.io/kubernetes/cmd/$1" \
      k8s.io/kubernetes k8s.io/component-base/version.gitVersion ;;
    docker-compose) composed || go_build docker-compose compose github.com/docker/compose/v2/cmd \
      github.com/docker/compose/v2 ;;
    moto_server) given "$1" || python_build ;;
    chromium) chromium ;;
    puppeteer) given "$1" || node_build ;;
    karmada) given "$1" || sources karmada "$karmada_module" "$(module_version karmada "$karmada_module")" ;;
    karmadactl | karmada-*) given "$1" || go_build "$1" karmada "$karmada_module/cmd/${1#karmada-}" \
      "$karmada_module" "$karmada_module/pkg/version.gitVersion" ;;
    temporal-server) given "$1" || go_build temporal-server temporal-server go.temporal.io/server/cmd/server go.temporal.io/server ;;
    temporal-sql-tool) given "$1" || go_build temporal-sql-tool temporal-server go.temporal.io/server/cmd/tools/sql go.temporal.io/server ;;
    temporal-server-source) given "$1" || sources "$1" go.temporal.io/server "$(module_version temporal-server go.temporal.io/server)" ;;
    temporal-ui-server) given "$1" || go_build temporal-ui-server temporal-ui "$ui_module/cmd/server" "$ui_module" ;;
    temporal-ui-source) given "$1" || sources "$1" "$ui_module" "$(module_version temporal-ui "$ui_module")" ;;
    *) say "no such peer: $1"; exit 64 ;;
  esac
}

if [[ ${1:-} == --links ]]; then
  links=$2
  shift 2
  mkdir -p "$links"
fi
mkdir -p "$cache"
failed=0
for name in "$@"; do
  if path=$(peer "$name") && [[ -n $path ]]; then
    echo "$name $path"
    [[ -z $links ]] || ln -sfn "$path" "$links/$name"
  else
    failed=1
  fi
done
exit "$failed"
