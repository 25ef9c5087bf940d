using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>
    /// A decided ethics review never changes, nor do its votes and declarations; votes are cast only while voting is open, and
    /// a condition is fulfilled once.
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
}
