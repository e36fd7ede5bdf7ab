# Follows users from every phone that is online, now or at a start time. Needs PowerShell 7:
#   pwsh follow.ps1 '@ann' '@bob' [-At 02:30]
param(
    [Parameter(Mandatory, ValueFromRemainingArguments)] [string[]] $Users,
    [string] $At = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ')
)
$ErrorActionPreference = 'Stop'
$api = $env:DROVER_API ?? 'http://127.0.0.1:50809/api/v1'
$key = $env:DROVER_API_KEY ? @{ 'X-API-Key' = $env:DROVER_API_KEY } : @{}

# Answers the envelope's data, or says what is wrong by its code and ends. Waits while the server is not ready.
function Invoke-Drover([string] $Method, [string] $Path, $Body, [hashtable] $Headers = @{}) {
    $request = @{ Method = $Method; Uri = "$api$Path"; Headers = $key + $Headers; SkipHttpErrorCheck = $true }
    if ($Body) {
        $request.Body = $Body | ConvertTo-Json -Depth 8
        $request.ContentType = 'application/json; charset=utf-8'
    }
    foreach ($try in 1..5) {
        $answer = Invoke-RestMethod @request -ResponseHeadersVariable responseHeaders
        if ($answer.code -ne 50301) { break }
        Start-Sleep -Seconds ([int] "$($responseHeaders['Retry-After'])")
    }
    switch ($answer.code) {
        0 { return $answer.data }
        40001 {
            $wrong = $answer.data ? $answer.data.errors : @(@{ field = 'request'; message = $answer.message })
            $wrong | ForEach-Object { [Console]::Error.WriteLine("wrong: $($_.field) $($_.message)") }
        }
        40301 { [Console]::Error.WriteLine("no API access: $($answer.message)") }
        default { [Console]::Error.WriteLine("error $($answer.code): $($answer.message)") }
    }
    exit 1
}

$plan = Invoke-Drover GET '/license/check'
Write-Output "plan $($plan.plan_name): $($plan.device_limit) phones at a time"

$phones = @((Invoke-Drover GET '/devices').devices | Where-Object { $_.state -in 'online', 'busy' -and -not $_.paused })
Write-Output "phones: $($phones.serial -join ', ')"

$task = @{
    serials = @($phones.serial)
    script_name = 'follow'
    script_config = @{ target_users = $Users }
    start_time = $At
}
$created = Invoke-Drover POST '/task' $task @{ 'Idempotency-Key' = [guid]::NewGuid().ToString() }
$created.warnings | Where-Object { $_ } | ForEach-Object { Write-Output "warning: $_" }
Write-Output "created tasks $($created.task_ids -join ' ')"

$failed = 0
foreach ($id in $created.task_ids) {
    do {
        $task = Invoke-Drover GET "/task/$id"
        if ($task.status -lt 2) { Start-Sleep -Seconds 1 }
    } while ($task.status -lt 2)
    $line = "task $id on $($task.serial) ($($task.target)): $($task.status_text), $($task.outcome)"
    if ($task.remark) { $line += ": $($task.remark)" }
    if ($task.retry_safe) { $line += ' (a retry is safe)' }
    Write-Output $line
    if ($task.status -ne 2) { $failed = 1 }
}
exit $failed
