namespace Governance.Platform.Runs;

/// <summary>Which class does which kind of run, and on which queue (<c>default</c>, <c>ingest</c>, <c>gpu</c>).</summary>
/// <param name="ReadWith">The permission that reads what the run is about: who lacks it sees only runs of their own.</param>
public sealed record RunKind(string Kind, Type Job, string ReadWith, string Queue);
