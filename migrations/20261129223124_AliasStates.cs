using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class AliasStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<short>(
                name: "modalities",
                table: "withdrawals",
                type: "smallint",
                nullable: false,
                defaultValue: (short)7);

            migrationBuilder.CreateTable(
                name: "alias_state_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fallback_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alias_state_changes", x => x.id);
                    table.CheckConstraint("ck_alias_state_changes_fallback", "fallback_version_id IS NULL OR state = 'Suspended'");
                    table.ForeignKey(
                        name: "fk_alias_state_changes_model_model_id",
                        column: x => x.model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_state_changes_model_version_fallback_version_id",
                        column: x => x.fallback_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_state_changes_model_version_version_id",
                        column: x => x.version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consent_acknowledgements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lost_ordinals = table.Column<string>(type: "jsonb", nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    acknowledged_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_acknowledgements", x => x.id);
                    table.ForeignKey(
                        name: "fk_consent_acknowledgements_model_version_version_id",
                        column: x => x.version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alias_state_changes_fallback_version_id",
                table: "alias_state_changes",
                column: "fallback_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_alias_state_changes_model_id_id",
                table: "alias_state_changes",
                columns: new[] { "model_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_alias_state_changes_version_id",
                table: "alias_state_changes",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_consent_acknowledgements_version_id_id",
                table: "consent_acknowledgements",
                columns: new[] { "version_id", "id" });
            Guards.CreateForAliasStates(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alias_state_changes");

            migrationBuilder.DropTable(
                name: "consent_acknowledgements");

            migrationBuilder.DropColumn(
                name: "modalities",
                table: "withdrawals");
        }
    }
}
