namespace Governance.Web.Catalog;

/// <summary>A thing or a step in the drawing.</summary>
/// <param name="Detail">The digest or key of a thing; the agent of a step.</param>
/// <param name="Modality">Null for steps, and for things with several modalities or none.</param>
/// <param name="Count">How many nodes are grouped in it; 1 = not grouped.</param>
/// <param name="Column">0-based; time runs to the right.</param>
/// <param name="Row">0-based, from the top.</param>
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
