namespace Governance.Web.Catalog;

/// <summary>A thing or a step in the drawing, in its column (time flows to the right) and row.</summary>
/// <param name="Modality">Null where a thing serves several, and for steps.</param>
/// <param name="Count">How many alike were folded into it; 1 = itself.</param>
public sealed record PictureNode(
    string Id,
    bool IsStep,
    string Title,
    string Detail,
    Modality? Modality,
    int Count,
    int Column,
    int Row
);
