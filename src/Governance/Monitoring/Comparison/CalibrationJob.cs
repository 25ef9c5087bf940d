using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Intervals;
using Microsoft.EntityFrameworkCore;

namespace Governance.Monitoring;

/// <summary>
/// Measures the false-alarm rate of a monitor, and its power, on random halves of its own reference. Everything is written at the end, so
/// a killed run starts again and, with the same seeds, gives the same result.
/// </summary>
public sealed class CalibrationJob(IDbContextFactory<GovernanceDb> databases, LedgerEntries ledger, TimeProvider time)
    : IRunJob
{
    /// <summary>The kind of run.</summary>
    public const string Kind = "drift-calibration";

    /// <summary>Number of comparisons: enough to distinguish 5 % from 12 %, and done in seconds.</summary>
    public const int Trials = 100;

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var monitor = await db.Set<DriftMonitor>().SingleOrDefaultAsync(m => m.Id == run.TargetId, ct)
            ?? throw new RunRefusedException(new RunTargetGone("monitor"));
        if (monitor.Trials is not null)
            return;
        await run.ProgressAsync(new ReadingVectors(), 0, 0, "vectors", ct);
        var encoders = await DriftSource.EncodersAsync(db, monitor.ReferenceId, monitor.PurposeId, ct);
        var side = await DriftSource.ReadAsync(
            db,
            monitor.ReferenceId,
            monitor.PurposeId,
            encoders,
            time.GetUtcNow(),
            ct
        );
        var usable = side.Vectors.Map((_, v) => v?.Count >= 2 * DriftComparison.LeastRows ? v : null);
        if (usable.All(v => v is null))
            throw new RunRefusedException(new ReferenceTooSmall(2 * DriftComparison.LeastRows));

        monitor.FalseAlarms = await run.StageAsync(
            new MeasuringFalseAlarms(),
            Trials,
            "comparisons",
            told => DriftComparison.FalseAlarms(usable, monitor.Level, monitor.Seed, Trials, told),
            ct
        );
        monitor.Power = await run.StageAsync(
            new MeasuringPower(),
            DriftComparison.PowerTrials * usable.Count(v => v is not null),
            "comparisons",
            told =>
                DriftComparison.Power(
                    usable,
                    usable.Map((_, v) => (v?.Count ?? 0) / 2),
                    monitor.Level,
                    monitor.Seed,
                    told
                ),
            ct
        );
        monitor.Trials = Trials;
        monitor.MayAlarm = Wilson.Of(monitor.FalseAlarms.Value, Trials).Low <= monitor.Level;
        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        ledger.Append(
            db,
            row.Starter,
            "monitor.calibrated",
            monitor.Id,
            new
            {
                trials = Trials,
                falseAlarms = monitor.FalseAlarms,
                power = monitor.Power,
                monitor.MayAlarm,
            }
        );
        await db.SaveChangesAsync(ct);
    }

    /// <inheritdoc/>
    public Task CleanUpAsync(Guid targetId, CancellationToken ct) => Task.CompletedTask;
}
