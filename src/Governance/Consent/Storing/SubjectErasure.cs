namespace Governance.Consent;

/// <summary>The erasure that keeps a subject out of imports.</summary>
/// <param name="WithdrawalId">The withdrawal that made the tombstone.</param>
/// <param name="RequestedAt">When it was requested; a new consent must have been given later.</param>
public sealed record SubjectErasure(Guid WithdrawalId, DateTimeOffset RequestedAt);
