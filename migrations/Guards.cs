using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

/// <summary>
/// What must never happen, forbidden by the database itself, for whoever connects: the ledger is only added to,
/// consent records are only added to, and a sealed version does not change.
/// </summary>
internal static class Guards
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
                -- An erasure empties the place and leaves its leaf, so that the manifest can still be proven.
                IF version_state = 'Draft'
                    OR (TG_OP = 'UPDATE' AND NEW.sample_id IS NULL AND (to_jsonb(NEW) - 'sample_id') = (to_jsonb(OLD) - 'sample_id')) THEN
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                RAISE EXCEPTION 'the samples of a sealed version never change' USING ERRCODE = 'restrict_violation';
            END $$;

            CREATE TRIGGER version_samples_sealed BEFORE INSERT OR UPDATE OR DELETE ON version_samples
                FOR EACH ROW EXECUTE FUNCTION keep_sealed_places();
            """);
    }

    /// <summary>Aliases move only with an event, events and answers are only added, and a ready version does not change.</summary>
    public static void CreateForModels(MigrationBuilder migration) => migration.Sql("""
        CREATE TRIGGER alias_events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON alias_events
            FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

        CREATE TRIGGER alias_gate_answers_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON alias_gate_answers
            FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

        CREATE FUNCTION move_alias_with_event() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            told alias_events%ROWTYPE;
        BEGIN
            IF TG_OP = 'DELETE' THEN
                RAISE EXCEPTION 'an alias is never deleted' USING ERRCODE = 'restrict_violation';
            END IF;
            SELECT * INTO told FROM alias_events WHERE id = NEW.last_event_id;
            IF told.id IS NULL OR told.model_id <> NEW.model_id OR told.alias <> NEW.name OR told.to_version_id <> NEW.version_id
                OR (TG_OP = 'UPDATE' AND (told.previous_event_id IS DISTINCT FROM OLD.last_event_id OR told.from_version_id IS DISTINCT FROM OLD.version_id))
                OR (TG_OP = 'INSERT' AND told.previous_event_id IS NOT NULL) THEN
                RAISE EXCEPTION 'an alias moves only with its event' USING ERRCODE = 'restrict_violation';
            END IF;
            IF NOT EXISTS (SELECT 1 FROM model_versions WHERE id = NEW.version_id AND model_id = NEW.model_id AND state = 'Ready') THEN
                RAISE EXCEPTION 'an alias stands only at a ready version of its model' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$;

        CREATE TRIGGER model_aliases_move_with_event BEFORE INSERT OR UPDATE OR DELETE ON model_aliases
            FOR EACH ROW EXECUTE FUNCTION move_alias_with_event();

        CREATE FUNCTION keep_ready_model_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.state = 'Ready' THEN
                RAISE EXCEPTION 'a ready model version never changes' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;

        CREATE TRIGGER model_versions_ready BEFORE UPDATE OR DELETE ON model_versions
            FOR EACH ROW EXECUTE FUNCTION keep_ready_model_version();

        CREATE FUNCTION keep_model_version_places() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            version_state text;
        BEGIN
            SELECT state INTO version_state FROM model_versions
            WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
            -- An erasure empties the place; that it was there is what the withdrawn share is counted from.
            IF version_state <> 'Ready'
                OR (TG_OP = 'UPDATE' AND NEW.sample_id IS NULL AND (to_jsonb(NEW) - 'sample_id') = (to_jsonb(OLD) - 'sample_id')) THEN
                RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
            END IF;
            RAISE EXCEPTION 'what a ready model version learned from never changes' USING ERRCODE = 'restrict_violation';
        END $$;

        CREATE TRIGGER model_version_samples_ready BEFORE INSERT OR UPDATE OR DELETE ON model_version_samples
            FOR EACH ROW EXECUTE FUNCTION keep_model_version_places();
        """);

    public static void DropForModels(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS model_version_samples_ready ON model_version_samples;
        DROP TRIGGER IF EXISTS model_versions_ready ON model_versions;
        DROP TRIGGER IF EXISTS model_aliases_move_with_event ON model_aliases;
        DROP TRIGGER IF EXISTS alias_gate_answers_only_added ON alias_gate_answers;
        DROP TRIGGER IF EXISTS alias_events_only_added ON alias_events;
        DROP FUNCTION IF EXISTS keep_model_version_places();
        DROP FUNCTION IF EXISTS keep_ready_model_version();
        DROP FUNCTION IF EXISTS move_alias_with_event();
        """);

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

    /// <summary>
    /// A decided ethics review never changes, nor what was voted and declared in it; votes are cast only while a vote
    /// is open, and a condition is fulfilled once.
    /// </summary>
    public static void CreateForEthics(MigrationBuilder migration) => migration.Sql("""
        CREATE FUNCTION keep_decided_review() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND OLD.state <> 'Draft' THEN
                RAISE EXCEPTION 'a submitted ethics review is never deleted' USING ERRCODE = 'restrict_violation';
            END IF;
            IF OLD.state IN ('Approved', 'ApprovedWithConditions', 'Rejected', 'Withdrawn') THEN
                RAISE EXCEPTION 'a decided ethics review never changes' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;

        CREATE TRIGGER ethics_reviews_decided BEFORE UPDATE OR DELETE ON ethics_reviews
            FOR EACH ROW EXECUTE FUNCTION keep_decided_review();

        CREATE FUNCTION keep_decided_proceedings() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            review_state text;
        BEGIN
            SELECT state INTO review_state FROM ethics_reviews
            WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.review_id ELSE OLD.review_id END;
            IF TG_TABLE_NAME = 'ethics_votes' AND TG_OP <> 'DELETE' AND review_state <> 'Voting' THEN
                RAISE EXCEPTION 'votes are cast only while the vote is open' USING ERRCODE = 'restrict_violation';
            END IF;
            IF review_state IN ('Approved', 'ApprovedWithConditions', 'Rejected', 'Withdrawn') THEN
                IF TG_TABLE_NAME = 'ethics_conditions' AND TG_OP = 'UPDATE' THEN
                    IF to_jsonb(OLD) ->> 'fulfilled_at' IS NULL AND (to_jsonb(NEW) - '{fulfilled_at,fulfilled_by,fulfilled_by_id,fulfilled_note}'::text[])
                        = (to_jsonb(OLD) - '{fulfilled_at,fulfilled_by,fulfilled_by_id,fulfilled_note}'::text[]) THEN
                        RETURN NEW;
                    END IF;
                END IF;
                RAISE EXCEPTION 'the proceedings of a decided ethics review never change' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;

        CREATE TRIGGER ethics_votes_decided BEFORE INSERT OR UPDATE OR DELETE ON ethics_votes
            FOR EACH ROW EXECUTE FUNCTION keep_decided_proceedings();
        CREATE TRIGGER ethics_presences_decided BEFORE INSERT OR UPDATE OR DELETE ON ethics_presences
            FOR EACH ROW EXECUTE FUNCTION keep_decided_proceedings();
        CREATE TRIGGER ethics_conflicts_decided BEFORE INSERT OR UPDATE OR DELETE ON ethics_conflicts
            FOR EACH ROW EXECUTE FUNCTION keep_decided_proceedings();
        CREATE TRIGGER ethics_conditions_decided BEFORE INSERT OR UPDATE OR DELETE ON ethics_conditions
            FOR EACH ROW EXECUTE FUNCTION keep_decided_proceedings();
        """);

    public static void DropForEthics(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS ethics_conditions_decided ON ethics_conditions;
        DROP TRIGGER IF EXISTS ethics_conflicts_decided ON ethics_conflicts;
        DROP TRIGGER IF EXISTS ethics_presences_decided ON ethics_presences;
        DROP TRIGGER IF EXISTS ethics_votes_decided ON ethics_votes;
        DROP TRIGGER IF EXISTS ethics_reviews_decided ON ethics_reviews;
        DROP FUNCTION IF EXISTS keep_decided_proceedings();
        DROP FUNCTION IF EXISTS keep_decided_review();
        """);

    /// <summary>An audit that has ended never changes; its report is what its digest says.</summary>
    public static void CreateForAudits(MigrationBuilder migration) => migration.Sql("""
        CREATE FUNCTION keep_ended_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.state <> 'Running' THEN
                RAISE EXCEPTION 'an audit that has ended never changes' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;

        CREATE TRIGGER audit_runs_ended BEFORE UPDATE OR DELETE ON audit_runs
            FOR EACH ROW EXECUTE FUNCTION keep_ended_audit();
        """);

    public static void DropForAudits(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS audit_runs_ended ON audit_runs;
        DROP FUNCTION IF EXISTS keep_ended_audit();
        """);
}
