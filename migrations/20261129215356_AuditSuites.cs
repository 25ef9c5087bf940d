using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class AuditSuites : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "suite_id",
                table: "audit_runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_predictions",
                columns: table => new
                {
                    audit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_ordinal = table.Column<int>(type: "integer", nullable: false),
                    used = table.Column<short>(type: "smallint", nullable: false),
                    label = table.Column<int>(type: "integer", nullable: false),
                    probabilities = table.Column<float[]>(type: "real[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_predictions", x => new { x.audit_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_audit_predictions_audit_run_audit_id",
                        column: x => x.audit_id,
                        principalTable: "audit_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_audit_predictions_sample_sample_id",
                        column: x => x.sample_id,
                        principalTable: "samples",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audit_suites",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    suite = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_suites", x => x.id);
                    table.CheckConstraint("ck_audit_suite_two_persons", "(state = 'Proposed') = (decided_by_id IS NULL) AND (state <> 'Approved' OR decided_by_id <> created_by_id)");
                });

            migrationBuilder.CreateTable(
                name: "promotion_policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    suite_id = table.Column<Guid>(type: "uuid", nullable: false),
                    evaluation_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    maximum_age_days = table.Column<int>(type: "integer", nullable: false),
                    minimum_subjects = table.Column<int>(type: "integer", nullable: false),
                    minimum_samples = table.Column<int>(type: "integer", nullable: false),
                    maximum_withdrawn_share = table.Column<double>(type: "double precision", nullable: false),
                    approver_role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promotion_policies", x => x.id);
                    table.CheckConstraint("ck_promotion_policy_two_persons", "(state = 'Proposed') = (decided_by_id IS NULL) AND (state NOT IN ('InForce', 'Replaced') OR decided_by_id <> created_by_id)");
                    table.ForeignKey(
                        name: "fk_promotion_policies_dataset_version_evaluation_version_id",
                        column: x => x.evaluation_version_id,
                        principalTable: "dataset_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_promotion_policies_model_model_id",
                        column: x => x.model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_promotion_policies_suite_version_suite_id",
                        column: x => x.suite_id,
                        principalTable: "audit_suites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_runs_suite_id",
                table: "audit_runs",
                column: "suite_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_predictions_sample_id",
                table: "audit_predictions",
                column: "sample_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_suites_name_number",
                table: "audit_suites",
                columns: new[] { "name", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_promotion_policies_evaluation_version_id",
                table: "promotion_policies",
                column: "evaluation_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_promotion_policies_one_in_force",
                table: "promotion_policies",
                columns: new[] { "model_id", "alias" },
                unique: true,
                filter: "state = 'InForce'");

            migrationBuilder.CreateIndex(
                name: "ix_promotion_policies_one_proposed",
                table: "promotion_policies",
                columns: new[] { "model_id", "alias", "state" },
                unique: true,
                filter: "state = 'Proposed'");

            migrationBuilder.CreateIndex(
                name: "ix_promotion_policies_suite_id",
                table: "promotion_policies",
                column: "suite_id");

            migrationBuilder.AddForeignKey(
                name: "fk_audit_runs_suite_version_suite_id",
                table: "audit_runs",
                column: "suite_id",
                principalTable: "audit_suites",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            Guards.CreateForPolicies(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Guards.DropForPolicies(migrationBuilder);

            migrationBuilder.DropForeignKey(
                name: "fk_audit_runs_suite_version_suite_id",
                table: "audit_runs");

            migrationBuilder.DropTable(
                name: "audit_predictions");

            migrationBuilder.DropTable(
                name: "promotion_policies");

            migrationBuilder.DropTable(
                name: "audit_suites");

            migrationBuilder.DropIndex(
                name: "ix_audit_runs_suite_id",
                table: "audit_runs");

            migrationBuilder.DropColumn(
                name: "suite_id",
                table: "audit_runs");
        }
    }
}
