-- In which app an attempt works, for the statistics. NULL of an attempt that did not say, and of one on a server of the version
-- before.
ALTER TABLE task_attempt ADD COLUMN app text, ADD COLUMN app_version text;

-- Tasks that ended, summed up by quarters of an hour that are over, so that nobody counts a million tasks to draw a chart. What is
-- not summed up yet is counted from task. An empty text stands for an app that is not known.
CREATE TABLE task_history (
    quarter     timestamptz NOT NULL,         -- its beginning
    script_name text NOT NULL,
    app         text NOT NULL,
    app_version text NOT NULL,
    ended_as    text NOT NULL,                -- committed, no_effect, failed, unknown or cancelled
    tasks       bigint NOT NULL,
    PRIMARY KEY (quarter, script_name, app, app_version, ended_as)
);

-- How long they were due before they started, in steps of a tenth: e^(step/10) - 1 milliseconds.
CREATE TABLE task_delay (
    quarter timestamptz NOT NULL,
    step    smallint NOT NULL,
    tasks   bigint NOT NULL,
    PRIMARY KEY (quarter, step)
);

-- Up to when tasks are summed up: one row.
CREATE TABLE task_history_end (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    until    timestamptz NOT NULL
);

-- Lists of what needs a look. Few tasks fail, and fewer have an unknown outcome.
CREATE INDEX task_outcome_unknown ON task (id) WHERE outcome = 'unknown';
CREATE INDEX task_failure_code ON task (failure_code, id) WHERE failure_code IS NOT NULL;

-- Who paused a phone. NULL of a pause by a server of the version before, which leaves it as it is when it resumes the phone.
ALTER TABLE device ADD COLUMN paused_by text;
CREATE FUNCTION forget_who_paused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.paused_by := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER device_resumed BEFORE UPDATE OF paused_since ON device
    FOR EACH ROW WHEN (NEW.paused_since IS NULL AND NEW.paused_by IS NOT NULL)
    EXECUTE FUNCTION forget_who_paused();
