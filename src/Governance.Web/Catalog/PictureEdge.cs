namespace Governance.Web.Catalog;

/// <summary>A line of the drawing, between the ids of two nodes.</summary>
public sealed record PictureEdge(string From, string To);
