#!/bin/sh
# Write the locked requirements anew from the *.in files: exact versions, hashes, no registry host.
# Newer versions are taken only with `make locks UPGRADE=--upgrade`.
set -eu
cd "$(dirname "$0")"
uv=${UV:-../.venv/bin/uv}

lock() {
    name=$1
    shift
    "$uv" pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
        --custom-compile-command "make locks" ${UPGRADE:-} "$@" "$name.in" -o "$name.txt"
}

lock base
lock postgres -c base.txt
lock dev -c base.txt -c postgres.txt
lock build -c dev.txt
lock node

if grep -nE '^--(index-url|extra-index-url|find-links)|://' ./*.txt; then
    echo "A registry address has slipped into a lock file (lines above)." >&2
    exit 1
fi
