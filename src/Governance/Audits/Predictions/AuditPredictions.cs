using Governance.Catalog;
using Governance.Consent;
using Governance.Models;
using Governance.Platform;
using Governance.Statistics.Calibration;
using Governance.Statistics.Intervals;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// The door to what audits predicted for each sample. Only samples that are permitted for the model's purpose now are read.
/// </summary>
public sealed class AuditPredictions(IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    /// <summary>Reads the predictions of an audit, in the order of its rows.</summary>
    public async Task<Result<PredictionTable>> ReadAsync(Actor actor, Guid auditId, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Predictions) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await AuditAsync(db, auditId, ct);
        if (!found.Ok)
            return found.Refusal;
        var (audit, model, version) = found.Value;
        var rows = await RowsAsync(db, audit, version, ct);
        return new PredictionTable(
            auditId,
            model.Classes,
            [
                .. rows.Select(r => new PredictionRow(
                    r.Prediction.Ordinal,
                    r.Prediction.SampleId,
                    r.Prediction.SubjectOrdinal,
                    [.. r.Prediction.Used.Each()],
                    model.Classes[r.Prediction.Label],
                    model.Classes[MostProbable(r.Prediction.Probabilities)],
                    r.Prediction.Probabilities
                )),
            ],
            (AuditRuns.Head(audit).Samples?.Count ?? rows.Count) - rows.Count
        );
    }

    /// <summary>Compares two finished audits in pairs, on the samples that both cover.</summary>
    public async Task<Result<PairedComparison>> CompareAsync(
        Actor actor,
        Guid firstId,
        Guid secondId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (first, second) = (await AuditAsync(db, firstId, ct), await AuditAsync(db, secondId, ct));
        if (!first.Ok || !second.Ok)
            return (first.Refusal ?? second.Refusal)!;
        if (!first.Value.Model.Classes.SequenceEqual(second.Value.Model.Classes))
            return new ClassesDiffer();
        var theirs = (await RowsAsync(db, second.Value.Audit, second.Value.Version, ct)).ToDictionary(r =>
            r.Prediction.SampleId
        );
        var pairs = (await RowsAsync(db, first.Value.Audit, first.Value.Version, ct))
            .Where(r =>
                theirs.TryGetValue(r.Prediction.SampleId, out var other) && other.Prediction.Label == r.Prediction.Label
            )
            .Select(r => (First: r, Second: theirs[r.Prediction.SampleId]))
            .ToList();
        if (pairs.Count == 0)
            return new NothingInCommon();
        return Compared(first.Value, second.Value, pairs, ct);
    }

    private sealed record Audited(AuditRun Audit, Model Model, ModelVersion Version)
    {
        public string Name => $"{Model.Name} {Version.Number}";
    }

    private sealed record Row(AuditPrediction Prediction, Guid SubjectId);

    private static PairedComparison Compared(
        Audited first,
        Audited second,
        List<(Row First, Row Second)> pairs,
        CancellationToken ct
    )
    {
        var subjects = pairs.Select(p => p.First.SubjectId).Distinct().Select((id, k) => (id, k)).ToDictionary();
        var suite = first.Audit.Suite;
        int[] all = [.. Enumerable.Range(0, pairs.Count)];
        var uncertainty = new Uncertainty([.. pairs.Select(p => subjects[p.First.SubjectId])], suite, new(ct));
        bool[] one = [.. pairs.Select(p => Right(p.First.Prediction))],
            other = [.. pairs.Select(p => Right(p.Second.Prediction))];
        double[] loss = [.. pairs.Select(p => Surprise(p.Second.Prediction) - Surprise(p.First.Prediction))];
        double[] gain = [.. all.Select(i => (other[i] ? 1.0 : 0) - (one[i] ? 1 : 0))];
        Figure Difference(double[] values, bool shares) =>
            uncertainty.Paired(all, 1, w => [Mean(values, w)], shares)[0];
        var (onlyFirst, onlySecond) = (all.Count(i => one[i] && !other[i]), all.Count(i => other[i] && !one[i]));
        var few = subjects.Count < Math.Max(suite.MinimumSubjects, second.Audit.Suite.MinimumSubjects);
        var accuracy = Difference(gain, true);
        return new(
            first.Name,
            second.Name,
            pairs.Count,
            subjects.Count,
            uncertainty.Share(all, i => one[i]),
            uncertainty.Share(all, i => other[i]),
            accuracy,
            Difference(loss, false),
            onlyFirst,
            onlySecond,
            few ? null : McNemar.PValue(onlyFirst, onlySecond),
            Line(first.Name, second.Name, accuracy, few ? subjects.Count : null)
        );
    }

    /// <param name="few">The number of subjects when they are too few; otherwise null.</param>
    private static string Line(string first, string second, Figure accuracy, int? few)
    {
        var gain = accuracy.Value ?? 0;
        var found =
            gain == 0
                ? $"{second} and {first} are right equally often"
                : $"{second} is right {Phrases.Points(Math.Abs(gain))} {(gain > 0 ? "more" : "less")} often than {first}";
        if (few is { } subjects)
            return $"{found}; {Phrases.Count(subjects, "subject")} are too few to tell how far this holds for others.";
        return accuracy.Low > 0 || accuracy.High < 0
            ? $"{found}, and the whole 95 % interval of the difference is on one side of 0."
            : $"{found}; the 95 % interval of the difference includes 0.";
    }

    private static double Mean(double[] values, int[] weights)
    {
        var (sum, n) = (0.0, 0L);
        for (var i = 0; i < weights.Length; i++)
            (sum, n) = (sum + weights[i] * values[i], n + weights[i]);
        return n == 0 ? double.NaN : sum / n;
    }

    private static bool Right(AuditPrediction p) => MostProbable(p.Probabilities) == p.Label;

    private static double Surprise(AuditPrediction p) => ProperScores.Surprise(p.Probabilities[p.Label]);

    private static int MostProbable(float[] row) => Array.IndexOf(row, row.Max());

    private static async Task<Result<Audited>> AuditAsync(GovernanceDb db, Guid id, CancellationToken ct)
    {
        var found = await (
            from audit in db.Set<AuditRun>().AsNoTracking()
            where audit.Id == id && audit.State == AuditState.Finished
            join version in db.Set<ModelVersion>() on audit.ModelVersionId equals version.Id
            join model in db.Set<Model>() on version.ModelId equals model.Id
            select new Audited(audit, model, version)
        ).SingleOrDefaultAsync(ct);
        return found is null ? new NotFound("finished audit", id.ToString()) : found;
    }

    private async Task<List<Row>> RowsAsync(GovernanceDb db, AuditRun audit, ModelVersion version, CancellationToken ct)
    {
        var rows = await (
            from prediction in db.Set<AuditPrediction>().AsNoTracking()
            where prediction.AuditId == audit.Id
            join sample in db.Set<Sample>() on prediction.SampleId equals sample.Id
            join record in ConsentGate.Effective(db, version.PurposeId, time.GetUtcNow())
                on sample.SubjectId equals record.SubjectId
            orderby prediction.Ordinal
            select new
            {
                Row = new Row(prediction, sample.SubjectId),
                sample.Present,
                record.State,
                record.Permits,
                record.Modalities,
            }
        ).ToListAsync(ct);
        return
        [
            .. rows.Where(r =>
                    ConsentCoverQuery.Why(r.State, r.Permits, r.Modalities, Modalities.None, r.Present) is null
                )
                .Select(r => r.Row),
        ];
    }
}
