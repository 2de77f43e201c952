#!/usr/bin/env bash
# The browser tests need Chromium: take the one that is there, or the system's package.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
if ! command -v apt-get >/dev/null; then
  echo "Please install Chromium for the browser tests; this script knows only apt-get." >&2
  exit 1
fi
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends chromium
