-- How the queue is run: one row.
CREATE TABLE queue_setting (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    auto_retry      boolean NOT NULL DEFAULT false,
    max_retry_count smallint NOT NULL DEFAULT 3 CHECK (max_retry_count BETWEEN 1 AND 10),
    random_order    boolean NOT NULL DEFAULT false
);
INSERT INTO queue_setting DEFAULT VALUES;

-- Answers to requests with an Idempotency-Key, so that a repeat gets the first answer.
CREATE TABLE idempotency_key (
    key         text PRIMARY KEY,
    fingerprint text NOT NULL,                -- SHA-256 of what was asked
    task_ids    bigint[] NOT NULL,
    warnings    text[] NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);

-- An account that its app has shown to need a person runs nothing until it is released.
ALTER TABLE account ADD COLUMN held_since timestamptz, ADD COLUMN held_reason text;

-- What a failed attempt leaves to find out why.
CREATE TABLE task_artifact (
    task_id      bigint NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    attempt      integer NOT NULL,
    name         text NOT NULL,
    content_type text NOT NULL,
    size         bigint NOT NULL,
    content      bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (task_id, attempt, name)
);
CREATE INDEX task_artifact_created ON task_artifact (created_at);

-- The material library; the files themselves lie in the materials folder under their id.
CREATE TABLE material (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    media_type text NOT NULL,
    size       bigint NOT NULL,
    sha256     text NOT NULL,
    tags       text[] NOT NULL DEFAULT '{}',
    caption    text,
    username   text,
    sort       integer,
    created_at timestamptz NOT NULL
);
CREATE INDEX material_tags ON material USING gin (tags);

-- Which user has posted, or is about to post, which file: never the same one twice.
CREATE TABLE material_use (
    source_key text NOT NULL,                 -- library:<id>, or file:<real path>
    user_key   text NOT NULL,                 -- account:<id>, or phone:<serial>
    task_id    bigint NOT NULL,
    attempt    integer NOT NULL,
    name       text NOT NULL,                 -- as its owner calls it
    taken_at   timestamptz NOT NULL,
    used_at    timestamptz,                   -- null while the attempt runs
    PRIMARY KEY (source_key, user_key)
);
CREATE INDEX material_use_task ON material_use (task_id);

-- Whoever watches the queue hears of every change, whichever node made it: id:status, or id:- of a deleted task.
-- A notification holds at most 8,000 bytes, so many changes at once are told in parts.
CREATE FUNCTION tell_of_inserted_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_task', string_agg(id || ':' || status, ','))
    FROM (SELECT id, status, row_number() OVER (ORDER BY id) / 300 AS part FROM after) AS changed
    GROUP BY part;
    RETURN NULL;
END $$;

CREATE FUNCTION tell_of_updated_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_task', string_agg(id || ':' || status, ','))
    FROM (SELECT after.id, after.status, row_number() OVER (ORDER BY after.id) / 300 AS part
          FROM after JOIN before ON before.id = after.id
          WHERE before.status <> after.status OR before.serial IS DISTINCT FROM after.serial) AS changed
    GROUP BY part;
    RETURN NULL;
END $$;

CREATE FUNCTION tell_of_deleted_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_task', string_agg(id || ':-', ','))
    FROM (SELECT id, row_number() OVER (ORDER BY id) / 300 AS part FROM before) AS changed
    GROUP BY part;
    RETURN NULL;
END $$;

CREATE TRIGGER task_insert_told AFTER INSERT ON task REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_inserted_tasks();
CREATE TRIGGER task_update_told AFTER UPDATE ON task REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_updated_tasks();
CREATE TRIGGER task_delete_told AFTER DELETE ON task REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_deleted_tasks();

CREATE FUNCTION tell_of_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_device', coalesce(NEW.serial, OLD.serial));
    RETURN NULL;
END $$;

CREATE TRIGGER device_told AFTER INSERT OR UPDATE OR DELETE ON device
    FOR EACH ROW EXECUTE FUNCTION tell_of_device();
