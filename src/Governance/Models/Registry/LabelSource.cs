namespace Governance.Models;

/// <param name="Field">The attribute's name (<c>fault</c>), or the id of the choice in the project's label schema.</param>
/// <param name="ProjectId">The annotation project, for choices.</param>
public sealed record LabelSource(LabelOrigin Origin, string Field, Guid? ProjectId = null);
