namespace Governance.Web.Catalog;

/// <summary>Which picture of a part: as it is kept, or small.</summary>
internal enum PartVariant
{
    Full,
    Thumb,
}
