-- What a claim and an end write for each task, made less.

-- Lists and counts by status. A claim enters nothing here: what runs is in the indexes of running tasks. A server of the version
-- before is served by these, too.
CREATE INDEX task_pending ON task (id) WHERE status = 0;
CREATE INDEX task_completed ON task (id) WHERE status = 2;
DROP INDEX task_status;

-- A claim looks here for each phone.
CREATE INDEX device_paused ON device (serial) WHERE paused_since IS NOT NULL;

-- Room for the end of an attempt on the page of its beginning, so that the index of attempts need not learn of it.
ALTER TABLE task_attempt SET (fillfactor = 50);

-- As before, but looks for the lease's server only if there is a lease, which is seldom.
CREATE OR REPLACE FUNCTION leave_leased_phone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM phone_lease WHERE serial = NEW.serial) THEN
        IF EXISTS (SELECT FROM live_phone_lease WHERE serial = NEW.serial) THEN
            RETURN NULL;
        END IF;
    END IF;
    RETURN NEW;
END $$;
