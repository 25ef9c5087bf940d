using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class ImportSubjects : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "marked",
                table: "withdrawal_steps",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb");

            migrationBuilder.AddColumn<short>(
                name: "modalities",
                table: "recall_notices",
                type: "smallint",
                nullable: false,
                defaultValue: (short)7);

            migrationBuilder.AddColumn<bool>(
                name: "names_all_subjects",
                table: "imports",
                type: "boolean",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_subjects",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_subjects", x => new { x.import_id, x.hash });
                    table.ForeignKey(
                        name: "fk_import_subjects_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_import_subjects_hash",
                table: "import_subjects",
                column: "hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_subjects");

            migrationBuilder.DropColumn(
                name: "marked",
                table: "withdrawal_steps");

            migrationBuilder.DropColumn(
                name: "modalities",
                table: "recall_notices");

            migrationBuilder.DropColumn(
                name: "names_all_subjects",
                table: "imports");
        }
    }
}
