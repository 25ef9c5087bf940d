namespace Governance.Web.Catalog;

public sealed record PictureEdge(string From, string To);
