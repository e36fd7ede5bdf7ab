-- A task keeps the number of its account when that is deleted, so that it can never be taken for one that is for
-- whoever is logged in: a claim finds no such account.
ALTER TABLE task DROP CONSTRAINT task_account_id_fkey;

-- What is pending or running for an account.
CREATE INDEX task_account ON task (account_id) WHERE account_id IS NOT NULL AND status < 2;
