#!/bin/sh
# Makes ops/.env for ops/compose.yaml from ops/.env.example, with passwords that nobody can guess. One that is there
# is left as it is: the data in the volumes is kept under its passwords.
set -eu
cd "$(dirname "$0")"

if [ -e .env ]; then
  echo 'env: ops/.env is there already and stays as it is' >&2
  exit 0
fi
secret() { openssl rand -hex 32; }
redis=$(secret) token=$(secret) grafana=$(secret)

umask 077
sed -e "s/^REDIS_PASSWORD=$/&$redis/" \
  -e "s/^YUNTING_TOKEN_SECRET=$/&$token/" \
  -e "s/^GF_SECURITY_ADMIN_PASSWORD=$/&$grafana/" .env.example >.env.new
mv .env.new .env
echo 'env: ops/.env is made; only you can read it. Grafana: user admin, password GF_SECURITY_ADMIN_PASSWORD in it' >&2
