namespace Governance.Annotation;

/// <summary>What an annotator does for a field.</summary>
public enum LabelKind
{
    /// <summary>Chooses options for the whole sample.</summary>
    Choice,

    /// <summary>Draws a rectangle on an image, in pixels.</summary>
    Box,

    /// <summary>Marks a span of text, in Unicode code points.</summary>
    Span,

    /// <summary>Marks a time range on a series, in seconds from the start of the sample's window.</summary>
    Range,
}
