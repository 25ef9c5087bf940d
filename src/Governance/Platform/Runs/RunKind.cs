namespace Governance.Platform.Runs;

/// <summary>A kind of run: the class that does it, and its queue (<c>default</c>, <c>ingest</c>, <c>gpu</c>).</summary>
/// <param name="ReadWith">The permission that allows reading what the run is about; without it people see only their own runs.</param>
public sealed record RunKind(string Kind, Type Job, string ReadWith, string Queue);
