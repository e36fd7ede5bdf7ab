-- The queue. The row of a task is narrow, since it is what claims and finishes rewrite; what only people read
-- (configuration, attempts, steps) lives beside it.

CREATE TABLE account (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username     text NOT NULL,
    username_key text NOT NULL,               -- lower case: platforms do not tell Ann from ann
    email        text NOT NULL DEFAULT '',
    platform     text NOT NULL,
    package_name text NOT NULL,
    serial       text,                        -- the phone that it is bound to
    logged_in    boolean NOT NULL DEFAULT true,
    enabled      boolean NOT NULL DEFAULT true,
    tags         text[] NOT NULL DEFAULT '{}',
    UNIQUE (platform, package_name, username_key)
);
CREATE INDEX account_username ON account (username_key);
CREATE INDEX account_serial ON account (serial);

CREATE TABLE device (
    serial          text PRIMARY KEY,
    node            text NOT NULL,            -- that it is, or was last, connected to
    addresses       text[] NOT NULL,
    model           text NOT NULL,
    android_version text NOT NULL,
    state           text NOT NULL,
    battery         smallint,
    problem         text
);

-- Network addresses that a node connects to when it starts.
CREATE TABLE device_address (
    node    text NOT NULL,
    address text NOT NULL,
    PRIMARY KEY (node, address)
);

-- A client's script_config as given: once a request, however many tasks it made.
CREATE TABLE task_config (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    config text NOT NULL
);

CREATE SEQUENCE task_id_seq AS bigint;

CREATE TABLE task (
    id            bigint PRIMARY KEY DEFAULT nextval('task_id_seq'),
    serial        text,                       -- null while its account is bound to no phone
    account_id    bigint REFERENCES account (id) ON DELETE SET NULL,
    status        smallint NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 3),
    scheduled_at  timestamptz NOT NULL,
    attempt_count integer NOT NULL DEFAULT 0,
    retry_count   integer NOT NULL DEFAULT 0,
    node          text,                       -- that runs it, or ran it last
    intent        text,                       -- the decisive step that the present attempt has begun
    started_at    timestamptz,
    finished_at   timestamptz,
    outcome       text,
    failure_code  text,
    remark        text,
    updated_at    timestamptz NOT NULL
);
-- Never two running tasks on one phone, whatever the code does.
CREATE UNIQUE INDEX task_running_once_a_phone ON task (serial) WHERE status = 1;
-- The heads of the phones' queues.
CREATE INDEX task_queue ON task (serial, scheduled_at, id) WHERE status = 0;
CREATE INDEX task_next_start ON task (scheduled_at) WHERE status = 0;
CREATE INDEX task_failed ON task (id) WHERE status = 3;
CREATE INDEX task_status ON task (status, id);
CREATE INDEX task_serial ON task (serial, id);

CREATE TABLE task_detail (
    task_id      bigint PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
    config_id    bigint NOT NULL REFERENCES task_config (id),
    script_name  text NOT NULL,
    script       jsonb NOT NULL,
    source       text NOT NULL,
    account_id   bigint,                      -- as it was when the task was made
    username     text,
    username_key text,
    start_time   text,
    created_at   timestamptz NOT NULL
);
CREATE INDEX task_detail_script ON task_detail (script_name, task_id);
CREATE INDEX task_detail_username ON task_detail (username_key, task_id);
CREATE INDEX task_detail_config ON task_detail (config_id);

CREATE TABLE task_attempt (
    task_id      bigint NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    number       integer NOT NULL,
    node         text NOT NULL,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    outcome      text,
    failure_code text,
    remark       text,
    progress     smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (task_id, number)
);

CREATE TABLE task_step (
    task_id     bigint NOT NULL,
    attempt     integer NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    description text NOT NULL,
    progress    smallint NOT NULL,
    PRIMARY KEY (task_id, attempt, id),
    FOREIGN KEY (task_id, attempt) REFERENCES task_attempt (task_id, number) ON DELETE CASCADE
);

-- How many tasks are in each state, kept by the statements that change them, so that reading it costs the same however
-- many there are. One row a shard: a backend only ever locks the row of its own shard, so they can't deadlock.
CREATE TABLE task_count (
    shard     smallint PRIMARY KEY,
    pending   bigint NOT NULL DEFAULT 0,
    running   bigint NOT NULL DEFAULT 0,
    completed bigint NOT NULL DEFAULT 0,
    failed    bigint NOT NULL DEFAULT 0
);
INSERT INTO task_count (shard) SELECT generate_series(0, 31);

CREATE FUNCTION count_tasks(change_0 bigint, change_1 bigint, change_2 bigint, change_3 bigint) RETURNS void
LANGUAGE sql AS $$
    UPDATE task_count
    SET pending = pending + change_0, running = running + change_1,
        completed = completed + change_2, failed = failed + change_3
    WHERE shard = pg_backend_pid() % 32
      AND (change_0 <> 0 OR change_1 <> 0 OR change_2 <> 0 OR change_3 <> 0)
$$;

CREATE FUNCTION count_inserted_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_tasks(
        count(*) FILTER (WHERE status = 0), count(*) FILTER (WHERE status = 1),
        count(*) FILTER (WHERE status = 2), count(*) FILTER (WHERE status = 3))
    FROM after;
    RETURN NULL;
END $$;

CREATE FUNCTION count_deleted_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_tasks(
        -count(*) FILTER (WHERE status = 0), -count(*) FILTER (WHERE status = 1),
        -count(*) FILTER (WHERE status = 2), -count(*) FILTER (WHERE status = 3))
    FROM before;
    RETURN NULL;
END $$;

CREATE FUNCTION count_updated_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_tasks(
        (sum(change) FILTER (WHERE status = 0))::bigint, (sum(change) FILTER (WHERE status = 1))::bigint,
        (sum(change) FILTER (WHERE status = 2))::bigint, (sum(change) FILTER (WHERE status = 3))::bigint)
    FROM (
        SELECT status, coalesce(sum(n), 0)::bigint AS change
        FROM (SELECT status, 1 AS n FROM after UNION ALL SELECT status, -1 FROM before
              UNION ALL SELECT generate_series(0, 3)::smallint, 0) AS moved
        GROUP BY status) AS changes;
    RETURN NULL;
END $$;

CREATE TRIGGER task_inserted AFTER INSERT ON task REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_tasks();
CREATE TRIGGER task_deleted AFTER DELETE ON task REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_tasks();
CREATE TRIGGER task_updated AFTER UPDATE ON task REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_updated_tasks();
