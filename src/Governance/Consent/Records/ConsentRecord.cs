using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// One consent event: requested, given, renewed, refused or withdrawn. Records are only added; the effective one at any time
/// follows from them by the rule of <see cref="ConsentGate.Effective"/>.
/// </summary>
public sealed class ConsentRecord : IGoverned
{
    /// <summary>Id of the record.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Order of arrival; of two events at the same instant, the later arrival counts unless one is a withdrawal.</summary>
    public long Sequence { get; init; }

    /// <summary>The subject.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The purpose.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>What happened.</summary>
    public required ConsentState State { get; init; }

    /// <summary>Modalities that the consent covers, at least one.</summary>
    public required Modalities Modalities { get; init; }

    /// <summary>When the subject expressed it, not when it was entered.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>End of validity, exclusive; null = until withdrawn.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The notice that was shown, with its version.</summary>
    public required string Notice { get; init; }

    /// <summary>Language of the notice (BCP 47); <c>und</c> = unknown.</summary>
    public required string Language { get; init; }

    /// <summary>How the subject expressed it.</summary>
    public required ConsentMethod Method { get; init; }

    /// <summary>Who recorded it, and when.</summary>
    public required Stamp Recorded { get; init; }
}
