namespace Governance.Audits;

/// <summary>How often answers of about a confidence were right in an audit.</summary>
/// <param name="DatasetVersion">The name of the version that was audited on.</param>
/// <param name="From">Lower end of the bin of confidence, 0 … 1.</param>
/// <param name="To">Upper end of the bin of confidence, 0 … 1.</param>
/// <param name="Right">Share of right answers in the bin, with interval and number of samples.</param>
public sealed record MeasuredReliability(
    Guid AuditId,
    string DatasetVersion,
    DateTimeOffset FinishedAt,
    double From,
    double To,
    Figure Right
)
{
    /// <summary>The measurement as a sentence.</summary>
    public string Line =>
        $"In the audit of this version on “{DatasetVersion}”, {Phrases.Share(Right)} of the answers with a confidence of "
        + $"{Phrases.Percent(From)} to {Phrases.Percent(To)} were right, with the modalities that each sample has.";
}
