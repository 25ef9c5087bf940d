namespace Governance.Inference.Fusion;

/// <summary>Assigns subjects to parts several times and keeps the best result.</summary>
internal sealed class SubjectDeal(SubjectCounts counts, double[] shares, long seed)
{
    private const int Attempts = 48;
    private const int Parts = 3;

    public FusionPart[] Best()
    {
        FusionPart[] best = [];
        var (fewestEmpty, least) = (int.MaxValue, double.MaxValue);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var order = Enumerable.Range(0, counts.Subjects.Length).ToArray();
            RandomStream.Of(seed, RandomPurpose.Split, attempt).Shuffle<int>(order);
            var (deal, held) = Deal(order);
            var empty = held.Sum(part => part.Where((n, c) => n == 0 && counts.ClassTotals[c] > 0).Count());
            var distance = Enumerable.Range(0, Parts).Sum(p => Distance(p, held[p]));
            if (empty > fewestEmpty || (empty == fewestEmpty && distance >= least))
                continue;
            (best, fewestEmpty, least) = (deal, empty, distance);
        }
        return best;
    }

    private (FusionPart[] Deal, int[][] Held) Deal(int[] order)
    {
        var deal = new FusionPart[order.Length];
        int[][] held = [.. Enumerable.Range(0, Parts).Select(_ => new int[counts.ClassTotals.Length])];
        var subjects = new int[Parts];
        for (var i = 0; i < order.Length; i++)
        {
            var emptyParts = subjects.Count(n => n == 0);
            var part = Cheapest(held, counts.Rows[order[i]], p => order.Length - i > emptyParts || subjects[p] == 0);
            for (var c = 0; c < held[part].Length; c++)
                held[part][c] += counts.Rows[order[i]][c];
            subjects[part]++;
            deal[order[i]] = (FusionPart)part;
        }
        return (deal, held);
    }

    /// <summary>The part that these rows bring nearest to its share, or move least away from it.</summary>
    private int Cheapest(int[][] held, int[] rows, Func<int, bool> allowed)
    {
        var (best, least) = (-1, double.MaxValue);
        for (var part = 0; part < Parts; part++)
        {
            if (!allowed(part))
                continue;
            var change = Distance(part, [.. held[part].Zip(rows, (a, b) => a + b)]) - Distance(part, held[part]);
            if (change < least)
                (best, least) = (part, change);
        }
        return best;
    }

    /// <summary>
    /// Σ over classes of (held − wanted)² / (wanted · class total), so that an empty cell costs the same in small parts and
    /// small classes.
    /// </summary>
    private double Distance(int part, int[] held)
    {
        double sum = 0;
        for (var c = 0; c < held.Length; c++)
        {
            var wanted = shares[part] * counts.ClassTotals[c];
            if (wanted > 0)
                sum += (held[c] - wanted) * (held[c] - wanted) / (wanted * counts.ClassTotals[c]);
        }
        return sum;
    }
}
