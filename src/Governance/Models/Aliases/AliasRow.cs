namespace Governance.Models;

/// <summary>An alias with where it stands and on whose consent.</summary>
public sealed record AliasRow(
    Guid ModelId,
    string Alias,
    Guid VersionId,
    int Number,
    DateTimeOffset MovedAt,
    ModelCover Cover
);
