using System.Numerics;

namespace Governance.Statistics.Retrieval;

/// <summary>Retrieval between text, image and sensor vectors in both directions each; row i is the same moment in all.</summary>
public static class SixDirections
{
    /// <summary>The six directions, by cosine similarity.</summary>
    /// <param name="spaces">Text, image and sensor, each n × <paramref name="dimension"/>, of any norm. A zero vector has
    /// cosine 0 to every other.</param>
    /// <param name="dimension">Numbers of a vector, the same in all three.</param>
    /// <param name="presence">n bit sets (text 1, image 2, sensor 4); a pair of modalities is searched among rows that
    /// have both. Empty searches all rows.</param>
    /// <param name="keys">n keys; rows with the same key are relevant to each other. Empty: only the row itself is.</param>
    /// <param name="cuts">Cut-offs; null is 1, 5, 10.</param>
    /// <param name="ct">Checked before each query.</param>
    public static IReadOnlyList<Direction> Of(
        IReadOnlyList<float[]> spaces,
        int dimension,
        ReadOnlySpan<int> presence = default,
        ReadOnlySpan<int> keys = default,
        IReadOnlyList<int>? cuts = null,
        CancellationToken ct = default
    )
    {
        var n = spaces[0].Length / dimension;
        if (
            spaces.Count != 3
            || spaces.Any(space => space.Length != n * dimension)
            || !presence.IsEmpty && presence.Length != n
            || !keys.IsEmpty && keys.Length != n
        )
            throw new ArgumentException("The three spaces, presences and keys do not have the same rows.");
        float[][] units = [.. spaces.Select(space => Unit(space, dimension))];
        var (present, key) = (presence.ToArray(), keys.ToArray());
        var directions = new List<Direction>(6);
        for (var from = 0; from < 3; from++)
        for (var to = 0; to < 3; to++)
        {
            if (from == to)
                continue;
            var both = 1 << from | 1 << to;
            int[] rows = [.. Enumerable.Range(0, n).Where(i => present.Length == 0 || (present[i] & both) == both)];
            directions.Add(Search((from, to), units, dimension, rows, (key, cuts), ct));
        }
        return directions;
    }

    private static Direction Search(
        (int From, int To) way,
        float[][] spaces,
        int dimension,
        int[] rows,
        (int[] Keys, IReadOnlyList<int>? Cuts) how,
        CancellationToken ct
    )
    {
        var ((from, to), (keys, cuts)) = (way, how);
        var (rankings, cosines) = (new Ranking[rows.Length], new double[rows.Length]);
        Parallel.For(
            0,
            rows.Length,
            new ParallelOptions { CancellationToken = ct },
            () => (Scores: new double[rows.Length], Relevant: new bool[rows.Length]),
            (q, _, own) =>
            {
                var query = spaces[from].AsSpan(rows[q] * dimension, dimension);
                for (var g = 0; g < rows.Length; g++)
                {
                    own.Scores[g] = Dot(query, spaces[to].AsSpan(rows[g] * dimension, dimension));
                    own.Relevant[g] = keys.Length == 0 ? g == q : keys[rows[g]] == keys[rows[q]];
                }
                cosines[q] = own.Scores[q];
                rankings[q] = Ranking.Of(own.Scores, own.Relevant);
                return own;
            },
            _ => { }
        );
        return new(
            from,
            to,
            RetrievalReport.Of(rankings, rows.Length, cuts),
            rows.Length == 0 ? null : cosines.Average()
        );
    }

    private static float[] Unit(ReadOnlySpan<float> rows, int dimension)
    {
        var unit = rows.ToArray();
        for (var start = 0; start < unit.Length; start += dimension)
        {
            var row = unit.AsSpan(start, dimension);
            var squares = 0.0;
            foreach (var v in row)
                squares += (double)v * v;
            if (squares == 0)
                continue;
            var scale = (float)(1 / Math.Sqrt(squares));
            foreach (ref var v in row)
                v *= scale;
        }
        return unit;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (sum, k) = (Vector<float>.Zero, 0);
        for (; k <= a.Length - Vector<float>.Count; k += Vector<float>.Count)
            sum += new Vector<float>(a[k..]) * new Vector<float>(b[k..]);
        var dot = Vector.Sum(sum);
        for (; k < a.Length; k++)
            dot += a[k] * b[k];
        return dot;
    }
}
