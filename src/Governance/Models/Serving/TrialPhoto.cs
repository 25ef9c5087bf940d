namespace Governance.Models;

/// <summary>A photo that a person uploaded to try a model, prepared as in an import: upright, sRGB, without metadata.</summary>
/// <param name="Bytes">The encoded image.</param>
/// <param name="Until">When it is removed from memory.</param>
public sealed record TrialPhoto(
    Guid Id,
    string MediaType,
    int Width,
    int Height,
    ReadOnlyMemory<byte> Bytes,
    DateTimeOffset Until
);
