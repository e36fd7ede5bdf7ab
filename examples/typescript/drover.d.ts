// Generated from the OpenAPI document of Drover by `npm run types`. Don't change it by hand.

export interface paths {
    "/license/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the licence allows
         * @description Whether the API may be used, and how many phones tasks, programs and people may drive at one time.
         */
        get: operations["checkLicense"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scripts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the scripts with their parameters
         * @description The scripts that this server runs, those of plug-ins among them, as a form needs them. Drover's own.
         */
        get: operations["listScripts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tasks, newest first
         * @description Pages by `page` and `page_size`, or, for many tasks, by `task_id_lt`: ask again with the smallest id of the page before; that stays fast and
         *     skips nothing while tasks come and go.
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Create tasks
         * @description Queues one task for each target and each of the script's own targets: 3 phones and 2 users to follow are 6 tasks. Targets are phones
         *     (`serials`) or accounts (`usernames`, which win when both are given). All of a request's tasks are created, or none; at most 10,000.
         *
         *     A phone that is not connected, a material that is not there, a key that the script does not know are warnings: the tasks are created all the
         *     same, and wait, or fail with that reason when they run. So are a phone, account or target that is named twice (it counts once), a `start_time`
         *     that is past, and a setting of sounds or volumes for an account on Instagram, which has none: it is ignored. Any other parameter that an
         *     account's app does not support is refused (40001).
         *
         *     A request's `script_config` may have 2,097,152 characters, and 65,536 beside its targets, since each task keeps these for itself; all tasks of
         *     one request together may keep 67,108,864. More is 40001.
         */
        post: operations["createTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count tasks by status
         * @description In constant time, however many tasks there are.
         */
        get: operations["getTaskStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/stats/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How tasks ended, by hours
         * @description How many tasks ended in each of the last hours, by how they ended, how long they had been due before they started, and how the tasks of each script
         *     ended in each version of its app. In about the same time however many tasks there are. A task that ended, was retried and ended again counts twice,
         *     and a deleted task may still count. Delays are within a tenth of what they were. Drover's own.
         */
        get: operations["getTaskHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop, retry or delete all tasks that match
         * @description Takes the filters of `GET /task`. With `dry_run` it says what it would do, and changes nothing. At most 10,000 tasks a call, the newest; `more` says
         *     that there are others, for which you call again. To change no more tasks than the dry run has told, add `task_id_lt`: `newest_id` + 1.
         *
         *     | action | a task that | is |
         *     |---|---|---|
         *     | `stop` | waits | cancelled (`cancel`) |
         *     | | runs | stopped (`stop`) |
         *     | `retry` | failed without effect | queued again (`retry`, or `retry_cancelled` where a person had cancelled it) |
         *     | `delete` | does not run | deleted (`delete`) |
         *     | | runs | stopped first (`stop_and_delete`) |
         *
         *     All others are left as they are, and `skipped` says why. Each 500 tasks are one transaction; a repeat is safe, and does the rest. Drover's own.
         */
        post: operations["changeTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete many tasks
         * @description Running ones are stopped first. Ids that no task has are told, and do not keep the others from being deleted. At most 10,000 ids.
         */
        delete: operations["deleteTasks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/batch/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The batch's id, as its tasks and the answer to `POST /task` have it. */
                batch_id: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        /**
         * How far a batch is
         * @description The tasks of one request are a batch. Counts them by status and outcome; deleted tasks do not count. With `wait` the answer comes as soon as all
         *     have ended, or after that many seconds. A server serves at most 200 clients that wait; one more is answered with 50301. A server that ends answers
         *     all of them at once. Drover's own.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/batch/{batch_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The batch's id, as its tasks and the answer to `POST /task` have it. */
                batch_id: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a batch
         * @description Cancels its pending tasks (`failure_code` `cancelled`) and stops its running ones (`stopped`). A repeat is safe. Drover's own.
         */
        post: operations["stopBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/retry-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry every failed task
         * @description Puts every failed task back into its phone's queue, but for those that may have done their work already: these are told in `skipped`, and can be
         *     retried one by one with `force`. Cancelled tasks are left out.
         */
        post: operations["retryAllTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * Get one task
         * @description With its attempts, what the last of them chose, and the last steps of its log.
         */
        get: operations["getTask"];
        put?: never;
        post?: never;
        /**
         * Delete one task
         * @description A running task is stopped first.
         */
        delete: operations["deleteTask"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * The steps of a task
         * @description What each attempt did, step by step, oldest first. Drover's own.
         */
        get: operations["getTaskLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        /**
         * What attempts left
         * @description The screenshot and the UI hierarchy of the last screen of attempts that failed and, unless `artifacts.keep-success` is off, of attempts that took
         *     effect; the last attempt's first. Drover's own.
         */
        get: operations["listTaskArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/artifacts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
                /**
                 * @description The artifact's name, as the list tells it.
                 * @example screen.png
                 */
                name: string;
            };
            cookie?: never;
        };
        /**
         * One artifact
         * @description The file itself, of the last attempt that left one with this name. Drover's own.
         */
        get: operations["getTaskArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a running task
         * @description It ends as failed with the remark `stopped by request`, and its phone is free again within two seconds.
         */
        post: operations["stopTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed task
         * @description Puts it back into its phone's queue. A task whose outcome is `unknown` may already have done its work: that is refused (40901) unless you say
         *     `force`.
         */
        post: operations["retryTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a pending task
         * @description It is failed then, with the `failure_code` `cancelled` and without effect, and keeps its history, where a deletion erases it. `retry-all` and
         *     automatic retries leave it out; a retry of this one task brings it back. A repeat is safe. A running task is refused (40901): stop it. Drover's own.
         */
        post: operations["cancelTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/task/{task_id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a pending task to another time
         * @description A time in the past makes it due at once. What it waited for until now, such as an automatic retry, no longer counts. Any other task is refused
         *     (40901). Drover's own.
         */
        post: operations["rescheduleTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes as they happen
         * @description Server-sent events, until you hang up. Each event's data is one JSON object; lines that begin with a colon are signs of life and mean nothing.
         *
         *     | event | data |
         *     |---|---|
         *     | `task` | the task as it is now: new, in another state, for another phone, or due at another time |
         *     | `task_deleted` | `{"id": 101}` |
         *     | `step` | the last step of a running task and how far it has come; only with the topic `steps`, at most about twice a second for a task |
         *     | `account` | the account as it is now: held, released, or its app is logged in or out |
         *     | `device` | the phone as it is now |
         *     | `device_removed` | `{"serial": "DEMO-1"}` |
         *     | `lease` | `{"serial": "DEMO-1", "lease": …}`: who drives the phone now, a program or a person, or null. An extension is not told |
         *     | `reset` | `{}`: changes were missed; read anew what you want to know |
         *
         *     Each event has an id. A client that connects again with `Last-Event-ID`, as browsers do by themselves, gets each thing that has changed since, once
         *     and as it is now. An id is good for an hour and for 10,000 changed things, at the server that gave it and until that is started anew; else the first
         *     event is `reset`. Signs of life have ids, too. A client that is far behind is cut off, and one whose key was revoked or whose session has ended. A
         *     server serves at most 100 listeners; one more is answered with 50301. Drover's own.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live pictures of phones, by a WebSocket
         * @description Opens a WebSocket (RFC 6455, version 13) that shows what phones show. The request must name this very server in `Origin`; programs send one, too.
         *     The scope `read` is enough, and the dashboard may watch on every plan.
         *
         *     You send text, as JSON: which phones you want to see from now on. Each message replaces the one before; `{"show": []}` shows none. Nothing is taken of
         *     a phone that nobody watches.
         *
         *     ```json
         *     {"show": [{"serial": "DEMO-1", "width": 240, "per_second": 1}], "focus": "DEMO-1"}
         *     ```
         *
         *     | field | |
         *     |---|---|
         *     | `show` | at most 500 phones, each once |
         *     | `width` | in pixels, 1 to 7680; a picture may be wider or narrower |
         *     | `per_second` | pictures a second at most, 0.01 to 30 |
         *     | `focus` | optional: the phone whose pictures come first when all together would take more processor time than the setting `live.cores` allows. The rate of the others then falls, evenly |
         *
         *     A picture comes as a binary message: four bytes with the length of a header (big-endian), the header as JSON, and the picture's own bytes.
         *
         *     ```json
         *     {"serial": "DEMO-1", "type": "image/jpeg", "width": 240, "height": 520, "screen_width": 1080, "screen_height": 2340, "taken_at": "2026-11-24T10:00:00.120Z"}
         *     ```
         *
         *     `screen_width` and `screen_height` are the screen's own pixels, in which taps are given, as it is turned now. A phone that gives no picture comes as
         *     text, `{"serial": "DEMO-1", "problem": "…"}`; it is tried again, less and less often, and at once when the phone is back. Of each phone at most one
         *     picture waits to be sent, the newest: whoever reads slowly gets fewer.
         *
         *     Pings come every 15 s (less often than that with a longer `request.patience-seconds`); a client that shows no life for two pings and more is dropped.
         *     Your messages have at most 64 KiB, and come at most 20 a second over a longer time.
         *
         *     | closed with | because |
         *     |---|---|
         *     | 1001 | the server stops |
         *     | 1002, 1003, 1009 | a frame broke the protocol, was binary, or was too large |
         *     | 1007 | a message was not JSON |
         *     | 1008 | a message was not as described here, messages came too often, no life was shown, the key was revoked, or the session has ended |
         *     | 1013 | whether the key or the session still stands could not be found out now |
         *
         *     A server serves at most 100 sockets; one more is answered with 50301. Drover's own.
         */
        get: operations["watchPhones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the phones
         * @description Every phone that any node has seen, by serial. An address of `devices.connect` where no phone was ever reached is listed as `offline` by the server that tries it, with the address for a serial and the reason in `problem`. Drover's own.
         */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect to a phone over TCP
         * @description The server keeps trying to reach it from then on, also after a restart, until it is deleted. Phones on USB come by themselves. A phone that waits
         *     for its owner to accept this server's key is refused and kept: the server takes it as soon as that is done. Drover's own.
         */
        post: operations["connectDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{serial}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        /**
         * Get one phone
         * @description Drover's own.
         */
        get: operations["getDevice"];
        put?: never;
        post?: never;
        /**
         * Forget a phone
         * @description Ends the connection to a phone on TCP and forgets it; its tasks stay, pending. A phone on USB comes back by itself while it is plugged in.
         *     A phone of another server is let go by that server within seconds. An address of this server's that is no known phone's yet, because its phone
         *     waits for its owner or claims another's serial, is let go too. Drover's own.
         */
        delete: operations["removeDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{serial}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start nothing more on a phone
         * @description What runs on it goes on to its end. Drover's own.
         */
        post: operations["pauseDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{serial}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused phone run tasks again
         * @description Drover's own.
         */
        post: operations["resumeDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/app-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of apps
         * @description Every version that a phone has, or had, of an app that a profile knows, and how far its trial is (docs/when-an-app-update-breaks-a-script.md). Drover's own.
         */
        get: operations["listAppVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/app-versions/{package}/{version}/go-on": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An Android package.
                 * @example com.zhiliaoapp.musically
                 */
                package: components["parameters"]["Package"];
                /**
                 * @description A version of it, as `GET /app-versions` names it.
                 * @example 47.3.1
                 */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let tasks run on a version of an app
         * @description Whether it was tried or not, and whatever came of that. Drover's own.
         */
        post: operations["letAppVersionGoOn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/app-versions/{package}/{version}/try": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An Android package.
                 * @example com.zhiliaoapp.musically
                 */
                package: components["parameters"]["Package"];
                /**
                 * @description A version of it, as `GET /app-versions` names it.
                 * @example 47.3.1
                 */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a version of an app again
         * @description The next task that needs it tries it; those of other phones with this version wait meanwhile. Drover's own.
         */
        post: operations["tryAppVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{serial}/screenshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        /**
         * What a phone shows now, as a picture
         * @description Drover's own.
         */
        get: operations["getDeviceScreenshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{serial}/hierarchy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        /**
         * What a phone shows now, as its UI hierarchy
         * @description The elements of the screen with their texts, descriptions and bounds, to repair a selector with. While the phone is leased, only its holder may read them (40901). Drover's own.
         */
        get: operations["getDeviceHierarchy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the phones that are online
         * @description The phones of `GET /devices` that are online, each with `busy`. As in the TikMatrix local API, `data` is an array.
         */
        get: operations["listDevicesForPrograms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who drives which phone
         * @description Every live lease, over all servers. A session's id is a secret: it is masked, but for the one that the request itself has in `x-session-id`.
         */
        get: operations["listSessions"];
        put?: never;
        /**
         * Lease a phone
         * @description The phone is the client's alone until `expires_at`: no task starts on it, on any server. Extend the session by its heartbeat every `ttl_secs` / 3
         *     seconds. It takes one of the plan's places. A phone that runs a task, or is leased, is refused (40901); with `queue`, the request waits for it at
         *     most 30 s, and comes before the phone's next task.
         *
         *     A request with the dashboard's cookie takes the phone over by hand: the `holder` is `person`, and the `label` says who it is, whatever the request's
         *     own says. No field of a request does that. The audit log has who takes a phone over and gives it back.
         */
        post: operations["openSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/session/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give a phone back
         * @description A command under way is ended. The phone gets its own keyboard back and shows its home screen; then its tasks go on. The session of a task's own
         *     program ends with its task: `released` is false.
         *
         *     With `after_secs` the holder leaves, and may come back: the phone is given back after so many seconds, unless a heartbeat comes before. `released` is
         *     false then. A page sends that when it is closed or loaded again. Drover's own.
         */
        delete: operations["closeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/session/{session_id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend a session
         * @description It ends `ttl_secs` from now, or when it did before if that is later. The session of a task's own program needs no heartbeat; it is answered with
         *     `expires_at` null.
         */
        post: operations["extendSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/session/{session_id}/intent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that what follows may have an effect
         * @description Before a tap that can't be undone. With `action`, it spends the day's budget of the account that acts: the one that is named, or the only one that
         *     is bound to the phone, enabled and logged in. In the program of a task, an announced effect makes the outcome of a failure `unknown`. Drover's own.
         */
        post: operations["announceIntent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/jsonrpc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do something on a leased phone
         * @description UiAutomator2's methods by their names, and `typeText`. `params` is an array, or a selector where a method takes one alone. Coordinates are pixels of the screen as
         *     it is turned; durations of a gesture are in steps of 5 ms.
         *
         *     | method | params | result |
         *     |---|---|---|
         *     | `deviceInfo` | | an object with `displayWidth`, `displayHeight`, `displayRotation`, `displaySizeDpX`, `displaySizeDpY`, `naturalOrientation`, `currentPackageName`, `productName`, `screenOn`, `sdkInt`, as far as the phone tells |
         *     | `click` | `[x, y]`; `[x, y, ms]` holds; `[selector]` | true |
         *     | `longClick` | `[x, y]`, `[x, y, ms]`, `[selector]` | true |
         *     | `swipe`, `drag` | `[from_x, from_y, to_x, to_y, steps]` | true |
         *     | `pressKey` | `["back"]`, `home`, `recent`, `enter`, `delete`, `menu`, `power`, `volume_up` and others, or a key code | true |
         *     | `pressKeyCode` | `[code]` | true |
         *     | `wakeUp`, `sleep`, `isScreenOn` | | true; whether the screen is on |
         *     | `dumpWindowHierarchy` | | the XML of the screen |
         *     | `openNotification`, `openQuickSettings` | | true |
         *     | `setClipboard`, `getClipboard` | `[text]` or `[label, text]` | true; the text. Needs the UiAutomator2 agent |
         *     | `exist`, `count` | `[selector]` | whether there is such a node; how many |
         *     | `objInfo` | `[selector]` | an object with the node's texts, bounds and states |
         *     | `setText` | `[selector, text]` | true; the field's content is replaced, and read back |
         *     | `typeText` | `[text]` | true; the text, any Unicode, is typed at the cursor of what has the focus. Drover's own |
         *     | `clearTextField`, `getText` | `[selector]` | true; the text |
         *     | `waitForExists`, `waitUntilGone` | `[selector, ms]` | whether it appeared, or went. At most 60 s, and at most `timeout` |
         *     | `scrollTo` | `[selector]`, `[selector, swipes]`, `[list, selector]` | whether it appeared |
         *
         *     A selector has the conditions that a node must meet: `text`, `description`, `className`, `packageName` and `resourceId`, each exact or with
         *     `Contains`, `StartsWith` (both ignore case) or `Matches` (RE2's regular expressions) after its name; `clickable`, `longClickable`, `checkable`,
         *     `checked`, `enabled`, `focusable`, `focused`, `scrollable`, `selected`; `instance` chooses among those that fit. `mask` is ignored; relatives
         *     (`childOrSibling`) and `index` are refused.
         */
        post: operations["callMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/adb": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use adb on a leased phone
         * @description `shell` with a program and its arguments, each of which arrives as it is; a single argument with blanks is a line for the shell. `push` of a file
         *     from the folders that scripts may take files from (`materials.roots`) to an absolute path; `install` of an APK from there. Files are never pulled.
         *     Off unless the setting `rpc.adb` is true (40304), and for keys of the scope `admin` only.
         *
         *     Exactly `["shell", "am", "broadcast", "-a", "ADB_INPUT_TEXT", "--es", "msg", TEXT]` types TEXT at the cursor, always, and for keys of the scope
         *     `write` as well. It is typed by Drover, and never by a shell.
         */
        post: operations["callAdb"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/hierarchy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a leased phone shows now, as its UI hierarchy
         * @description Every element below the root is named `node`, whatever the screen was read by.
         */
        get: operations["getLeasedHierarchy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rpc/screenshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a leased phone shows now, as a picture
         * @description A PNG, as of `GET /devices/{serial}/screenshot`.
         */
        get: operations["getLeasedScreenshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Never tells a password; none is kept.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Add an account
         * @description An account is known by platform, package and username; there is one of each. Drover's own.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add or change many accounts, by a CSV file
         * @description The first line names the columns: `username`, and any of `email`, `platform`, `packagename`, `device`, `logined`, `status`, `tags` (separated by
         *     bars), `time_zone` and, for the account's daily budget, `follow_limit`, `unfollow_limit`, `comment_limit`, `like_limit`, `post_limit`. Commas or semicolons separate cells. An account that is there already (by platform, package and username) is changed: a column that the
         *     file does not have leaves what is there, and so does an empty `logined` or `status`; an empty `email`, `device` or `tags` means none, an
         *     empty limit the default, and an empty `time_zone` the server's. All of the file is taken, or nothing: whatever is wrong is told by line and
         *     column. Budgets are set after the accounts; after a 50301 repeat the import, which is safe. At most 10,000 lines; UTF-8.
         *     Columns with passwords are not read. Drover's own.
         */
        post: operations["importAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts as a CSV file
         * @description In the form that the import takes; of budgets only limits of the account's own. A cell that a spreadsheet program would run as a formula has an apostrophe before it, which the import takes
         *     off again. Drover's own.
         */
        get: operations["exportAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let held accounts run again, by their names
         * @description As `POST /accounts/{id}/release`, for every account with one of these usernames, on every platform. A repeat is safe. A name that no account has
         *     is refused (40401), and nothing is released. At most 1,000 names. Drover's own.
         */
        post: operations["releaseAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /**
         * Get one account
         * @description Drover's own.
         */
        get: operations["getAccount"];
        /**
         * Change an account
         * @description What is left out stays as it is. Its pending tasks go over to the phone that it is bound to now. Drover's own.
         */
        put: operations["changeAccount"];
        post?: never;
        /**
         * Delete an account
         * @description One that has pending or running tasks is refused (40901) unless you say `force`: its pending tasks are deleted with it then, and a running one
         *     goes on to its end. Drover's own.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Change what an account may do in a day
         * @description What is left out stays as it is; `null` is what is usual. A task that would go over the budget waits for the account's next day, and says so;
         *     what waits already is looked at again after this. `GET /accounts/{id}` shows what is spent. Drover's own.
         */
        put: operations["changeAccountBudget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a held account run again
         * @description An account is held when its app shows a screen that needs a person. Look at the phone, do what the app asks for, then release it; its tasks go
         *     on. Releasing one that is not held does nothing. Drover's own.
         */
        post: operations["releaseAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep an account from running anything
         * @description Its tasks wait until it is resumed; one that runs goes on. An account that is held already stays as it is, with its reason. Drover's own.
         */
        post: operations["pauseAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused account run again
         * @description The same as releasing it. Drover's own.
         */
        post: operations["resumeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/materials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List materials
         * @description In the order of their ids. Drover's own.
         */
        get: operations["listMaterials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/materials/{material}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The material's id; for `PUT` its name, 1 to 255 characters without slashes and control characters.
                 * @example 1
                 */
                material: string;
            };
            cookie?: never;
        };
        /**
         * Get one material
         * @description What is known of it, without its content. Drover's own.
         */
        get: operations["getMaterial"];
        /**
         * Upload a file
         * @description The body is the file as it is, such as `curl -T clip.mp4 .../materials/clip.mp4`: an MP4, a JPEG or a PNG, told by its content. It is kept
         *     whole or not at all. Under a name that is there already it takes the place of the former content and counts as not yet posted; the same content
         *     again stays what it was. What the query does not say about it stays as the name had it before; an empty parameter clears it. Drover's own.
         */
        put: operations["putMaterial"];
        post?: never;
        /**
         * Delete a material
         * @description With its content. What earlier tasks have posted of it stays in their answers. Drover's own.
         */
        delete: operations["deleteMaterial"];
        options?: never;
        head?: never;
        /**
         * Change what is said about a material
         * @description What is left out stays as it is, and `null` clears. Drover's own.
         */
        patch: operations["changeMaterial"];
        trace?: never;
    };
    "/materials/{material}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The material's id.
                 * @example 1
                 */
                material: number;
            };
            cookie?: never;
        };
        /**
         * A material's content
         * @description The file itself, as it was uploaded, or the part of it that `Range` names; with `If-Range`, only while the file is the same. Of several ranges, the
         *     whole file is sent. Drover's own.
         */
        get: operations["getMaterialContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the queue is run
         * @description Drover's own.
         */
        get: operations["getSettings"];
        /**
         * Change how the queue is run
         * @description What is left out stays as it is; a limit of null in `daily_budget` is the usual one. Drover's own.
         */
        put: operations["changeSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose how an element is found again
         * @description Says what an element could be now on a screen where a task did not find it, and how the app's profile would find it. Each way is tried on that
         *     screen, on the screens that other tasks have left, and on changes of them as updates, other phones and languages make them. The best come first.
         *     It changes nothing: add the lines of a `diff` to your file, or run `drover profile repair --write`. One search at a time, of at most about 20
         *     seconds (50301 meanwhile). Drover's own.
         */
        post: operations["proposeProfileRepair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the queue is paused
         * @description Drover's own.
         */
        get: operations["getQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start no more tasks
         * @description On any phone, by any server. What runs goes on to its end; tasks can still be created. Drover's own.
         */
        post: operations["pauseQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start tasks again
         * @description Drover's own.
         */
        post: operations["resumeQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The servers that work on the queue
         * @description Several can share one database; each runs the phones that are connected to it. Drover's own.
         */
        get: operations["listNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in to the dashboard
         * @description That nobody is signed in is an answer, too: where the browser has no session, or it has ended, `scope`, `caller` and `expires_at` are null, and the
         *     browser forgets its cookie. `key_required` says what signing in needs. Drover's own.
         */
        get: operations["showPageSession"];
        put?: never;
        /**
         * Sign in to the dashboard
         * @description Answers a cookie that no script can read (`HttpOnly`, `SameSite=Strict`, `Secure` over TLS), for 12 hours. The request must have the server's own
         *     `Origin`. Where no key is demanded, `key` is not looked at, and the session may do everything. A session that the browser had before ends; of one
         *     key, the newest 50 stay. Drover's own.
         */
        post: operations["openPageSession"];
        /**
         * Sign out of the dashboard
         * @description Ends the session on all servers, with its open event streams, and has the browser forget the cookie. Drover's own.
         */
        delete: operations["endPageSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description As YAML, or as JSON for who accepts JSON and not YAML, or asks for it by `format`. Drover's own.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page to read and try the API
         * @description Swagger UI, served by the server itself; the page loads nothing from anywhere else. Drover's own.
         */
        get: operations["getDocumentationPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A file that the page loads.
                 * @example initializer.js
                 */
                file: "swagger-ui.css" | "swagger-ui-bundle.js" | "initializer.js" | "page.css" | "favicon-32x32.png";
            };
            cookie?: never;
        };
        /**
         * A part of that page
         * @description Drover's own.
         */
        get: operations["getDocumentationFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observe/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server does its work
         * @description Outside `/api/v1`, without envelope and whatever the licence says. It names what the server does in the background, loop by loop. A database
         *     that is away does not make a server dead. Drover's own.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observe/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be served
         * @description Outside `/api/v1`, without envelope and whatever the licence says. Drover's own.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observe/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is measured, for Prometheus
         * @description Outside `/api/v1`, without envelope and whatever the licence says. Drover's own.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @constant */
        SuccessCode: 0;
        /** @constant */
        SuccessMessage: "success";
        /** @description What happened, to which phone or field, and what to do; for people. */
        ErrorMessage: string;
        /** @description What is wrong with the request, where it can be named. */
        FieldErrors: {
            errors: components["schemas"]["FieldError"][];
        } | null;
        FieldError: {
            /** @description The field's JSON pointer, or the parameter's name. */
            field: string;
            /** @description What is allowed there. */
            message: string;
        };
        InvalidParameterError: {
            /** @constant */
            code: 40001;
            message: components["schemas"]["ErrorMessage"];
            data: components["schemas"]["FieldErrors"];
        };
        TasksRefusedError: {
            /** @enum {integer} */
            code: 40001 | 40002 | 40003;
            message: components["schemas"]["ErrorMessage"];
            data: components["schemas"]["FieldErrors"];
        };
        ForbiddenError: {
            /** @enum {integer} */
            code: 40301 | 40302;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        NoSessionError: {
            /** @enum {integer} */
            code: 40301 | 40302 | 40303;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        NoSessionOrAdbError: {
            /** @enum {integer} */
            code: 40301 | 40302 | 40303 | 40304;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        CrossSiteError: {
            /** @constant */
            code: 40302;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        KeyRefusedError: {
            /** @constant */
            code: 40101;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        UsedUpError: {
            /** @constant */
            code: 42901;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        NotFoundError: {
            /** @constant */
            code: 40401;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        ConflictError: {
            /** @constant */
            code: 40901;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        TooLargeError: {
            /** @constant */
            code: 41301;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        RangeError: {
            /** @constant */
            code: 41601;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        UnsupportedMediaTypeError: {
            /** @constant */
            code: 41501;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        InternalErrorAnswer: {
            /** @constant */
            code: 50001;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        NotReadyError: {
            /** @constant */
            code: 50301;
            message: components["schemas"]["ErrorMessage"];
            data: null;
        };
        /**
         * Format: date-time
         * @description An instant, RFC 3339 in UTC.
         */
        Time: string;
        /** @enum {integer} */
        ZeroOrOne: 0 | 1;
        /**
         * @description The platform of an account.
         * @enum {string}
         */
        Platform: "tiktok" | "instagram";
        /** @description A PNG picture. */
        Png: string;
        /** @description A phone's screen as uiautomator tells it. */
        HierarchyXml: string;
        Health: {
            /** @enum {string} */
            status: "UP" | "DOWN";
            /**
             * @description Whether it answers. Of the readiness only.
             * @enum {string}
             */
            database?: "UP" | "DOWN";
            loops: components["schemas"]["LoopHealth"][];
        };
        /** @description Something that the server does in the background, again and again. */
        LoopHealth: {
            /** @description Such as `lease`, `dispatcher`, `phones`, `notifications`. */
            name: string;
            /** @enum {string} */
            status: "UP" | "DOWN";
            /** @description What keeps it from its work. */
            problem?: string;
        };
        /** @description An OpenAPI document. */
        OpenApiDocument: {
            openapi: string;
            info: Record<string, never>;
            paths: Record<string, never>;
        };
        LicenseAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["License"];
        };
        License: {
            /** @enum {string} */
            plan_name: "Starter" | "Pro" | "Team" | "Business";
            api_enabled: boolean;
            /** @description How many phones tasks, programs and people may drive at one time. */
            device_limit: number;
            message: string;
            warnings?: components["schemas"]["Warnings"];
        };
        ScriptsAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                scripts: components["schemas"]["Script"][];
            };
        };
        Script: {
            name: string;
            summary: string;
            /** @description The list of which each task gets one item; null where a request makes one task a phone or account. */
            fan_out: string | null;
            /** @description Whether its tasks take files from the material library or a folder. */
            takes_files: boolean;
            /** @description The daily budget that each task spends; null for none, or where the script asks as it goes. */
            budget: string | null;
            parameters: components["schemas"]["ScriptParameter"][];
        };
        ScriptParameter: {
            name: string;
            /** @description Names under which it may be sent as one string with several items. */
            other_names: string[];
            /** @description Heading of a form under which it stands. */
            section: string;
            summary: string;
            /** @description The platform that has such a thing; null for every one. */
            only_on: string | null;
            /** @description Whether other platforms ignore it with a warning; else a request for one of them must not have it. */
            ignored_elsewhere: boolean;
            required: boolean;
            /** @description It is required where another parameter has this value, unless a third is given. */
            required_with: {
                parameter: string;
                value: unknown;
                unless: string | null;
            } | null;
            /** @description What counts where it is not given; null for nothing. */
            default: unknown;
            /** @enum {string} */
            type: "text" | "list" | "integer" | "number" | "boolean" | "choice" | "object" | "secret" | "url";
            /**
             * @description Of a list, whether it is sent as an array of strings or as one string.
             * @enum {string}
             */
            form?: "array" | "string";
            /**
             * @description Of a list, what parts the items of one string.
             * @enum {string}
             */
            separator?: "line" | "line_or_comma";
            minimum?: number;
            maximum?: number;
            choices?: {
                value: string | number;
                summary: string;
            }[];
            /** @description Of an object. */
            parameters?: components["schemas"]["ScriptParameter"][];
        };
        /** @description Which phones or accounts, and when. At least one phone or account; accounts win when both are given. */
        TaskTargets: {
            /** @description Device mode: these phones. One that is named twice, by whichever name, counts once. */
            serials?: components["schemas"]["SerialText"][];
            /** @description Account mode: one task an account, on the phone that the account is bound to. Each must be a known account, or nothing is created (40401). */
            usernames?: components["schemas"]["UsernameText"][];
            /**
             * @description Device mode only: one task for every enabled account that is bound to the phone; a phone with none gets one task without an account. An
             *     account whose app does not support the script's parameters is left out with a warning; where none is left, the request is refused (40001).
             * @default false
             */
            enable_multi_account?: boolean;
            start_time?: components["schemas"]["StartTime"];
            /**
             * @description Minutes. Each further task on one phone starts a random `min_interval` to `max_interval` minutes after the one before.
             * @default 0
             */
            min_interval?: number;
            /** @description Minutes, not below `min_interval`, which is the default. */
            max_interval?: number;
        };
        /**
         * @description A phone's serial, or an ADB address of it.
         * @example DEMO-1
         */
        SerialText: string;
        /**
         * @description 1 to 64 letters, digits, dots, underscores or hyphens, with an optional leading `@`.
         * @example @ann
         */
        UsernameText: string;
        /**
         * @description When the tasks may start: the next occurrence of a wall-clock minute in the server's time zone (the current minute counts as now; `9:00` is
         *     `09:00`), an RFC 3339 instant, or a date and time in the server's time zone (both Drover's own; answered as an instant in UTC). An instant
         *     that is past starts the tasks now, with a warning; one that is more than a day past is refused (40001). Left out or empty: now.
         * @example 02:30
         */
        StartTime: string;
        /** @description What to run, and on which phones or as which accounts. */
        CreateTasksRequest: components["schemas"]["PostTasks"] | components["schemas"]["FollowTasks"] | components["schemas"]["UnfollowTasks"] | components["schemas"]["CommentTasks"] | components["schemas"]["AccountWarmupTasks"] | components["schemas"]["LikeTasks"] | components["schemas"]["MatchAccountTasks"] | components["schemas"]["ProfileTasks"] | components["schemas"]["PluginTasks"];
        /** post */
        PostTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "post";
            script_config: components["schemas"]["PostConfig"];
        };
        /** follow */
        FollowTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "follow";
            script_config: components["schemas"]["FollowConfig"];
        };
        /** unfollow */
        UnfollowTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "unfollow";
            script_config: components["schemas"]["UnfollowConfig"];
        };
        /** comment */
        CommentTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "comment";
            script_config: components["schemas"]["CommentConfig"];
        };
        /** account_warmup */
        AccountWarmupTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "account_warmup";
            script_config: components["schemas"]["AccountWarmupConfig"];
        };
        /** like */
        LikeTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "like";
            script_config: components["schemas"]["LikeConfig"];
        };
        /** match_account */
        MatchAccountTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "match_account";
            script_config: components["schemas"]["MatchAccountConfig"];
        };
        /** profile */
        ProfileTasks: components["schemas"]["TaskTargets"] & {
            /** @constant */
            script_name: "profile";
            script_config: components["schemas"]["ProfileConfig"];
        };
        /** @description Posts a video or images. A file that an account has posted is not picked for it again. One task a phone or account. */
        PostConfig: {
            /**
             * @description What is posted. `0`: a video; `1`: images.
             * @default 0
             * @enum {integer}
             */
            content_type?: 0 | 1;
            /**
             * @description How many images a post has.
             * @default 1
             */
            image_count?: number;
            /** @description The caption. {a|b|c} picks one, and may be nested; Title##Description splits it in two. */
            captions?: string;
            /**
             * @description How the post is begun. Instagram's gallery is used whichever of the first two is given. `share`: the file is shared to the app; `addButton`: by the app's own button; `useSound`: from a sound's page; TikTok only.
             * @default share
             * @enum {string}
             */
            post_way?: "share" | "addButton" | "useSound";
            /**
             * @description Where Instagram shows the post. `reel`: a reel; of images, a post; `story`: a story, of one file and without caption. Instagram only.
             * @default reel
             * @enum {string}
             */
            placement?: "reel" | "story";
            /**
             * @description Whether a product is linked. `0`: no; `1`: yes. TikTok only.
             * @default 0
             * @enum {integer}
             */
            add_product_link?: 0 | 1;
            /**
             * @description Where the files come from. `materialLibrary`: the material library; `localFolder`: a folder on the server.
             * @default materialLibrary
             * @enum {string}
             */
            material_source?: "materialLibrary" | "localFolder";
            /** @description The folder on the server. Required with `material_source` `localFolder` unless `material_list` is given. */
            material_path?: string;
            /** @description Names in the library, or paths on the server, in order; wins over material_source and material_path. */
            material_list?: string[];
            /** @description Only library materials with all of these tags. */
            materials_tags?: string;
            /**
             * @description The sound that is laid over the post. `-1`: as the app does by itself; `0`: none; `1`: the first that the app recommends; `custom`: the first that the app finds. TikTok only; ignored elsewhere.
             * @default -1
             */
            add_sound?: (-1 | 0 | 1) | ("-1" | "0" | "1" | "custom");
            /** @description The phrase that a sound is searched by. Required with `add_sound` `custom`. TikTok only; ignored elsewhere. */
            custom_sound_keyword?: string;
            /** @description The sound whose page the post is begun from: its name or address. Required with `post_way` `useSound`. TikTok only; ignored elsewhere. */
            sound_name?: string;
            /**
             * @description Volume of the video's own sound; where it is not given, the app's stays. TikTok only; ignored elsewhere.
             * @default 50
             */
            origin_sound_volume?: number;
            /**
             * @description Volume of the added sound; where it is not given, the app's stays. TikTok only; ignored elsewhere.
             * @default 50
             */
            add_sound_volume?: number;
            /**
             * @description Seconds that an upload may take beyond what its progress justifies.
             * @default 30
             */
            upload_wait_time?: number;
            /**
             * @description Seconds that a search for a sound may take.
             * @default 10
             */
            sound_wait_time?: number;
        };
        /** @description Follows users. One task for each of `target_users` on each phone or account. */
        FollowConfig: {
            /** @description The users, one task for each. */
            target_users?: string[];
            /** @description One or many, separated by commas or line ends; counts where `target_users` is not given. */
            target_user?: string;
            /** @description One or many, separated by commas or line ends; counts where `target_users` is not given. */
            target_username?: string;
            /**
             * @description How a user's profile is reached. `direct`: by the profile's address; `search`: by the app's own search.
             * @default direct
             * @enum {string}
             */
            access_method?: "direct" | "search";
        };
        /** @description Unfollows users. One task for each of `target_users` on each phone or account. */
        UnfollowConfig: {
            /** @description The users, one task for each. */
            target_users?: string[];
            /** @description One or many, separated by commas or line ends; counts where `target_users` is not given. */
            target_user?: string;
            /** @description One or many, separated by commas or line ends; counts where `target_users` is not given. */
            target_username?: string;
            /**
             * @description How a user's profile is reached. `direct`: by the profile's address; `search`: by the app's own search.
             * @default direct
             * @enum {string}
             */
            access_method?: "direct" | "search";
        };
        /** @description Leaves a comment under posts. One task for each of `target_post_urls` on each phone or account. */
        CommentConfig: {
            /** @description The posts' addresses, one task for each: tiktok.com/@u/video/N, vm.tiktok.com/X, instagram.com/p/X or instagram.com/reel/X. */
            target_post_urls?: string[];
            /** @description One or many, separated by commas or line ends; counts where `target_post_urls` is not given. */
            target_post_url?: string;
            /** @description The comments, one a line; at most 2,000 characters each. */
            comment_content: string;
            /**
             * @description Which line is taken. `random`: any line; `sequential`: line k for the request's k-th task, from the first again after the last.
             * @default random
             * @enum {string}
             */
            comment_order?: "random" | "sequential";
            /**
             * @description Whether an emoji is put behind the comment.
             * @default false
             */
            insert_emoji?: boolean;
            /** @description A picture to attach, absolute or relative to the upload folder. TikTok only. */
            comment_image_path?: string;
        };
        /** @description Watches videos for a while, and likes, follows, saves or comments now and then. One task a phone or account. */
        AccountWarmupConfig: {
            /**
             * @description Seconds of all of it.
             * @default 600
             */
            task_duration?: number;
            /** @description What to search for, one phrase a line, of which one is picked at random; without any, the feed is watched. */
            topic?: string;
            /**
             * @description Seconds to watch a video at least; where it is not given, not above max_duration.
             * @default 15
             */
            min_duration?: number;
            /**
             * @description Seconds to watch a video at most; where it is not given, not below min_duration.
             * @default 30
             */
            max_duration?: number;
            /**
             * @description The chance to like a video, in percent.
             * @default 0
             */
            like_probable?: number;
            /**
             * @description The chance to follow a video's author, in percent.
             * @default 0
             */
            floow_probable?: number;
            /**
             * @description The chance to save a video, in percent.
             * @default 0
             */
            collect_probable?: number;
            /**
             * @description The chance to comment on a video, in percent.
             * @default 0
             */
            comment_probable?: number;
            /** @description The comments, one a line; at most 2,000 characters each. */
            comment?: string;
            /**
             * @description Which line is taken. `random`: any line; `sequential`: line k for the request's k-th task, from the first again after the last.
             * @default random
             * @enum {string}
             */
            comment_order?: "random" | "sequential";
            /**
             * @description Whether an emoji is put behind the comment.
             * @default false
             */
            insert_emoji?: boolean;
            /**
             * @description Whether a language model writes the comments; without it, chatgpt_settings is not looked at.
             * @default false
             */
            generate_by_chatgpt?: boolean;
            /** @description The language model. Its key is stored encrypted. */
            chatgpt_settings?: {
                /** @description Required with generate_by_chatgpt. */
                api_key?: string;
                /**
                 * @description The model's name.
                 * @default gpt-4o-mini
                 */
                model?: string;
                /** @description What the comments are to be like. */
                prompt?: string;
                /**
                 * @description The longest answer, in tokens.
                 * @default 100
                 */
                max_tokens?: number;
                /**
                 * @description How varied the answers are.
                 * @default 0.7
                 */
                temperature?: number;
                /**
                 * @description An OpenAI-compatible endpoint: https:// and on the public internet; on the server's own machine (localhost) while it serves that machine alone, without API keys; or one that the operator has allowed.
                 * @default https://api.openai.com/v1
                 */
                base_url?: string;
            };
        };
        /** @description Likes posts. One task for each of `target_post_urls` on each phone or account. */
        LikeConfig: {
            /** @description The posts' addresses, one task for each: tiktok.com/@u/video/N, vm.tiktok.com/X, instagram.com/p/X or instagram.com/reel/X. */
            target_post_urls?: string[];
            /** @description One or many, separated by commas or line ends; counts where `target_post_urls` is not given. */
            target_post_url?: string;
        };
        /** @description Reads which accounts the app on a phone is logged in with, and notes it with the accounts here. Changes nothing in the app. An account that is bound to another phone is not moved. One task a phone or account. */
        MatchAccountConfig: {
            /**
             * @description Whether accounts that are not known here are added, bound to the phone.
             * @default false
             */
            add_missing?: boolean;
            /**
             * @description Whose app is looked at; left out, that of the task's account, or TikTok where the task names none. `tiktok`: TikTok; `instagram`: Instagram.
             * @enum {string}
             */
            platform?: "tiktok" | "instagram";
        };
        /** @description Changes an account's profile: name, username, bio, link and picture. What is as wanted already is left alone. One task a phone or account. */
        ProfileConfig: {
            /**
             * @description Which line, and which picture, a task takes; decided as it is made. `random`: any line; `sequential`: line k for the request's k-th task, from the first again after the last.
             * @default random
             * @enum {string}
             */
            profile_order?: "random" | "sequential";
            /** @description The names to be shown, one a line. */
            nicknames?: string;
            /** @description The usernames, one a line. Drover calls the account so, too, once the app does. */
            usernames?: string;
            /** @description The texts about the account, one a line; \n is a line break. */
            bios?: string;
            /** @description The address to be shown, where the app offers that. */
            link_url?: string;
            /** @description A folder on the server with pictures (JPG, PNG), by the rules for local folders. */
            avatars_path?: string;
        };
        /** a script of a plug-in */
        PluginTasks: components["schemas"]["TaskTargets"] & {
            script_name: string;
            /** @description Its parameters, as `GET /scripts` names them. */
            script_config: {
                [key: string]: unknown;
            };
        };
        /** @description post, follow, unfollow, comment, account_warmup, like, match_account, profile, or a plug-in's; `GET /scripts` names all. */
        ScriptName: string;
        DeleteTasksRequest: {
            task_ids: number[];
        };
        /** @description What the request has and the server ignored, such as an unknown query parameter; only where there is any. Drover's own. */
        Warnings: string[];
        /**
         * @description 0 pending, 1 running, 2 completed, 3 failed.
         * @enum {integer}
         */
        TaskStatus: 0 | 1 | 2 | 3;
        /** @enum {string} */
        TaskStatusText: "pending" | "running" | "completed" | "failed";
        /**
         * @description Where a task came from.
         * @enum {string}
         */
        TaskSource: "api" | "ui";
        /**
         * @description A script of `GET /scripts`, or one of message, super_marketing, scrape_user and login, which are known by name and
         *     can't be run: the list is empty.
         * @example follow
         */
        KnownScriptName: string;
        /**
         * @description What a task did to the outside world: `no_effect` nothing, `committed` its work, seen on the screen afterwards, `unknown` perhaps its work:
         *     nobody saw. Null until it ends.
         * @enum {string|null}
         */
        Outcome: "no_effect" | "committed" | "unknown" | null;
        /**
         * @description Why a task failed, for programs.
         * @enum {string}
         */
        KnownFailureCode: "interrupted" | "outcome_unknown" | "stopped" | "cancelled" | "device_lost" | "device_error" | "element_not_found" | "profile_invalid" | "target_not_found" | "app_blocked" | "app_not_installed" | "app_version_unknown" | "account_not_found" | "action_refused" | "not_supported" | "material_missing" | "budget_exhausted" | "timed_out" | "program_failed" | "internal_error";
        /**
         * @description Why a task failed, for programs; the remark says it for people.
         * @enum {string|null}
         */
        FailureCode: "interrupted" | "outcome_unknown" | "stopped" | "cancelled" | "device_lost" | "device_error" | "element_not_found" | "profile_invalid" | "target_not_found" | "app_blocked" | "app_not_installed" | "app_version_unknown" | "account_not_found" | "action_refused" | "not_supported" | "material_missing" | "budget_exhausted" | "timed_out" | "program_failed" | "internal_error" | null;
        Task: {
            warnings?: components["schemas"]["Warnings"];
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description The tasks of the same request, by the id of its first task; null for a task that an older version queued. Drover's own.
             */
            batch_id?: number | null;
            /** @description The phone; null while the account is bound to none. */
            serial: string | null;
            /** @description The account, without `@`; null in device mode. */
            username: string | null;
            script_name: components["schemas"]["ScriptName"];
            /**
             * @description As it was given, secrets masked, where one task is asked for by `GET /task/{task_id}`. Elsewhere it is bounded: it has the request's keys;
             *     where the request names several targets, this task's own alone; and long values are cut, texts to 200 characters and arrays to 5 elements.
             */
            script_config: {
                [key: string]: unknown;
            };
            /** @description False where a value of `script_config` was cut, or a key left out. Drover's own. */
            script_config_complete: boolean;
            /** @description Whom or what this one of the request's tasks is about. Drover's own. */
            target: string | null;
            status: components["schemas"]["TaskStatus"];
            status_text: components["schemas"]["TaskStatusText"];
            source: components["schemas"]["TaskSource"];
            /** @description As it was given. */
            start_time: string | null;
            /** @description When it may start. */
            scheduled_at: components["schemas"]["Time"];
            retry_count: number;
            /** @description Why it failed, or waits, in plain words. */
            remark: string | null;
            outcome: components["schemas"]["Outcome"];
            failure_code: components["schemas"]["FailureCode"];
            /** @description Of a failed task, whether a retry can't do its work twice. Drover's own. */
            retry_safe: boolean | null;
            /** @description Percent of the last attempt. Drover's own. */
            progress: number;
            /** @description The last 10 in lists and events, else the last 100; oldest first. Drover's own. */
            attempts: components["schemas"]["Attempt"][];
            created_at: components["schemas"]["Time"];
            /**
             * Format: date-time
             * @description When the last attempt began.
             */
            started_at: string | null;
            /**
             * Format: date-time
             * @description When it was completed, or failed.
             */
            finished_at: string | null;
            updated_at: components["schemas"]["Time"];
            /** @description The last steps, oldest first; only where one task is asked for. */
            log?: components["schemas"]["Step"][];
            /**
             * @description What the last attempt chose where the task leaves a choice, as far as it came; kept when it fails, too. Only where one task is asked for; `{}`
             *     when nothing was chosen. Names that a newer server records are shown with all their values. Drover's own.
             */
            chosen?: {
                /** @description The title of a post, with its alternatives resolved. */
                title?: string;
                /** @description The caption of a post, with its alternatives resolved. */
                caption?: string;
                /** @description The names of the files that it posts or attaches, in their order. */
                materials?: string[];
                /** @description The sound of a post, by its name in the app, or by its address. */
                sound?: string;
                /** @description The words of its comments; the last 50 of a warm-up. */
                comments?: string[];
                /** @description What a warm-up searched for. */
                topic?: string;
                /** @description The name that a profile is to show. */
                nickname?: string;
                /** @description The username that an account is to have. */
                username?: string;
                /** @description The text that a profile is to show. */
                bio?: string;
            } & {
                [key: string]: string[];
            };
            /** @description The files that it posts, in their order; only where one task is asked for. Drover's own. */
            materials?: components["schemas"]["TaskMaterial"][];
        };
        Attempt: {
            number: number;
            /** @description The server that ran it. */
            node: string;
            started_at: components["schemas"]["Time"];
            /** Format: date-time */
            ended_at: string | null;
            outcome: components["schemas"]["Outcome"];
            failure_code: components["schemas"]["FailureCode"];
            remark: string | null;
        };
        TaskMaterial: {
            name: string;
            /** @enum {string} */
            source: "library" | "folder";
            /** @description Whether it counts as posted; not while the attempt runs. */
            used: boolean;
        };
        Step: {
            at: components["schemas"]["Time"];
            step: string;
            progress: number;
        };
        /** @description A task that a dry run would create. */
        PlannedTask: {
            serial: string | null;
            username: string | null;
            script_name: components["schemas"]["ScriptName"];
            target: string | null;
            scheduled_at: components["schemas"]["Time"];
        };
        RescheduleRequest: {
            start_time: components["schemas"]["StartTime"];
        };
        BatchAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** Format: int64 */
                batch_id: number;
                /** @description Whether no task is pending or running. */
                ended: boolean;
                /** Format: int64 */
                total: number;
                /** Format: int64 */
                pending: number;
                /** Format: int64 */
                running: number;
                /** Format: int64 */
                completed: number;
                /** Format: int64 */
                failed: number;
                /** @description How many of the ended tasks have each outcome. */
                outcomes: {
                    /** Format: int64 */
                    no_effect: number;
                    /** Format: int64 */
                    committed: number;
                    /** Format: int64 */
                    unknown: number;
                };
                /** @description The failed tasks, by id; cancelled and stopped ones are among them. */
                failed_ids: number[];
            };
        };
        BatchStoppedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** Format: int64 */
                batch_id: number;
                /** @description Pending tasks that were cancelled. */
                cancelled_count: number;
                /** @description Running tasks that were stopped. */
                stopped_count: number;
            };
        };
        CreatedTasks: {
            task_ids: number[];
            created_count: number;
            /**
             * Format: int64
             * @description What `/task/batch/{batch_id}` takes; null where no task was created. Not in a dry run. Drover's own.
             */
            batch_id?: number | null;
            /** @description Only when there are any; the first 200, and how many more there are. Drover's own. */
            warnings?: string[];
            /**
             * @description Only of a dry run.
             * @constant
             */
            dry_run?: true;
            /** @description Only of a dry run. */
            would_create_count?: number;
            /** @description Only of a dry run; the first 1,000. */
            tasks?: components["schemas"]["PlannedTask"][];
        };
        CreatedTasksAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["CreatedTasks"];
        };
        TaskAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["Task"];
        };
        TaskPageAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                tasks: components["schemas"]["Task"][];
                warnings?: components["schemas"]["Warnings"];
                total: components["schemas"]["Total"];
                /**
                 * @description Whether no more tasks than `total` pass the filter. Always true without a filter, and for `status`, `serial`, `script_name` or `source`
                 *     alone. Other filters are counted up to 10,000; `total` is 10,000 if there are more, and this is false. All pages are there all the same.
                 *     Drover's own.
                 */
                total_exact: boolean;
                page: number;
                page_size: number;
            };
        };
        /**
         * Format: int64
         * @description How many pass the filter, on all pages.
         */
        Total: number;
        TaskStatisticsAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** Format: int64 */
                total: number;
                /** Format: int64 */
                pending: number;
                /** Format: int64 */
                running: number;
                /** Format: int64 */
                completed: number;
                /** Format: int64 */
                failed: number;
                warnings?: components["schemas"]["Warnings"];
            };
        };
        TaskHistoryHour: {
            /**
             * Format: date-time
             * @description When the hour begins.
             */
            from: string;
            /**
             * Format: int64
             * @description Completed with effect.
             */
            committed: number;
            /**
             * Format: int64
             * @description Completed with nothing to do.
             */
            no_effect: number;
            /**
             * Format: int64
             * @description Failed; it is known whether anything was done.
             */
            failed: number;
            /**
             * Format: int64
             * @description Failed; nobody knows whether it was done.
             */
            unknown: number;
            /**
             * Format: int64
             * @description Cancelled before it ran.
             */
            cancelled: number;
            /**
             * Format: int64
             * @description How many of them had started.
             */
            started: number;
            /** @description Seconds between the time at which a task was due and its start, of the one in the middle; null without any. */
            delay_median: number | null;
            /** @description The same; 95 of 100 tasks started at least as soon. */
            delay_p95: number | null;
        };
        TaskHistoryScript: {
            script_name: string;
            /** @description The app's package; null where the attempts did not come as far as the app. */
            app: string | null;
            /** @description As the phone names it. */
            app_version: string | null;
            /**
             * Format: int64
             * @description Completed with effect.
             */
            committed: number;
            /**
             * Format: int64
             * @description Completed with nothing to do.
             */
            no_effect: number;
            /**
             * Format: int64
             * @description Failed; it is known whether anything was done.
             */
            failed: number;
            /**
             * Format: int64
             * @description Failed; nobody knows whether it was done.
             */
            unknown: number;
            /**
             * Format: int64
             * @description Cancelled before it ran.
             */
            cancelled: number;
        };
        TaskHistoryAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                time_zone: string;
                hours: components["schemas"]["TaskHistoryHour"][];
                scripts: components["schemas"]["TaskHistoryScript"][];
            };
        };
        /** @description Which tasks are meant, by what they have in common. The fields are the parameters of `GET /task`. */
        TaskFilter: {
            status?: components["schemas"]["TaskStatus"] | components["schemas"]["TaskStatusText"];
            serial?: string;
            script_name?: components["schemas"]["KnownScriptName"];
            source?: components["schemas"]["TaskSource"];
            username?: string;
            /**
             * Format: int64
             * @description Only tasks with an id below this one; not enough by itself.
             */
            task_id_lt?: number;
            /** Format: int64 */
            batch_id?: number;
            ids?: number[];
            /** @enum {string} */
            outcome?: "no_effect" | "committed" | "unknown";
            failure_code?: components["schemas"]["KnownFailureCode"];
        };
        ChangeTasksRequest: {
            /** @enum {string} */
            action: "stop" | "retry" | "delete";
            filter?: components["schemas"]["TaskFilter"];
            /**
             * @description Means all tasks; without it, the filter must name something.
             * @default false
             */
            all?: boolean;
            /**
             * @description Tell what would be done, and change nothing.
             * @default false
             */
            dry_run?: boolean;
        };
        ChangedTasks: {
            /** @enum {string} */
            action: "stop" | "retry" | "delete";
            dry_run: boolean;
            /**
             * Format: int64
             * @description The newest task that matches.
             */
            newest_id: number | null;
            /** @description Whether more than 10,000 tasks match. */
            more: boolean;
            changed_count: number;
            skipped_count: number;
            changes: {
                /** @enum {string} */
                change: "cancel" | "stop" | "retry" | "retry_cancelled" | "delete" | "stop_and_delete";
                count: number;
                /** @description The first 1,000 of them. */
                ids: number[];
            }[];
            skipped: {
                /** @enum {string} */
                code: "ended" | "not_failed" | "may_have_worked" | "account_deleted" | "still_running";
                reason: string;
                count: number;
                /** @description The first 1,000 of them. */
                ids: number[];
            }[];
        };
        ChangedTasksAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["ChangedTasks"];
        };
        TaskLogAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** Format: int64 */
                task_id: number;
                log: components["schemas"]["Step"][];
            };
        };
        /** @description Either `task_id` or `screen`. */
        ProfileRepairRequest: {
            /**
             * Format: int64
             * @description The task on whose last screen the element was not found.
             */
            task_id?: number;
            /** @description The screen's hierarchy, as uiautomator dumps it. */
            screen?: string;
            /**
             * @description The profile's name. Left out, it is that of the app which the screen is of.
             * @example tiktok
             * @example instagram
             */
            app?: string;
            /** @description The element that was not found, as the task's remark names it. */
            element: string;
            /** @description Which one on the screen it is: its words, its resource id, or a place in pixels such as `540,1200`. Left out, it is whatever is likeliest. */
            at?: string;
            /** @description What `{}` stands for in the profile's texts: a name, a title, a comment. */
            for?: string;
            /** @description The phone's language. Left out, it is that in which the screen has words. */
            locale?: string;
        };
        ProfileRepairAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                profile: string;
                /** @description Your file that the differences are of, relative to the server's home. */
                file: string;
                element: string;
                /** @description The language that the screen was read in. */
                locale: string;
                /** @description The pages of the profile that the screen shows. */
                pages: string[];
                proposals: components["schemas"]["ProfileRepairProposal"][];
                /**
                 * @description Whether which thing it is was guessed from the element's name and candidates alone, since no stored screen has it and `at` was not given. Look
                 *     at the screen before you use a proposal.
                 */
                guessed: boolean;
                notes: string[];
            };
        };
        ProfileRepairProposal: {
            /**
             * @description Who thought of it, the search itself or the model that `repair.base-url` names. Both are tried in the same way.
             * @enum {string}
             */
            origin: "trial" | "model";
            /** @description What the element is on the screen. */
            node: string;
            /** @description What is added, as it stands in a profile. */
            candidate: string;
            /** @description On how many stored screens it finds something where nothing is found now. */
            newly_found: number;
            stored: components["schemas"]["ProfileRepairFigures"];
            changed: components["schemas"]["ProfileRepairFigures"];
            /** @description What it would name wrongly; not all where there are many. */
            mistakes: string[];
            /** @description Whether it goes by the thing's kind and place alone, and no stored screen shows that it keeps them: the next update may put another thing there. */
            weak: boolean;
            /** @description The difference of your file, in the unified format. */
            diff: string;
        };
        /** @description On stored screens, or on changes of them and of this screen, how often the element is found, missed, and taken for another thing. */
        ProfileRepairFigures: {
            right: number;
            missed: number;
            wrong: number;
        };
        TaskArtifactsAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** Format: int64 */
                task_id: number;
                artifacts: components["schemas"]["Artifact"][];
            };
        };
        Artifact: {
            name: string;
            attempt: number;
            /**
             * @description How the attempt ended whose last screen it is.
             * @enum {string}
             */
            shows: "failure" | "success";
            content_type: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            created_at: components["schemas"]["Time"];
        };
        DeletedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** @constant */
                deleted_count: 1;
                warnings?: components["schemas"]["Warnings"];
            };
        };
        DeletedTasksAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                warnings?: components["schemas"]["Warnings"];
                deleted_count: number;
                not_found: number[];
            };
        };
        RetriedTasksAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                warnings?: components["schemas"]["Warnings"];
                retried_count: number;
                /** @description All that were skipped. Drover's own. */
                skipped_count: number;
                /** @description The first 1,000 of them. */
                skipped: components["schemas"]["SkippedTask"][];
            };
        };
        SkippedTask: {
            /** Format: int64 */
            id: number;
            reason: string;
        };
        ConnectDeviceRequest: {
            /** @description `host:port`; the port is 5555 when left out. */
            address: string;
        };
        PhoneLease: {
            /** @enum {string} */
            holder: "program" | "person";
            /** @description What the holder calls itself. */
            label: string;
            /** Format: date-time */
            since: string;
            /**
             * Format: date-time
             * @description When the lease ends, unless it is extended or given back earlier.
             */
            until: string;
        };
        Device: {
            /** @description The hardware serial. */
            serial: string;
            /** @description The model, or the serial while that is not known. */
            name: string;
            /** @description Empty while the phone has never answered. */
            model: string;
            /** @description Empty while the phone has never answered. */
            android_version: string;
            /**
             * @description `busy` runs a task now, or is leased to a program or a person. `unauthorized`: accept this computer's ADB key on the phone. `conflict` comes from servers of earlier
             *     versions: two phones claim this serial. Now the earlier one keeps it, and `problem` names the other's address.
             * @enum {string}
             */
            state: "online" | "busy" | "offline" | "unauthorized" | "conflict";
            /** @description Percent. */
            battery: number | null;
            /** @description The server that it is, or was last, connected to. */
            node: string;
            /**
             * Format: int64
             * @description The id of the task that runs on it now.
             */
            running_task: number | null;
            /** @description Who drives it now, if that is no task; its tasks wait meanwhile. */
            lease: components["schemas"]["PhoneLease"] | null;
            /** @description Whether it runs a task or is leased, so that a session can't be opened now; in `GET /rpc/devices` only. */
            busy?: boolean;
            /**
             * Format: int64
             * @description How many tasks wait for it.
             */
            queue_length: number;
            /** @description The ADB addresses that reach it. */
            addresses: string[];
            /** @description The apps on it that profiles know, in the versions that were read last: when it was connected, before each task, and every few minutes. */
            apps: components["schemas"]["AppVersion"][];
            /** @description What keeps it from working, and what to do. */
            problem: string | null;
            /**
             * Format: date-time
             * @description When a phone that is not connected was connected last, to a minute or so; kept over restarts. `null` while it is connected, and where no server
             *     has noted it.
             */
            last_seen: string | null;
            /** @description Whether nothing more is started on it. */
            paused: boolean;
            /** Format: date-time */
            paused_since: string | null;
            /** @description Why, and how to end it. */
            pause_reason: string | null;
            /**
             * @description Who paused it: the name of the key, `local` where no key is demanded, or `quarantine` where Drover did, after failures or for a screen that
             *     needs a person. Null where it is not paused, or a server of an older version paused it.
             */
            paused_by: string | null;
        };
        AppVersion: {
            /** @description The Android package; a clone has its own. */
            package: string;
            /** @description Such as `tiktok`. */
            platform: string;
            /** @description The app for people; with its package, if it has another than usual. */
            name: string;
            /** @description As the phone names it. Characters other than letters, digits and `. _ + -` are shown as `_`. */
            version: string;
            /**
             * @description `known`: the first version of this app that the servers saw, and its profile lists it. `new`: the next task that needs it tries it. `trying`: the task of
             *     one phone walks through the app's pages, and taps nothing but tabs; tasks of other phones with this version wait. `passed`: all was there.
             *     `failed`: something was not, and tasks wait. `allowed`: a person let it go on.
             * @enum {string}
             */
            state: "known" | "new" | "trying" | "passed" | "failed" | "allowed";
            /** @description The phone that tries it, or tried it last. */
            phone: string | null;
            /**
             * Format: date-time
             * @description When it came into this state.
             */
            since: string;
            /** @description What the profile did not find, by the names of its elements; only where the version failed. */
            lacks: string | null;
        };
        AppVersionAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["AppVersion"];
        };
        AppVersionsAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                app_versions: components["schemas"]["AppVersion"][];
            };
        };
        DeviceAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["Device"];
        };
        RpcDevicesAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            warnings?: components["schemas"]["ArrayWarnings"];
            data: (components["schemas"]["Device"] & unknown)[];
        };
        /** @description What the request has and the server ignored; only if there is any. */
        ArrayWarnings: string[];
        OpenSessionRequest: {
            /** @description The phone, by its serial or an ADB address. */
            serial: string;
            /** @description What the program calls itself, for people. */
            label?: string;
            /**
             * @description Seconds after which the session ends unless it is extended. More than 600 counts as 600; the answer has what holds.
             * @default 120
             */
            ttl_secs?: number;
            /**
             * @description Wait for a busy phone, at most 30 s. Drover's own.
             * @default false
             */
            queue?: boolean;
        };
        ExtendSessionRequest: {
            /**
             * @description More than 600 counts as 600.
             * @default 120
             */
            ttl_secs?: number;
        };
        SessionAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** @description A secret that proves the session; whoever knows it drives the phone. */
                session_id: string;
                serial: string;
                label: string;
                ttl_secs: number;
                /**
                 * Format: date-time
                 * @description Null in the program of a task, whose session ends with the task.
                 */
                expires_at: string | null;
                warnings?: components["schemas"]["ArrayWarnings"];
            };
        };
        SessionsAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            warnings?: components["schemas"]["ArrayWarnings"];
            data: {
                /** @description Masked, but for the request's own. */
                session_id: string;
                serial: string;
                label: string;
                /** @enum {string} */
                holder: "program" | "person";
                /** @description The server that has the phone. */
                node: string;
                /** Format: date-time */
                since: string;
                /** Format: date-time */
                expires_at: string;
            }[];
        };
        ReleasedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                serial: string;
                released: boolean;
                warnings?: components["schemas"]["ArrayWarnings"];
            };
        };
        IntentRequest: {
            /** @description What is about to be done, for the log and the outcome. */
            step: string;
            /**
             * @description What it counts as in the account's daily budget.
             * @enum {string}
             */
            action?: "follow" | "unfollow" | "comment" | "like" | "post";
            /** @description The account that acts, where several are logged in on the phone. */
            username?: string;
        };
        IntentAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** @constant */
                announced: true;
                /** @description The account whose budget was spent, or that is known to act. */
                username: string | null;
            };
        };
        MethodCall: {
            /** @description The phone; the session's without it. Another phone is refused (40303). */
            serial?: string;
            method: string;
            /** @description By their places; or the selector alone. */
            params?: unknown[] | Record<string, never>;
            /** @description Seconds that the client waits; waits of the methods end by then. */
            timeout?: number;
        };
        MethodAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            warnings?: components["schemas"]["ArrayWarnings"];
            /** @description The method's result. */
            data: boolean | number | string | {
                [key: string]: unknown;
            };
        };
        AdbCall: {
            serial?: string;
            args: string[];
            /**
             * @description Milliseconds after which the command is given up, at most 300,000. What it started on the phone may go on.
             * @default 30000
             */
            timeout_ms?: number;
        };
        AdbAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            warnings?: components["schemas"]["ArrayWarnings"];
            data: string;
        };
        DevicesAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                devices: components["schemas"]["Device"][];
            };
        };
        /** @description What is left out stays as it is; a new account gets the default. A key that is not listed is ignored, with a warning. */
        AccountFields: {
            username?: components["schemas"]["UsernameText"];
            /** @default tiktok */
            platform?: components["schemas"]["Platform"];
            /** @description The app's package, where it is not the platform's own, such as a clone. */
            packagename?: string;
            /** @description The phone that it is logged in on, by serial or ADB address; null or empty for none. Its tasks wait while there is none. */
            device?: string | null;
            /** @default  */
            email?: string;
            /**
             * @description Whether the app on that phone is logged in with it.
             * @default 1
             */
            logined?: components["schemas"]["ZeroOrOne"];
            /**
             * @description 0 enabled, 1 disabled.
             * @default 0
             */
            status?: components["schemas"]["ZeroOrOne"];
            /** @description At most 50, as an array or separated by commas; none holds a comma, a semicolon or a bar. */
            tags?: string[] | string;
        };
        NewAccount: components["schemas"]["AccountFields"] & {
            [key: string]: unknown;
        };
        Account: {
            /** Format: int64 */
            id: number;
            username: string;
            /** @description null where none is known. */
            email: string | null;
            platform: components["schemas"]["Platform"];
            /** @description The app's package; null for the platform's own app. */
            packagename: string | null;
            /** @description The serial of the phone that it is bound to. */
            device: string | null;
            device_online: boolean;
            /** @description The phone's model while it is connected; else empty. */
            device_name: string;
            logined: components["schemas"]["ZeroOrOne"];
            /** @enum {string} */
            logined_text: "logged_in" | "not_logged_in";
            /** @description 0 enabled, 1 disabled. */
            status: components["schemas"]["ZeroOrOne"];
            /** @enum {string} */
            status_text: "enabled" | "disabled";
            tags: string[];
            /** @description Whether it runs nothing until a person releases it, since its app has shown a screen that needs one (logged out, verification, "too fast"). */
            held: boolean;
            /** Format: date-time */
            held_since: string | null;
            /** @description What the app showed, and what to do. */
            held_reason: string | null;
            /** @description What it may do in this day of its own, and has done. In the answers of `GET /accounts` and `GET /accounts/{id}` only. */
            daily_budget?: components["schemas"]["DailyBudget"];
            /** @description What of the request was ignored; only when there is any. */
            warnings?: string[];
        };
        ReleaseAccountsRequest: {
            usernames: components["schemas"]["UsernameText"][];
        };
        AccountsReleasedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** @description How many of the accounts were held. */
                released_count: number;
                accounts: components["schemas"]["Account"][];
            };
        };
        AccountDeletedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** @constant */
                deleted_count: 1;
                /** Format: int64 */
                deleted_task_count: number;
            };
        };
        AccountsImportedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                created_count: number;
                /** @description Lines whose account was there, changed or not. */
                updated_count: number;
                /**
                 * @description Only of a dry run, which changes nothing.
                 * @constant
                 */
                dry_run?: true;
                warnings: string[];
            };
        };
        DailyBudget: {
            /** @description In which its day begins at midnight. */
            time_zone: string;
            /** Format: date */
            day: string;
            actions: {
                follow: components["schemas"]["ActionBudget"];
                unfollow: components["schemas"]["ActionBudget"];
                comment: components["schemas"]["ActionBudget"];
                like: components["schemas"]["ActionBudget"];
                post: components["schemas"]["ActionBudget"];
            };
        };
        ActionBudget: {
            limit: number;
            /** @description Begun on that day, whatever came of it. */
            used: number;
        };
        BudgetFields: {
            /** @description Such as `Europe/Berlin`; null for the server's. */
            time_zone?: string | null;
            follow?: components["schemas"]["ActionLimit"];
            unfollow?: components["schemas"]["ActionLimit"];
            comment?: components["schemas"]["ActionLimit"];
            like?: components["schemas"]["ActionLimit"];
            post?: components["schemas"]["ActionLimit"];
        };
        /** @description How many a day; null for the default (`daily_budget` of the settings, or follow 30, unfollow 30, comment 20, like 60, post 5). */
        ActionLimit: number | null;
        BudgetAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["DailyBudget"];
        };
        AccountAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["Account"];
        };
        AccountPageAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                accounts: components["schemas"]["Account"][];
                warnings?: components["schemas"]["Warnings"];
                total: components["schemas"]["Total"];
                page: number;
                page_size: number;
            };
        };
        /** @enum {string} */
        MaterialKind: "video" | "image";
        Material: {
            /** Format: int64 */
            id: number;
            name: string;
            kind: components["schemas"]["MaterialKind"];
            /** @enum {string} */
            content_type: "video/mp4" | "image/jpeg" | "image/png";
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            sha256: string;
            tags: string[];
            caption: string | null;
            /** @description The only user who may post it, without `@`; null for everybody. */
            username: string | null;
            sort: number | null;
            /** @description Whether somebody has posted it, or may have. */
            used: boolean;
            /** @description Usernames, and serials of phones that posted it without an account. */
            used_by: string[];
            created_at: components["schemas"]["Time"];
        };
        /** @description What is left out stays as it is; a name that is none of these is refused. */
        MaterialLabels: {
            /** @description A post takes only materials with all of its `materials_tags`. */
            tags?: string[] | null;
            caption?: string | null;
            username?: string | null;
            /** Format: int32 */
            sort?: number | null;
        };
        MaterialAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["Material"];
        };
        MaterialPageAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                materials: components["schemas"]["Material"][];
                total: components["schemas"]["Total"];
                page: number;
                page_size: number;
            };
        };
        Settings: {
            /** @description Whether a task that failed without effect, for a reason that may pass by itself, is retried without a person, a random 5 to 60 seconds later. */
            auto_retry: boolean;
            /** @description How often a task is retried so at most. */
            max_retry_count: number;
            /** @description Whether a phone's due tasks run in random order, instead of the oldest first. */
            random_order: boolean;
            /** @description How many actions a day accounts without limits of their own may take. */
            daily_budget: {
                follow: number;
                unfollow: number;
                comment: number;
                like: number;
                post: number;
            };
        };
        /** @description What is left out stays as it is; a name that is no setting is refused. */
        SettingsRequest: {
            auto_retry?: boolean;
            max_retry_count?: number;
            random_order?: boolean;
            daily_budget?: {
                follow?: components["schemas"]["ActionLimit"];
                unfollow?: components["schemas"]["ActionLimit"];
                comment?: components["schemas"]["ActionLimit"];
                like?: components["schemas"]["ActionLimit"];
                post?: components["schemas"]["ActionLimit"];
            };
        };
        SettingsAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: components["schemas"]["Settings"];
        };
        PageSessionAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /**
                 * @description What the session may do.
                 * @enum {string}
                 */
                scope: "read" | "write" | "admin";
                /** @description The name of the key, as logs have it; `local` where none is demanded. */
                caller: string;
                /** Format: date-time */
                expires_at: string;
                /** @description Whether signing in needs an API key. */
                key_required: boolean;
            };
        };
        SignedInAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /**
                 * @description What the session may do; null where nobody is signed in.
                 * @enum {string|null}
                 */
                scope: "read" | "write" | "admin" | null;
                /** @description The name of the key, as logs have it; `local` where none is demanded. */
                caller: string | null;
                /** Format: date-time */
                expires_at: string | null;
                /** @description Whether signing in needs an API key. */
                key_required: boolean;
            };
        };
        SessionEndedAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                /** @constant */
                ended: true;
            };
        };
        QueueAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                paused: boolean;
                /** Format: date-time */
                paused_since: string | null;
            };
        };
        NodesAnswer: {
            code: components["schemas"]["SuccessCode"];
            message: components["schemas"]["SuccessMessage"];
            data: {
                nodes: components["schemas"]["Node"][];
            };
        };
        Node: {
            id: string;
            /**
             * @description A server that is `gone` has not renewed its lease; others take over its tasks.
             * @enum {string}
             */
            state: "alive" | "gone";
            started_at: components["schemas"]["Time"];
            lease_until: components["schemas"]["Time"];
        };
    };
    responses: {
        /** @description A parameter, a field or the body can't be used (40001). */
        InvalidParameter: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidParameterError"];
            };
        };
        /** @description The request can't be carried out (40001, 40002, 40003); no task was created. */
        TasksRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TasksRefusedError"];
            };
        };
        /** @description The address is malformed, or no phone answers there (40001). */
        AddressRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40001,
                 *       "message": "/address no phone answers at 192.0.2.7:5555",
                 *       "data": {
                 *         "errors": [
                 *           {
                 *             "field": "/address",
                 *             "message": "no phone answers at 192.0.2.7:5555"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["InvalidParameterError"];
            };
        };
        /** @description The licence gives no access to the API (40301), or the request's Host or Origin is not one that is answered (40302). */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ForbiddenError"];
            };
        };
        /**
         * @description The session is over, is for another phone, or there is none of this id (40303); the licence gives no access to the API (40301), or the request's
         *     Host or Origin is not one that is answered (40302).
         */
        NoSession: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NoSessionError"];
            };
        };
        /** @description As for other calls of a session (40301, 40302, 40303), or ADB is off on this server (40304). */
        NoSessionOrAdb: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40304,
                 *       "message": "ADB is off on this server; its operator switches it on by the setting rpc.adb: true, and restarts it",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NoSessionOrAdbError"];
            };
        };
        /** @description The phone runs a task, is leased, is offline or belongs to another server, or the plan has no place left (40901); nothing was leased. */
        PhoneTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description Another server drives the phone (40901). */
        PhoneElsewhere: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "phone DEMO-1 is driven by the server workshop-2; send the request there",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The phone or its screen does not allow it, the phone does not answer, or another server drives it (40901). */
        CommandRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "no node on the screen fits (text is \"Follow\"); look at the hierarchy, or wait for it",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The account's budget of the day is used up, or the client has sent more requests than it may (42901). */
        BudgetOrRateUsedUp: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 42901,
                 *       "message": "the daily budget of @my_shop is used up",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["UsedUpError"];
            };
        };
        /** @description The request's Host or Origin is not one that is answered (40302). */
        CrossSite: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40302,
                 *       "message": "this server is not called \"example.com\"; if it is, add that name to its setting allowed-hosts",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["CrossSiteError"];
            };
        };
        /** @description The server asks for an API key, and it is missing, wrong, revoked, or of too small a scope (40101). */
        KeyRefused: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["KeyRefusedError"];
            };
        };
        /** @description The client has sent more requests than it may (42901). Try again later. */
        UsedUp: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 42901,
                 *       "message": "too many requests: one client may send 100 a second (the server's setting rate-limit.per-second); try again in 1 s",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["UsedUpError"];
            };
        };
        /** @description There is nothing at this path (40401). */
        PathNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "there is nothing at /api/v1/nothing; the API is below /api/v1, and /api/v1/docs shows every endpoint",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description There is no such task (40401). */
        TaskNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "there is no task 424242; GET /task lists tasks",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description There is no such batch (40401). */
        BatchNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "there is no batch 424242; POST /task and GET /task tell the batch_id of tasks",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description There is no such task, or it left no such file (40401). */
        ArtifactNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "task 101 has no artifact \"x.png\"; see GET /task/101/artifacts",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description There is no such task, or it left no screen (40401). */
        ScreenNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "task 101 has left no screen; only attempts that came as far as the app do",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description No account has one of the usernames (40401); no task was created. */
        UnknownUsername: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "no account is called @nobody; add the account, or correct the name. No task was created; POST /accounts adds accounts",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description No account has one of the usernames (40401); none was released. */
        UsernameNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "no account is called @nobody; no account was released; GET /accounts lists accounts",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description There is no such phone (40401). */
        DeviceNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "there is no phone \"DEMO-9\"; see GET /devices",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description No phone has had this version (40401). */
        AppVersionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "no phone has had version \"48\" of \"com.zhiliaoapp.musically\"; see GET /app-versions",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description The task's state forbids it (40901); nothing was changed. */
        TaskConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The Idempotency-Key was used for another request (40901); no task was created. */
        IdempotencyKeyTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "the idempotency key \"monday\" was used for another request within the last 24 hours; use a new key for a new request. No task was created",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The phone does not answer now (40901). */
        DeviceUnreachable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "phone DEMO-1 is not connected",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description There is such an account already (40901); nothing was changed. */
        AccountConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "there is already an account @my_shop on tiktok (com.zhiliaoapp.musically); change that one",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The file can't be used (40001); nothing was changed. */
        TableRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40001,
                 *       "message": "line 3, column platform must be one of tiktok, instagram",
                 *       "data": {
                 *         "errors": [
                 *           {
                 *             "field": "line 3, column platform",
                 *             "message": "must be one of tiktok, instagram"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["InvalidParameterError"];
            };
        };
        /** @description There is no such account (40401). */
        AccountNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "there is no account 9; see GET /accounts",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description The account has tasks that are not ended (40901); nothing was changed. */
        AccountBusy: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "account @my_shop has 2 pending and 1 running tasks; end or delete them first, or delete the account with ?force=true",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description There is no such material (40401). */
        MaterialNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40401,
                 *       "message": "there is no material 7; see GET /materials",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotFoundError"];
            };
        };
        /** @description A running task is posting the material (40901); nothing was changed. */
        MaterialHeld: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 40901,
                 *       "message": "material clip.mp4 is being posted by task 101; wait until that has ended, or stop it",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["ConflictError"];
            };
        };
        /** @description The file is larger than the setting materials.largest-megabytes allows (41301); nothing was kept. */
        FileTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 41301,
                 *       "message": "the file is larger than 4096 MiB, the setting materials.largest-megabytes",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["TooLargeError"];
            };
        };
        /** @description The file is none that can be posted (41501); nothing was kept. */
        NoMedia: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 41501,
                 *       "message": "the body is not an MP4 video, a JPEG or a PNG image (told by its content, not by its name)",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["UnsupportedMediaTypeError"];
            };
        };
        /** @description The body is too large (41301); nothing was changed. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooLargeError"];
            };
        };
        /** @description The file ends before the range begins (41601). */
        RangeNotSatisfiable: {
            headers: {
                "Content-Range": components["headers"]["ContentRange"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 41601,
                 *       "message": "material 1 has 1048576 bytes; the header Range asks for others",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["RangeError"];
            };
        };
        /** @description The body is of another media type than is asked for (41501); nothing was changed. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnsupportedMediaTypeError"];
            };
        };
        /** @description A defect of the server's (50001); its log has the details. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 50001,
                 *       "message": "an internal error; the server's log has the details",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["InternalErrorAnswer"];
            };
        };
        /** @description The database can't be reached now, is busy, is full or takes no changes, or the server is shutting down (50301). The message says which. Try again. */
        NotReady: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 50301,
                 *       "message": "the database can't be reached now; try again in a moment",
                 *       "data": null
                 *     }
                 */
                "application/json": components["schemas"]["NotReadyError"];
            };
        };
        /** @description It is still the version that If-None-Match names. */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /**
         * @description The task's id.
         * @example 101
         */
        TaskId: number;
        /** @description The batch's id, as its tasks and the answer to `POST /task` have it. */
        BatchId: number;
        /**
         * @description The phone's hardware serial, or an ADB address of it.
         * @example DEMO-1
         */
        Serial: string;
        /**
         * @description An Android package.
         * @example com.zhiliaoapp.musically
         */
        Package: string;
        /**
         * @description A version of it, as `GET /app-versions` names it.
         * @example 47.3.1
         */
        Version: string;
        /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
        SessionId: string;
        /** @description The session's id. Without one that is valid, phones are not driven (40303). */
        SessionHeader: string;
        /** @description The phone, by its serial or an ADB address; the session's phone without it. Another phone is refused (40303). */
        LeasedSerial: string;
        /** @description Which page, from 1 on. */
        Page: number;
        /** @description How many on a page. */
        PageSize: number;
        /**
         * @description The account's id.
         * @example 1
         */
        AccountId: number;
        /** @description Check the request and tell what it would do, but do nothing. Drover's own. */
        DryRun: boolean;
    };
    requestBodies: never;
    headers: {
        /**
         * @description How to send a key.
         * @example Bearer realm="drover"
         */
        "WWW-Authenticate": string;
        /**
         * @description How many requests one client may send at once, after a rest.
         * @example 1000
         */
        "RateLimit-Limit": number;
        /**
         * @description How many it may send now.
         * @example 0
         */
        "RateLimit-Remaining": number;
        /**
         * @description Seconds until it may send all of them again.
         * @example 10
         */
        "RateLimit-Reset": number;
        /**
         * @description Seconds to wait before the next try.
         * @example 2
         */
        "Retry-After": number;
        /**
         * @description Names this version of the content; send it as If-None-Match, and get 304 while it is the same.
         * @example "5.34.1"
         */
        ETag: string;
        /**
         * @description Which bytes, and how many the whole file has.
         * @example bytes 0-65535/1048576
         */
        ContentRange: string;
        /**
         * @description What the page may load, from the server itself alone.
         * @example default-src 'none'; script-src 'self'
         */
        ContentSecurityPolicy: string;
    };
    pathItems: never;
}
export type SuccessCode = components['schemas']['SuccessCode'];
export type SuccessMessage = components['schemas']['SuccessMessage'];
export type ErrorMessage = components['schemas']['ErrorMessage'];
export type FieldErrors = components['schemas']['FieldErrors'];
export type FieldError = components['schemas']['FieldError'];
export type InvalidParameterError = components['schemas']['InvalidParameterError'];
export type TasksRefusedError = components['schemas']['TasksRefusedError'];
export type ForbiddenError = components['schemas']['ForbiddenError'];
export type NoSessionError = components['schemas']['NoSessionError'];
export type NoSessionOrAdbError = components['schemas']['NoSessionOrAdbError'];
export type CrossSiteError = components['schemas']['CrossSiteError'];
export type KeyRefusedError = components['schemas']['KeyRefusedError'];
export type UsedUpError = components['schemas']['UsedUpError'];
export type NotFoundError = components['schemas']['NotFoundError'];
export type ConflictError = components['schemas']['ConflictError'];
export type TooLargeError = components['schemas']['TooLargeError'];
export type RangeError = components['schemas']['RangeError'];
export type UnsupportedMediaTypeError = components['schemas']['UnsupportedMediaTypeError'];
export type InternalErrorAnswer = components['schemas']['InternalErrorAnswer'];
export type NotReadyError = components['schemas']['NotReadyError'];
export type Time = components['schemas']['Time'];
export type ZeroOrOne = components['schemas']['ZeroOrOne'];
export type Platform = components['schemas']['Platform'];
export type Png = components['schemas']['Png'];
export type HierarchyXml = components['schemas']['HierarchyXml'];
export type Health = components['schemas']['Health'];
export type LoopHealth = components['schemas']['LoopHealth'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type LicenseAnswer = components['schemas']['LicenseAnswer'];
export type License = components['schemas']['License'];
export type ScriptsAnswer = components['schemas']['ScriptsAnswer'];
export type Script = components['schemas']['Script'];
export type ScriptParameter = components['schemas']['ScriptParameter'];
export type TaskTargets = components['schemas']['TaskTargets'];
export type SerialText = components['schemas']['SerialText'];
export type UsernameText = components['schemas']['UsernameText'];
export type StartTime = components['schemas']['StartTime'];
export type CreateTasksRequest = components['schemas']['CreateTasksRequest'];
export type PostTasks = components['schemas']['PostTasks'];
export type FollowTasks = components['schemas']['FollowTasks'];
export type UnfollowTasks = components['schemas']['UnfollowTasks'];
export type CommentTasks = components['schemas']['CommentTasks'];
export type AccountWarmupTasks = components['schemas']['AccountWarmupTasks'];
export type LikeTasks = components['schemas']['LikeTasks'];
export type MatchAccountTasks = components['schemas']['MatchAccountTasks'];
export type ProfileTasks = components['schemas']['ProfileTasks'];
export type PostConfig = components['schemas']['PostConfig'];
export type FollowConfig = components['schemas']['FollowConfig'];
export type UnfollowConfig = components['schemas']['UnfollowConfig'];
export type CommentConfig = components['schemas']['CommentConfig'];
export type AccountWarmupConfig = components['schemas']['AccountWarmupConfig'];
export type LikeConfig = components['schemas']['LikeConfig'];
export type MatchAccountConfig = components['schemas']['MatchAccountConfig'];
export type ProfileConfig = components['schemas']['ProfileConfig'];
export type PluginTasks = components['schemas']['PluginTasks'];
export type ScriptName = components['schemas']['ScriptName'];
export type DeleteTasksRequest = components['schemas']['DeleteTasksRequest'];
export type Warnings = components['schemas']['Warnings'];
export type TaskStatus = components['schemas']['TaskStatus'];
export type TaskStatusText = components['schemas']['TaskStatusText'];
export type TaskSource = components['schemas']['TaskSource'];
export type KnownScriptName = components['schemas']['KnownScriptName'];
export type Outcome = components['schemas']['Outcome'];
export type KnownFailureCode = components['schemas']['KnownFailureCode'];
export type FailureCode = components['schemas']['FailureCode'];
export type Task = components['schemas']['Task'];
export type Attempt = components['schemas']['Attempt'];
export type TaskMaterial = components['schemas']['TaskMaterial'];
export type Step = components['schemas']['Step'];
export type PlannedTask = components['schemas']['PlannedTask'];
export type RescheduleRequest = components['schemas']['RescheduleRequest'];
export type BatchAnswer = components['schemas']['BatchAnswer'];
export type BatchStoppedAnswer = components['schemas']['BatchStoppedAnswer'];
export type CreatedTasks = components['schemas']['CreatedTasks'];
export type CreatedTasksAnswer = components['schemas']['CreatedTasksAnswer'];
export type TaskAnswer = components['schemas']['TaskAnswer'];
export type TaskPageAnswer = components['schemas']['TaskPageAnswer'];
export type Total = components['schemas']['Total'];
export type TaskStatisticsAnswer = components['schemas']['TaskStatisticsAnswer'];
export type TaskHistoryHour = components['schemas']['TaskHistoryHour'];
export type TaskHistoryScript = components['schemas']['TaskHistoryScript'];
export type TaskHistoryAnswer = components['schemas']['TaskHistoryAnswer'];
export type TaskFilter = components['schemas']['TaskFilter'];
export type ChangeTasksRequest = components['schemas']['ChangeTasksRequest'];
export type ChangedTasks = components['schemas']['ChangedTasks'];
export type ChangedTasksAnswer = components['schemas']['ChangedTasksAnswer'];
export type TaskLogAnswer = components['schemas']['TaskLogAnswer'];
export type ProfileRepairRequest = components['schemas']['ProfileRepairRequest'];
export type ProfileRepairAnswer = components['schemas']['ProfileRepairAnswer'];
export type ProfileRepairProposal = components['schemas']['ProfileRepairProposal'];
export type ProfileRepairFigures = components['schemas']['ProfileRepairFigures'];
export type TaskArtifactsAnswer = components['schemas']['TaskArtifactsAnswer'];
export type Artifact = components['schemas']['Artifact'];
export type DeletedAnswer = components['schemas']['DeletedAnswer'];
export type DeletedTasksAnswer = components['schemas']['DeletedTasksAnswer'];
export type RetriedTasksAnswer = components['schemas']['RetriedTasksAnswer'];
export type SkippedTask = components['schemas']['SkippedTask'];
export type ConnectDeviceRequest = components['schemas']['ConnectDeviceRequest'];
export type PhoneLease = components['schemas']['PhoneLease'];
export type Device = components['schemas']['Device'];
export type AppVersion = components['schemas']['AppVersion'];
export type AppVersionAnswer = components['schemas']['AppVersionAnswer'];
export type AppVersionsAnswer = components['schemas']['AppVersionsAnswer'];
export type DeviceAnswer = components['schemas']['DeviceAnswer'];
export type RpcDevicesAnswer = components['schemas']['RpcDevicesAnswer'];
export type ArrayWarnings = components['schemas']['ArrayWarnings'];
export type OpenSessionRequest = components['schemas']['OpenSessionRequest'];
export type ExtendSessionRequest = components['schemas']['ExtendSessionRequest'];
export type SessionAnswer = components['schemas']['SessionAnswer'];
export type SessionsAnswer = components['schemas']['SessionsAnswer'];
export type ReleasedAnswer = components['schemas']['ReleasedAnswer'];
export type IntentRequest = components['schemas']['IntentRequest'];
export type IntentAnswer = components['schemas']['IntentAnswer'];
export type MethodCall = components['schemas']['MethodCall'];
export type MethodAnswer = components['schemas']['MethodAnswer'];
export type AdbCall = components['schemas']['AdbCall'];
export type AdbAnswer = components['schemas']['AdbAnswer'];
export type DevicesAnswer = components['schemas']['DevicesAnswer'];
export type AccountFields = components['schemas']['AccountFields'];
export type NewAccount = components['schemas']['NewAccount'];
export type Account = components['schemas']['Account'];
export type ReleaseAccountsRequest = components['schemas']['ReleaseAccountsRequest'];
export type AccountsReleasedAnswer = components['schemas']['AccountsReleasedAnswer'];
export type AccountDeletedAnswer = components['schemas']['AccountDeletedAnswer'];
export type AccountsImportedAnswer = components['schemas']['AccountsImportedAnswer'];
export type DailyBudget = components['schemas']['DailyBudget'];
export type ActionBudget = components['schemas']['ActionBudget'];
export type BudgetFields = components['schemas']['BudgetFields'];
export type ActionLimit = components['schemas']['ActionLimit'];
export type BudgetAnswer = components['schemas']['BudgetAnswer'];
export type AccountAnswer = components['schemas']['AccountAnswer'];
export type AccountPageAnswer = components['schemas']['AccountPageAnswer'];
export type MaterialKind = components['schemas']['MaterialKind'];
export type Material = components['schemas']['Material'];
export type MaterialLabels = components['schemas']['MaterialLabels'];
export type MaterialAnswer = components['schemas']['MaterialAnswer'];
export type MaterialPageAnswer = components['schemas']['MaterialPageAnswer'];
export type Settings = components['schemas']['Settings'];
export type SettingsRequest = components['schemas']['SettingsRequest'];
export type SettingsAnswer = components['schemas']['SettingsAnswer'];
export type PageSessionAnswer = components['schemas']['PageSessionAnswer'];
export type SignedInAnswer = components['schemas']['SignedInAnswer'];
export type SessionEndedAnswer = components['schemas']['SessionEndedAnswer'];
export type QueueAnswer = components['schemas']['QueueAnswer'];
export type NodesAnswer = components['schemas']['NodesAnswer'];
export type Node = components['schemas']['Node'];
export type ResponseInvalidParameter = components['responses']['InvalidParameter'];
export type ResponseTasksRefused = components['responses']['TasksRefused'];
export type ResponseAddressRefused = components['responses']['AddressRefused'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNoSession = components['responses']['NoSession'];
export type ResponseNoSessionOrAdb = components['responses']['NoSessionOrAdb'];
export type ResponsePhoneTaken = components['responses']['PhoneTaken'];
export type ResponsePhoneElsewhere = components['responses']['PhoneElsewhere'];
export type ResponseCommandRefused = components['responses']['CommandRefused'];
export type ResponseBudgetOrRateUsedUp = components['responses']['BudgetOrRateUsedUp'];
export type ResponseCrossSite = components['responses']['CrossSite'];
export type ResponseKeyRefused = components['responses']['KeyRefused'];
export type ResponseUsedUp = components['responses']['UsedUp'];
export type ResponsePathNotFound = components['responses']['PathNotFound'];
export type ResponseTaskNotFound = components['responses']['TaskNotFound'];
export type ResponseBatchNotFound = components['responses']['BatchNotFound'];
export type ResponseArtifactNotFound = components['responses']['ArtifactNotFound'];
export type ResponseScreenNotFound = components['responses']['ScreenNotFound'];
export type ResponseUnknownUsername = components['responses']['UnknownUsername'];
export type ResponseUsernameNotFound = components['responses']['UsernameNotFound'];
export type ResponseDeviceNotFound = components['responses']['DeviceNotFound'];
export type ResponseAppVersionNotFound = components['responses']['AppVersionNotFound'];
export type ResponseTaskConflict = components['responses']['TaskConflict'];
export type ResponseIdempotencyKeyTaken = components['responses']['IdempotencyKeyTaken'];
export type ResponseDeviceUnreachable = components['responses']['DeviceUnreachable'];
export type ResponseAccountConflict = components['responses']['AccountConflict'];
export type ResponseTableRefused = components['responses']['TableRefused'];
export type ResponseAccountNotFound = components['responses']['AccountNotFound'];
export type ResponseAccountBusy = components['responses']['AccountBusy'];
export type ResponseMaterialNotFound = components['responses']['MaterialNotFound'];
export type ResponseMaterialHeld = components['responses']['MaterialHeld'];
export type ResponseFileTooLarge = components['responses']['FileTooLarge'];
export type ResponseNoMedia = components['responses']['NoMedia'];
export type ResponseTooLarge = components['responses']['TooLarge'];
export type ResponseRangeNotSatisfiable = components['responses']['RangeNotSatisfiable'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseNotReady = components['responses']['NotReady'];
export type ResponseNotModified = components['responses']['NotModified'];
export type ParameterTaskId = components['parameters']['TaskId'];
export type ParameterBatchId = components['parameters']['BatchId'];
export type ParameterSerial = components['parameters']['Serial'];
export type ParameterPackage = components['parameters']['Package'];
export type ParameterVersion = components['parameters']['Version'];
export type ParameterSessionId = components['parameters']['SessionId'];
export type ParameterSessionHeader = components['parameters']['SessionHeader'];
export type ParameterLeasedSerial = components['parameters']['LeasedSerial'];
export type ParameterPage = components['parameters']['Page'];
export type ParameterPageSize = components['parameters']['PageSize'];
export type ParameterAccountId = components['parameters']['AccountId'];
export type ParameterDryRun = components['parameters']['DryRun'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type HeaderRateLimitLimit = components['headers']['RateLimit-Limit'];
export type HeaderRateLimitRemaining = components['headers']['RateLimit-Remaining'];
export type HeaderRateLimitReset = components['headers']['RateLimit-Reset'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderContentRange = components['headers']['ContentRange'];
export type HeaderContentSecurityPolicy = components['headers']['ContentSecurityPolicy'];
export type $defs = Record<string, never>;
export interface operations {
    checkLicense: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The licence gives access to the API. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "plan_name": "Pro",
                     *         "api_enabled": true,
                     *         "device_limit": 20,
                     *         "message": "API access enabled"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["LicenseAnswer"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listScripts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scripts, in the order of documents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "scripts": [
                     *           {
                     *             "name": "follow",
                     *             "summary": "Follows users.",
                     *             "fan_out": "target_users",
                     *             "takes_files": false,
                     *             "budget": "follow",
                     *             "parameters": [
                     *               {
                     *                 "name": "target_users",
                     *                 "other_names": [
                     *                   "target_user",
                     *                   "target_username"
                     *                 ],
                     *                 "section": "Users",
                     *                 "summary": "The users, one task for each.",
                     *                 "only_on": null,
                     *                 "ignored_elsewhere": false,
                     *                 "required": true,
                     *                 "required_with": null,
                     *                 "default": null,
                     *                 "type": "list",
                     *                 "form": "array",
                     *                 "separator": "line_or_comma"
                     *               },
                     *               {
                     *                 "name": "access_method",
                     *                 "other_names": [],
                     *                 "section": "Users",
                     *                 "summary": "How a user's profile is reached.",
                     *                 "only_on": null,
                     *                 "ignored_elsewhere": false,
                     *                 "required": false,
                     *                 "required_with": null,
                     *                 "default": "direct",
                     *                 "type": "choice",
                     *                 "choices": [
                     *                   {
                     *                     "value": "direct",
                     *                     "summary": "by the profile's address"
                     *                   },
                     *                   {
                     *                     "value": "search",
                     *                     "summary": "by the app's own search"
                     *                   }
                     *                 ]
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ScriptsAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description Only tasks with this status: 0 or pending, 1 or running, 2 or completed, 3 or failed. */
                status?: components["schemas"]["TaskStatus"] | components["schemas"]["TaskStatusText"];
                /** @description Only tasks of this phone (serial or ADB address). */
                serial?: string;
                /** @description Only tasks that run this script. */
                script_name?: components["schemas"]["KnownScriptName"];
                /** @description Only tasks that came from here. */
                source?: components["schemas"]["TaskSource"];
                /** @description Only tasks of this account. Drover's own. */
                username?: string;
                /** @description Only tasks with an id below this one (keyset paging; `total` still counts all). Drover's own. */
                task_id_lt?: number;
                /** @description Only the tasks of this batch. Drover's own. */
                batch_id?: number;
                /**
                 * @description Only these tasks, at most 100, separated by commas: `1,2,3`. Ids that no task has are left out. `page_size` is 100 then, unless given. Drover's
                 *     own.
                 */
                ids?: string;
                /** @description Only ended tasks with this outcome. Drover's own. */
                outcome?: "no_effect" | "committed" | "unknown";
                /** @description Only failed tasks with this code. Drover's own. */
                failure_code?: components["schemas"]["KnownFailureCode"];
                /** @description Which page, from 1 on. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page. */
                page_size?: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tasks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "tasks": [
                     *           {
                     *             "id": 102,
                     *             "batch_id": 101,
                     *             "serial": "DEMO-2",
                     *             "username": null,
                     *             "script_name": "follow",
                     *             "script_config": {
                     *               "target_users": [
                     *                 "@ann"
                     *               ],
                     *               "access_method": "direct"
                     *             },
                     *             "script_config_complete": true,
                     *             "target": "@ann",
                     *             "status": 0,
                     *             "status_text": "pending",
                     *             "source": "api",
                     *             "start_time": "02:30",
                     *             "scheduled_at": "2026-11-24T01:30:00Z",
                     *             "retry_count": 0,
                     *             "remark": null,
                     *             "outcome": null,
                     *             "failure_code": null,
                     *             "retry_safe": null,
                     *             "progress": 0,
                     *             "attempts": [],
                     *             "created_at": "2026-11-24T00:12:07.318Z",
                     *             "started_at": null,
                     *             "finished_at": null,
                     *             "updated_at": "2026-11-24T00:12:07.318Z"
                     *           }
                     *         ],
                     *         "total": 1,
                     *         "total_exact": true,
                     *         "page": 1,
                     *         "page_size": 20
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskPageAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    createTasks: {
        parameters: {
            query?: {
                /** @description Check the request and tell what it would do, but do nothing. Drover's own. */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description A name of your own for this request, such as a UUID. A repeat with the same key and body within 24 hours creates nothing and gets the
                 *     first answer; the same key with another body is refused (40901). Drover's own.
                 * @example 4f6c1f0a-follow-ann-monday
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTasksRequest"];
            };
        };
        responses: {
            /** @description The tasks were created; with `dry_run`, what would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedTasksAnswer"];
                };
            };
            400: components["responses"]["TasksRefused"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownUsername"];
            409: components["responses"]["IdempotencyKeyTaken"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getTaskStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "total": 9,
                     *         "pending": 3,
                     *         "running": 1,
                     *         "completed": 4,
                     *         "failed": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskStatisticsAnswer"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getTaskHistory: {
        parameters: {
            query?: {
                /** @description How many hours; the one that is not over is the last of them. */
                hours?: number;
                /** @description Whose full hours they are, such as `Europe/Berlin`. It matters in zones that are half an hour apart from the others. */
                time_zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hours, oldest first, and the scripts, those with the most tasks first, at most 50. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "time_zone": "Z",
                     *         "hours": [
                     *           {
                     *             "from": "2026-11-24T00:00:00Z",
                     *             "committed": 12,
                     *             "no_effect": 3,
                     *             "failed": 1,
                     *             "unknown": 0,
                     *             "cancelled": 2,
                     *             "started": 16,
                     *             "delay_median": 0.004,
                     *             "delay_p95": 61.5
                     *           }
                     *         ],
                     *         "scripts": [
                     *           {
                     *             "script_name": "follow",
                     *             "app": "com.zhiliaoapp.musically",
                     *             "app_version": "35.1.3",
                     *             "committed": 12,
                     *             "no_effect": 3,
                     *             "failed": 1,
                     *             "unknown": 0,
                     *             "cancelled": 0
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskHistoryAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    changeTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "retry",
                 *       "filter": {
                 *         "status": "failed",
                 *         "script_name": "follow"
                 *       },
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["ChangeTasksRequest"];
            };
        };
        responses: {
            /** @description What was done, or would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "action": "retry",
                     *         "dry_run": true,
                     *         "newest_id": 131,
                     *         "more": false,
                     *         "changed_count": 2,
                     *         "skipped_count": 1,
                     *         "changes": [
                     *           {
                     *             "change": "retry",
                     *             "count": 2,
                     *             "ids": [
                     *               131,
                     *               120
                     *             ]
                     *           }
                     *         ],
                     *         "skipped": [
                     *           {
                     *             "code": "may_have_worked",
                     *             "reason": "these tasks may already have done their work; look at the account, then retry one by POST /task/{task_id}/retry?force=true if it has not",
                     *             "count": 1,
                     *             "ids": [
                     *               107
                     *             ]
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ChangedTasksAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    deleteTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "task_ids": [
                 *         1,
                 *         2,
                 *         3
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DeleteTasksRequest"];
            };
        };
        responses: {
            /** @description What was there is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "deleted_count": 2,
                     *         "not_found": [
                     *           3
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedTasksAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["TaskConflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getBatch: {
        parameters: {
            query?: {
                /** @description How many seconds to wait at most for all tasks to end. */
                wait?: number;
            };
            header?: never;
            path: {
                /** @description The batch's id, as its tasks and the answer to `POST /task` have it. */
                batch_id: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is; `ended` says whether all of its tasks have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "batch_id": 101,
                     *         "ended": true,
                     *         "total": 3,
                     *         "pending": 0,
                     *         "running": 0,
                     *         "completed": 2,
                     *         "failed": 1,
                     *         "outcomes": {
                     *           "no_effect": 1,
                     *           "committed": 2,
                     *           "unknown": 0
                     *         },
                     *         "failed_ids": [
                     *           102
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["BatchNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    stopBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The batch's id, as its tasks and the answer to `POST /task` have it. */
                batch_id: components["parameters"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of its tasks have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "batch_id": 101,
                     *         "cancelled_count": 7,
                     *         "stopped_count": 3
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BatchStoppedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["BatchNotFound"];
            409: components["responses"]["TaskConflict"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    retryAllTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was retried. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "retried_count": 4,
                     *         "skipped_count": 1,
                     *         "skipped": [
                     *           {
                     *             "id": 7,
                     *             "reason": "task 7 may already have done its work (outcome unknown: interrupted after tap Follow); look at the account, then retry by force if it has not; ?force=true retries by force"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RetriedTasksAnswer"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 101,
                     *         "batch_id": 101,
                     *         "serial": "DEMO-1",
                     *         "username": null,
                     *         "script_name": "follow",
                     *         "script_config": {
                     *           "target_users": [
                     *             "@ann"
                     *           ],
                     *           "access_method": "direct"
                     *         },
                     *         "script_config_complete": true,
                     *         "target": "@ann",
                     *         "status": 2,
                     *         "status_text": "completed",
                     *         "source": "api",
                     *         "start_time": null,
                     *         "scheduled_at": "2026-11-24T00:12:07.318Z",
                     *         "retry_count": 0,
                     *         "remark": null,
                     *         "outcome": "committed",
                     *         "failure_code": null,
                     *         "retry_safe": null,
                     *         "progress": 100,
                     *         "attempts": [
                     *           {
                     *             "number": 1,
                     *             "node": "workshop",
                     *             "started_at": "2026-11-24T00:12:07.330Z",
                     *             "ended_at": "2026-11-24T00:12:09.801Z",
                     *             "outcome": "committed",
                     *             "failure_code": null,
                     *             "remark": null
                     *           }
                     *         ],
                     *         "created_at": "2026-11-24T00:12:07.318Z",
                     *         "started_at": "2026-11-24T00:12:07.330Z",
                     *         "finished_at": "2026-11-24T00:12:09.801Z",
                     *         "updated_at": "2026-11-24T00:12:09.801Z",
                     *         "chosen": {},
                     *         "materials": [],
                     *         "log": [
                     *           {
                     *             "at": "2026-11-24T00:12:08.102Z",
                     *             "step": "opened the profile of @ann",
                     *             "progress": 40
                     *           },
                     *           {
                     *             "at": "2026-11-24T00:12:09.640Z",
                     *             "step": "the screen says Following",
                     *             "progress": 100
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    deleteTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "deleted_count": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            409: components["responses"]["TaskConflict"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getTaskLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The steps. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "task_id": 101,
                     *         "log": [
                     *           {
                     *             "at": "2026-11-24T00:12:08.102Z",
                     *             "step": "opened the profile of @ann",
                     *             "progress": 40
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskLogAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listTaskArtifacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The artifacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "task_id": 101,
                     *         "artifacts": [
                     *           {
                     *             "name": "screen.png",
                     *             "attempt": 1,
                     *             "shows": "failure",
                     *             "content_type": "image/png",
                     *             "size": 48213,
                     *             "created_at": "2026-11-24T00:12:09.801Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskArtifactsAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getTaskArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
                /**
                 * @description The artifact's name, as the list tells it.
                 * @example screen.png
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example (the bytes of a picture) */
                    "image/png": components["schemas"]["Png"];
                    /** @example <hierarchy rotation="0"><node text="Follow" bounds="[48,910][1032,1020]"/></hierarchy> */
                    "application/xml": components["schemas"]["HierarchyXml"];
                    /** @example <hierarchy rotation="0"><node text="Follow" bounds="[48,910][1032,1020]"/></hierarchy> */
                    "text/xml": components["schemas"]["HierarchyXml"];
                    /** @example no element matches profile.follow_button */
                    "text/plain": string;
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ArtifactNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    stopTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has stopped; the task as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 101,
                     *         "batch_id": 101,
                     *         "serial": "DEMO-1",
                     *         "username": null,
                     *         "script_name": "account_warmup",
                     *         "script_config": {
                     *           "task_duration": 600
                     *         },
                     *         "script_config_complete": true,
                     *         "target": null,
                     *         "status": 3,
                     *         "status_text": "failed",
                     *         "source": "api",
                     *         "start_time": null,
                     *         "scheduled_at": "2026-11-24T00:12:07.318Z",
                     *         "retry_count": 0,
                     *         "remark": "stopped by request",
                     *         "outcome": "no_effect",
                     *         "failure_code": "stopped",
                     *         "retry_safe": true,
                     *         "progress": 20,
                     *         "attempts": [
                     *           {
                     *             "number": 1,
                     *             "node": "workshop",
                     *             "started_at": "2026-11-24T00:12:07.330Z",
                     *             "ended_at": "2026-11-24T00:13:00.002Z",
                     *             "outcome": "no_effect",
                     *             "failure_code": "stopped",
                     *             "remark": "stopped by request"
                     *           }
                     *         ],
                     *         "created_at": "2026-11-24T00:12:07.318Z",
                     *         "started_at": "2026-11-24T00:12:07.330Z",
                     *         "finished_at": "2026-11-24T00:13:00.002Z",
                     *         "updated_at": "2026-11-24T00:13:00.002Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            409: components["responses"]["TaskConflict"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    retryTask: {
        parameters: {
            query?: {
                /** @description Retry even a task that may have done its work already. Drover's own. */
                force?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is pending again; the task as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 101,
                     *         "batch_id": 101,
                     *         "serial": "DEMO-1",
                     *         "username": null,
                     *         "script_name": "follow",
                     *         "script_config": {
                     *           "target_users": [
                     *             "@ann"
                     *           ]
                     *         },
                     *         "script_config_complete": true,
                     *         "target": "@ann",
                     *         "status": 0,
                     *         "status_text": "pending",
                     *         "source": "api",
                     *         "start_time": null,
                     *         "scheduled_at": "2026-11-24T00:20:00.001Z",
                     *         "retry_count": 1,
                     *         "remark": null,
                     *         "outcome": null,
                     *         "failure_code": null,
                     *         "retry_safe": null,
                     *         "progress": 0,
                     *         "attempts": [
                     *           {
                     *             "number": 1,
                     *             "node": "workshop",
                     *             "started_at": "2026-11-24T00:12:07.330Z",
                     *             "ended_at": "2026-11-24T00:12:09.801Z",
                     *             "outcome": "no_effect",
                     *             "failure_code": "device_lost",
                     *             "remark": "phone DEMO-1 stopped answering; check its cable"
                     *           }
                     *         ],
                     *         "created_at": "2026-11-24T00:12:07.318Z",
                     *         "started_at": null,
                     *         "finished_at": null,
                     *         "updated_at": "2026-11-24T00:20:00.001Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            409: components["responses"]["TaskConflict"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    cancelTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is cancelled; the task as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 101,
                     *         "batch_id": 101,
                     *         "serial": "DEMO-1",
                     *         "username": null,
                     *         "script_name": "follow",
                     *         "script_config": {
                     *           "target_users": [
                     *             "@ann"
                     *           ]
                     *         },
                     *         "script_config_complete": true,
                     *         "target": "@ann",
                     *         "status": 3,
                     *         "status_text": "failed",
                     *         "source": "api",
                     *         "start_time": null,
                     *         "scheduled_at": "2026-11-24T00:20:00.001Z",
                     *         "retry_count": 0,
                     *         "remark": "cancelled by request",
                     *         "outcome": "no_effect",
                     *         "failure_code": "cancelled",
                     *         "retry_safe": true,
                     *         "progress": 0,
                     *         "attempts": [],
                     *         "created_at": "2026-11-24T00:12:07.318Z",
                     *         "started_at": null,
                     *         "finished_at": "2026-11-24T00:13:00.001Z",
                     *         "updated_at": "2026-11-24T00:13:00.001Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            409: components["responses"]["TaskConflict"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    rescheduleTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The task's id.
                 * @example 101
                 */
                task_id: components["parameters"]["TaskId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "start_time": "2026-11-24T09:30:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["RescheduleRequest"];
            };
        };
        responses: {
            /** @description It waits for its new time; the task as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 101,
                     *         "batch_id": 101,
                     *         "serial": "DEMO-1",
                     *         "username": null,
                     *         "script_name": "follow",
                     *         "script_config": {
                     *           "target_users": [
                     *             "@ann"
                     *           ]
                     *         },
                     *         "script_config_complete": true,
                     *         "target": "@ann",
                     *         "status": 0,
                     *         "status_text": "pending",
                     *         "source": "api",
                     *         "start_time": "2026-11-24T09:30:00Z",
                     *         "scheduled_at": "2026-11-24T09:30:00Z",
                     *         "retry_count": 0,
                     *         "remark": null,
                     *         "outcome": null,
                     *         "failure_code": null,
                     *         "retry_safe": null,
                     *         "progress": 0,
                     *         "attempts": [],
                     *         "created_at": "2026-11-24T00:12:07.318Z",
                     *         "started_at": null,
                     *         "finished_at": null,
                     *         "updated_at": "2026-11-24T00:13:00.001Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TaskNotFound"];
            409: components["responses"]["TaskConflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /**
                 * @description Only events of these topics, separated by commas: `tasks`, `devices`, `accounts`, `leases`, `steps`. Without it, all but `steps`. `reset` comes whatever the topics.
                 * @example tasks,devices
                 */
                topics?: string;
            };
            header?: {
                /**
                 * @description The id of the last event that the client has seen.
                 * @example 3f9c21aa-17
                 */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id:3f9c21aa-17
                     *     event:task_deleted
                     *     data:{"id":101}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    watchPhones: {
        parameters: {
            query?: never;
            header: {
                Upgrade: "websocket";
                /** @example http://localhost:50809 */
                Origin: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection goes on as a WebSocket. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "devices": [
                     *           {
                     *             "serial": "DEMO-1",
                     *             "name": "Virtual Phone",
                     *             "model": "Virtual Phone",
                     *             "android_version": "14",
                     *             "state": "online",
                     *             "battery": 87,
                     *             "node": "workshop",
                     *             "running_task": null,
                     *             "lease": null,
                     *             "queue_length": 0,
                     *             "addresses": [
                     *               "127.0.0.1:36721"
                     *             ],
                     *             "apps": [
                     *               {
                     *                 "package": "com.zhiliaoapp.musically",
                     *                 "platform": "tiktok",
                     *                 "name": "TikTok",
                     *                 "version": "43.1.4",
                     *                 "state": "passed",
                     *                 "phone": "DEMO-1",
                     *                 "since": "2026-11-24T09:30:00Z",
                     *                 "lacks": null
                     *               }
                     *             ],
                     *             "problem": null,
                     *             "last_seen": null,
                     *             "paused": false,
                     *             "paused_since": null,
                     *             "pause_reason": null,
                     *             "paused_by": null
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DevicesAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    connectDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "192.0.2.7:5555"
                 *     }
                 */
                "application/json": components["schemas"]["ConnectDeviceRequest"];
            };
        };
        responses: {
            /** @description The phone answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "serial": "R58N12ABCDE",
                     *         "name": "SM-A515F",
                     *         "model": "SM-A515F",
                     *         "android_version": "13",
                     *         "state": "busy",
                     *         "battery": 64,
                     *         "node": "workshop",
                     *         "running_task": 101,
                     *         "lease": null,
                     *         "queue_length": 3,
                     *         "addresses": [
                     *           "192.0.2.7:5555"
                     *         ],
                     *         "apps": [
                     *           {
                     *             "package": "com.zhiliaoapp.musically",
                     *             "platform": "tiktok",
                     *             "name": "TikTok",
                     *             "version": "43.1.4",
                     *             "state": "passed",
                     *             "phone": "DEMO-1",
                     *             "since": "2026-11-24T09:30:00Z",
                     *             "lacks": null
                     *           }
                     *         ],
                     *         "problem": null,
                     *         "last_seen": null,
                     *         "paused": false,
                     *         "paused_since": null,
                     *         "pause_reason": null,
                     *         "paused_by": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceAnswer"];
                };
            };
            400: components["responses"]["AddressRefused"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "serial": "R58N12ABCDE",
                     *         "name": "SM-A515F",
                     *         "model": "SM-A515F",
                     *         "android_version": "13",
                     *         "state": "busy",
                     *         "battery": 64,
                     *         "node": "workshop",
                     *         "running_task": 101,
                     *         "lease": null,
                     *         "queue_length": 3,
                     *         "addresses": [
                     *           "192.0.2.7:5555"
                     *         ],
                     *         "apps": [
                     *           {
                     *             "package": "com.zhiliaoapp.musically",
                     *             "platform": "tiktok",
                     *             "name": "TikTok",
                     *             "version": "43.1.4",
                     *             "state": "passed",
                     *             "phone": "DEMO-1",
                     *             "since": "2026-11-24T09:30:00Z",
                     *             "lacks": null
                     *           }
                     *         ],
                     *         "problem": null,
                     *         "last_seen": null,
                     *         "paused": false,
                     *         "paused_since": null,
                     *         "pause_reason": null,
                     *         "paused_by": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    removeDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is forgotten. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "deleted_count": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    pauseDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is paused; the phone as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "serial": "DEMO-1",
                     *         "name": "Virtual Phone",
                     *         "model": "Virtual Phone",
                     *         "android_version": "14",
                     *         "state": "online",
                     *         "battery": 87,
                     *         "node": "workshop",
                     *         "running_task": null,
                     *         "lease": null,
                     *         "queue_length": 2,
                     *         "addresses": [
                     *           "127.0.0.1:36721"
                     *         ],
                     *         "apps": [
                     *           {
                     *             "package": "com.zhiliaoapp.musically",
                     *             "platform": "tiktok",
                     *             "name": "TikTok",
                     *             "version": "43.1.4",
                     *             "state": "passed",
                     *             "phone": "DEMO-1",
                     *             "since": "2026-11-24T09:30:00Z",
                     *             "lacks": null
                     *           }
                     *         ],
                     *         "problem": null,
                     *         "last_seen": null,
                     *         "paused": true,
                     *         "paused_since": "2026-11-24T00:12:07.318Z",
                     *         "pause_reason": "paused by request; POST /devices/DEMO-1/resume",
                     *         "paused_by": "local"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    resumeDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not paused any more; the phone as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "serial": "R58N12ABCDE",
                     *         "name": "SM-A515F",
                     *         "model": "SM-A515F",
                     *         "android_version": "13",
                     *         "state": "busy",
                     *         "battery": 64,
                     *         "node": "workshop",
                     *         "running_task": 101,
                     *         "lease": null,
                     *         "queue_length": 3,
                     *         "addresses": [
                     *           "192.0.2.7:5555"
                     *         ],
                     *         "apps": [
                     *           {
                     *             "package": "com.zhiliaoapp.musically",
                     *             "platform": "tiktok",
                     *             "name": "TikTok",
                     *             "version": "43.1.4",
                     *             "state": "passed",
                     *             "phone": "DEMO-1",
                     *             "since": "2026-11-24T09:30:00Z",
                     *             "lacks": null
                     *           }
                     *         ],
                     *         "problem": null,
                     *         "last_seen": null,
                     *         "paused": false,
                     *         "paused_since": null,
                     *         "pause_reason": null,
                     *         "paused_by": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeviceAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listAppVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions, by package, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "app_versions": [
                     *           {
                     *             "package": "com.zhiliaoapp.musically",
                     *             "platform": "tiktok",
                     *             "name": "TikTok",
                     *             "version": "47.3.1",
                     *             "state": "failed",
                     *             "phone": "DEMO-1",
                     *             "since": "2026-11-24T09:30:00Z",
                     *             "lacks": "feed.like_button"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AppVersionsAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    letAppVersionGoOn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An Android package.
                 * @example com.zhiliaoapp.musically
                 */
                package: components["parameters"]["Package"];
                /**
                 * @description A version of it, as `GET /app-versions` names it.
                 * @example 47.3.1
                 */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They do; the version as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "package": "com.zhiliaoapp.musically",
                     *         "platform": "tiktok",
                     *         "name": "TikTok",
                     *         "version": "47.3.1",
                     *         "state": "allowed",
                     *         "phone": "DEMO-1",
                     *         "since": "2026-11-24T09:30:00Z",
                     *         "lacks": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AppVersionAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AppVersionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    tryAppVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An Android package.
                 * @example com.zhiliaoapp.musically
                 */
                package: components["parameters"]["Package"];
                /**
                 * @description A version of it, as `GET /app-versions` names it.
                 * @example 47.3.1
                 */
                version: components["parameters"]["Version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is new again; the version as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "package": "com.zhiliaoapp.musically",
                     *         "platform": "tiktok",
                     *         "name": "TikTok",
                     *         "version": "47.3.1",
                     *         "state": "new",
                     *         "phone": "DEMO-1",
                     *         "since": "2026-11-24T09:30:00Z",
                     *         "lacks": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AppVersionAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AppVersionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getDeviceScreenshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example (the bytes of a picture) */
                    "image/png": components["schemas"]["Png"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            409: components["responses"]["DeviceUnreachable"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getDeviceHierarchy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone's hardware serial, or an ADB address of it.
                 * @example DEMO-1
                 */
                serial: components["parameters"]["Serial"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hierarchy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <hierarchy rotation="0"><node text="Follow" bounds="[48,910][1032,1020]"/></hierarchy> */
                    "application/xml": components["schemas"]["HierarchyXml"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            409: components["responses"]["DeviceUnreachable"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listDevicesForPrograms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": [
                     *         {
                     *           "serial": "DEMO-1",
                     *           "name": "Virtual Phone",
                     *           "model": "Virtual Phone",
                     *           "android_version": "14",
                     *           "state": "online",
                     *           "battery": 87,
                     *           "node": "workshop",
                     *           "running_task": null,
                     *           "lease": null,
                     *           "queue_length": 0,
                     *           "addresses": [
                     *             "127.0.0.1:36721"
                     *           ],
                     *           "apps": [
                     *             {
                     *               "package": "com.zhiliaoapp.musically",
                     *               "platform": "tiktok",
                     *               "name": "TikTok",
                     *               "version": "43.1.4",
                     *               "state": "passed",
                     *               "phone": "DEMO-1",
                     *               "since": "2026-11-24T09:30:00Z",
                     *               "lacks": null
                     *             }
                     *           ],
                     *           "problem": null,
                     *           "paused": false,
                     *           "paused_since": null,
                     *           "pause_reason": null,
                     *           "paused_by": null,
                     *           "last_seen": null,
                     *           "busy": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RpcDevicesAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The session's id. Without one that is valid, phones are not driven (40303). */
                "x-session-id"?: components["parameters"]["SessionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The leases, by serial. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": [
                     *         {
                     *           "session_id": "********",
                     *           "serial": "DEMO-1",
                     *           "label": "python script",
                     *           "holder": "program",
                     *           "node": "workshop",
                     *           "since": "2026-11-24T10:00:00Z",
                     *           "expires_at": "2026-11-24T10:02:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SessionsAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    openSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "serial": "DEMO-1",
                 *       "label": "python script",
                 *       "ttl_secs": 120
                 *     }
                 */
                "application/json": components["schemas"]["OpenSessionRequest"];
            };
        };
        responses: {
            /** @description The phone is leased. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "session_id": "Zm9yIHRoaXMgcGFnZSBhbG9uZSwgbm90IGEgc2VjcmV",
                     *         "serial": "DEMO-1",
                     *         "label": "python script",
                     *         "ttl_secs": 120,
                     *         "expires_at": "2026-11-24T10:02:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["DeviceNotFound"];
            409: components["responses"]["PhoneTaken"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    closeSession: {
        parameters: {
            query?: {
                /**
                 * @description Seconds until the phone is given back, unless a heartbeat comes before.
                 * @example 5
                 */
                after_secs?: number;
            };
            header?: never;
            path: {
                /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The phone is given back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "serial": "DEMO-1",
                     *         "released": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReleasedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSession"];
            409: components["responses"]["PhoneElsewhere"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    extendSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "ttl_secs": 120
                 *     }
                 */
                "application/json": components["schemas"]["ExtendSessionRequest"];
            };
        };
        responses: {
            /** @description The session goes on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "session_id": "Zm9yIHRoaXMgcGFnZSBhbG9uZSwgbm90IGEgc2VjcmV",
                     *         "serial": "DEMO-1",
                     *         "label": "python script",
                     *         "ttl_secs": 120,
                     *         "expires_at": "2026-11-24T10:02:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSession"];
            409: components["responses"]["PhoneElsewhere"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    announceIntent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id, as `POST /rpc/session` answered it. It is a secret. */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "step": "tap Follow",
                 *       "action": "follow"
                 *     }
                 */
                "application/json": components["schemas"]["IntentRequest"];
            };
        };
        responses: {
            /** @description It is noted; the step may be taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "announced": true,
                     *         "username": "my_shop"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["IntentAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSession"];
            409: components["responses"]["PhoneElsewhere"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["BudgetOrRateUsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    callMethod: {
        parameters: {
            query?: never;
            header?: {
                /** @description The session's id. Without one that is valid, phones are not driven (40303). */
                "x-session-id"?: components["parameters"]["SessionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MethodCall"];
            };
        };
        responses: {
            /** @description It is done; the result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": true
                     *     }
                     */
                    "application/json": components["schemas"]["MethodAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSession"];
            409: components["responses"]["CommandRefused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    callAdb: {
        parameters: {
            query?: never;
            header?: {
                /** @description The session's id. Without one that is valid, phones are not driven (40303). */
                "x-session-id"?: components["parameters"]["SessionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "serial": "DEMO-1",
                 *       "args": [
                 *         "shell",
                 *         "am",
                 *         "broadcast",
                 *         "-a",
                 *         "ADB_INPUT_TEXT",
                 *         "--es",
                 *         "msg",
                 *         "héllo"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AdbCall"];
            };
        };
        responses: {
            /** @description What it printed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": "Broadcast completed: result=0\n"
                     *     }
                     */
                    "application/json": components["schemas"]["AdbAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSessionOrAdb"];
            409: components["responses"]["CommandRefused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getLeasedHierarchy: {
        parameters: {
            query?: {
                /** @description The phone, by its serial or an ADB address; the session's phone without it. Another phone is refused (40303). */
                serial?: components["parameters"]["LeasedSerial"];
            };
            header?: {
                /** @description The session's id. Without one that is valid, phones are not driven (40303). */
                "x-session-id"?: components["parameters"]["SessionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hierarchy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <hierarchy rotation="0"><node text="Follow" bounds="[48,910][1032,1020]"/></hierarchy> */
                    "application/xml": components["schemas"]["HierarchyXml"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSession"];
            409: components["responses"]["CommandRefused"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getLeasedScreenshot: {
        parameters: {
            query?: {
                /** @description The phone, by its serial or an ADB address; the session's phone without it. Another phone is refused (40303). */
                serial?: components["parameters"]["LeasedSerial"];
            };
            header?: {
                /** @description The session's id. Without one that is valid, phones are not driven (40303). */
                "x-session-id"?: components["parameters"]["SessionHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example (the bytes of a picture) */
                    "image/png": components["schemas"]["Png"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["NoSession"];
            409: components["responses"]["CommandRefused"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description Only accounts on this platform. */
                platform?: components["schemas"]["Platform"];
                /** @description Only accounts bound to this phone (serial or ADB address). */
                device?: string;
                /** @description Only accounts that are logged in (1 or logged_in), or are not (0 or not_logged_in). */
                logined?: components["schemas"]["ZeroOrOne"] | ("logged_in" | "not_logged_in");
                /** @description Only enabled (0 or enabled) or disabled (1 or disabled) accounts. */
                status?: components["schemas"]["ZeroOrOne"] | ("enabled" | "disabled");
                /** @description Only accounts with this tag. */
                tag?: string;
                /** @description Only accounts that are held, or are not. Drover's own. */
                held?: boolean;
                /** @description Only accounts with this username, on any platform; a leading `@` is optional. Drover's own. */
                username?: string;
                /** @description Which page, from 1 on. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page. */
                page_size?: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of accounts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "accounts": [
                     *           {
                     *             "id": 1,
                     *             "username": "my_shop",
                     *             "email": null,
                     *             "platform": "tiktok",
                     *             "packagename": null,
                     *             "device": "DEMO-1",
                     *             "device_online": true,
                     *             "device_name": "Virtual Phone",
                     *             "logined": 1,
                     *             "logined_text": "logged_in",
                     *             "status": 0,
                     *             "status_text": "enabled",
                     *             "tags": [
                     *               "shop"
                     *             ],
                     *             "held": false,
                     *             "held_since": null,
                     *             "held_reason": null
                     *           }
                     *         ],
                     *         "total": 1,
                     *         "page": 1,
                     *         "page_size": 20
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountPageAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "@my_shop",
                 *       "platform": "tiktok",
                 *       "device": "DEMO-1",
                 *       "tags": [
                 *         "shop"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "username": "my_shop",
                     *         "email": null,
                     *         "platform": "tiktok",
                     *         "packagename": null,
                     *         "device": "DEMO-1",
                     *         "device_online": true,
                     *         "device_name": "Virtual Phone",
                     *         "logined": 1,
                     *         "logined_text": "logged_in",
                     *         "status": 0,
                     *         "status_text": "enabled",
                     *         "tags": [
                     *           "shop"
                     *         ],
                     *         "held": false,
                     *         "held_since": null,
                     *         "held_reason": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["AccountConflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    importAccounts: {
        parameters: {
            query?: {
                /** @description Check the request and tell what it would do, but do nothing. Drover's own. */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example username,platform,device,tags
                 *     @my_shop,tiktok,DEMO-1,shop|spring
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description They are kept; with `dry_run`, what would be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "created_count": 2,
                     *         "updated_count": 1,
                     *         "warnings": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountsImportedAnswer"];
                };
            };
            400: components["responses"]["TableRefused"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    exportAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /**
                     * @description A name for the file.
                     * @example attachment; filename="accounts.csv"
                     */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example username,email,platform,packagename,device,logined,status,tags,time_zone,follow_limit,unfollow_limit,comment_limit,like_limit,post_limit
                     *     my_shop,,tiktok,com.zhiliaoapp.musically,DEMO-1,1,0,shop,,20,,,,
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    releaseAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "usernames": [
                 *         "@my_shop"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReleaseAccountsRequest"];
            };
        };
        responses: {
            /** @description They are not held; the accounts as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "released_count": 1,
                     *         "accounts": [
                     *           {
                     *             "id": 1,
                     *             "username": "my_shop",
                     *             "email": null,
                     *             "platform": "tiktok",
                     *             "packagename": null,
                     *             "device": "DEMO-1",
                     *             "device_online": true,
                     *             "device_name": "Virtual Phone",
                     *             "logined": 1,
                     *             "logined_text": "logged_in",
                     *             "status": 0,
                     *             "status_text": "enabled",
                     *             "tags": [
                     *               "shop"
                     *             ],
                     *             "held": false,
                     *             "held_since": null,
                     *             "held_reason": null
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountsReleasedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsernameNotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "username": "my_shop",
                     *         "email": null,
                     *         "platform": "tiktok",
                     *         "packagename": null,
                     *         "device": "DEMO-1",
                     *         "device_online": true,
                     *         "device_name": "Virtual Phone",
                     *         "logined": 1,
                     *         "logined_text": "logged_in",
                     *         "status": 0,
                     *         "status_text": "enabled",
                     *         "tags": [
                     *           "shop"
                     *         ],
                     *         "held": false,
                     *         "held_since": null,
                     *         "held_reason": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "device": "DEMO-2",
                 *       "tags": [
                 *         "shop",
                 *         "spring"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AccountFields"];
            };
        };
        responses: {
            /** @description The account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "username": "my_shop",
                     *         "email": null,
                     *         "platform": "tiktok",
                     *         "packagename": null,
                     *         "device": "DEMO-1",
                     *         "device_online": true,
                     *         "device_name": "Virtual Phone",
                     *         "logined": 1,
                     *         "logined_text": "logged_in",
                     *         "status": 0,
                     *         "status_text": "enabled",
                     *         "tags": [
                     *           "shop"
                     *         ],
                     *         "held": false,
                     *         "held_since": null,
                     *         "held_reason": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            409: components["responses"]["AccountConflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    deleteAccount: {
        parameters: {
            query?: {
                /** @description Delete its pending tasks with it. */
                force?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "deleted_count": 1,
                     *         "deleted_task_count": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountDeletedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            409: components["responses"]["AccountBusy"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    changeAccountBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "time_zone": "America/New_York",
                 *       "follow": 15,
                 *       "like": null
                 *     }
                 */
                "application/json": components["schemas"]["BudgetFields"];
            };
        };
        responses: {
            /** @description The account's day by the budget as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "time_zone": "America/New_York",
                     *         "day": "2026-11-25",
                     *         "actions": {
                     *           "follow": {
                     *             "limit": 15,
                     *             "used": 3
                     *           },
                     *           "unfollow": {
                     *             "limit": 30,
                     *             "used": 0
                     *           },
                     *           "comment": {
                     *             "limit": 20,
                     *             "used": 1
                     *           },
                     *           "like": {
                     *             "limit": 60,
                     *             "used": 12
                     *           },
                     *           "post": {
                     *             "limit": 5,
                     *             "used": 0
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BudgetAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    releaseAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not held; the account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "username": "my_shop",
                     *         "email": null,
                     *         "platform": "tiktok",
                     *         "packagename": null,
                     *         "device": "DEMO-1",
                     *         "device_online": true,
                     *         "device_name": "Virtual Phone",
                     *         "logined": 1,
                     *         "logined_text": "logged_in",
                     *         "status": 0,
                     *         "status_text": "enabled",
                     *         "tags": [
                     *           "shop"
                     *         ],
                     *         "held": false,
                     *         "held_since": null,
                     *         "held_reason": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    pauseAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is held; the account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "username": "my_shop",
                     *         "email": null,
                     *         "platform": "tiktok",
                     *         "packagename": null,
                     *         "device": "DEMO-1",
                     *         "device_online": true,
                     *         "device_name": "Virtual Phone",
                     *         "logined": 1,
                     *         "logined_text": "logged_in",
                     *         "status": 0,
                     *         "status_text": "enabled",
                     *         "tags": [
                     *           "shop"
                     *         ],
                     *         "held": true,
                     *         "held_since": "2026-11-24T00:12:07.318Z",
                     *         "held_reason": "paused by request"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    resumeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account's id.
                 * @example 1
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not held; the account as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "username": "my_shop",
                     *         "email": null,
                     *         "platform": "tiktok",
                     *         "packagename": null,
                     *         "device": "DEMO-1",
                     *         "device_online": true,
                     *         "device_name": "Virtual Phone",
                     *         "logined": 1,
                     *         "logined_text": "logged_in",
                     *         "status": 0,
                     *         "status_text": "enabled",
                     *         "tags": [
                     *           "shop"
                     *         ],
                     *         "held": false,
                     *         "held_since": null,
                     *         "held_reason": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccountNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listMaterials: {
        parameters: {
            query?: {
                /** @description Only materials with this tag. */
                tag?: string;
                /** @description Only materials that somebody has posted, or that nobody has. */
                used?: boolean;
                /** @description Only videos, or only images. */
                kind?: components["schemas"]["MaterialKind"];
                /** @description Which page, from 1 on. */
                page?: components["parameters"]["Page"];
                /** @description How many on a page. */
                page_size?: components["parameters"]["PageSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of materials. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "materials": [
                     *           {
                     *             "id": 1,
                     *             "name": "clip.mp4",
                     *             "kind": "video",
                     *             "content_type": "video/mp4",
                     *             "size": 5242880,
                     *             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *             "tags": [
                     *               "cats",
                     *               "summer"
                     *             ],
                     *             "caption": "{Hi|Hello}##A day at the sea",
                     *             "username": null,
                     *             "sort": null,
                     *             "used": true,
                     *             "used_by": [
                     *               "my_shop"
                     *             ],
                     *             "created_at": "2026-11-24T00:12:07.318Z"
                     *           }
                     *         ],
                     *         "total": 1,
                     *         "page": 1,
                     *         "page_size": 20
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MaterialPageAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The material's id; for `PUT` its name, 1 to 255 characters without slashes and control characters.
                 * @example 1
                 */
                material: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The material. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "name": "clip.mp4",
                     *         "kind": "video",
                     *         "content_type": "video/mp4",
                     *         "size": 5242880,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "tags": [
                     *           "cats",
                     *           "summer"
                     *         ],
                     *         "caption": "{Hi|Hello}##A day at the sea",
                     *         "username": null,
                     *         "sort": null,
                     *         "used": true,
                     *         "used_by": [
                     *           "my_shop"
                     *         ],
                     *         "created_at": "2026-11-24T00:12:07.318Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MaterialAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MaterialNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    putMaterial: {
        parameters: {
            query?: {
                /** @description Its tags, separated by commas. */
                tags?: string;
                /** @description Takes the place of the script's `captions`; alternatives as there. */
                caption?: string;
                /** @description The only user who may post it. */
                username?: components["schemas"]["UsernameText"] | "";
                /** @description Where it stands among images, the lowest first. */
                sort?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The material's id; for `PUT` its name, 1 to 255 characters without slashes and control characters.
                 * @example 1
                 */
                material: string;
            };
            cookie?: never;
        };
        /** @description No Content-Type is asked for. */
        requestBody: {
            content: {
                "video/mp4": unknown;
                "image/jpeg": unknown;
                "image/png": unknown;
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description It is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "name": "clip.mp4",
                     *         "kind": "video",
                     *         "content_type": "video/mp4",
                     *         "size": 5242880,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "tags": [
                     *           "cats",
                     *           "summer"
                     *         ],
                     *         "caption": "{Hi|Hello}##A day at the sea",
                     *         "username": null,
                     *         "sort": null,
                     *         "used": true,
                     *         "used_by": [
                     *           "my_shop"
                     *         ],
                     *         "created_at": "2026-11-24T00:12:07.318Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MaterialAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["MaterialHeld"];
            413: components["responses"]["FileTooLarge"];
            415: components["responses"]["NoMedia"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    deleteMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The material's id; for `PUT` its name, 1 to 255 characters without slashes and control characters.
                 * @example 1
                 */
                material: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "deleted_count": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MaterialNotFound"];
            409: components["responses"]["MaterialHeld"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    changeMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The material's id; for `PUT` its name, 1 to 255 characters without slashes and control characters.
                 * @example 1
                 */
                material: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tags": [
                 *         "cats"
                 *       ],
                 *       "username": "@my_shop",
                 *       "sort": 3
                 *     }
                 */
                "application/json": components["schemas"]["MaterialLabels"];
            };
        };
        responses: {
            /** @description The material as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "id": 1,
                     *         "name": "clip.mp4",
                     *         "kind": "video",
                     *         "content_type": "video/mp4",
                     *         "size": 5242880,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "tags": [
                     *           "cats",
                     *           "summer"
                     *         ],
                     *         "caption": "{Hi|Hello}##A day at the sea",
                     *         "username": null,
                     *         "sort": null,
                     *         "used": true,
                     *         "used_by": [
                     *           "my_shop"
                     *         ],
                     *         "created_at": "2026-11-24T00:12:07.318Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MaterialAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MaterialNotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getMaterialContent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One range of bytes.
                 * @example bytes=0-65535
                 */
                Range?: string;
                /** @description The `ETag` of the file that parts were read of before. */
                "If-Range"?: string;
            };
            path: {
                /**
                 * @description The material's id.
                 * @example 1
                 */
                material: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    /**
                     * @description That parts can be asked for.
                     * @example bytes
                     */
                    "Accept-Ranges": "bytes";
                    [name: string]: unknown;
                };
                content: {
                    /** @example (the bytes of a video) */
                    "video/mp4": string;
                    /** @example (the bytes of a picture) */
                    "image/jpeg": string;
                    /** @example (the bytes of a picture) */
                    "image/png": components["schemas"]["Png"];
                };
            };
            /** @description The part of the file. */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    /**
                     * @description That parts can be asked for.
                     * @example bytes
                     */
                    "Accept-Ranges": "bytes";
                    "Content-Range": components["headers"]["ContentRange"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example (some bytes of a video) */
                    "video/mp4": string;
                    /** @example (some bytes of a picture) */
                    "image/jpeg": string;
                    /** @example (some bytes of a picture) */
                    "image/png": components["schemas"]["Png"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MaterialNotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "auto_retry": false,
                     *         "max_retry_count": 3,
                     *         "random_order": false,
                     *         "daily_budget": {
                     *           "follow": 30,
                     *           "unfollow": 30,
                     *           "comment": 20,
                     *           "like": 60,
                     *           "post": 5
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "auto_retry": true,
                 *       "max_retry_count": 2
                 *     }
                 */
                "application/json": components["schemas"]["SettingsRequest"];
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "auto_retry": false,
                     *         "max_retry_count": 3,
                     *         "random_order": false,
                     *         "daily_budget": {
                     *           "follow": 30,
                     *           "unfollow": 30,
                     *           "comment": 20,
                     *           "like": 60,
                     *           "post": 5
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SettingsAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    proposeProfileRepair: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "task_id": 101,
                 *       "element": "profile.follow_button"
                 *     }
                 */
                "application/json": components["schemas"]["ProfileRepairRequest"];
            };
        };
        responses: {
            /** @description The proposals, the best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "profile": "tiktok",
                     *         "file": "profiles/tiktok.yaml",
                     *         "element": "profile.follow_button",
                     *         "locale": "en",
                     *         "pages": [
                     *           "profile"
                     *         ],
                     *         "proposals": [
                     *           {
                     *             "origin": "trial",
                     *             "node": "Button \"Keep up\" [240,780][540,880]",
                     *             "candidate": "{text: Keep up, class: Button}",
                     *             "newly_found": 0,
                     *             "stored": {
                     *               "right": 12,
                     *               "missed": 0,
                     *               "wrong": 0
                     *             },
                     *             "changed": {
                     *               "right": 61,
                     *               "missed": 3,
                     *               "wrong": 0
                     *             },
                     *             "mistakes": [],
                     *             "weak": false,
                     *             "diff": "--- /dev/null\n+++ profiles/tiktok.yaml\n@@ -0,0 +1,3 @@\n+elements:\n+  profile.follow_button:\n+    - {text: Keep up, class: Button}\n"
                     *           }
                     *         ],
                     *         "guessed": false,
                     *         "notes": [
                     *           "tried on 45 stored screens, on 12 of which the profile finds profile.follow_button"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProfileRepairAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ScreenNotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "paused": false,
                     *         "paused_since": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["QueueAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    pauseQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "paused": true,
                     *         "paused_since": "2026-11-24T00:12:07.318Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["QueueAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    resumeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not paused any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "paused": false,
                     *         "paused_since": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["QueueAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    listNodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The servers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "nodes": [
                     *           {
                     *             "id": "workshop",
                     *             "state": "alive",
                     *             "started_at": "2026-11-24T00:00:00Z",
                     *             "lease_until": "2026-11-24T00:12:30Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["NodesAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    showPageSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session of the request's cookie, or that there is none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "scope": "write",
                     *         "caller": "ann",
                     *         "expires_at": "2026-11-24T14:00:00Z",
                     *         "key_required": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            403: components["responses"]["CrossSite"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    openPageSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "key": "drover_9f2c51e0a7b4_S3cr3t"
                 *     }
                 */
                "application/json": {
                    /** @description An API key; needed only where the server asks for one. */
                    key?: string;
                };
            };
        };
        responses: {
            /** @description The session that was opened. */
            200: {
                headers: {
                    /**
                     * @description The session's cookie; its name ends with the port, and begins with `__Host-` where the server speaks TLS.
                     * @example drover_session_50809=S3cr3t; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict
                     */
                    "Set-Cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "scope": "admin",
                     *         "caller": "local",
                     *         "expires_at": "2026-11-24T14:00:00Z",
                     *         "key_required": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PageSessionAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["CrossSite"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    endPageSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": 0,
                     *       "message": "success",
                     *       "data": {
                     *         "ended": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SessionEndedAnswer"];
                };
            };
            400: components["responses"]["InvalidParameter"];
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["CrossSite"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: {
                /** @description The form of the document, whatever the header Accept says. */
                format?: "yaml" | "json";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example openapi: 3.1.1
                     *     info: ...
                     */
                    "application/yaml": string;
                    /**
                     * @example {
                     *       "openapi": "3.1.1",
                     *       "info": {
                     *         "title": "Drover",
                     *         "version": "1"
                     *       },
                     *       "paths": {}
                     *     }
                     */
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidParameter"];
            403: components["responses"]["CrossSite"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
        };
    };
    getDocumentationPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Content-Security-Policy": components["headers"]["ContentSecurityPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Drover API</title> */
                    "text/html": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidParameter"];
            403: components["responses"]["CrossSite"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
        };
    };
    getDocumentationFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A file that the page loads.
                 * @example initializer.js
                 */
                file: "swagger-ui.css" | "swagger-ui-bundle.js" | "initializer.js" | "page.css" | "favicon-32x32.png";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example body { margin: 0; } */
                    "text/css": string;
                    /** @example SwaggerUIBundle({ url: "openapi?format=json" }); */
                    "text/javascript": string;
                    /** @example (the bytes of a picture) */
                    "image/png": components["schemas"]["Png"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidParameter"];
            403: components["responses"]["CrossSite"];
            404: components["responses"]["PathNotFound"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "UP",
                     *       "loops": [
                     *         {
                     *           "name": "dispatcher",
                     *           "status": "UP"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            403: components["responses"]["CrossSite"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            /** @description A loop is stuck or has ended, and `loops` says which. Start the server again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "DOWN",
                     *       "loops": [
                     *         {
                     *           "name": "dispatcher",
                     *           "status": "DOWN",
                     *           "problem": "it has completed no step for 75 s"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "UP",
                     *       "database": "UP",
                     *       "loops": [
                     *         {
                     *           "name": "dispatcher",
                     *           "status": "UP"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            403: components["responses"]["CrossSite"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            /** @description The database can't be reached, or a loop does not turn. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "DOWN",
                     *       "database": "DOWN",
                     *       "loops": [
                     *         {
                     *           "name": "dispatcher",
                     *           "status": "UP"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The measurements, in the text format of Prometheus. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example http_server_requests_seconds_count{code="200",method="GET",route="/api/v1/task"} 12.0 */
                    "text/plain": string;
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["CrossSite"];
            429: components["responses"]["UsedUp"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["NotReady"];
        };
    };
}
