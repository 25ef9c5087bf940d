using System.Text.Json;
using Governance.Catalog;
using Governance.Platform;
using Governance.Statistics.Calibration;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>Tells what an audit measured for answers of a confidence.</summary>
public sealed partial class AuditRuns
{
    /// <summary>
    /// What the newest finished audit of a model version by an approved suite (without one, the newest of any) measured for answers
    /// of this confidence; null when there is no audit, when it covers fewer subjects than the default suite requires or was not
    /// assessed, or when no audited answer has such a confidence.
    /// </summary>
    /// <param name="confidence">Probability of the answer's class, 0 … 1.</param>
    public async Task<Result<MeasuredReliability?>> ReliabilityAsync(
        Actor actor,
        Guid modelVersionId,
        double confidence,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        if (confidence is not (>= 0 and <= 1))
            return new ConfidenceOutOfRange(confidence);
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from audit in db.Set<AuditRun>().AsNoTracking()
            where audit.ModelVersionId == modelVersionId && audit.State == AuditState.Finished
            join data in db.Set<DatasetVersion>() on audit.DatasetVersionId equals data.Id
            orderby audit.SuiteId == null, audit.FinishedAt descending, audit.Id descending
            select new { Audit = audit, data.Name }
        ).FirstOrDefaultAsync(ct);
        if (
            found is null
            || found.Audit.Verdict == AuditVerdict.NotAssessed
            || (Head(found.Audit).Samples?.Subjects ?? 0) < new AuditSuite().MinimumSubjects
        )
            return Result.Of<MeasuredReliability?>(null);
        var bins = Bins(found.Audit);
        var bin = bins.Count == 0 ? null : bins[ReliabilityDiagram.BinOf(confidence, bins.Count)];
        return Result.Of(
            bin?.Accuracy is not { N: > 0, Value: not null } right
                ? null
                : new MeasuredReliability(
                    found.Audit.Id,
                    found.Name,
                    found.Audit.FinishedAt!.Value,
                    bin.From,
                    bin.To,
                    right
                )
        );
    }

    /// <summary>The reliability diagram of a report of any schema; empty where it has none.</summary>
    private static IReadOnlyList<ReliabilityPoint> Bins(AuditRun audit)
    {
        using var report = JsonDocument.Parse(audit.Report!);
        return
            report.RootElement.TryGetProperty("core", out var core)
            && core.TryGetProperty("calibration", out var calibration)
            && calibration.TryGetProperty("bins", out var bins)
            ? bins.Deserialize<IReadOnlyList<ReliabilityPoint>>(CanonicalJson.Options) ?? []
            : [];
    }
}
