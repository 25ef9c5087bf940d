using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Annotation;

/// <summary>Whether a project hands out tasks.</summary>
public enum ProjectState
{
    /// <summary>Tasks are handed out and labels are saved.</summary>
    Open,

    /// <summary>No tasks are handed out and no labels are saved until it is reopened.</summary>
    Closed,
}

/// <summary>Samples of a sealed version, labelled under one schema version for one purpose.</summary>
public sealed class AnnotationProject : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>1 to 120 characters; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>The sealed dataset version; after a withdrawal its successor, once that is sealed.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The label schema version.</summary>
    public required Guid SchemaVersionId { get; init; }

    /// <summary>The version's purpose, for which consent is asked.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>Instructions for annotators as plain text with line breaks, at most 8000 characters.</summary>
    public string? Guideline { get; init; }

    /// <summary>Open or closed.</summary>
    public ProjectState State { get; set; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }
}

/// <summary>The state of a task.</summary>
public enum TaskState
{
    /// <summary>Not labelled yet; an annotator may hold it.</summary>
    Open,

    /// <summary>Labelled.</summary>
    Submitted,

    /// <summary>Ended without being submitted, with a reason.</summary>
    Skipped,
}

internal sealed class AnnotationConfiguration
    : IEntityTypeConfiguration<LabelSchema>,
        IEntityTypeConfiguration<LabelSchemaVersion>,
        IEntityTypeConfiguration<AnnotationProject>,
        IEntityTypeConfiguration<AnnotationTask>,
        IEntityTypeConfiguration<SampleAnnotation>
{
    public void Configure(EntityTypeBuilder<LabelSchema> builder)
    {
        builder.ToTable("label_schemas");
        builder.Property(s => s.Name).HasMaxLength(120);
        builder.HasIndex(s => s.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<LabelSchemaVersion> builder)
    {
        builder.ToTable("label_schema_versions");
        builder
            .Property(v => v.Definition)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<LabelDefinition>(), Json.Comparer<LabelDefinition>());
        builder.HasStamp(v => v.Created);
        builder.HasOne<LabelSchema>().WithMany().HasForeignKey(v => v.SchemaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.SchemaId, v.Number }).IsUnique();
        var columns = builder
            .Metadata.GetProperties()
            .Where(p => !p.IsPrimaryKey())
            .Concat(builder.Metadata.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties()));
        foreach (var property in columns)
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw); // a changed definition is a bug, not a refusal
    }

    public void Configure(EntityTypeBuilder<AnnotationProject> builder)
    {
        builder.ToTable("annotation_projects");
        builder.Property(p => p.Name).HasMaxLength(120);
        builder.Property(p => p.Guideline).HasMaxLength(8000);
        builder.HasStamp(p => p.Created);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(p => p.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasOne<LabelSchemaVersion>()
            .WithMany()
            .HasForeignKey(p => p.SchemaVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(p => p.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<AnnotationTask> builder)
    {
        builder.ToTable("annotation_tasks");
        builder.Property(t => t.EndedBy).HasMaxLength(256);
        builder.Property(t => t.SkipReason).HasMaxLength(500);
        builder.HasOne<AnnotationProject>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sample>().WithMany().HasForeignKey(t => t.SampleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new
        {
            t.ProjectId,
            t.State,
            t.Ordinal,
        });
        builder.HasIndex(t => new { t.ProjectId, t.SampleId }).IsUnique();
        builder.HasIndex(t => t.SampleId);
    }

    public void Configure(EntityTypeBuilder<SampleAnnotation> builder)
    {
        builder.ToTable("annotations");
        builder.Property(a => a.Author).HasMaxLength(256);
        builder.Property(a => a.Body).HasColumnType("jsonb");
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(a => a.TaskId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sample>().WithMany().HasForeignKey(a => a.SampleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.SampleId);
    }
}
