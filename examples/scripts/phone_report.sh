#!/bin/sh
# Runs as a script of Drover: copy it to the folder scripts of Drover's home, with phone_report.yaml. Needs curl and jq. It uses the
# names of the TikMatrix API; each is there as DROVER_... too.
set -eu

# Calls a method with its parameters, and prints the result as JSON. The session id is a secret, so it is no argument of curl: every
# user of the machine can see those.
call() {
  method=$1
  shift
  request=$(jq -cn --arg serial "$TIKMATRIX_SERIAL" --arg method "$method" --argjson params "[${1:-}]" \
    '{serial: $serial, method: $method, params: $params}')
  answer=$(printf 'header = "x-session-id: %s"\n' "$TIKMATRIX_SESSION_ID" |
    curl -sS --max-time 30 --config - -H 'content-type: application/json' -d "$request" "$TIKMATRIX_API_BASE/api/v1/rpc/jsonrpc")
  if [ "$(printf '%s' "$answer" | jq -r .code)" != 0 ]; then
    printf '%s\n' "$answer" | jq -r '"\(.code): \(.message)"'
    exit 1
  fi
  printf '%s' "$answer" | jq -c .data
}

# A call that fails has said why, and ends the program with it.
info=$(call deviceInfo) || { echo "$info"; exit 1; }
printf '%s' "$info" | jq -r '"\(.displayWidth) x \(.displayHeight) pixels"'
echo "progress: 50"
screen=$(call isScreenOn) || { echo "$screen"; exit 1; }
echo "the screen is on: $screen"

printf '%s' "$DROVER_SCRIPT_CONFIG" | jq -r '(.look_for // [])[]' | while IFS= read -r text; do
  selector=$(jq -cn --arg text "$text" '{text: $text}')
  count=$(call count "$selector") || { echo "$count"; exit 1; }
  echo "\"$text\" is shown $count times"
done
