using System.Numerics;
using Governance.Statistics.Calibration;
using Governance.Statistics.Masks;

namespace Governance.Audits;

/// <summary>
/// Exact Shapley values over the model's modalities: the model predicts from every subset, on complete samples, with the
/// other modalities masked as in training.
/// </summary>
internal static class ContributionMeasures
{
    private static readonly Column[] Columns =
    [
        new("accuracy", new AuditText("contribution-accuracy-title"), new AuditText("contribution-accuracy-means")),
        new(
            "logLikelihood",
            new AuditText("contribution-log-likelihood-title"),
            new AuditText("contribution-log-likelihood-means")
        ),
        new("attention", new AuditText("contribution-attention-title"), new AuditText("contribution-attention-means")),
        new("pair", new AuditText("contribution-pair-title"), new AuditText("contribution-pair-means")),
    ];

    public static ContributionSection Of(
        AuditedRows rows,
        MaskedPredictions answers,
        PerModality<double>? attention,
        Uncertainty uncertainty
    )
    {
        Modality[] players = [.. rows.Full.Each()];
        var complete = rows.Complete;
        var (right, certainty) = Values(rows, answers, players, complete);
        var pairs = Pairs(players.Length);
        var hits = uncertainty.Paired(complete, players.Length + pairs.Count + 3, weights =>
            Statistics(right, weights, pairs)
        );
        // A difference of shares: no draw shows what no sample contains. Of one modality the gain is 0 by definition.
        var synergy = uncertainty.Paired(
            complete,
            1,
            weights => Weighted(right, weights) is { } values ? [new Coalitions(values).Synergy()] : Undefined(1),
            shares: players.Length > 1
        )[0];
        var logs = uncertainty.Paired(complete, players.Length, weights =>
            Weighted(certainty, weights) is { } values ? new Coalitions(values).Shapley() : Undefined(players.Length)
        );
        Figure Share(double[] of) =>
            uncertainty.Share(
                complete,
                complete.Zip(of).Where(p => p.Second == 1).Select(p => p.First).ToHashSet().Contains
            );
        var (nothing, everything) = (Share(right[0]), Share(right[^1]));
        var contributions = players
            .Select((p, k) => new ModalityContribution(p, hits[k], logs[k], attention?[p]))
            .ToList();
        return new(
            contributions,
            [
                .. pairs.Select(
                    (pair, k) =>
                        new PairInteraction(players[pair.First], players[pair.Second], hits[players.Length + k])
                ),
            ],
            nothing,
            everything,
            complete.Length == 0 ? null : contributions.Sum(c => c.Accuracy.Value ?? 0),
            new(
                "synergy",
                new AuditText("contribution-synergy-title"),
                synergy,
                new AuditText("contribution-synergy-means")
            ),
            new(
                "dominance",
                new AuditText("contribution-dominance-title"),
                hits[^1],
                new AuditText("contribution-dominance-means")
            ),
            new AuditText("contribution-means"),
            Columns
        );
    }

    /// <summary>
    /// For each set of modalities and complete row: 1 if right, else 0; and the log likelihood of the right class.
    /// </summary>
    private static (double[][] Right, double[][] Certainty) Values(
        AuditedRows rows,
        MaskedPredictions answers,
        Modality[] players,
        int[] complete
    )
    {
        var classes = rows.Classes.Count;
        var (right, certainty) = (new double[1 << players.Length][], new double[1 << players.Length][]);
        for (var s = 0; s < right.Length; s++)
        {
            var mask = players.Where((_, k) => (s >> k & 1) == 1).AsSet();
            var probabilities = answers.With(mask);
            var top = TopLabel.Of<float>(probabilities, classes, rows.Labels);
            right[s] = [.. complete.Select(i => top.Correct[i] ? 1.0 : 0)];
            certainty[s] =
            [
                .. complete.Select(i => -ProperScores.Surprise(probabilities[i * classes + rows.Labels[i]])),
            ];
        }
        return (right, certainty);
    }

    /// <summary>Shapley values, pair interactions, accuracy with all modalities, synergy and dominance, in this order.</summary>
    private static double[] Statistics(double[][] right, int[] weights, IReadOnlyList<(int First, int Second)> pairs)
    {
        var players = BitOperations.Log2((uint)right.Length);
        if (Weighted(right, weights) is not { } values)
            return Undefined(players + pairs.Count + 3);
        var game = new Coalitions(values);
        return
        [
            .. game.Shapley(),
            .. pairs.Select(p => game.Interaction(p.First, p.Second)),
            values[^1],
            game.Synergy(),
            game.Dominance() ?? double.NaN,
        ];
    }

    private static double[]? Weighted(double[][] values, int[] weights)
    {
        long n = 0;
        foreach (var w in weights)
            n += w;
        if (n == 0)
            return null;
        var means = new double[values.Length];
        for (var s = 0; s < values.Length; s++)
        {
            for (var i = 0; i < weights.Length; i++)
                means[s] += weights[i] * values[s][i];
            means[s] /= n;
        }
        return means;
    }

    private static IReadOnlyList<(int First, int Second)> Pairs(int players) =>
        [.. Enumerable.Range(0, players).SelectMany(a => Enumerable.Range(a + 1, players - a - 1).Select(b => (a, b)))];

    private static double[] Undefined(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}
