using Governance.Platform;

namespace Governance.Consent;

/// <summary>A notice to somebody who received copies of samples that a withdrawal erased or no longer permits.</summary>
/// <param name="ExportId">The delivery that held the samples.</param>
/// <param name="Samples">How many samples it asks to delete.</param>
/// <param name="Attempts">How often the portal has tried to send it since it was created or retried.</param>
/// <param name="LastErrorMessage">Why the last attempt failed, or why a person must tell the recipient; null = no reason.</param>
/// <param name="StateAt">Since when it has this state.</param>
/// <param name="Told">Who told the recipient, and when; null before.</param>
public sealed record RecipientNotice(
    Guid Id,
    Guid ExportId,
    string Recipient,
    RecallWay Way,
    RecallState State,
    int Samples,
    int Attempts,
    Message? LastErrorMessage,
    DateTimeOffset StateAt,
    Stamp? Told
)
{
    /// <summary>The sentence of <see cref="LastErrorMessage"/>.</summary>
    public string? LastError => LastErrorMessage?.Text;
}
