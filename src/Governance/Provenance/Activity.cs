using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Provenance;

/// <summary>
/// One step that was done (prov:Activity): who, when, by which code, with which parameters. What it made from what
/// stands in <see cref="Derivation"/>.
/// </summary>
public sealed class Activity
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What was done, in one word of the field: upload, normalise, align, seal, annotate, export.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required Guid AgentId { get; init; }
    public required string Agent { get; init; }
    public Guid? RunId { get; init; }
    public required string CodeVersion { get; init; }

    /// <summary>Parameters as canonical JSON; no personal data.</summary>
    public required string Parameters { get; init; }
}

/// <summary>
/// One edge (prov:wasDerivedFrom through an activity). Things are named by a key: <c>file:{import}/{path}</c>,
/// <c>item:{import}/{path}#{row}</c>, <c>stream:{id}</c>, <c>blob:{digest}</c>, <c>sample:{id}</c>, <c>version:{id}</c>, <c>annotation:{id}</c>, <c>export:{id}</c>.
/// A source has no input; an erasure has no output.
/// </summary>
public sealed class Derivation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ActivityId { get; init; }
    public string? Output { get; init; }
    public string? OutputDigest { get; init; }
    public string? Input { get; init; }
    public string? InputDigest { get; init; }
}

/// <summary>How things are named in the graph.</summary>
public static class ThingKey
{
    public static string File(Guid importId, string path) => $"file:{importId:N}/{path}";

    /// <summary>One image or text of an import. Two of equal content share a blob and yet have lines of descent of their own.</summary>
    public static string Item(Guid importId, string path, long row) => $"item:{importId:N}/{path}#{row}";

    public static string Stream(Guid id) => $"stream:{id:N}";

    public static string Blob(string digest) => $"blob:{digest}";

    public static string Sample(Guid id) => $"sample:{id:N}";

    public static string Version(Guid id) => $"version:{id:N}";

    public static string Annotation(Guid id) => $"annotation:{id:N}";

    public static string Export(Guid id) => $"export:{id:N}";

    public static string ModelVersion(Guid id) => $"model-version:{id:N}";

    public static string ModelAlias(Guid modelId, string alias) => $"model-alias:{modelId:N}/{alias}";

    public static string Review(Guid id) => $"review:{id:N}";

    public static string Encoder(Guid id) => $"encoder:{id:N}";

    public static string Audit(Guid id) => $"audit:{id:N}";

    public static string EmbeddingSet(Guid id) => $"embedding-set:{id:N}";
}

internal sealed class ProvenanceConfiguration : IEntityTypeConfiguration<Activity>, IEntityTypeConfiguration<Derivation>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.Property(a => a.Agent).HasMaxLength(256);
        builder.Property(a => a.CodeVersion).HasMaxLength(100);
        builder.Property(a => a.Parameters).HasColumnType("jsonb");
        builder.HasIndex(a => a.RunId);
    }

    public void Configure(EntityTypeBuilder<Derivation> builder)
    {
        builder.ToTable("derivations");
        builder.Property(d => d.Output).HasMaxLength(1200);
        builder.Property(d => d.Input).HasMaxLength(1200);
        builder.Property(d => d.OutputDigest).HasMaxLength(64);
        builder.Property(d => d.InputDigest).HasMaxLength(64);
        builder.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => d.Output);
        builder.HasIndex(d => d.Input);
    }
}
