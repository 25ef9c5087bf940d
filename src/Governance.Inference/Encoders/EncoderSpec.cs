namespace Governance.Inference.Encoders;

/// <summary>
/// Everything between raw data and a vector, as data: two encoders with the same model bytes and the same spec give the same
/// vectors. Of <see cref="Image"/>, <see cref="Text"/> and <see cref="Series"/> only the one of the modality is given.
/// </summary>
/// <param name="Output">Name of the model's output tensor: [N, D], [N, T, D] or [N, D, h, w].</param>
/// <param name="Dimension">D: length of a vector after pooling.</param>
/// <param name="Normalise">Divide each vector by its L2 norm; a zero vector stays zero.</param>
/// <param name="Fixed">Further inputs of the model that are the same for every sample; null for none.</param>
/// <param name="RowsPerCall">Rows of every call, for a model that needs this number without declaring it; null for any
/// number.</param>
public sealed record EncoderSpec(
    EncoderModality Modality,
    string Output,
    int Dimension,
    Pooling Pooling = Pooling.None,
    bool Normalise = false,
    ImagePreparation? Image = null,
    TextPreparation? Text = null,
    SeriesPreparation? Series = null,
    IReadOnlyList<FixedInput>? Fixed = null,
    int? RowsPerCall = null
)
{
    internal const int LongestName = 200;
    private const int MostFixed = 50;

    /// <summary>The contradictions in the spec; empty when it can be used.</summary>
    public IReadOnlyList<InferenceFault> Faults()
    {
        var faults = new List<InferenceFault>();
        var parts = new (EncoderModality Modality, IEnumerable<InferenceFault>? Faults)[]
        {
            (EncoderModality.Image, Image?.Faults()),
            (EncoderModality.Text, Text?.Faults()),
            (EncoderModality.Series, Series?.Faults()),
        };
        foreach (var (modality, found) in parts)
        {
            if (modality == Modality && found is null)
                faults.Add(InferenceFault.Of("preparation-missing", modality));
            if (modality != Modality && found is not null)
                faults.Add(InferenceFault.Of("preparation-of-other", Modality, modality));
            faults.AddRange(found ?? []);
        }
        if (Output.Length == 0)
            faults.Add(InferenceFault.Of("output-name-missing"));
        if (Dimension is < 1 or > 65536)
            faults.Add(InferenceFault.Of("dimension-out-of-range", Dimension));
        if (RowsPerCall is < 1 or > 4096)
            faults.Add(InferenceFault.Of("rows-out-of-range", RowsPerCall));
        if (Output.Length > LongestName)
            faults.Add(InferenceFault.Of("output-name-too-long"));
        if (Fixed?.Count > MostFixed)
            faults.Add(InferenceFault.Of("too-many-fixed-inputs", Fixed.Count, MostFixed));
        if (Fixed?.Any(f => f is null) == true)
            return [.. faults, InferenceFault.Of("fixed-input-empty")];
        faults.AddRange((Fixed ?? []).SelectMany(f => f.Faults()));
        foreach (var twice in (Fixed ?? []).GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(InferenceFault.Of("fixed-input-twice", twice.Key));
        return faults;
    }
}
