-- Finished tasks are kept for a while only; the oldest go first.
CREATE INDEX task_finished ON task (finished_at) WHERE status >= 2;

-- Which process holds the node's lease: a copied home brings two of one name. A server of the version before leaves it
-- as it is.
ALTER TABLE node ADD COLUMN process uuid;
