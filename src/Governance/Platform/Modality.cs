namespace Governance.Platform;

/// <summary>The three kinds of signal that a sample aligns.</summary>
public enum Modality
{
    Text,
    Image,
    Sensor,
}

/// <summary>A set of modalities, kept as a small integer so that sets are compared inside a query.</summary>
[Flags]
public enum Modalities : short
{
    None = 0,
    Text = 1,
    Image = 2,
    Sensor = 4,
    All = Text | Image | Sensor,
}

public static class ModalitySets
{
    public static Modalities AsSet(this Modality modality) => (Modalities)(1 << (int)modality);

    public static Modalities AsSet(this IEnumerable<Modality> modalities) =>
        modalities.Aggregate(Modalities.None, (set, one) => set | one.AsSet());

    public static IEnumerable<Modality> Each(this Modalities set) =>
        Enum.GetValues<Modality>().Where(m => (set & m.AsSet()) != 0);

    /// <summary>“text, image”, or “none”.</summary>
    public static string InWords(this Modalities set) =>
        set == Modalities.None ? "none" : string.Join(", ", set.Each().Select(m => m.ToString().ToLowerInvariant()));
}
