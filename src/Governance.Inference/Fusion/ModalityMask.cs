namespace Governance.Inference.Fusion;

/// <summary>The three modalities as bits. The order text, image, sensor holds for every array and every mask here.</summary>
public static class ModalityMask
{
    public const byte Text = 1;
    public const byte Image = 2;
    public const byte Sensor = 4;
    public const byte All = 7;

    /// <summary>Modalities there are.</summary>
    public const int Count = 3;

    private static readonly string[] Names = ["text", "image", "sensor"];

    /// <summary>The name of a modality by its place: 0 text, 1 image, 2 sensor.</summary>
    public static string NameOf(int modality) => Names[modality];

    /// <summary>The mask in words: "text + sensor"; "nothing" for 0.</summary>
    public static string Describe(byte mask)
    {
        var there = Names.Where((_, modality) => Has(mask, modality)).ToArray();
        return there.Length == 0 ? "nothing" : string.Join(" + ", there);
    }

    public static bool Has(byte mask, int modality) => (mask >> modality & 1) == 1;
}
