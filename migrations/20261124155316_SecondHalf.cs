using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations.Migrations
{
    /// <inheritdoc />
    public partial class SecondHalf : Migration
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
                name: "models",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    intended_use = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    label = table.Column<string>(type: "jsonb", nullable: false),
                    classes = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_models", x => x.id);
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
                name: "model_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    dataset_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    manifest_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    purpose_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text_encoder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    image_encoder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sensor_encoder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    fusion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    seed = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    losses = table.Column<string>(type: "jsonb", nullable: false),
                    excluded = table.Column<string>(type: "jsonb", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true),
                    onnx_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    onnx_length = table.Column<long>(type: "bigint", nullable: true),
                    parity = table.Column<double>(type: "double precision", nullable: true),
                    metrics = table.Column<string>(type: "jsonb", nullable: true),
                    ready_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    code_version = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_versions", x => x.id);
                    table.CheckConstraint("ck_model_version_ready_has_artifact", "state <> 'Ready' OR (onnx_digest IS NOT NULL AND parity IS NOT NULL AND metrics IS NOT NULL AND ready_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_model_versions_dataset_versions_dataset_version_id",
                        column: x => x.dataset_version_id,
                        principalTable: "dataset_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_versions_encoders_image_encoder_id",
                        column: x => x.image_encoder_id,
                        principalTable: "encoders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_versions_encoders_sensor_encoder_id",
                        column: x => x.sensor_encoder_id,
                        principalTable: "encoders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_versions_encoders_text_encoder_id",
                        column: x => x.text_encoder_id,
                        principalTable: "encoders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_versions_models_model_id",
                        column: x => x.model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_versions_purposes_purpose_id",
                        column: x => x.purpose_id,
                        principalTable: "purposes",
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

            migrationBuilder.CreateTable(
                name: "alias_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    move = table.Column<string>(type: "text", nullable: false),
                    from_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alias_proposals", x => x.id);
                    table.ForeignKey(
                        name: "fk_alias_proposals_model_model_id",
                        column: x => x.model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_proposals_model_version_from_version_id",
                        column: x => x.from_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_proposals_model_version_to_version_id",
                        column: x => x.to_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    suite = table.Column<string>(type: "jsonb", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
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
                name: "model_version_samples",
                columns: table => new
                {
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    sample_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject_ordinal = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    used = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_version_samples", x => new { x.version_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_model_version_samples_model_versions_version_id",
                        column: x => x.version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_model_version_samples_samples_sample_id",
                        column: x => x.sample_id,
                        principalTable: "samples",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "alias_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: false),
                    alias = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    previous_event_id = table.Column<Guid>(type: "uuid", nullable: true),
                    move = table.Column<string>(type: "text", nullable: false),
                    from_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    proposal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    audit_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    ethics_decision = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    learned_from = table.Column<int>(type: "integer", nullable: false),
                    withdrawn = table.Column<int>(type: "integer", nullable: false),
                    consent_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alias_events", x => x.id);
                    table.CheckConstraint("ck_alias_event_moves", "from_version_id IS DISTINCT FROM to_version_id");
                    table.CheckConstraint("ck_alias_event_two_persons", "(move = 'Rollback' AND approved_by_id IS NULL) OR (approved_by_id IS NOT NULL AND approved_by_id <> proposed_by_id)");
                    table.ForeignKey(
                        name: "fk_alias_events_alias_events_previous_event_id",
                        column: x => x.previous_event_id,
                        principalTable: "alias_events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_events_alias_proposals_proposal_id",
                        column: x => x.proposal_id,
                        principalTable: "alias_proposals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_events_model_model_id",
                        column: x => x.model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_events_model_version_from_version_id",
                        column: x => x.from_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alias_events_model_version_to_version_id",
                        column: x => x.to_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "alias_gate_answers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phase = table.Column<string>(type: "text", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    gate = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    line = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    link = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alias_gate_answers", x => x.id);
                    table.ForeignKey(
                        name: "fk_alias_gate_answers_alias_proposals_proposal_id",
                        column: x => x.proposal_id,
                        principalTable: "alias_proposals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_stages",
                columns: table => new
                {
                    audit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    samples_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_stages", x => new { x.audit_id, x.name });
                    table.ForeignKey(
                        name: "fk_audit_stages_audit_runs_audit_id",
                        column: x => x.audit_id,
                        principalTable: "audit_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "model_aliases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_aliases", x => x.id);
                    table.ForeignKey(
                        name: "fk_model_aliases_alias_events_last_event_id",
                        column: x => x.last_event_id,
                        principalTable: "alias_events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_aliases_model_version_version_id",
                        column: x => x.version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_model_aliases_models_model_id",
                        column: x => x.model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alias_events_from_version_id",
                table: "alias_events",
                column: "from_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_alias_events_one_chain",
                table: "alias_events",
                columns: new[] { "model_id", "alias", "previous_event_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_alias_events_previous_event_id",
                table: "alias_events",
                column: "previous_event_id");

            migrationBuilder.CreateIndex(
                name: "ix_alias_events_proposal_id",
                table: "alias_events",
                column: "proposal_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_alias_events_to_version_id",
                table: "alias_events",
                column: "to_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_alias_gate_answers_proposal_id",
                table: "alias_gate_answers",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_alias_proposals_from_version_id",
                table: "alias_proposals",
                column: "from_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_alias_proposals_one_open",
                table: "alias_proposals",
                columns: new[] { "model_id", "alias" },
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_alias_proposals_to_version_id",
                table: "alias_proposals",
                column: "to_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_runs_dataset_version_id",
                table: "audit_runs",
                column: "dataset_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_runs_model_version_id",
                table: "audit_runs",
                column: "model_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_runs_run_id",
                table: "audit_runs",
                column: "run_id");

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

            migrationBuilder.CreateIndex(
                name: "ix_model_aliases_last_event_id",
                table: "model_aliases",
                column: "last_event_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_aliases_model_id_name",
                table: "model_aliases",
                columns: new[] { "model_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_model_aliases_version_id",
                table: "model_aliases",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_version_samples_sample_id",
                table: "model_version_samples",
                column: "sample_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_dataset_version_id",
                table: "model_versions",
                column: "dataset_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_image_encoder_id",
                table: "model_versions",
                column: "image_encoder_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_model_id_number",
                table: "model_versions",
                columns: new[] { "model_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_purpose_id",
                table: "model_versions",
                column: "purpose_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_run_id",
                table: "model_versions",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_sensor_encoder_id",
                table: "model_versions",
                column: "sensor_encoder_id");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_text_encoder_id",
                table: "model_versions",
                column: "text_encoder_id");

            migrationBuilder.CreateIndex(
                name: "ix_models_name",
                table: "models",
                column: "name",
                unique: true);

            Guards.CreateForModels(migrationBuilder);
            Guards.CreateForAudits(migrationBuilder);
            Guards.CreateForEthics(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Guards.DropForEthics(migrationBuilder);
            Guards.DropForAudits(migrationBuilder);
            Guards.DropForModels(migrationBuilder);
            migrationBuilder.DropTable(
                name: "alias_gate_answers");

            migrationBuilder.DropTable(
                name: "audit_stages");

            migrationBuilder.DropTable(
                name: "embeddings");

            migrationBuilder.DropTable(
                name: "ethics_conditions");

            migrationBuilder.DropTable(
                name: "ethics_conflicts");

            migrationBuilder.DropTable(
                name: "ethics_presences");

            migrationBuilder.DropTable(
                name: "ethics_votes");

            migrationBuilder.DropTable(
                name: "model_aliases");

            migrationBuilder.DropTable(
                name: "model_version_samples");

            migrationBuilder.DropTable(
                name: "audit_runs");

            migrationBuilder.DropTable(
                name: "embedding_sets");

            migrationBuilder.DropTable(
                name: "ethics_members");

            migrationBuilder.DropTable(
                name: "ethics_reviews");

            migrationBuilder.DropTable(
                name: "alias_events");

            migrationBuilder.DropTable(
                name: "alias_proposals");

            migrationBuilder.DropTable(
                name: "model_versions");

            migrationBuilder.DropTable(
                name: "encoders");

            migrationBuilder.DropTable(
                name: "models");
        }
    }
}
