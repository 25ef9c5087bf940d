using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>
    /// What a suite or a policy requires never changes; only its state does, and never back to proposed. So what was approved
    /// is what decides.
    /// </summary>
    public static void CreateForPolicies(MigrationBuilder migration) => migration.Sql("""
        CREATE FUNCTION keep_audit_suite() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.state <> 'Proposed' OR NEW.state = 'Proposed'
                OR (NEW.id, NEW.name, NEW.number, NEW.suite, NEW.reason, NEW.created_by_id, NEW.created_by, NEW.created_at)
                    IS DISTINCT FROM
                    (OLD.id, OLD.name, OLD.number, OLD.suite, OLD.reason, OLD.created_by_id, OLD.created_by, OLD.created_at) THEN
                RAISE EXCEPTION 'a version of an audit suite never changes' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$;

        CREATE TRIGGER audit_suites_never_change BEFORE UPDATE OR DELETE ON audit_suites
            FOR EACH ROW EXECUTE FUNCTION keep_audit_suite();

        CREATE FUNCTION keep_promotion_policy() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE'
                OR NOT (OLD.state = 'Proposed' AND NEW.state IN ('InForce', 'Rejected')
                    OR OLD.state = 'InForce' AND NEW.state = 'Replaced'
                        AND NEW.decided_by_id = OLD.decided_by_id AND NEW.decided_at = OLD.decided_at)
                OR (NEW.id, NEW.model_id, NEW.alias, NEW.suite_id, NEW.evaluation_version_id, NEW.maximum_age_days,
                    NEW.minimum_subjects, NEW.minimum_samples, NEW.maximum_withdrawn_share, NEW.approver_role, NEW.reason,
                    NEW.created_by_id, NEW.created_by, NEW.created_at)
                    IS DISTINCT FROM
                    (OLD.id, OLD.model_id, OLD.alias, OLD.suite_id, OLD.evaluation_version_id, OLD.maximum_age_days,
                    OLD.minimum_subjects, OLD.minimum_samples, OLD.maximum_withdrawn_share, OLD.approver_role, OLD.reason,
                    OLD.created_by_id, OLD.created_by, OLD.created_at) THEN
                RAISE EXCEPTION 'a promotion policy never changes' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$;

        CREATE TRIGGER promotion_policies_never_change BEFORE UPDATE OR DELETE ON promotion_policies
            FOR EACH ROW EXECUTE FUNCTION keep_promotion_policy();
        """);

    public static void DropForPolicies(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS promotion_policies_never_change ON promotion_policies;
        DROP FUNCTION IF EXISTS keep_promotion_policy();
        DROP TRIGGER IF EXISTS audit_suites_never_change ON audit_suites;
        DROP FUNCTION IF EXISTS keep_audit_suite();
        """);
}
