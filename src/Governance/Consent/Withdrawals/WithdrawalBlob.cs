namespace Governance.Consent;

/// <summary>A digest that an erased row referred to; the blob goes when no other row does. Gone when the withdrawal is done.</summary>
public sealed class WithdrawalBlob
{
    public required Guid WithdrawalId { get; init; }
    public required string Digest { get; init; }
}
