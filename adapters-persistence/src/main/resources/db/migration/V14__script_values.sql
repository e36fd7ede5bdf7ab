-- The checked parameters of a task's script by their names on the wire, as its script type declares them. NULL in rows of
-- a server of the version before, whose form in the column script is read then. That form is still written for the scripts
-- which such a server knows.
ALTER TABLE task_detail ADD COLUMN script_values jsonb;
