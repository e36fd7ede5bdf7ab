#!/usr/bin/env bash
# Puts a video into the library and posts it from every phone that is online:
#   ./post.sh clip.mp4 '{New|Fresh} today'
set -euo pipefail
. "$(dirname "$0")/drover.sh"

file=$1
name=$(jq -rn --arg name "$(basename "$file")" '$name | @uri')
call PUT "/materials/$name" -T "$file" | jq -r '"material \(.id): \(.name), \(.size) bytes"'

phones=$(online_phones)
ids=$(create "$(jq -cn --argjson phones "$phones" --arg name "$(basename "$file")" --arg caption "$2" \
  '{serials: $phones, script_name: "post", script_config: {material_list: [$name], captions: $caption}}')")
wait_for $ids
