namespace Governance.Access;

/// <summary>A fresh token with its secret, which is shown this once.</summary>
public sealed record NewToken(TokenView Token, string Secret);
