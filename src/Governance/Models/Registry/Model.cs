using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>Where the class of a sample is read: a scenario attribute, or a choice that annotators made.</summary>
public enum LabelOrigin
{
    Stratum,
    Choice,
}

/// <summary>What is predicted, from where it is learned. Its versions are what was trained.</summary>
public sealed class Model : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Used in addresses; unique, never changed: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }
    public required string Title { get; set; }

    /// <summary>What it is for and what it must not be used for, in words.</summary>
    public string? IntendedUse { get; set; }
    public required LabelSource Label { get; init; }

    /// <summary>The classes in the order of the model's outputs; at least two, fixed for all versions.</summary>
    public required IReadOnlyList<string> Classes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}

internal sealed class ModelConfiguration : IEntityTypeConfiguration<Model>, IEntityTypeConfiguration<ModelAlias>
{
    public void Configure(EntityTypeBuilder<Model> builder)
    {
        builder.ToTable("models");
        builder.Property(m => m.Name).HasMaxLength(60);
        builder.Property(m => m.Title).HasMaxLength(120);
        builder.Property(m => m.IntendedUse).HasMaxLength(4000);
        builder.Property(m => m.CreatedBy).HasMaxLength(256);
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
