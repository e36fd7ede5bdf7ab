-- Who may use the API where that is asked for. Of a key only a hash is kept.
CREATE TABLE api_key (
    id         text PRIMARY KEY,              -- the part of the key that is no secret
    name       text NOT NULL,
    scope      text NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- A revoked key's name may be given anew; the log tells the two apart by time.
CREATE UNIQUE INDEX api_key_name ON api_key (name) WHERE revoked_at IS NULL;
