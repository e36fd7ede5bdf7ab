-- The tasks of one request are a batch, whose number is the id of its first task. NULL in rows of a server of the version
-- before: their tasks are in no batch.
ALTER TABLE task_config ADD COLUMN batch_id bigint;
CREATE INDEX task_config_batch ON task_config (batch_id) WHERE batch_id IS NOT NULL;

-- A pending task that is moved to another time is a change, too.
CREATE OR REPLACE FUNCTION tell_of_updated_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_task', string_agg(id || ':' || status, ','))
    FROM (SELECT after.id, after.status, row_number() OVER (ORDER BY after.id) / 300 AS part
          FROM after JOIN before ON before.id = after.id
          WHERE before.status <> after.status OR before.serial IS DISTINCT FROM after.serial
             OR before.scheduled_at <> after.scheduled_at) AS changed
    GROUP BY part;
    RETURN NULL;
END $$;
