namespace Governance.Ethics;

/// <param name="Present">Members there who may vote, whether they did or not.</param>
public sealed record Tally(int For, int Against, int Abstained, int Present);
