-- A material's content lies in the library's folder under a name that no other content ever has. A use of it is noted
-- under that name (material_use.source_key: library:<file>, or file:<real path>), so that new content is a new thing
-- to post.
ALTER TABLE material
    ADD COLUMN file text NOT NULL UNIQUE,
    ADD COLUMN username_key text;             -- lower case, as in account

ALTER TABLE material_use
    ADD COLUMN place smallint NOT NULL DEFAULT 0; -- among the files of one post
CREATE INDEX material_use_user ON material_use (user_key);

-- Files in the library's folder that belong to no material: on their way in or out. What a crash leaves is found here.
CREATE TABLE material_leftover (
    file     text PRIMARY KEY,
    node     text NOT NULL,                   -- that writes or removes it
    noted_at timestamptz NOT NULL
);
