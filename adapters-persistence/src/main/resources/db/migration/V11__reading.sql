-- A bounded form of the configuration, for lists and events. NULL in rows of a server of the version before: the first
-- that reads such a row fills it in.
ALTER TABLE task_config ADD COLUMN brief text;

-- The names of the scripts that a server can run. NULL of a server of the version before, which does not say.
ALTER TABLE node ADD COLUMN scripts text[];
