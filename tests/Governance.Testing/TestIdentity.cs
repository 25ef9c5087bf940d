namespace Governance.Testing;

/// <summary>A managed identity that <see cref="IdentityEndpoint"/> knows.</summary>
/// <param name="Lives">How long a token is valid.</param>
/// <param name="Claims">How long the endpoint says that it is valid; null for the truth.</param>
/// <param name="Audience">Whom the token is for; null for the resource that was asked for.</param>
/// <param name="Refuses">Whether the endpoint refuses to issue one.</param>
public sealed record TestIdentity(
    TimeSpan Lives,
    TimeSpan? Claims = null,
    string? Audience = null,
    bool Refuses = false
)
{
    private int _asked;

    /// <summary>Tokens that were asked for.</summary>
    public int Asked => _asked;

    internal int Issue() => Interlocked.Increment(ref _asked);
}
