namespace Governance.Annotation;

/// <summary>The request to add a label schema.</summary>
/// <param name="Name">Unique; 1 to 120 characters.</param>
public sealed record NewSchema(string Name, LabelDefinition Definition);
