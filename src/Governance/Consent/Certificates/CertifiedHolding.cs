namespace Governance.Consent;

/// <summary>What a withdrawal did in one place that holds data.</summary>
/// <param name="Holding">See <see cref="ISubjectHolding.Name"/>.</param>
/// <param name="Planned">Things when the withdrawal was recorded.</param>
/// <param name="Done">Things that were erased, marked or listed.</param>
public sealed record CertifiedHolding(
    string Holding,
    string Title,
    HoldingFate Fate,
    int Planned,
    int Done,
    DateTimeOffset? FinishedAt
);
