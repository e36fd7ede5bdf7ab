-- How many actions a day accounts without limits of their own may take: one row; NULL is Drover's usual limit. A server of
-- the version before does not know it, and uses the usual limits.
CREATE TABLE budget_setting (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    follow   integer CHECK (follow BETWEEN 0 AND 10000),
    unfollow integer CHECK (unfollow BETWEEN 0 AND 10000),
    comment  integer CHECK (comment BETWEEN 0 AND 10000),
    likes    integer CHECK (likes BETWEEN 0 AND 10000),
    post     integer CHECK (post BETWEEN 0 AND 10000)
);
INSERT INTO budget_setting DEFAULT VALUES;

-- Whoever watches the accounts hears of a hold, a release, a login and a logout.
CREATE FUNCTION tell_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('drover_account', NEW.id::text);
    RETURN NULL;
END $$;

CREATE TRIGGER account_told AFTER UPDATE ON account
    FOR EACH ROW
    WHEN (OLD.held_since IS DISTINCT FROM NEW.held_since OR OLD.logged_in IS DISTINCT FROM NEW.logged_in)
    EXECUTE FUNCTION tell_of_account();
