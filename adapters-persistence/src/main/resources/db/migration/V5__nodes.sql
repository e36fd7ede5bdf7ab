-- The servers on this database. Running tasks of one whose lease has ended are taken back by the others.
CREATE TABLE node (
    id          text PRIMARY KEY,
    lease_until timestamptz NOT NULL,         -- by the database's clock: nodes' clocks differ
    started_at  timestamptz NOT NULL
);

-- A person, or too many failures in a row, keeps a phone from running anything.
ALTER TABLE device ADD COLUMN paused_since timestamptz, ADD COLUMN pause_reason text;

-- A person keeps everything from running.
ALTER TABLE queue_setting ADD COLUMN paused_since timestamptz;

-- A stop that was asked of another node than the one that runs the task.
ALTER TABLE task ADD COLUMN stop_requested boolean NOT NULL DEFAULT false;
CREATE INDEX task_running_by_node ON task (node) WHERE status = 1;
