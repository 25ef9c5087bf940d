using Governance.Platform;

namespace Governance.Models.Serving;

/// <summary>One moment to be judged: any of the three modalities, and at least one.</summary>
/// <param name="Image">An image file's bytes: JPEG, PNG, WebP or TIFF.</param>
/// <param name="SampleId">Takes the sample's vectors instead, where its subject permits the model's purpose; parts that are given replace its own.</param>
/// <param name="Without">Modalities to leave out though they are there: what would it say without the photo?</param>
public sealed record PredictionInput(
    string? Text = null, ReadOnlyMemory<byte>? Image = null, IReadOnlyList<SeriesPart>? Series = null, Guid? SampleId = null, Modalities Without = Modalities.None);

/// <summary>One channel of sensor readings.</summary>
/// <param name="Name">As the model's encoder names it.</param>
/// <param name="Unit">Must be the unit that the model learned from; nothing is converted silently.</param>
/// <param name="TimesNs">Nanoseconds since the Unix epoch, ascending.</param>
/// <param name="Values">As many as there are times; NaN is a gap.</param>
public sealed record SeriesPart(string Name, string Unit, long[] TimesNs, double[] Values);

/// <summary>What the model answers, with what it stands on.</summary>
/// <param name="Used">The modalities that it really saw.</param>
/// <param name="Lost">Modalities that it knows and did not see, with the reason in words.</param>
/// <param name="Temperature">By which the mask's logits were divided, so that 0.8 means right in 8 of 10.</param>
/// <param name="Disclosure">What a person affected may want to know, in one sentence.</param>
public sealed record PredictionAnswer(
    Guid Id, string Model, int Version, string Alias, string Class, double Probability, IReadOnlyList<ClassProbability> Probabilities,
    Modalities Used, IReadOnlyList<LostModality> Lost, double Temperature, string Disclosure, double Milliseconds);

public sealed record ClassProbability(string Class, double Probability);

public sealed record LostModality(Modality Modality, string Why);
