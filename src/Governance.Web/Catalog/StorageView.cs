using Governance.Catalog;

namespace Governance.Web.Catalog;

/// <summary>Which consents permit imports to store a subject in a dataset, as the API shows it.</summary>
/// <param name="AnyPurpose">Whether a valid consent for any purpose is enough.</param>
/// <param name="PurposeIds">Otherwise the purposes of which one must have a valid consent.</param>
/// <param name="NeedsConsent">Whether subjects without any consent record are left out.</param>
internal sealed record StorageView(bool AnyPurpose, IReadOnlyList<Guid> PurposeIds, bool NeedsConsent)
{
    public static StorageView Of(Dataset dataset) =>
        new(dataset.StoragePurposeIds is null, dataset.StoragePurposeIds ?? [], dataset.StorageNeedsConsent);
}
