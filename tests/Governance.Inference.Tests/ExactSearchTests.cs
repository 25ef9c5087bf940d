using System.Diagnostics;
using Governance.Inference.Vectors;

namespace Governance.Inference.Tests;

public sealed class ExactSearchTests
{
    [Fact]
    public void It_finds_what_sorting_every_cosine_finds()
    {
        var random = new Random(1);
        foreach (var (rows, dimension) in new[] { (1, 1), (40, 3), (500, 33), (300, 128) })
        {
            var matrix = Enumerable.Range(0, rows * dimension).Select(_ => (float)(random.NextDouble() - .5)).ToArray();
            var query = Enumerable.Range(0, dimension).Select(_ => (float)(random.NextDouble() - .5)).ToArray();
            var expected = Enumerable
                .Range(0, rows)
                .OrderByDescending(r => Cosine(query, matrix.AsSpan(r * dimension, dimension)))
                .Take(10)
                .ToList();
            var found = new ExactSearch(matrix, dimension).Nearest(query, 10);
            if (dimension > 1)
                Assert.Equal(expected, found.Select(f => f.Row));
            Assert.All(found, f =>
                Assert.Equal(Cosine(query, matrix.AsSpan(f.Row * dimension, dimension)), f.Cosine, 1e-5)
            );
        }
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (dot, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
            (dot, aa, bb) = (dot + (double)a[i] * b[i], aa + (double)a[i] * a[i], bb + (double)b[i] * b[i]);
        return dot / Math.Sqrt(aa * bb);
    }

    [Fact]
    public void Ties_have_the_order_of_their_rows_and_a_row_without_direction_is_never_found()
    {
        float[] matrix =
        [
            0,
            1,
            1,
            0,
            float.NaN,
            1,
            2,
            0,
            0,
            0,
            3,
            0,
            float.PositiveInfinity,
            0,
            1e30f,
            0,
            1e-30f,
            0,
            -1,
            0,
        ];
        var search = new ExactSearch(matrix, 2);
        Assert.Equal([1, 3, 5], search.Nearest([5, 0], 3).Select(n => n.Row));
        Assert.Equal([1, 3, 5, 7, 8, 0, 9], search.Nearest([5, 0], 100).Select(n => n.Row));
        Assert.Equal([3, 5], search.Nearest([5, 0], 2, except: 1).Select(n => n.Row));
        Assert.Empty(search.Nearest([0, 0], 3));
        Assert.Empty(search.Nearest([float.NaN, 0], 3));
        Assert.Empty(search.Nearest([1, 0], 0));
        Assert.Empty(new ExactSearch([], 4).Nearest([1, 0, 0, 0], 3));
        Assert.Throws<ArgumentException>(() => search.Nearest([1], 1));
        Assert.Throws<ArgumentException>(() => new ExactSearch(matrix, 3));
    }

    [Fact]
    public void A_search_of_a_hundred_thousand_rows_is_fast()
    {
        var random = new Random(7);
        var matrix = new float[100_000 * 384];
        for (var i = 0; i < matrix.Length; i++)
            matrix[i] = (float)random.NextDouble() - .5f;
        var search = new ExactSearch(matrix, 384);
        var query = matrix.AsSpan(77_777 * 384, 384);
        search.Nearest(query, 10);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 5; i++)
            Assert.Equal(77_777, search.Nearest(query, 10)[0].Row);
        var each = Stopwatch.GetElapsedTime(started).TotalMilliseconds / 5;
        TestContext.Current.TestOutputHelper?.WriteLine($"100,000 × 384, ten nearest: {each:0.0} ms");
        // It takes tens of milliseconds; the limit leaves room for a busy machine.
        Assert.InRange(each, 0, 1000);
    }
}
