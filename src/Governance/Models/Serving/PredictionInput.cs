namespace Governance.Models;

/// <summary>One moment to predict for: at least one of the three modalities.</summary>
/// <param name="Text">At most <see cref="ModelServing.LongestText"/> characters.</param>
/// <param name="Image">An image file's bytes: JPEG, PNG, WebP or TIFF.</param>
/// <param name="SampleId">Uses the sample's vectors, where its subject permits the model's purpose; a modality that is
/// given replaces the sample's.</param>
/// <param name="Without">Modalities that the model must not use, to see what it predicts without them.</param>
/// <param name="EveryMask">Predict from each of the seven sets of modalities as well.</param>
public sealed record PredictionInput(
    string? Text = null,
    ReadOnlyMemory<byte>? Image = null,
    IReadOnlyList<SeriesPart>? Series = null,
    Guid? SampleId = null,
    Modalities Without = Modalities.None,
    bool EveryMask = false
);
