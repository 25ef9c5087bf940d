using Governance.Inference;
using Governance.Platform;

namespace Governance.Embeddings;

/// <summary>Turns faults of encoders, models and trainings into messages that rows can store.</summary>
internal static class FoundFaults
{
    /// <summary>The fault as a message.</summary>
    public static Message Found(this InferenceFault fault) => new InferenceFaultFound(fault);

    /// <summary>What to do about a found fault.</summary>
    /// <param name="written">The remedy of a row that was stored before faults had keys.</param>
    public static string Remedy(Message found, string? written) =>
        found is InferenceFaultFound { Fault: var fault } ? fault.Remedy() : written ?? "";
}
