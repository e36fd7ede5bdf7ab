-- What was posted is recognised by its content, under whatever name it comes again. NULL where the content is not known:
-- a file of a folder before it is read, one that a server of the version before took from a folder, or one whose material
-- was deleted or replaced before this migration.
ALTER TABLE material_use ADD COLUMN sha256 text;
UPDATE material_use SET sha256 = material.sha256 FROM material WHERE material_use.source_key = 'library:' || material.file;
CREATE INDEX material_use_content ON material_use (sha256, user_key);
CREATE INDEX material_content ON material (sha256);

-- A server of the version before does not write the content.
CREATE FUNCTION note_content_of_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT sha256 INTO NEW.sha256 FROM material WHERE file = substr(NEW.source_key, length('library:') + 1);
    RETURN NEW;
END $$;
CREATE TRIGGER material_use_content_noted BEFORE INSERT ON material_use
    FOR EACH ROW WHEN (NEW.sha256 IS NULL AND NEW.source_key LIKE 'library:%')
    EXECUTE FUNCTION note_content_of_use();
