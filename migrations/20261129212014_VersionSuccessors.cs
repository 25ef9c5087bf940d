using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class VersionSuccessors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "supersedes_id",
                table: "dataset_versions",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_dataset_versions_supersedes_id",
                table: "dataset_versions",
                column: "supersedes_id",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_dataset_versions_dataset_versions_supersedes_id",
                table: "dataset_versions",
                column: "supersedes_id",
                principalTable: "dataset_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_dataset_versions_dataset_versions_supersedes_id",
                table: "dataset_versions");

            migrationBuilder.DropIndex(
                name: "ix_dataset_versions_supersedes_id",
                table: "dataset_versions");

            migrationBuilder.DropColumn(
                name: "supersedes_id",
                table: "dataset_versions");
        }
    }
}
