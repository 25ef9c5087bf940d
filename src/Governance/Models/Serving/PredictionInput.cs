namespace Governance.Models;

/// <summary>One moment to be judged: any of the three modalities, and at least one.</summary>
/// <param name="Image">An image file's bytes: JPEG, PNG, WebP or TIFF.</param>
/// <param name="SampleId">Takes the sample's vectors instead, where its subject permits the model's purpose; parts that
/// are given replace its own.</param>
/// <param name="Without">Modalities to leave out though they are there: what would it say without the photo?</param>
/// <param name="EveryMask">Answer as well what it would say from each of the seven sets of modalities.</param>
public sealed record PredictionInput(
    string? Text = null,
    ReadOnlyMemory<byte>? Image = null,
    IReadOnlyList<SeriesPart>? Series = null,
    Guid? SampleId = null,
    Modalities Without = Modalities.None,
    bool EveryMask = false
);
