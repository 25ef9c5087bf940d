using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class Withdrawals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "source_erased_at",
                table: "imports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "withdrawals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose_ids = table.Column<string>(type: "jsonb", nullable: false),
                    all_purposes = table.Column<bool>(type: "boolean", nullable: false),
                    erases = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    requested_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    blobs_deleted = table.Column<int>(type: "integer", nullable: false),
                    remains = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_withdrawals", x => x.id);
                    table.ForeignKey(
                        name: "fk_withdrawals_subjects_subject_id",
                        column: x => x.subject_id,
                        principalTable: "subjects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "withdrawal_blobs",
                columns: table => new
                {
                    withdrawal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_withdrawal_blobs", x => new { x.withdrawal_id, x.digest });
                    table.ForeignKey(
                        name: "fk_withdrawal_blobs_withdrawals_withdrawal_id",
                        column: x => x.withdrawal_id,
                        principalTable: "withdrawals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "withdrawal_steps",
                columns: table => new
                {
                    withdrawal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holding = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    fate = table.Column<string>(type: "text", nullable: false),
                    what_happens = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    planned = table.Column<int>(type: "integer", nullable: false),
                    things = table.Column<string>(type: "jsonb", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_withdrawal_steps", x => new { x.withdrawal_id, x.holding });
                    table.ForeignKey(
                        name: "fk_withdrawal_steps_withdrawals_withdrawal_id",
                        column: x => x.withdrawal_id,
                        principalTable: "withdrawals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_withdrawals_subject_id_id",
                table: "withdrawals",
                columns: new[] { "subject_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_withdrawals_unfinished",
                table: "withdrawals",
                column: "subject_id",
                unique: true,
                filter: "state <> 'Done'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "withdrawal_blobs");

            migrationBuilder.DropTable(
                name: "withdrawal_steps");

            migrationBuilder.DropTable(
                name: "withdrawals");

            migrationBuilder.DropColumn(
                name: "source_erased_at",
                table: "imports");
        }
    }
}
