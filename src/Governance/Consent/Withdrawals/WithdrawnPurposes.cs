using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// The purposes of a withdrawal: all, or the named ones. A withdrawal cannot be undone, so an omitted list never means “all”.
/// It withdraws every modality of these purposes unless <see cref="Modalities"/> names fewer.
/// </summary>
public sealed record WithdrawnPurposes
{
    private WithdrawnPurposes(IReadOnlyList<Guid>? named) => Named = named;

    /// <summary>All purposes.</summary>
    public static WithdrawnPurposes All { get; } = new((IReadOnlyList<Guid>?)null);

    /// <summary>Ids of the named purposes, at least one; null = all.</summary>
    public IReadOnlyList<Guid>? Named { get; }

    /// <summary>The modalities that are withdrawn.</summary>
    public Modalities Modalities { get; private init; } = Modalities.All;

    /// <summary>
    /// Whether everything is erased, as the preview said. The withdrawal is refused when that has changed since, because another
    /// consent was given or has ended; null = whatever is the case then.
    /// </summary>
    public bool? Erases { get; init; }

    /// <summary>The same purposes, only for some modalities; refused when the list is empty.</summary>
    /// <param name="modalities">Null = every modality.</param>
    public Result<WithdrawnPurposes> For(IReadOnlyList<Modality>? modalities) =>
        modalities switch
        {
            null => this,
            [] => new WithdrawnModalitiesEmpty(),
            _ => this with { Modalities = modalities.AsSet() },
        };

    /// <summary>One purpose.</summary>
    public static WithdrawnPurposes One(Guid purposeId) => new([purposeId]);

    /// <summary>Returns the purposes of a request; refused when it states neither or both.</summary>
    public static Result<WithdrawnPurposes> Of(IReadOnlyList<Guid>? purposeIds, bool allPurposes) =>
        (purposeIds, allPurposes) switch
        {
            (null, true) => All,
            ({ Count: > 0 }, false) => new WithdrawnPurposes([.. purposeIds.Distinct()]),
            _ => new WithdrawnPurposesUnclear(),
        };
}
