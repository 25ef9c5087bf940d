namespace Governance.Annotation;

public sealed record LabelOption(string Id, string Label);
