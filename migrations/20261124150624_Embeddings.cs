using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class Embeddings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "encoders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    modality = table.Column<string>(type: "text", nullable: false),
                    spec = table.Column<string>(type: "jsonb", nullable: false),
                    onnx_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    onnx_bytes = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dimension = table.Column<int>(type: "integer", nullable: false),
                    parameters = table.Column<long>(type: "bigint", nullable: false),
                    built_in = table.Column<bool>(type: "boolean", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    checked_on = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    dry_run = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    retired_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_encoders", x => x.id);
                    table.CheckConstraint("ck_encoder_dimension", "dimension > 0");
                });

            migrationBuilder.CreateTable(
                name: "embedding_sets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    encoder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    modality = table.Column<string>(type: "text", nullable: false),
                    encoder_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    provider = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    fallback = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    code_version = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    places = table.Column<int>(type: "integer", nullable: true),
                    embedded = table.Column<int>(type: "integer", nullable: true),
                    reused = table.Column<int>(type: "integer", nullable: true),
                    absent = table.Column<int>(type: "integer", nullable: true),
                    failed = table.Column<int>(type: "integer", nullable: true),
                    excluded = table.Column<string>(type: "jsonb", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_embedding_sets", x => x.id);
                    table.ForeignKey(
                        name: "fk_embedding_sets_dataset_versions_version_id",
                        column: x => x.version_id,
                        principalTable: "dataset_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_embedding_sets_encoder_encoder_id",
                        column: x => x.encoder_id,
                        principalTable: "encoders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_embedding_sets_purposes_purpose_id",
                        column: x => x.purpose_id,
                        principalTable: "purposes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_embedding_sets_run_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "embeddings",
                columns: table => new
                {
                    encoder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: false),
                    set_id = table.Column<Guid>(type: "uuid", nullable: false),
                    input_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    vector = table.Column<float[]>(type: "real[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_embeddings", x => new { x.encoder_id, x.sample_id });
                    table.ForeignKey(
                        name: "fk_embeddings_embedding_sets_set_id",
                        column: x => x.set_id,
                        principalTable: "embedding_sets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_embeddings_encoder_encoder_id",
                        column: x => x.encoder_id,
                        principalTable: "encoders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_embeddings_samples_sample_id",
                        column: x => x.sample_id,
                        principalTable: "samples",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_embedding_sets_encoder_id",
                table: "embedding_sets",
                column: "encoder_id");

            migrationBuilder.CreateIndex(
                name: "ix_embedding_sets_purpose_id",
                table: "embedding_sets",
                column: "purpose_id");

            migrationBuilder.CreateIndex(
                name: "ix_embedding_sets_run_id",
                table: "embedding_sets",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_embedding_sets_version_id",
                table: "embedding_sets",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_embeddings_sample_id",
                table: "embeddings",
                column: "sample_id");

            migrationBuilder.CreateIndex(
                name: "ix_embeddings_set_id",
                table: "embeddings",
                column: "set_id");

            migrationBuilder.CreateIndex(
                name: "ix_encoders_digest",
                table: "encoders",
                column: "digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_encoders_name",
                table: "encoders",
                column: "name",
                unique: true);

            Guards.CreateForEncoders(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Guards.DropForEncoders(migrationBuilder);
            migrationBuilder.DropTable(
                name: "embeddings");

            migrationBuilder.DropTable(
                name: "embedding_sets");

            migrationBuilder.DropTable(
                name: "encoders");
        }
    }
}
