namespace Governance.Consent;

/// <summary>
/// A digest that an erased row referred to. Its blob is deleted if no other row refers to it; the list is empty when the
/// withdrawal is done.
/// </summary>
public sealed class WithdrawalBlob
{
    /// <summary>The withdrawal.</summary>
    public required Guid WithdrawalId { get; init; }

    /// <summary>SHA-256 of the content, 64 hex characters.</summary>
    public required string Digest { get; init; }
}
