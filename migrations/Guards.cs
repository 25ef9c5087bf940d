using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

/// <summary>
/// Triggers that enforce the invariants for every database client: ledger entries and consent records are only added, and a
/// sealed version does not change.
/// </summary>
internal static partial class Guards
{
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% on % is forbidden: rows are only added', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$;

            CREATE TRIGGER ledger_entries_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
                FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

            CREATE TRIGGER consent_records_never_updated BEFORE UPDATE OR TRUNCATE ON consent_records
                FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

            CREATE TRIGGER label_schema_versions_never_updated BEFORE UPDATE OR TRUNCATE ON label_schema_versions
                FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

            CREATE FUNCTION keep_sealed_version() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'Draft' THEN
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                IF TG_OP = 'DELETE' THEN
                    RAISE EXCEPTION 'a sealed version is never deleted' USING ERRCODE = 'restrict_violation';
                END IF;
                IF NEW.state = 'Draft' OR (to_jsonb(NEW) - 'state') IS DISTINCT FROM (to_jsonb(OLD) - 'state') THEN
                    RAISE EXCEPTION 'a sealed version never changes' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;

            CREATE TRIGGER dataset_versions_sealed BEFORE UPDATE OR DELETE ON dataset_versions
                FOR EACH ROW EXECUTE FUNCTION keep_sealed_version();

            CREATE FUNCTION keep_sealed_places() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                version_state text;
            BEGIN
                SELECT state INTO version_state FROM dataset_versions
                WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
                -- An erasure empties the place and its stratum and leaves its leaf, so that the manifest can still be proven.
                IF version_state = 'Draft'
                    OR (TG_OP = 'UPDATE' AND NEW.sample_id IS NULL AND NEW.stratum IN (OLD.stratum, 'erased')
                        AND (to_jsonb(NEW) - 'sample_id' - 'stratum') = (to_jsonb(OLD) - 'sample_id' - 'stratum')) THEN
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                RAISE EXCEPTION 'the samples of a sealed version never change' USING ERRCODE = 'restrict_violation';
            END $$;

            CREATE TRIGGER version_samples_sealed BEFORE INSERT OR UPDATE OR DELETE ON version_samples
                FOR EACH ROW EXECUTE FUNCTION keep_sealed_places();
            """);
    }

    public static void Drop(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS version_samples_sealed ON version_samples;
        DROP TRIGGER IF EXISTS dataset_versions_sealed ON dataset_versions;
        DROP TRIGGER IF EXISTS label_schema_versions_never_updated ON label_schema_versions;
        DROP TRIGGER IF EXISTS consent_records_never_updated ON consent_records;
        DROP TRIGGER IF EXISTS ledger_entries_only_added ON ledger_entries;
        DROP FUNCTION IF EXISTS keep_sealed_places();
        DROP FUNCTION IF EXISTS keep_sealed_version();
        DROP FUNCTION IF EXISTS forbid_change();
        """);
}
