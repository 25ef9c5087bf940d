using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class Ethics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dataset_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    verdict = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    report = table.Column<string>(type: "jsonb", nullable: true),
                    report_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_runs", x => x.id);
                    table.CheckConstraint("ck_audit_run_finished_has_report", "state <> 'Finished' OR (verdict IS NOT NULL AND report IS NOT NULL AND report_digest IS NOT NULL AND finished_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_audit_runs_dataset_version_dataset_version_id",
                        column: x => x.dataset_version_id,
                        principalTable: "dataset_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_audit_runs_model_version_model_version_id",
                        column: x => x.model_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ethics_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    active_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    active_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ethics_members", x => x.id);
                    table.ForeignKey(
                        name: "fk_ethics_members_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ethics_reviews",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    model_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    title = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    lay_summary = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    risks = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    submitted_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    vote_opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    minutes = table.Column<string>(type: "jsonb", nullable: true),
                    decision_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ethics_reviews", x => x.id);
                    table.ForeignKey(
                        name: "fk_ethics_reviews_model_version_model_version_id",
                        column: x => x.model_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ethics_conditions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    minimum = table.Column<int>(type: "integer", nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fulfilled_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    fulfilled_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    fulfilled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fulfilled_note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ethics_conditions", x => x.id);
                    table.CheckConstraint("ck_ethics_conditions_minimum", "(kind = 'MinimumGroupSize') = (minimum IS NOT NULL) AND minimum > 0");
                    table.ForeignKey(
                        name: "fk_ethics_conditions_ethics_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "ethics_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ethics_conflicts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    declared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ethics_conflicts", x => x.id);
                    table.ForeignKey(
                        name: "fk_ethics_conflicts_ethics_members_member_id",
                        column: x => x.member_id,
                        principalTable: "ethics_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ethics_conflicts_ethics_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "ethics_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ethics_presences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    arrived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ethics_presences", x => x.id);
                    table.ForeignKey(
                        name: "fk_ethics_presences_ethics_members_member_id",
                        column: x => x.member_id,
                        principalTable: "ethics_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ethics_presences_ethics_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "ethics_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ethics_votes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    choice = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    comment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    cast_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ethics_votes", x => x.id);
                    table.ForeignKey(
                        name: "fk_ethics_votes_ethics_members_member_id",
                        column: x => x.member_id,
                        principalTable: "ethics_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ethics_votes_ethics_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "ethics_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_runs_dataset_version_id",
                table: "audit_runs",
                column: "dataset_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_runs_model_version_id",
                table: "audit_runs",
                column: "model_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_conditions_review_id",
                table: "ethics_conditions",
                column: "review_id");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_conflicts_member_id",
                table: "ethics_conflicts",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_conflicts_review_id_member_id",
                table: "ethics_conflicts",
                columns: new[] { "review_id", "member_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ethics_members_user_id",
                table: "ethics_members",
                column: "user_id",
                unique: true,
                filter: "active_until IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_presences_member_id",
                table: "ethics_presences",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_presences_review_id_member_id",
                table: "ethics_presences",
                columns: new[] { "review_id", "member_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ethics_reviews_model_version_id_alias",
                table: "ethics_reviews",
                columns: new[] { "model_version_id", "alias" });

            migrationBuilder.CreateIndex(
                name: "ix_ethics_reviews_number",
                table: "ethics_reviews",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ethics_reviews_state",
                table: "ethics_reviews",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_votes_member_id",
                table: "ethics_votes",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "ix_ethics_votes_review_id_member_id",
                table: "ethics_votes",
                columns: new[] { "review_id", "member_id" },
                unique: true);

            Guards.CreateForEthics(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Guards.DropForEthics(migrationBuilder);

            migrationBuilder.DropTable(
                name: "audit_runs");

            migrationBuilder.DropTable(
                name: "ethics_conditions");

            migrationBuilder.DropTable(
                name: "ethics_conflicts");

            migrationBuilder.DropTable(
                name: "ethics_presences");

            migrationBuilder.DropTable(
                name: "ethics_votes");

            migrationBuilder.DropTable(
                name: "ethics_members");

            migrationBuilder.DropTable(
                name: "ethics_reviews");
        }
    }
}
