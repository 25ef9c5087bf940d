namespace Governance.Models;

/// <summary>A version that learned from somebody or something.</summary>
/// <param name="Samples">How many of the asked samples stand in it.</param>
/// <param name="Roles">As what: training and validation taught it, test only judged it.</param>
public sealed record TaughtVersion(
    string Model,
    int Number,
    Guid VersionId,
    ModelVersionState State,
    int Samples,
    IReadOnlyList<SampleRole> Roles,
    IReadOnlyList<string> Aliases
);
