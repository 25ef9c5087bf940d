namespace Governance.Platform;

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
