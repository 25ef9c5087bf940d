namespace Governance.Models;

/// <summary>A model version that was trained or tested on given samples.</summary>
/// <param name="Samples">How many of the given samples it contains.</param>
/// <param name="Roles">The parts that they are in. A version learns from training and validation, not from test.</param>
public sealed record TaughtVersion(
    string Model,
    int Number,
    Guid VersionId,
    ModelVersionState State,
    int Samples,
    IReadOnlyList<SampleRole> Roles,
    IReadOnlyList<string> Aliases
)
{
    /// <summary>
    /// How many of the samples were withdrawn since, so that the version no longer refers to them; only the record of the withdrawal
    /// tells of them.
    /// </summary>
    public int Withdrawn { get; init; }
}
