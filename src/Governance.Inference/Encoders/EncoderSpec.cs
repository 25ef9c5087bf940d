using System.Text.Json.Serialization;

namespace Governance.Inference.Encoders;

/// <summary>What an encoder reads.</summary>
public enum EncoderModality
{
    Text,
    Image,
    Series,
}

/// <summary>How the output tensor becomes one vector: as it is (all axes after the batch laid flat), or averaged over time steps or places.</summary>
public enum Pooling
{
    None,
    Mean,
}

/// <summary>
/// Everything that lies between raw data and a vector, as data: two encoders with the same model bytes and the same
/// spec give the same vectors. Exactly one of <see cref="Image"/>, <see cref="Text"/> and <see cref="Series"/> is
/// given, the one of the modality.
/// </summary>
/// <param name="Output">Name of the model's output tensor: [N, D], [N, T, D] or [N, D, h, w].</param>
/// <param name="Dimension">D: length of a vector after pooling.</param>
/// <param name="Normalise">Divide each vector by its L2 norm; a zero vector stays zero.</param>
/// <param name="Fixed">Inputs that the model wants besides and that are the same for every sample; null for none.</param>
/// <param name="RowsPerCall">Rows of every call, for a model that was exported for so many without declaring it; null for any number.</param>
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

    /// <summary>What contradicts itself in the spec, each as one sentence; empty when it can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        var parts = new (EncoderModality Modality, IEnumerable<string>? Faults)[]
        {
            (EncoderModality.Image, Image?.Faults()),
            (EncoderModality.Text, Text?.Faults()),
            (EncoderModality.Series, Series?.Faults()),
        };
        foreach (var (modality, found) in parts)
        {
            if (modality == Modality && found is null)
                faults.Add($"The preparation of {modality} is missing.");
            if (modality != Modality && found is not null)
                faults.Add($"The encoder reads {Modality}, yet a preparation of {modality} is given.");
            faults.AddRange(found ?? []);
        }
        if (Output.Length == 0)
            faults.Add("The name of the output is missing.");
        if (Dimension is < 1 or > 65536)
            faults.Add($"The dimension {Dimension} is not between 1 and 65,536.");
        if (RowsPerCall is < 1 or > 4096)
            faults.Add($"{RowsPerCall} rows of a call are not between 1 and 4,096.");
        if (Output.Length > LongestName)
            faults.Add("The name of the output is too long.");
        if (Fixed?.Count > MostFixed)
            faults.Add($"There are {Fixed.Count} fixed inputs; {MostFixed} are the most.");
        if (Fixed?.Any(f => f is null) == true)
            return [.. faults, "A fixed input is empty."];
        faults.AddRange((Fixed ?? []).SelectMany(f => f.Faults()));
        foreach (var twice in (Fixed ?? []).GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add($"The fixed input “{twice.Key}” is given twice.");
        return faults;
    }
}

public enum ImageChannels
{
    Rgb,
    Bgr,
    Gray,
}

public enum ImageLayout
{
    Nchw,
    Nhwc,
}

/// <summary>Crop: the shorter edge fits and the middle is kept. Stretch: both edges fit. Letterbox: the longer edge fits and black fills the rest.</summary>
public enum ImageFit
{
    Crop,
    Stretch,
    Letterbox,
}

/// <summary>
/// From an encoded image to a tensor of width × height × channels: value = (byte × <paramref name="Scale"/> − mean) / deviation.
/// The image is turned upright and brought to sRGB first; transparency is laid on white.
/// </summary>
/// <param name="Scale">1/255 for models trained on [0, 1], 1 for models that take bytes.</param>
/// <param name="Mean">One for each channel, or none for 0.</param>
/// <param name="Deviation">One for each channel, or none for 1.</param>
public sealed record ImagePreparation(
    string Input,
    int Width,
    int Height,
    ImageChannels Channels = ImageChannels.Rgb,
    ImageLayout Layout = ImageLayout.Nchw,
    ImageFit Fit = ImageFit.Crop,
    float Scale = 1 / 255f,
    IReadOnlyList<float>? Mean = null,
    IReadOnlyList<float>? Deviation = null
)
{
    [JsonIgnore]
    public int Depth => Channels == ImageChannels.Gray ? 1 : 3;

    internal IEnumerable<string> Faults()
    {
        if (Input.Length == 0)
            yield return "The name of the image input is missing.";
        if (Width is < 1 or > 4096 || Height is < 1 or > 4096)
            yield return $"{Width} × {Height} pixels are not between 1 × 1 and 4096 × 4096.";
        if (!float.IsFinite(Scale) || Scale == 0)
            yield return "The scale is zero or not a number.";
        if (Mean is not null && Mean.Count != Depth)
            yield return $"{Mean.Count} means are given for {Depth} channels.";
        if (Mean?.Any(m => !float.IsFinite(m)) == true)
            yield return "A mean is not a number.";
        if (Deviation is not null && (Deviation.Count != Depth || Deviation.Any(d => !(d > 0) || !float.IsFinite(d))))
            yield return $"The deviations must be {Depth} numbers above zero.";
    }
}

