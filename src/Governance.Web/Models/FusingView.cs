using Governance.Models;

namespace Governance.Web.Models;

/// <summary>Whether fusing was worth it, in the API.</summary>
/// <param name="BestModality">The best single modality, “text alone” for example.</param>
internal sealed record FusingView(FusionOutcome Outcome, string BestModality, string Sentence)
{
    /// <summary>Null until the version is ready, and for a version of one modality.</summary>
    public static FusingView? Of(ModelVersion version) =>
        version.Metrics is { } metrics && FusionVerdict.Of(metrics, version.Modalities) is { } verdict
            ? new(verdict.Outcome, verdict.Best.Name, verdict.Sentence.Text)
            : null;
}
