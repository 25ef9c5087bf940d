using Governance.Catalog;
using Governance.Platform;

namespace Governance.Models.Serving;

/// <summary>One moment to be judged: any of the three modalities, and at least one.</summary>
/// <param name="Image">An image file's bytes: JPEG, PNG, WebP or TIFF.</param>
/// <param name="SampleId">Takes the sample's vectors instead, where its subject permits the model's purpose; parts that are given replace its own.</param>
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

/// <summary>One channel of sensor readings.</summary>
/// <param name="Name">As the model's encoder names it.</param>
/// <param name="Unit">Must be the unit that the model learned from; nothing is converted silently.</param>
/// <param name="TimesNs">Nanoseconds since the Unix epoch, ascending.</param>
/// <param name="Values">As many as there are times; NaN is a gap.</param>
public sealed record SeriesPart(string Name, string Unit, long[] TimesNs, double[] Values);

/// <summary>What the model answers, with what it stands on.</summary>
/// <param name="Used">The modalities that it really saw.</param>
/// <param name="Lost">Modalities that it knows or was given and did not see, with the reason in words.</param>
/// <param name="Temperature">By which the mask's logits were divided, so that 0.8 means right in 8 of 10.</param>
/// <param name="Disclosure">What a person affected may want to know, in a few words.</param>
/// <param name="Masks">Seven where every mask was asked for, else none.</param>
public sealed record PredictionAnswer(
    Guid Id,
    string Model,
    int Version,
    string Alias,
    string Class,
    double Probability,
    IReadOnlyList<ClassProbability> Probabilities,
    Modalities Used,
    IReadOnlyList<LostModality> Lost,
    double Temperature,
    string Disclosure,
    double Milliseconds,
    IReadOnlyList<MaskAnswer> Masks
);

public sealed record ClassProbability(string Class, double Probability);

/// <summary>What the model would say if it saw these modalities of the moment and no other.</summary>
/// <param name="Class">Null where one of them is lost: nothing can be said of this set.</param>
public sealed record MaskAnswer(Modalities Seen, string? Class, double? Probability, double Temperature);

public sealed record LostModality(Modality Modality, string Why);

/// <summary>A sample to try a model on.</summary>
/// <param name="Role">Test: the model has learned nothing from it.</param>
public sealed record TrialSample(SampleCard Card, SampleRole Role);
