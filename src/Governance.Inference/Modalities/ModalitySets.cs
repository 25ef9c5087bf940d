using System.Numerics;

namespace Governance;

/// <summary>What can be asked of a modality and of a set of them.</summary>
public static class ModalitySets
{
    /// <summary>Modalities there are: 3.</summary>
    public const int Count = 3;

    /// <summary>Sets there are, the empty one included: 8. A set as an integer is an index below it.</summary>
    public const int SetCount = 1 << Count;

    /// <summary>Text, image, sensor: the order of every matrix, digest and list.</summary>
    public static ReadOnlySpan<Modality> Every => [Modality.Text, Modality.Image, Modality.Sensor];

    /// <summary>The set of this modality alone.</summary>
    public static Modalities AsSet(this Modality modality) => (Modalities)(1 << (int)modality);

    /// <summary>The set of these modalities.</summary>
    public static Modalities AsSet(this IEnumerable<Modality> modalities) =>
        modalities.Aggregate(Modalities.None, (set, one) => set | one.AsSet());

    /// <summary>Whether the modality is in the set.</summary>
    public static bool Has(this Modalities set, Modality modality) => ((int)set >> (int)modality & 1) == 1;

    /// <summary>How many modalities are in the set, 0 to 3.</summary>
    public static int Size(this Modalities set) => BitOperations.PopCount((uint)set);

    /// <summary>The modalities in the set, in order.</summary>
    public static IEnumerable<Modality> Each(this Modalities set) => Enum.GetValues<Modality>().Where(m => set.Has(m));

    /// <summary>"text", "image" or "sensor".</summary>
    public static string Word(this Modality modality) =>
        modality switch
        {
            Modality.Text => "text",
            Modality.Image => "image",
            Modality.Sensor => "sensor",
            _ => throw new ArgumentOutOfRangeException(nameof(modality), modality, null),
        };

    /// <summary>"text, image and sensor"; empty for none.</summary>
    public static string InSentence(this Modalities set)
    {
        string[] names = [.. set.Each().Select(Word)];
        return names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    /// <summary>"text, image", or "none".</summary>
    public static string InWords(this Modalities set) =>
        set == Modalities.None ? "none" : string.Join(", ", set.Each().Select(Word));
}
