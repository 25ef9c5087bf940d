namespace Governance.Consent;

/// <summary>The content that a withdrawal deleted.</summary>
/// <param name="Deleted">Number of files, each with one digest.</param>
/// <param name="Digests">Their SHA-256 digests in order, at most <see cref="MaxListed"/>.</param>
/// <param name="DigestOfAll">SHA-256 over all digests in order, each as 64 hex characters and a line feed.</param>
public sealed record CertifiedContent(int Deleted, IReadOnlyList<string> Digests, string DigestOfAll)
{
    /// <summary>Maximum number of listed digests.</summary>
    public const int MaxListed = 1000;
}
