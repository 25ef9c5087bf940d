using System.Security.Cryptography;
using Governance.Catalog;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Monitoring;

/// <summary>
/// Compares one batch with its monitor's reference. Findings, digest and alert are written in one transaction at the end.
/// </summary>
public sealed class DriftCheckJob(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    TimeProvider time
) : IRunJob
{
    /// <summary>The kind of run.</summary>
    public const string Kind = "drift-check";
    private const int MostShifts = 10;

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var check = await db.Set<DriftCheck>().SingleOrDefaultAsync(c => c.Id == run.TargetId, ct)
            ?? throw new RunRefusedException(new RunTargetGone("check"));
        if (check.FinishedAt is not null)
            return;
        var startedAt = time.GetUtcNow();
        var monitor = await db.Set<DriftMonitor>().AsNoTracking().SingleAsync(m => m.Id == check.MonitorId, ct);
        var encoders = await DriftSource.EncodersAsync(db, monitor.ReferenceId, monitor.PurposeId, ct);
        await run.ProgressAsync(new ReadingVectors(), 0, 0, "vectors", ct);
        var reference = await DriftSource.ReadAsync(
            db,
            monitor.ReferenceId,
            monitor.PurposeId,
            encoders,
            startedAt,
            ct
        );
        var batch = await DriftSource.ReadAsync(db, check.VersionId, monitor.PurposeId, encoders, startedAt, ct);
        Refuse(reference, batch);
        var sides = PerModality.Of(m => DriftPair.Of(reference.Vectors[m], batch.Vectors[m]));
        var drifts = await run.StageAsync(
            new Testing(),
            sides.Count(s => s is not null),
            "modalities",
            told => DriftComparison.Of(sides, reference.Samples, batch.Samples, monitor.Seed, told),
            ct
        );
        var power = await run.StageAsync(
            new MeasuringPower(),
            DriftComparison.PowerTrials * drifts.Count(d => d.Assessed),
            "comparisons",
            told =>
                DriftComparison.Power(
                    reference.Vectors.Map((m, v) => drifts.Any(d => d.Modality == m && d.Assessed) ? v : null),
                    batch.Vectors.Map((_, v) => v?.Count ?? 0),
                    monitor.Level,
                    monitor.Seed,
                    told
                ),
            ct
        );
        drifts =
        [
            .. drifts.Select(d => d with { Power = power.SingleOrDefault(p => p.Modality == d.Modality) }),
            .. Untested(sides, reference, batch),
        ];
        var findings = new DriftFindings(
            reference.Samples,
            batch.Samples,
            batch.Excluded,
            monitor.Level,
            drifts,
            Shifts(reference, batch)
        );
        check.Findings = findings;
        check.Digest = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(findings)));
        check.Drifted = findings.Verdict == DriftVerdict.CannotTell ? null : findings.Drifted;

        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        var actor = row.Starter;
        if (findings.Drifted && monitor.MayAlarm)
            db.Add(Alert(check, findings));
        var versions = await db.Set<DatasetVersion>()
            .Where(v => v.Id == monitor.ReferenceId || v.Id == check.VersionId)
            .ToDictionaryAsync(v => v.Id, v => v.ManifestDigest, ct);
        var step = provenance.Record(
            db,
            actor,
            "check-drift",
            new
            {
                monitor = monitor.Id,
                monitor.Level,
                monitor.Seed,
                encoders = encoders.OfType<Guid>().Order(),
            },
            startedAt,
            run.RunId
        );
        ProvenanceGraph.Derive(
            db,
            step,
            $"drift-check:{check.Id}",
            check.Digest,
            ThingKey.Version(check.VersionId),
            versions[check.VersionId]
        );
        ProvenanceGraph.Derive(
            db,
            step,
            $"drift-check:{check.Id}",
            check.Digest,
            ThingKey.Version(monitor.ReferenceId),
            versions[monitor.ReferenceId]
        );
        ledger.Append(
            db,
            actor,
            "drift.checked",
            check.Id,
            new
            {
                monitor = monitor.Id,
                version = check.VersionId,
                check.Digest,
                check.Drifted,
                verdict = findings.Verdict,
            }
        );
        check.FinishedAt = time.GetUtcNow();
        await db.SaveChangesAsync(ct);
    }

    /// <inheritdoc/>
    public Task CleanUpAsync(Guid targetId, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Modalities that samples have and that no vectors describe: nothing can be said about them.</summary>
    private static IEnumerable<ModalityDrift> Untested(
        PerModality<DriftPair?> sides,
        DriftSide reference,
        DriftSide batch
    ) =>
        (reference.Present | batch.Present)
            .Each()
            .Where(m => sides[m] is null)
            .Select(m => new ModalityDrift(
                m,
                reference.Vectors[m]?.Count ?? 0,
                batch.Vectors[m]?.Count ?? 0,
                null,
                null,
                null,
                null,
                1,
                1
            ));

    private static void Refuse(DriftSide reference, DriftSide batch)
    {
        foreach (var (name, side) in new[] { ("reference", reference), ("batch", batch) })
        {
            if (side.Samples == 0)
                throw new RunRefusedException(new DriftSideWithoutConsent(name));
            if (side.Vectors.All(v => v is null or { Count: 0 }))
                throw new RunRefusedException(new DriftSideWithoutVectors(name));
        }
    }

    private static StratumShift[] Shifts(DriftSide reference, DriftSide batch)
    {
        var shared = SharedValues.Of(
            reference
                .Strata.Concat(batch.Strata)
                .SelectMany(s => s.Value.Select(subject => (subject, s.Key.Attribute, s.Key.Value)))
        );
        return
        [
            .. reference
                .Strata.Keys.Union(batch.Strata.Keys)
                .Where(k => shared.Names(k.Attribute, k.Value))
                .Select(k => new StratumShift(k.Attribute, k.Value, Share(reference, k), Share(batch, k)))
                .OrderByDescending(s => s.Gap)
                .ThenBy(s => s.Attribute, StringComparer.Ordinal)
                .ThenBy(s => s.Value, StringComparer.Ordinal)
                .Take(MostShifts),
        ];
    }

    private static double Share(DriftSide side, (string, string) value) =>
        side.Strata.TryGetValue(value, out var subjects) ? (double)subjects.Count / side.Samples : 0;

    private DriftAlert Alert(DriftCheck check, DriftFindings findings)
    {
        var drifted = findings
            .Modalities.Where(m => m.Drifted(findings.Level))
            .ToDictionary(m => m.Modality, m => Math.Min(m.KolmogorovP ?? 1, m.KernelP ?? 1));
        var grown = findings.Shifts.FirstOrDefault(s => s.Batch > s.Reference);
        return new()
        {
            CheckId = check.Id,
            Difference = new BatchDiffers(
                drifted,
                findings
                    .Modalities.Where(m => !m.Assessed && !m.Drifted(findings.Level))
                    .Select(m => m.Modality)
                    .ToList()
                    is { Count: > 0 } unclear
                    ? unclear
                    : null
            ),
            Attribute = grown?.Attribute,
            Value = grown?.Value,
            RaisedAt = time.GetUtcNow(),
            State = AlertState.Open,
        };
    }
}
