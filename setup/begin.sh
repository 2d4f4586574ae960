#!/bin/sh
# Finds a Python that is new enough and hands the work to setup/main.py.
# It is written for any POSIX shell, because it must also speak where Python is old or missing.
set -u
cd "$(dirname "$0")/.." || exit 1

say() {
    printf '\nVeien: %s\n' "$1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null 2>&1 || say "There is no program $PYTHON; set PYTHON to the path of Python 3.11 or newer."
    is_new_enough "$PYTHON" || say "$PYTHON is older than Python 3.11; set PYTHON to a newer one, as in: make ${1:-run} PYTHON=/usr/bin/python3.11"
    found=$PYTHON
else
    found=
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then
            found=$name
            break
        fi
    done
    if [ -z "$found" ] && command -v python3 >/dev/null 2>&1; then
        say "Python 3.11 or newer is needed and this machine has $(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])'); install a newer one and type: make ${1:-run} PYTHON=/path/to/python3.11"
    fi
    [ -n "$found" ] || say "Python 3.11 or newer is needed and this machine has none; on Debian type: apt-get install -y python3 python3-venv"
fi

exec "$found" -E -s setup/main.py "$@"
