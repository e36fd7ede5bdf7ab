-- What accounts may do in a day, where the operator has said so: no row, or NULL, is the usual limit and the server's zone.
CREATE TABLE account_budget (
    account_id bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    time_zone  text,
    follow     integer CHECK (follow BETWEEN 0 AND 10000),
    unfollow   integer CHECK (unfollow BETWEEN 0 AND 10000),
    comment    integer CHECK (comment BETWEEN 0 AND 10000),
    likes      integer CHECK (likes BETWEEN 0 AND 10000),
    post       integer CHECK (post BETWEEN 0 AND 10000)
);

-- What they have done, by days of their own zones.
CREATE TABLE account_action (
    account_id bigint  NOT NULL REFERENCES account ON DELETE CASCADE,
    day        date    NOT NULL,
    action     text    NOT NULL,
    spent      integer NOT NULL CHECK (spent > 0),
    PRIMARY KEY (account_id, day, action)
);
