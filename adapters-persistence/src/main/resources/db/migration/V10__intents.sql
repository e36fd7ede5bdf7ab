-- Each step of an attempt that can't be taken back: committed before it is taken, settled once its effect was seen, or that
-- it has none. While one is not settled, or once one took effect, task.intent is not NULL: a server of the version before
-- does not repeat such an attempt.
CREATE TABLE task_intent (
    task_id      bigint NOT NULL,
    attempt      integer NOT NULL,
    number       integer NOT NULL CHECK (number > 0),
    step         text NOT NULL,
    committed_at timestamptz NOT NULL,
    settled_at   timestamptz,
    took_effect  boolean,
    PRIMARY KEY (task_id, attempt, number),
    FOREIGN KEY (task_id, attempt) REFERENCES task_attempt (task_id, number) ON DELETE CASCADE,
    CHECK ((settled_at IS NULL) = (took_effect IS NULL))
);
