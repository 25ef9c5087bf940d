using Governance.Statistics.Fairness;

namespace Governance.Statistics.Tests.Fairness;

/// <summary>
/// The 71 labels, predictions and weights of fairlearn's own tests (test/unit/metrics/data_for_test.py, MIT). Its groups
/// are two keys in alternating runs: of 2 for g_1, 3 for g_2, 4 for g_3, 5 for g_4.
/// </summary>
internal static class FairlearnData
{
    private static readonly bool[] Labels = Bits(
        "10111011000111011001110000111111010100101001110001111001110110111111111"
    );
    private static readonly bool[] Predicted = Bits(
        "01110001111001110110110000111111010100101011011011011111000011111111111"
    );

    private static readonly double[] Weights =
    [
        .. "12312123111233121112322121313141213233414131112331211123112321223232341".Select(c => (double)(c - '0')),
    ];

    public static int[] Groups(int run) => [.. Enumerable.Range(0, Labels.Length).Select(i => i / run % 2)];

    public static GroupFairness Fairness(int run, bool weighted = false) =>
        GroupFairness.Of(Predicted, Labels, Groups(run), weighted ? Weights : []);

    /// <summary>DPD, EOD, worst accuracy.</summary>
    public static double[] Differences(int run, bool weighted = false)
    {
        var found = Fairness(run, weighted);
        return [found.DemographicParity!.Value, found.EqualizedOdds!.Value, found.WorstAccuracy!.Value];
    }

    private static bool[] Bits(string digits) => [.. digits.Select(c => c == '1')];
}
