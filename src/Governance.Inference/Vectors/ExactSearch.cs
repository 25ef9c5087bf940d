using System.Numerics.Tensors;

namespace Governance.Inference.Vectors;

/// <summary>
/// Exact nearest neighbours by cosine: every row is compared, without an approximate index. Rows are scaled to length 1 once;
/// a search then computes n dot products (SIMD) and keeps a heap of k.
/// </summary>
/// <remarks>
/// A row of zeros, or one with NaN or an infinity, has no direction and is never a neighbour. Rows with equal cosines are in
/// ascending order. Safe for concurrent callers.
/// </remarks>
public sealed class ExactSearch
{
    private readonly float[] _unit;
    private readonly bool[] _hasDirection;

    /// <summary>Copies and normalises the rows.</summary>
    /// <param name="matrix">n × <paramref name="dimension"/>, row by row.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the dimension.</exception>
    public ExactSearch(ReadOnlySpan<float> matrix, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (matrix.Length % dimension != 0)
            throw new ArgumentException($"{matrix.Length} numbers are not rows of {dimension}.", nameof(matrix));
        (Dimension, Count) = (dimension, matrix.Length / dimension);
        _unit = matrix.ToArray();
        _hasDirection = new bool[Count];
        for (var row = 0; row < Count; row++)
            _hasDirection[row] = Direction(_unit.AsSpan(row * dimension, dimension));
    }

    /// <summary>Number of rows, n.</summary>
    public int Count { get; }

    /// <summary>Length of a row.</summary>
    public int Dimension { get; }

    /// <summary>The <paramref name="k"/> rows with the largest cosine, best first; fewer when fewer have a direction.</summary>
    /// <param name="except">A row to leave out, such as the query itself.</param>
    /// <returns>Empty for a query without a direction.</returns>
    public IReadOnlyList<Neighbour> Nearest(ReadOnlySpan<float> query, int k, int? except = null)
    {
        if (query.Length != Dimension)
            throw new ArgumentException($"The query has {query.Length} numbers; rows have {Dimension}.", nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        var unit = query.ToArray();
        if (k == 0 || !Direction(unit))
            return [];
        // The worst of the kept rows is on top: the smaller cosine first, and on a tie the later row.
        var best = new PriorityQueue<int, (float Cosine, int Row)>(Math.Min(k, Count) + 1, WorstFirst);
        for (var row = 0; row < Count; row++)
        {
            if (!_hasDirection[row] || row == except)
                continue;
            var rank = (TensorPrimitives.Dot<float>(unit, _unit.AsSpan(row * Dimension, Dimension)), row);
            if (best.Count < k)
                best.Enqueue(row, rank);
            else if (best.TryPeek(out _, out var worst) && rank.Item1 > worst.Cosine)
                best.EnqueueDequeue(row, rank);
        }
        return Descending(best);
    }

    private static readonly Comparer<(float Cosine, int Row)> WorstFirst = Comparer<(float Cosine, int Row)>.Create(
        (a, b) => a.Cosine != b.Cosine ? a.Cosine.CompareTo(b.Cosine) : b.Row.CompareTo(a.Row)
    );

    private static Neighbour[] Descending(PriorityQueue<int, (float Cosine, int Row)> best)
    {
        var found = new Neighbour[best.Count];
        for (var place = found.Length - 1; best.TryDequeue(out var row, out var rank); place--)
            found[place] = new(row, rank.Cosine);
        return found;
    }

    /// <summary>
    /// Scales to length 1; false without a direction. The largest number is divided out first, so that squares neither
    /// overflow nor underflow.
    /// </summary>
    private static bool Direction(Span<float> vector)
    {
        var largest = 0f;
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
                return false;
            largest = Math.Max(largest, Math.Abs(value));
        }
        if (largest == 0)
            return false;
        TensorPrimitives.Divide(vector, largest, vector);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return true;
    }
}
