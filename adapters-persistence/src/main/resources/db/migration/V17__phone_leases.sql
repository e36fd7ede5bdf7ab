-- The phones that a program or a person drives, instead of a task. A row keeps its phone until free_at by the database's
-- clock, but only while the process that opened it holds its server's lease.
CREATE TABLE phone_lease (
    serial     text PRIMARY KEY,
    node       text NOT NULL,
    process    uuid NOT NULL,
    holder     text NOT NULL CHECK (holder IN ('program', 'person')),
    label      text NOT NULL,                 -- what the holder calls itself
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    since      timestamptz NOT NULL,
    until      timestamptz NOT NULL,          -- when the holder's time is over
    free_at    timestamptz NOT NULL,          -- when others may have the phone: what was sent before the end may take a while
    CHECK (since < until AND until < free_at)
);

CREATE VIEW live_phone_lease AS
SELECT phone_lease.*
FROM phone_lease
JOIN node ON node.id = phone_lease.node AND node.process = phone_lease.process
WHERE phone_lease.free_at > now() AND node.lease_until > now();

-- A server says that it knows leases by writing its process here, too. A server of the version before changes process only.
ALTER TABLE node ADD COLUMN lease_process uuid;

-- Never a running task on a leased phone, whatever the code does: a server of the version before does not know that a phone
-- is leased, and claims nothing of it this way.
CREATE FUNCTION leave_leased_phone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM live_phone_lease WHERE serial = NEW.serial) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_leaves_leased_phone BEFORE UPDATE OF status ON task
    FOR EACH ROW WHEN (OLD.status <> 1 AND NEW.status = 1)
    EXECUTE FUNCTION leave_leased_phone();

-- Whoever watches the phones hears when a lease begins or ends, but not when it is extended.
CREATE FUNCTION tell_of_lease() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_lease', coalesce(NEW.serial, OLD.serial));
    RETURN NULL;
END $$;
CREATE TRIGGER lease_told AFTER INSERT OR DELETE ON phone_lease
    FOR EACH ROW EXECUTE FUNCTION tell_of_lease();
CREATE TRIGGER lease_replaced_told AFTER UPDATE ON phone_lease
    FOR EACH ROW WHEN (OLD.token_hash <> NEW.token_hash)
    EXECUTE FUNCTION tell_of_lease();
