using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class Tombstones : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "storage_needs_consent",
                table: "datasets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "storage_purpose_ids",
                table: "datasets",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_discards",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_discards", x => new { x.import_id, x.digest });
                    table.ForeignKey(
                        name: "fk_import_discards_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "learned_from_withdrawn",
                columns: table => new
                {
                    withdrawal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    samples = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_learned_from_withdrawn", x => new { x.withdrawal_id, x.version_id, x.role });
                    table.CheckConstraint("ck_learned_from_withdrawn_samples", "samples > 0");
                    table.ForeignKey(
                        name: "fk_learned_from_withdrawn_model_version_version_id",
                        column: x => x.version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_learned_from_withdrawn_withdrawals_withdrawal_id",
                        column: x => x.withdrawal_id,
                        principalTable: "withdrawals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "subject_tombstones",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    withdrawal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subject_tombstones", x => x.hash);
                    table.CheckConstraint("ck_subject_tombstones_hash", "length(hash) = 32");
                    table.ForeignKey(
                        name: "fk_subject_tombstones_withdrawal_withdrawal_id",
                        column: x => x.withdrawal_id,
                        principalTable: "withdrawals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tombstone_keys",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tombstone_keys", x => x.id);
                    table.CheckConstraint("ck_tombstone_keys_one", "id = 1");
                    table.CheckConstraint("ck_tombstone_keys_secret", "length(secret) = 32");
                });

            migrationBuilder.CreateIndex(
                name: "ix_learned_from_withdrawn_version_id",
                table: "learned_from_withdrawn",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_subject_tombstones_withdrawal_id",
                table: "subject_tombstones",
                column: "withdrawal_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_discards");

            migrationBuilder.DropTable(
                name: "learned_from_withdrawn");

            migrationBuilder.DropTable(
                name: "subject_tombstones");

            migrationBuilder.DropTable(
                name: "tombstone_keys");

            migrationBuilder.DropColumn(
                name: "storage_needs_consent",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "storage_purpose_ids",
                table: "datasets");
        }
    }
}
