#!/bin/sh
# Makes a checkout ready to run (`run`), to be watched (`walls`) or also tested (`test`): npm packages from the lock
# file, with apt or brew the programs it uses, and the pages. Does nothing, quickly, when all is there. Where it may
# not install something it prints the exact command and ends with status 1. It never starts a service: a redis-server
# that Debian's package would start on port 6379 is kept from starting, now and at the next boot; one that was there
# already is left alone.
set -eu
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

npm_packages() {
  # npm writes this file last, so it is missing after an install that was cut short.
  stamp=node_modules/.package-lock.json
  if [ -e "$stamp" ] && [ -z "$(find package-lock.json -newer "$stamp")" ]; then return; fi
  say 'installing the npm packages of package-lock.json'
  # The pinned Node is a development package: it is needed whatever NODE_ENV says.
  npm ci --include=dev --no-audit --no-fund --no-update-notifier --loglevel=error >&2
}

# Names, by the package manager, of what is missing for $1 (run, walls or test).
missing_packages() {
  if [ "$1" != run ]; then have promtool || echo prometheus; fi
  if [ "$1" = walls ]; then return; fi
  if [ "$(uname -s)" = Darwin ]; then redis='redis'; else redis='redis-server'; fi
  # With a Redis of one's own no server is needed to run; the tests always start theirs.
  if [ "$1" = test ] || [ -z "${REDIS_URL:-}" ]; then have redis-server || echo "$redis"; fi
  if [ "$1" = run ]; then return; fi
  have chromium || have chromium-browser || [ -d /Applications/Chromium.app ] || echo chromium
  # macOS has Chinese fonts of its own.
  [ "$(uname -s)" = Darwin ] || [ -n "$(find /usr/share/fonts -name 'NotoSansCJK-*' 2>/dev/null)" ] || echo fonts-noto-cjk
}

# Runs as root. Debian's way to keep packages from starting services is this file, which may be there already.
apt_install() {
  policy=/usr/sbin/policy-rc.d
  log=$(mktemp)
  trap 'rm -f "$policy" "$log"; [ ! -e "$policy.before" ] || mv "$policy.before" "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  [ ! -e "$policy" ] || mv "$policy" "$policy.before"
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"

  export DEBIAN_FRONTEND=noninteractive
  get() { apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1; }
  install() { get install --yes --no-install-recommends "$@"; }
  # A machine without package lists, or with old ones, fails at once: then they are fetched.
  install "$@" || { get update && install "$@"; } || {
    cat "$log" >&2
    exit 1
  }

  for service in redis-server prometheus; do
    case " $* " in *" $service "*) ;; *) continue ;; esac
    update-rc.d "$service" disable >/dev/null 2>&1 || true
    if have systemctl; then systemctl disable "$service" >/dev/null 2>&1 || true; fi
  done
}

system_packages() {
  # shellcheck disable=SC2046 # package names are single words
  set -- $(missing_packages "$1")
  if [ $# -eq 0 ]; then return; fi
  if have apt-get; then
    say "installing $*"
    if [ "$(id -u)" -eq 0 ]; then
      sh ops/setup.sh apt "$@" && return
    elif have sudo && sudo -n true 2>/dev/null; then
      sudo -n sh ops/setup.sh apt "$@" && return
    fi
    give_up "sudo apt-get update && sudo apt-get install --no-install-recommends $*"
  elif have brew; then
    say "installing $*"
    brew install --quiet "$@" >&2 || give_up "brew install $*"
  else
    give_up "$* (with the package manager of this system)"
  fi
}

# The pages that the server serves; built again when anything that they are made of has changed.
pages() {
  if [ ! -e web/vite.config.ts ]; then
    say 'web/vite.config.ts is not there: the pages are not built'
    return
  fi
  stamp=dist/.web-built
  if [ -d dist/web ] && [ -e "$stamp" ] &&
    [ -z "$(find web src/client src/protocol package-lock.json -newer "$stamp" | head -n 1)" ]; then return; fi
  say 'building the pages'
  # What changes meanwhile is newer than this.
  mkdir -p dist && touch dist/.web-begun
  npm run --silent build -- --logLevel warn >&2
  mv dist/.web-begun "$stamp"
}

give_up() {
  say 'something is missing and may not be installed from here. Please run, then try again:'
  say "  $1"
  exit 1
}

case ${1:-} in
  run | test)
    npm_packages
    system_packages "$1"
    pages
    ;;
  walls)
    npm_packages
    system_packages walls
    ;;
  apt)
    shift
    apt_install "$@"
    ;;
  *)
    echo 'usage: sh ops/setup.sh run|walls|test' >&2
    exit 2
    ;;
esac
