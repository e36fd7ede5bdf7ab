-- The newest time that any server has seen, by its own clock: a licence has expired even when a clock is set back. One row.
CREATE TABLE seen_time (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    newest   timestamptz NOT NULL
);
