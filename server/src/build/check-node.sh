#!/bin/sh
# Says in one line what is wrong with Node.js, and nothing when all is well.
# Usage: check-node.sh <lowest major version>
wanted=$1
if ! found=$(node --version 2>/dev/null); then
    echo "Node.js $wanted or newer is needed to build the web client, but 'node' is not on the PATH." >&2
    exit 1
fi
major=${found#v}
major=${major%%.*}
if [ "$major" -lt "$wanted" ]; then
    echo "Node.js $wanted or newer is needed to build the web client, but 'node' is $found." >&2
    exit 1
fi
if ! npm --version >/dev/null 2>&1; then
    echo "npm is needed to build the web client, but 'npm' is not on the PATH." >&2
    exit 1
fi