/// <summary>Text becomes either counts of hashed n-grams or token ids of a WordPiece vocabulary: exactly one of the two is given.</summary>
/// <param name="MaxCharacters">What lies beyond is not read.</param>
public sealed record TextPreparation(
    HashedNgrams? Ngrams = null,
    WordPiece? WordPiece = null,
    int MaxCharacters = 20_000
)
{
    internal IEnumerable<string> Faults()
    {
        if (Ngrams is null == WordPiece is null)
            yield return "Text needs either hashed n-grams or a WordPiece vocabulary.";
        if (MaxCharacters is < 1 or > 1_000_000)
            yield return $"{MaxCharacters} characters are not between 1 and 1,000,000.";
        foreach (var fault in (Ngrams?.Faults() ?? []).Concat(WordPiece?.Faults() ?? []))
            yield return fault;
    }
}

/// <summary>Counts of character n-grams (within words, word ends marked) and of whole words, hashed into buckets: float [N, buckets].</summary>
/// <param name="Shortest">Of the character n-grams; 0 with <paramref name="Longest"/> 0 for none.</param>
public sealed record HashedNgrams(
    string Input,
    int Buckets = 2048,
    int Shortest = 2,
    int Longest = 4,
    bool Words = true,
    ulong Seed = 0
)
{
    internal IEnumerable<string> Faults()
    {
        if (Input.Length == 0)
            yield return "The name of the text input is missing.";
        if (Buckets is < 2 or > 1 << 20)
            yield return $"{Buckets} buckets are not between 2 and 1,048,576.";
        if (Longest is < 0 or > 8 || Shortest < 0 || Shortest > Longest || (Longest == 0 && !Words))
            yield return $"N-grams of {Shortest} to {Longest} characters cannot be counted.";
    }
}

/// <summary>Token ids of a BERT vocabulary, with [CLS] and [SEP]: int64 [N, tokens].</summary>
/// <param name="Vocabulary">One token in each line of vocab.txt, in its order.</param>
/// <param name="Mask">Name of the attention mask's input; null when the model has none, then every text is padded to <paramref name="MaxTokens"/>.</param>
/// <param name="Segments">Name of the token type input, fed with zeros; null when the model has none.</param>
public sealed record WordPiece(
    IReadOnlyList<string> Vocabulary,
    string Ids,
    string? Mask = "attention_mask",
    string? Segments = null,
    int MaxTokens = 256,
    bool LowerCase = true
)
{
    private const int MostTokens = 1_000_000;
    private static readonly string[] Special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"];

    internal IEnumerable<string> Faults()
    {
        if (Ids.Length == 0)
            yield return "The name of the input for token ids is missing.";
        if (MaxTokens is < 3 or > 8192)
            yield return $"{MaxTokens} tokens are not between 3 and 8,192.";
        if (Vocabulary.Count > MostTokens)
            yield return $"The vocabulary has {Vocabulary.Count} tokens; {MostTokens} are the most.";
        if (Vocabulary.Any(t => t is null))
            yield return "A token of the vocabulary is empty.";
        foreach (var token in Special.Where(t => !Vocabulary.Contains(t)))
            yield return $"The vocabulary lacks {token}.";
    }
}

/// <summary>None: values as they are. ZScore: mean 0, deviation 1. Robust: median 0, interquartile range 1.349. Each channel of a window for itself.</summary>
public enum SeriesNormalisation
{
    None,
    ZScore,
    Robust,
}

/// <summary>
/// A window of several channels, each on its own clock, becomes a grid: float [N, channels, samples]. A step that holds
/// readings takes their mean; one between readings is interpolated; one in a gap is 0 after normalisation and 0 in the mask.
/// </summary>
/// <param name="Channels">Names in the order of the model's channels; null takes them as they come. Missing ones are gaps throughout.</param>
/// <param name="ChannelCount">How many channels the model has.</param>
/// <param name="Mask">Input for the mask, 1 where there is a value: float [N, channels, samples]; null when the model has none.</param>
/// <param name="Scales">
/// Input for what normalising takes away: float [N, channels, 3], level and spread as sign(x)·ln(1+|x|) and the share of
/// the window that is covered; null when the model has none.
/// </param>
/// <param name="LongestBridge">A gap up to so many usual intervals of its channel is interpolated.</param>
public sealed record SeriesPreparation(
    string Input,
    int ChannelCount,
    int Samples,
    SeriesNormalisation Normalisation = SeriesNormalisation.ZScore,
    IReadOnlyList<string>? Channels = null,
    string? Mask = null,
    string? Scales = null,
    double LongestBridge = 3
)
{
    /// <summary>64 MB a window: 256 channels of a million samples would be a gigabyte.</summary>
    private const int MostNumbers = 1 << 24;

    internal IEnumerable<string> Faults()
    {
        if (Input.Length == 0)
            yield return "The name of the series input is missing.";
        if (ChannelCount is < 1 or > 256)
            yield return $"{ChannelCount} channels are not between 1 and 256.";
        if (Samples is < 2 or > 1 << 20)
            yield return $"{Samples} samples are not between 2 and 1,048,576.";
        if ((long)ChannelCount * Samples > MostNumbers)
            yield return $"{ChannelCount} channels of {Samples} samples are more than {MostNumbers:N0} numbers.";
        if (Channels?.Any(string.IsNullOrWhiteSpace) == true)
            yield return "A channel has no name.";
        if (Channels is not null && Channels.Distinct(StringComparer.Ordinal).Count() < Channels.Count)
            yield return "A channel is named twice.";
        if (Channels is not null && Channels.Count != ChannelCount)
            yield return $"{Channels.Count} names are given for {ChannelCount} channels.";
        if (!(LongestBridge >= 0) || !double.IsFinite(LongestBridge))
            yield return "The longest bridge is negative or not a number.";
    }
}
