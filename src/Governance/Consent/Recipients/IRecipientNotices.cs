using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Consent;

/// <summary>
/// The notices to those who received copies. Consent states it, and the capability that delivers copies implements it: it writes
/// the notices while it erases, in the same transaction, and sends them.
/// </summary>
public interface IRecipientNotices
{
    /// <summary>
    /// Tries once to send each notice of a withdrawal that is due. A notice that cannot be sent stays pending or becomes failed; it
    /// does not stop the withdrawal.
    /// </summary>
    Task SendAsync(Guid withdrawalId, RunContext run, CancellationToken ct);

    /// <summary>The notices of a withdrawal, by recipient.</summary>
    Task<IReadOnlyList<RecipientNotice>> ListAsync(GovernanceDb db, Guid withdrawalId, CancellationToken ct);
}
