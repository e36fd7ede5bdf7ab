-- What an attempt has chosen: an object of names, each with an array of texts. NULL of an attempt that chose nothing, and of
-- one on a server of the version before.
ALTER TABLE task_attempt ADD COLUMN chosen jsonb;

-- Whether an artifact shows a success. Those go first when artifacts take up too much. A server of the version before keeps
-- artifacts of failures only.
ALTER TABLE task_artifact ADD COLUMN of_success boolean NOT NULL DEFAULT false;

-- When a phone was last known to be connected, to a minute or so. Beside the phone's row, since whoever watches the phones is
-- told of each change of that.
CREATE TABLE device_seen (
    serial  text PRIMARY KEY REFERENCES device (serial) ON DELETE CASCADE,
    seen_at timestamptz NOT NULL
);
