namespace Governance.Access;

/// <summary>A new token.</summary>
/// <param name="Secret">The secret, which is shown only once.</param>
public sealed record NewToken(TokenView Token, string Secret);
