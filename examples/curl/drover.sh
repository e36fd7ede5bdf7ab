# Shared by the examples beside it: source it. Needs curl and jq.
# The address is DROVER_API; an API key, where the server demands one, DROVER_API_KEY.
api=${DROVER_API:-http://127.0.0.1:50809/api/v1}

# call METHOD PATH [curl options]: prints the answer's data, or says what is wrong and fails.
call() {
  local method=$1 path=$2 answer code
  shift 2
  # --retry waits as the header Retry-After says while the server is not ready (503).
  # curl reads the key from a file of its own, so that no other user sees it among the processes' arguments.
  answer=$(curl -sS --retry 5 --retry-connrefused --max-time 120 \
    --config <([ -z "${DROVER_API_KEY:-}" ] || printf 'header = "X-API-Key: %s"\n' "$DROVER_API_KEY") \
    -X "$method" "$api$path" "$@") || return
  code=$(jq .code <<<"$answer")
  case $code in
    0) jq -c .data <<<"$answer" ;;
    40001) jq -r '.data.errors // [{field: "request", message: .message}] | .[] | "wrong: \(.field) \(.message)"' <<<"$answer" >&2 ;;
    40301) jq -r '"no API access: \(.message)"' <<<"$answer" >&2 ;;
    *) jq -r '"error \(.code): \(.message)"' <<<"$answer" >&2 ;;
  esac
  [ "$code" = 0 ]
}

# create JSON: creates tasks, once however often it is sent, and prints their ids.
create() {
  local created
  created=$(call POST /task -H 'Content-Type: application/json' -H "Idempotency-Key: $(uuid)" -d "$1") || return
  jq -r '.warnings // [] | .[] | "warning: \(.)"' <<<"$created" >&2
  jq -r '.task_ids[]' <<<"$created"
}

uuid() {
  cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen
}

# The serials of the phones that can run a task, as a JSON array.
online_phones() {
  call GET /devices | jq -c '[.devices[] | select((.state == "online" or .state == "busy") and (.paused | not)) | .serial]'
}

# wait_for ID...: prints each task's outcome when it has ended; fails if any task failed.
wait_for() {
  local id task failed=0
  for id in "$@"; do
    while task=$(call GET "/task/$id") && [ "$(jq .status <<<"$task")" -lt 2 ]; do
      sleep 1
    done
    jq -r '"task \(.id) on \(.serial) (\(.target // .script_name)): \(.status_text), \(.outcome)" +
      (if .remark then ": \(.remark)" else "" end) +
      (if .retry_safe then " (a retry is safe)" else "" end)' <<<"$task"
    [ "$(jq .status <<<"$task")" = 2 ] || failed=1
  done
  return $failed
}
