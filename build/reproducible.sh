#!/usr/bin/env bash
# Builds the sources twice, each time from a clean copy at another place, and compares the jars byte by byte.
set -euo pipefail
top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for copy in first second-at-a-longer-path; do
  mkdir "$work/$copy"
  git -C "$top" archive HEAD | tar -x -C "$work/$copy"
  (cd "$work/$copy" && mvn -q -B -ntp -DskipTests verify "$@")
  (cd "$work/$copy" && find . \( -name 'drover*.jar' -o -name 'bom.json' -o -name 'bom.xml' \) -not -path '*/lib/*' -print0 |
    sort -z | xargs -0 sha256sum) > "$work/$copy.sums"
done

cat "$work/first.sums"
if ! diff "$work/first.sums" "$work/second-at-a-longer-path.sums"; then
  echo "the two builds differ"
  exit 1
fi
echo "the two builds are the same"
