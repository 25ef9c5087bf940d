using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// Which purposes a withdrawal takes back: all, or those that are named. It cannot be undone, so leaving something out never
/// means “all”.
/// </summary>
public sealed record WithdrawnPurposes
{
    private WithdrawnPurposes(IReadOnlyList<Guid>? named) => Named = named;

    public static WithdrawnPurposes All { get; } = new((IReadOnlyList<Guid>?)null);

    /// <summary>At least one; null = all.</summary>
    public IReadOnlyList<Guid>? Named { get; }

    public static WithdrawnPurposes One(Guid purposeId) => new([purposeId]);

    /// <summary>From what somebody stated; refused when that is neither or both.</summary>
    public static Result<WithdrawnPurposes> Of(IReadOnlyList<Guid>? purposeIds, bool allPurposes) =>
        (purposeIds, allPurposes) switch
        {
            (null, true) => All,
            ({ Count: > 0 }, false) => new WithdrawnPurposes([.. purposeIds.Distinct()]),
            _ => new WithdrawnPurposesUnclear(),
        };
}
