namespace Governance.Models;

/// <summary>An alias with the version that it points to and the consent cover of that version.</summary>
/// <param name="Number">Of the version.</param>
/// <param name="StateReason">Why it is suspended or retired; null while it is in service.</param>
/// <param name="FallbackNumber">Number of the version that answers during a suspension; null = none.</param>
public sealed record AliasRow(
    Guid ModelId,
    string Alias,
    Guid VersionId,
    int Number,
    DateTimeOffset MovedAt,
    ModelCover Cover,
    AliasState State = AliasState.InService,
    string? StateReason = null,
    int? FallbackNumber = null
);
