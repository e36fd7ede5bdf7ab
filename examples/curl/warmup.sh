#!/usr/bin/env bash
# Watches videos of a topic for some seconds on every phone that is online, and likes some:
#   ./warmup.sh 'street food' 600
set -euo pipefail
. "$(dirname "$0")/drover.sh"

phones=$(online_phones)
ids=$(create "$(jq -cn --argjson phones "$phones" --arg topic "$1" --argjson seconds "$2" \
  '{serials: $phones, script_name: "account_warmup",
    script_config: {task_duration: $seconds, topic: $topic, min_duration: 2, max_duration: 5, like_probable: 30}}')")
wait_for $ids
