using Governance.Platform;

namespace Governance.Provenance;

/// <summary>An erasure as a step of the graph.</summary>
/// <param name="ActivityId">Of the step; the same for everything that one erasure removes.</param>
/// <param name="RunId">The job that erases.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="At">The step ends then.</param>
public sealed record ErasureStep(Guid ActivityId, Guid RunId, Actor Actor, DateTimeOffset At);
