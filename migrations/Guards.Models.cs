using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>An alias moves only with an event, events and gate answers are only added, and a ready version does not change.</summary>
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
}
