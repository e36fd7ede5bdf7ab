-- What the farm knows of each version of each app: one phone tries a new one, the others wait. A server of the version before
-- knows none of it, and lets nothing wait.
CREATE TABLE app_version (
    app      text NOT NULL,                   -- the Android package
    version  text NOT NULL,
    platform text NOT NULL,
    state    text NOT NULL CHECK (state IN ('known', 'new', 'trying', 'passed', 'failed', 'allowed')),
    profile  text NOT NULL,                   -- the content of the profile that it was tried, or is to be tried, with
    phone    text,                            -- that tries it, or has tried it last
    task_id  bigint,                          -- whose attempt tries it
    attempt  integer,
    since    timestamptz NOT NULL,
    lacks    text,                            -- what the profile does not find
    PRIMARY KEY (app, version),
    CHECK (state NOT IN ('trying', 'failed') OR phone IS NOT NULL),
    CHECK ((state = 'trying') = (task_id IS NOT NULL AND attempt IS NOT NULL)),
    CHECK ((state = 'failed') = (lacks IS NOT NULL))
);

-- The apps of a phone.
CREATE TABLE phone_app (
    serial  text NOT NULL REFERENCES device (serial) ON DELETE CASCADE,
    app     text NOT NULL,
    version text NOT NULL,
    PRIMARY KEY (serial, app),
    FOREIGN KEY (app, version) REFERENCES app_version (app, version)
);
CREATE INDEX phone_app_version ON phone_app (app, version);

-- A trial lasts as long as its attempt runs.
CREATE VIEW app_trial AS
SELECT app, version, platform, profile, phone, since, lacks,
       CASE WHEN state = 'trying'
                 AND NOT EXISTS (SELECT 1 FROM task
                                 WHERE task.id = app_version.task_id AND task.attempt_count = app_version.attempt AND task.status = 1)
            THEN 'new' ELSE state END AS state
FROM app_version;

-- The apps of phones for which no task is claimed.
CREATE VIEW waiting_app AS
SELECT phone_app.serial, phone_app.app, app_trial.platform
FROM app_trial
JOIN phone_app USING (app, version)
WHERE app_trial.state IN ('trying', 'failed');

-- Which app a task opens: account for that of its account, else a platform. NULL of one that opens none, and of one that a
-- server of the version before has queued: it may be claimed, and its attempt finds out.
ALTER TABLE task_detail ADD COLUMN uses_app text;

-- Whoever watches the phones hears of new versions, and of how their trials go.
CREATE TRIGGER phone_app_told AFTER INSERT OR UPDATE OR DELETE ON phone_app
    FOR EACH ROW EXECUTE FUNCTION tell_of_device();
CREATE FUNCTION tell_of_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_device', serial) FROM phone_app WHERE app = NEW.app AND version = NEW.version;
    RETURN NULL;
END $$;
CREATE TRIGGER app_version_told AFTER UPDATE OF state ON app_version
    FOR EACH ROW EXECUTE FUNCTION tell_of_trial();
