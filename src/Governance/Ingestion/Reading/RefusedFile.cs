using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A refusal as it was said, read back from its row in a later attempt.</summary>
internal sealed record RefusedFile(string Code, string What, string Remedy)
{
    public static RefusedFile Of(Refusal refusal) =>
        new(refusal.Code, TextRule.Shown(refusal.What, Longest), TextRule.Shown(refusal.Remedy, Longest));

    private const int Longest = 2_000;
}
