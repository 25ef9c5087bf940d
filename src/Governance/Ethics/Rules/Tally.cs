namespace Governance.Ethics;

/// <summary>The votes of a review.</summary>
/// <param name="Present">Members who are present and may vote, whether they voted or not.</param>
public sealed record Tally(int For, int Against, int Abstained, int Present);
