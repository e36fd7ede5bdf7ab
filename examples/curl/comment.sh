#!/usr/bin/env bash
# Comments on a post from every phone that is online; each further argument is a comment to pick from:
#   ./comment.sh https://www.tiktok.com/@ann/video/7300000000000000001 'Lovely!' 'Where is this?'
set -euo pipefail
. "$(dirname "$0")/drover.sh"

url=$1
shift
comments=$(printf '%s\n' "$@")
phones=$(online_phones)
ids=$(create "$(jq -cn --argjson phones "$phones" --arg url "$url" --arg comments "$comments" \
  '{serials: $phones, script_name: "comment",
    script_config: {target_post_urls: [$url], comment_content: $comments, comment_order: "random"}}')")
wait_for $ids
