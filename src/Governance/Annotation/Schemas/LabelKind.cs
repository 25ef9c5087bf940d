namespace Governance.Annotation;

public enum LabelKind
{
    Choice,
    Box,
    Span,
    Range,
}
