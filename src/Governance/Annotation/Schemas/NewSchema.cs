namespace Governance.Annotation;

public sealed record NewSchema(string Name, LabelDefinition Definition);
