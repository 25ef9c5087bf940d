namespace Governance.Annotation;

/// <summary>Whether a workbench may keep what it holds of a task.</summary>
/// <param name="Permitted">False: the task or its sample is gone, or consent does not permit labelling it now.</param>
/// <param name="Parts">Names of the parts that consent covers; empty when nothing is permitted.</param>
public sealed record HeldTask(Guid TaskId, bool Permitted, IReadOnlyList<string> Parts);
