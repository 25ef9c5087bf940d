namespace Governance.Models;

/// <summary>An alias with the version that it points to and the consent cover of that version.</summary>
/// <param name="Number">Of the version.</param>
public sealed record AliasRow(
    Guid ModelId,
    string Alias,
    Guid VersionId,
    int Number,
    DateTimeOffset MovedAt,
    ModelCover Cover
);
