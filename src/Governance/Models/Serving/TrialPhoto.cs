namespace Governance.Models;

/// <summary>A photo of one's own to try a model on, as a model would meet it after an import: upright, sRGB, nothing but pixels.</summary>
public sealed record TrialPhoto(
    Guid Id,
    string MediaType,
    int Width,
    int Height,
    ReadOnlyMemory<byte> Bytes,
    DateTimeOffset Until
);
