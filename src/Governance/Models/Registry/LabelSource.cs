namespace Governance.Models;

/// <summary>The label that a model predicts, and where it is read.</summary>
/// <param name="Field">The attribute's name (<c>fault</c>), or the id of the choice in the project's label schema.</param>
/// <param name="ProjectId">The annotation project, for choices.</param>
public sealed record LabelSource(LabelOrigin Origin, string Field, Guid? ProjectId = null);
