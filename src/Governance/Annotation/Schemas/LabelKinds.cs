namespace Governance.Annotation;

internal static class LabelKinds
{
    /// <summary>The modality that a kind of label is drawn on; null for a choice, which is about the whole sample.</summary>
    public static Modality? Marks(this LabelKind kind) =>
        kind switch
        {
            LabelKind.Box => Modality.Image,
            LabelKind.Span => Modality.Text,
            LabelKind.Range => Modality.Sensor,
            _ => null,
        };
}
