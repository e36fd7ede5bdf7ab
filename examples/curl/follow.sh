#!/usr/bin/env bash
# Follows users from every phone that is online, now or at START (HH:MM, or an RFC 3339 instant):
#   START=02:30 ./follow.sh @ann @bob
set -euo pipefail
. "$(dirname "$0")/drover.sh"

license=$(call GET /license/check)
jq -r '"plan \(.plan_name): \(.device_limit) phones at a time"' <<<"$license"

phones=$(online_phones)
jq -r '"phones: \(join(", "))"' <<<"$phones"

users=$(jq -cn '$ARGS.positional' --args "$@")
start=${START:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}
ids=$(create "$(jq -cn --argjson phones "$phones" --argjson users "$users" --arg start "$start" \
  '{serials: $phones, script_name: "follow", script_config: {target_users: $users}, start_time: $start}')")
echo "created tasks" $ids
wait_for $ids
