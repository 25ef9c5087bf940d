namespace Governance.Annotation;

/// <summary>One option of a field.</summary>
/// <param name="Id">Stable identifier that annotations contain.</param>
/// <param name="Label">The name that annotators see.</param>
public sealed record LabelOption(string Id, string Label);
