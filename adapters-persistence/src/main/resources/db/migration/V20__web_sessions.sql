-- Who has signed in to the dashboard. Of a session's token only a hash is kept. A server of the version before does not know
-- these sessions.
CREATE TABLE web_session (
    hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    key_id     text REFERENCES api_key ON DELETE CASCADE,    -- NULL where no key is demanded
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
CREATE INDEX web_session_key ON web_session (key_id, created_at);

-- Servers end the event streams of what opens nothing any more. Triggers tell it, so that a revocation by a command of the
-- version before is told, too.
CREATE FUNCTION tell_of_ended_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_access', '');
    RETURN NULL;
END $$;

CREATE TRIGGER api_key_told AFTER UPDATE OF revoked_at OR DELETE ON api_key
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_ended_access();
CREATE TRIGGER web_session_told AFTER DELETE ON web_session
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_ended_access();
