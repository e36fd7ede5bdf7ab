-- Usernames are compared in one form of Unicode, NFC. A server of the version before may still write another one, which
-- the triggers turn into it. A database that is not in UTF-8 has no such forms.
DO $migration$
BEGIN
    IF getdatabaseencoding() <> 'UTF8' THEN
        RETURN;
    END IF;

    -- Of two accounts that are the same in this form, the older one takes it; the other stays as it is, for the operator
    -- to delete.
    UPDATE account
    SET username_key = normalize(username_key, NFC)
    WHERE username_key IS NOT NFC NORMALIZED
      AND NOT EXISTS (
          SELECT 1 FROM account AS same
          WHERE same.id <> account.id
            AND same.platform = account.platform AND same.package_name = account.package_name
            AND normalize(same.username_key, NFC) = normalize(account.username_key, NFC)
            AND (same.username_key IS NFC NORMALIZED OR same.id < account.id));
    UPDATE material SET username_key = normalize(username_key, NFC) WHERE username_key IS NOT NFC NORMALIZED;
    UPDATE task_detail SET username_key = normalize(username_key, NFC) WHERE username_key IS NOT NFC NORMALIZED;

    CREATE FUNCTION normalize_username_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.username_key := normalize(NEW.username_key, NFC);
        RETURN NEW;
    END $$;
    CREATE TRIGGER account_username_normalized BEFORE INSERT OR UPDATE OF username_key ON account
        FOR EACH ROW WHEN (NEW.username_key IS NOT NFC NORMALIZED) EXECUTE FUNCTION normalize_username_key();
    CREATE TRIGGER material_username_normalized BEFORE INSERT OR UPDATE OF username_key ON material
        FOR EACH ROW WHEN (NEW.username_key IS NOT NFC NORMALIZED) EXECUTE FUNCTION normalize_username_key();
    CREATE TRIGGER task_detail_username_normalized BEFORE INSERT OR UPDATE OF username_key ON task_detail
        FOR EACH ROW WHEN (NEW.username_key IS NOT NFC NORMALIZED) EXECUTE FUNCTION normalize_username_key();
END $migration$;
