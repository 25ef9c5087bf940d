namespace Governance.Platform.Runs;

/// <summary>
/// A job. It takes ids only and is re-entrant: after <c>kill -9</c> it is called again with the same run and must end in the
/// same state, with nothing done twice.
/// </summary>
public interface IRunJob
{
    /// <summary>Does the work of a run.</summary>
    /// <param name="run">Takes the progress and the refusals.</param>
    /// <param name="ct">Cancelled when a person cancels, the host stops, or another process took the run over.</param>
    Task RunAsync(RunContext run, CancellationToken ct);

    /// <summary>Removes partial results; called after a cancellation or a failure.</summary>
    /// <param name="targetId">The row that the work is about.</param>
    Task CleanUpAsync(Guid targetId, CancellationToken ct);
}
