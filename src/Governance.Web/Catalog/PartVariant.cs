namespace Governance.Web.Catalog;

/// <summary>Which content of a part: the stored one or its thumbnail.</summary>
internal enum PartVariant
{
    Full,
    Thumb,
}
