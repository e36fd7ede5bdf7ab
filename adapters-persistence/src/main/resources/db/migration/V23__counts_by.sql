-- How many tasks there are, by what lists are filtered by, kept by the statements that change it: the total of a list costs the
-- same however many tasks there are, and a page far behind is found by blocks of ids. A shard's rows change only under the lock
-- of its row in task_count, so that two backends never wait for each other. A row may say 0.
CREATE TABLE task_count_by (
    kind  text NOT NULL,       -- all, completed, failed, script, source; serial, which is not kept by blocks
    value text NOT NULL,       -- the script, source or serial; else ''
    block bigint NOT NULL,     -- of 4096 ids: id >> 12; 0 where there are no blocks
    shard smallint NOT NULL,
    tasks bigint NOT NULL,
    PRIMARY KEY (kind, value, block, shard)
) WITH (fillfactor = 60);

-- No task comes, goes or changes between the counting and the triggers. In the order of a statement that creates tasks.
LOCK TABLE task IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE task_detail IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO task_count_by (kind, value, block, shard, tasks)
SELECT 'all', '', id >> 12, 0, count(*) FROM task GROUP BY id >> 12
UNION ALL
SELECT CASE status WHEN 2 THEN 'completed' ELSE 'failed' END, '', id >> 12, 0, count(*)
FROM task WHERE status IN (2, 3) GROUP BY status, id >> 12
UNION ALL
SELECT 'serial', serial, 0, 0, count(*) FROM task WHERE serial IS NOT NULL GROUP BY serial
UNION ALL
SELECT 'script', script_name, task_id >> 12, 0, count(*) FROM task_detail GROUP BY script_name, task_id >> 12
UNION ALL
SELECT 'source', source, task_id >> 12, 0, count(*) FROM task_detail GROUP BY source, task_id >> 12;

-- For tasks that are inserted or deleted.
CREATE FUNCTION count_tasks_by() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own CONSTANT smallint := pg_backend_pid() % 32;
    one CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    PERFORM FROM task_count WHERE shard = own FOR NO KEY UPDATE;
    INSERT INTO task_count_by AS kept (kind, value, block, shard, tasks)
    SELECT 'all', '', id >> 12, own, one * count(*) FROM changed GROUP BY id >> 12
    UNION ALL
    SELECT CASE status WHEN 2 THEN 'completed' ELSE 'failed' END, '', id >> 12, own, one * count(*)
    FROM changed WHERE status IN (2, 3) GROUP BY status, id >> 12
    UNION ALL
    SELECT 'serial', serial, 0, own, one * count(*) FROM changed WHERE serial IS NOT NULL GROUP BY serial
    ON CONFLICT (kind, value, block, shard) DO UPDATE SET tasks = kept.tasks + excluded.tasks;
    RETURN NULL;
END $$;
CREATE TRIGGER task_inserted_by AFTER INSERT ON task REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_tasks_by();
CREATE TRIGGER task_deleted_by AFTER DELETE ON task REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_tasks_by();

-- For their details. A deletion of tasks deletes these one at a time, unless they were deleted before.
CREATE FUNCTION count_details_by() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own CONSTANT smallint := pg_backend_pid() % 32;
    one CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    IF NOT EXISTS (SELECT FROM changed) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM task_count WHERE shard = own FOR NO KEY UPDATE;
    INSERT INTO task_count_by AS kept (kind, value, block, shard, tasks)
    SELECT 'script', script_name, task_id >> 12, own, one * count(*) FROM changed GROUP BY script_name, task_id >> 12
    UNION ALL
    SELECT 'source', source, task_id >> 12, own, one * count(*) FROM changed GROUP BY source, task_id >> 12
    ON CONFLICT (kind, value, block, shard) DO UPDATE SET tasks = kept.tasks + excluded.tasks;
    RETURN NULL;
END $$;
CREATE TRIGGER task_detail_inserted_by AFTER INSERT ON task_detail REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_details_by();
CREATE TRIGGER task_detail_deleted_by AFTER DELETE ON task_detail REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_details_by();

-- For tasks that end, and for ended ones that are tried again. A claim changes nothing here. A status of a newer version counts as none.
CREATE FUNCTION count_ended_tasks_by() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own CONSTANT smallint := pg_backend_pid() % 32;
BEGIN
    IF NOT EXISTS (SELECT FROM after WHERE status IN (2, 3)) AND NOT EXISTS (SELECT FROM before WHERE status IN (2, 3)) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM task_count WHERE shard = own FOR NO KEY UPDATE;
    INSERT INTO task_count_by AS kept (kind, value, block, shard, tasks)
    SELECT CASE status WHEN 2 THEN 'completed' ELSE 'failed' END, '', id >> 12, own, sum(n)
    FROM (SELECT id, status, 1 AS n FROM after WHERE status IN (2, 3)
          UNION ALL SELECT id, status, -1 FROM before WHERE status IN (2, 3)) AS ended
    GROUP BY status, id >> 12
    HAVING sum(n) <> 0
    ON CONFLICT (kind, value, block, shard) DO UPDATE SET tasks = kept.tasks + excluded.tasks;
    RETURN NULL;
END $$;
CREATE TRIGGER task_updated_by AFTER UPDATE ON task REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_ended_tasks_by();

-- For tasks that move with their account to another phone: few, and never those that are claimed or end.
CREATE FUNCTION count_moved_task_by() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own CONSTANT smallint := pg_backend_pid() % 32;
BEGIN
    PERFORM FROM task_count WHERE shard = own FOR NO KEY UPDATE;
    INSERT INTO task_count_by AS kept (kind, value, block, shard, tasks)
    SELECT 'serial', serial, 0, own, n
    FROM (VALUES (OLD.serial, -1), (NEW.serial, 1)) AS moved (serial, n)
    WHERE serial IS NOT NULL
    ON CONFLICT (kind, value, block, shard) DO UPDATE SET tasks = kept.tasks + excluded.tasks;
    RETURN NULL;
END $$;
CREATE TRIGGER task_moved_by AFTER UPDATE OF serial ON task
    FOR EACH ROW WHEN (OLD.serial IS DISTINCT FROM NEW.serial) EXECUTE FUNCTION count_moved_task_by();

-- Lists by source, by phone and status, and by outcome. Few tasks come from the dashboard, fail, or have no effect. The index of
-- phones takes the place of the one without the status, and serves a server of the version before, too.
CREATE INDEX task_detail_source ON task_detail (source, task_id) WHERE source <> 'api';
CREATE INDEX task_failed_serial ON task (serial, id) WHERE status = 3;
CREATE INDEX task_without_effect ON task (id) WHERE outcome = 'no_effect';
CREATE INDEX task_serial_listed ON task (serial, id) INCLUDE (status);
DROP INDEX IF EXISTS task_serial;
