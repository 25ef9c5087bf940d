namespace Governance.Platform.Runs;

/// <summary>
/// Long work. It takes ids only and is re-entrant: after <c>kill -9</c> it is called again with the same run and must
/// end in the same state, with nothing doubled.
/// </summary>
public interface IRunJob
{
    /// <param name="run">Where progress is told and refusals are counted.</param>
    /// <param name="ct">Cancelled when a person cancels, the host stops, or another process took the run over.</param>
    Task RunAsync(RunContext run, CancellationToken ct);

    /// <summary>Called after a cancellation or a failure: removes what is half-done.</summary>
    Task CleanUpAsync(Guid targetId, CancellationToken ct);
}
