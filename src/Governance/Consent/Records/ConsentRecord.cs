using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// One event in the life of a consent: asked, given, refused, withdrawn. Records are only added; the state at any
/// instant follows from them by the published rule (see <see cref="Consents"/>).
/// </summary>
public sealed class ConsentRecord : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Order of arrival; settles events of the same instant after “withdrawal wins”.</summary>
    public long Sequence { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid PurposeId { get; init; }
    public required ConsentState State { get; init; }

    /// <summary>Which modalities it covers; a photo may be refused where a note is allowed.</summary>
    public required Modalities Modalities { get; init; }

    /// <summary>When the person said it, not when it was typed in.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>Not valid from this instant on; null = until withdrawn.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Which notice was shown, with its version, and in which language (BCP 47).</summary>
    public required string Notice { get; init; }
    public required string Language { get; init; }
    public required ConsentMethod Method { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
}
