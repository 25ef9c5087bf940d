namespace Governance.Consent;

/// <summary>Which consents permit a dataset to store data of a subject at all.</summary>
/// <param name="PurposeIds">Purposes of which one must have a valid consent; null = any purpose of the workspace.</param>
/// <param name="NeedsConsent">
/// Whether a subject without any consent record is left out. False: it is stored, and not used until a consent is recorded.
/// </param>
public sealed record StorageRule(IReadOnlyList<Guid>? PurposeIds = null, bool NeedsConsent = false);
