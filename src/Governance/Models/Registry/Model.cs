using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>Where the class of a sample is read.</summary>
public enum LabelOrigin
{
    /// <summary>A scenario attribute of the sample.</summary>
    Stratum,

    /// <summary>A choice that annotators made in a project.</summary>
    Choice,
}

/// <summary>A model: what it predicts, and the label that it learns from. Each training adds a version.</summary>
public sealed class Model : IGoverned
{
    /// <summary>The model.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Its unique name, used in addresses: 1 to 60 lower-case letters, digits and hyphens. It never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Its title for people.</summary>
    public required string Title { get; set; }

    /// <summary>What it is for and what it must not be used for; null when nobody has said so.</summary>
    public string? IntendedUse { get; set; }

    /// <summary>The label that it predicts; the same for all versions.</summary>
    public required LabelSource Label { get; init; }

    /// <summary>The classes in the order of the model's outputs; at least two, fixed for all versions.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }
}

internal sealed class ModelConfiguration : IEntityTypeConfiguration<Model>, IEntityTypeConfiguration<ModelAlias>
{
    public void Configure(EntityTypeBuilder<Model> builder)
    {
        builder.ToTable("models");
        builder.Property(m => m.Name).HasMaxLength(60);
        builder.Property(m => m.Title).HasMaxLength(120);
        builder.Property(m => m.IntendedUse).HasMaxLength(4000);
        builder.HasStamp(m => m.Created);
        builder
            .Property(m => m.Label)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<LabelSource>(), Json.Comparer<LabelSource>());
        builder
            .Property(m => m.Classes)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<IReadOnlyList<string>>(), Json.Comparer<IReadOnlyList<string>>());
        builder.HasIndex(m => m.Name).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<ModelAlias> builder)
    {
        builder.ToTable("model_aliases");
        builder.Property(a => a.Name).HasMaxLength(40);
        builder.HasOne<Model>().WithMany().HasForeignKey(a => a.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AliasEvent>().WithMany().HasForeignKey(a => a.LastEventId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.ModelId, a.Name }).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }
}
