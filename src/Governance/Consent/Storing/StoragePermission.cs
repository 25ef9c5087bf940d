namespace Governance.Consent;

/// <summary>Says for any pseudonym whether its data may be stored under a <see cref="StorageRule"/>, as of one time.</summary>
public sealed class StoragePermission
{
    private readonly TombstoneSet _erased;
    private readonly IReadOnlyDictionary<string, NotStored?> _recorded;
    private readonly bool _needsConsent;

    /// <param name="recorded">The subjects with at least one consent record; null = stored.</param>
    internal StoragePermission(
        TombstoneSet erased,
        IReadOnlyDictionary<string, NotStored?> recorded,
        bool needsConsent
    ) => (_erased, _recorded, _needsConsent) = (erased, recorded, needsConsent);

    /// <summary>Whether there may be a subject that is not stored.</summary>
    public bool LeavesSomebodyOut => _needsConsent || _erased.Count > 0 || _recorded.Values.Any(v => v is not null);

    /// <summary>Returns why data of the subject is not stored; null when it is.</summary>
    public NotStored? Why(string pseudonym) =>
        _erased.Contains(pseudonym) ? NotStored.Erased
        : _recorded.TryGetValue(pseudonym, out var why) ? why
        : _needsConsent ? NotStored.NoConsent
        : null;
}
