using System.Text.Json;
using Governance.Statistics.Calibration;
using Governance.Statistics.Drift;
using Governance.Statistics.Masks;
using Governance.Statistics.Retrieval;
using Governance.Statistics.Robustness;
using Governance.Statistics.Selective;
using static Governance.Statistics.Tests.Fairness.FairlearnData;

namespace Governance.Statistics.Tests.Published;

/// <summary>
/// Runs every case of the published file against the metric it names. A case that no metric claims fails here unless it
/// is listed as another part's.
/// </summary>
public sealed class MetricCasesTests
{
    private const string File = "vectors/metric_cases.json";

    /// <summary>Cases of agreement and differential privacy, which this project does not compute.</summary>
    private static readonly string[] Elsewhere =
    [
        "zcdp",
        "cdp_delta",
        "delta at eps",
        "pure eps",
        "krippendorff",
        "fleiss",
        "cohen",
    ];

    [Fact]
    public void Every_published_case_is_met_to_its_tolerance()
    {
        var file = CaseFile.Find(File);
        Assert.SkipWhen(file is null, $"../shared/{File} is not here.");
        using var cases = JsonDocument.Parse(System.IO.File.ReadAllText(file));
        var met = 0;
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var id = one.GetProperty("id").GetString()!;
            if (Elsewhere.Any(id.StartsWith))
                continue;
            var found = Compute(id, one.GetProperty("input"));
            var (expected, tolerance) = (one.Numbers("expected"), one.GetProperty("tolerance").GetDouble());
            Assert.True(found.Length == expected.Length, $"{id}: {found.Length} values instead of {expected.Length}");
            for (var k = 0; k < expected.Length; k++)
                Assert.True(
                    Math.Abs(found[k] - expected[k]) <= tolerance,
                    $"{id}: {found[k]:R} instead of {expected[k]:R} ± {tolerance}"
                );
            met++;
        }
        Assert.Equal(44, met);
    }

    [Fact]
    public void Ten_thousand_published_softmax_rows_have_the_published_calibration_error()
    {
        // lenet-5 on CIFAR-10: ECE(15) 0.107888, from the table's own description.
        var file = CaseFile.Find("vectors/calibration/lenet-5-cifar-10.npz");
        Assert.SkipWhen(file is null, "../shared/vectors/calibration is not here.");
        var (probabilities, labels) = SoftmaxTable.Read(file);
        var top = TopLabel.Of<double>(probabilities, probabilities.Length / labels.Length, labels);
        Assert.Equal(.107888, ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct).Expected!.Value, 1e-6);
    }

    private static double[] Compute(string id, JsonElement input) =>
        id switch
        {
            "ap" or "ap with negative cosines" => [Rank(input).AveragePrecision!.Value],
            "recall@2" => [Rank(input).RecallAt(2)!.Value],
            "hit@2(clip recall@k)" => [Rank(input).HitAt(2)!.Value ? 1 : 0],
            "mrr" => [Rank(input).ReciprocalRank!.Value],
            _ when id.StartsWith("binary ce", StringComparison.Ordinal)
                    || id.StartsWith("ece case", StringComparison.Ordinal) =>
            [
                Norm(
                    input,
                    ReliabilityDiagram.EqualWidth(
                        input.Numbers("p"),
                        input.Marks("y"),
                        input.GetProperty("bins").GetInt32()
                    )
                ),
            ],
            _ when id.StartsWith("multiclass top-label", StringComparison.Ordinal) => [TopLabelError(input)],
            "adaptive ce l1" or "adaptive ce max" => [EqualMassError(input)],
            _ when id.StartsWith("brier sum", StringComparison.Ordinal) =>
            [
                2 * ProperScores.Brier<double>(input.Numbers("p"), 5, input.Integers("y"))!.Value,
            ], // Published as the sum over the two samples.
            "aurc torch-uncertainty" or "aurc doc example" => [Curve(input).AurcTrapezoid!.Value],
            _ when id.StartsWith("aurc/augrc", StringComparison.Ordinal) => Areas(
                input.GetProperty("conf").GetString()!
            ),
            _ when id.StartsWith("mutual information", StringComparison.Ordinal) =>
            [
                Disagreement.Of(input.Numbers("members"), 2).MutualInformation,
            ],
            "shapley glove game" => new Coalitions([0, 0, 0, 1, 0, 1, 0, 1]).Shapley(),
            _ when id.StartsWith("shapley efficiency", StringComparison.Ordinal) => [ByMask(input).Shapley().Sum()],
            _ when id.StartsWith("multibench relative", StringComparison.Ordinal) =>
            [
                MultiBench.Relative(input.Numbers("curve"), input.GetProperty("step").GetDouble()),
            ],
            _ when id.StartsWith("multibench effective", StringComparison.Ordinal) =>
            [
                MultiBench.Effective(input.Numbers("curve"), input.Numbers("baseline")),
            ],
            "psi 2 bins" or "psi floored" =>
            [
                PopulationStability.OfCounts(input.Integers("expected"), input.Integers("actual"))!.Value,
            ],
            "ks 100 vs 110" => Test(
                [.. Enumerable.Range(1, 100).Select(i => (double)i)],
                [.. Enumerable.Range(0, 110).Select(i => 1 + 99.0 * i / 109 + 20.1)]
            ),
            "ks 2 vs 4" => Test(input.Numbers("x"), input.Numbers("y")),
            _ when id.StartsWith("energy", StringComparison.Ordinal) =>
            [
                EnergyDistance.Of(input.Numbers("x"), input.Numbers("y"))!.Value,
            ],
            _ when id.StartsWith("mmd^2", StringComparison.Ordinal) =>
            [
                KernelTwoSample
                    .Of(Floats(input, "x"), Floats(input, "y"), 1, 1, bandwidth: input.GetProperty("sigma").GetDouble())
                    .Squared,
            ],
            "frechet identity cov" =>
            [
                FrechetDistance.Between(
                    new double[2048],
                    Identity(2048),
                    [.. Enumerable.Repeat(1.0, 2048)],
                    Identity(2048)
                ),
            ],
            "frechet 2d" =>
            [
                FrechetDistance.Between(
                    input.Numbers("mu1"),
                    input.Numbers("S1"),
                    input.Numbers("mu2"),
                    input.Numbers("S2")
                ),
            ],
            "fairness g_2 DPD/EOD/worst acc" => Differences(3),
            _ when id.StartsWith("aequitas", StringComparison.Ordinal) => Fairness.GroupFairnessTests.Aequitas(),
            "flip rate consecutive" => [Flips.Rate(input.Integers("preds"))!.Value],
            "flip rate to first (noise)" => [Flips.RateToFirst(input.Integers("preds"))!.Value],
            "flip rate stride 2" => [Flips.Rate(input.Integers("preds"), input.GetProperty("step").GetInt32())!.Value],
            _ => throw new InvalidOperationException($"No metric claims the case '{id}'."),
        };

    private static Ranking Rank(JsonElement input) => Ranking.Of(input.Numbers("scores"), input.Marks("relevant"));

    private static double Norm(JsonElement input, ReliabilityDiagram diagram) =>
        (input.TryGetProperty("norm", out var norm) ? norm.GetString() : "l1") switch
        {
            "l2" => diagram.RootMeanSquare!.Value,
            "max" => diagram.Maximum!.Value,
            _ => diagram.Expected!.Value,
        };

    private static double TopLabelError(JsonElement input)
    {
        var top = TopLabel.Of<double>(input.Numbers("p"), 3, input.Integers("y"));
        return Norm(
            input,
            ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct, input.GetProperty("bins").GetInt32())
        );
    }

    private static double EqualMassError(JsonElement input)
    {
        var top = TopLabel.OfBinary(input.Numbers("p"), input.Marks("y"));
        return Norm(
            input,
            ReliabilityDiagram.EqualMass(top.Confidence, top.Correct, input.GetProperty("bins").GetInt32())
        );
    }

    private static RiskCoverage Curve(JsonElement input)
    {
        var top = TopLabel.Of<double>(input.Numbers("p"), 2, input.Integers("y"));
        return RiskCoverage.Of(top.Confidence, top.Correct);
    }

    private static double[] Areas(string name)
    {
        double[] alternating = [.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))];
        double[] ascending = [.. Enumerable.Range(0, 100).Select(i => 1 - i / 99.0)];
        double[] wrong = [.. alternating.Select(c => 1 - c)];
        var curve = name switch
        {
            "conf const, correct 0101.." => RiskCoverage.Of(new double[100], wrong),
            "conf=correct" => RiskCoverage.Of(alternating, wrong),
            "conf inverted" => RiskCoverage.Of(wrong, wrong),
            _ => RiskCoverage.Of(alternating, ascending),
        };
        return [curve.Aurc, curve.Augrc];
    }

    private static Coalitions ByMask(JsonElement input)
    {
        var values = new double[8];
        foreach (var v in input.EnumerateObject())
            values[v.Name == "none" ? 0 : v.Name.Split('+').Sum(p => 1 << p[0] - '0')] = v.Value.GetDouble();
        return new(values);
    }

    private static double[] Test(double[] x, double[] y)
    {
        var test = KolmogorovSmirnov.Of(x, y)!;
        return [test.Statistic, test.PValue];
    }

    private static float[] Floats(JsonElement input, string name) => [.. input.Numbers(name).Select(v => (float)v)];

    private static double[] Identity(int d)
    {
        var identity = new double[d * d];
        for (var i = 0; i < d; i++)
            identity[i * d + i] = 1;
        return identity;
    }
}
