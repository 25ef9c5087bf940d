using System.Runtime.Intrinsics;
using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

public sealed class GemmTests
{
    public static TheoryData<int, int, int> Sizes =>
        new()
        {
            { 1, 1, 1 },
            { 4, 32, 8 },
            { 5, 33, 7 },
            { 3, 4, 129 },
            { 128, 100, 67 },
            { 31, 256, 387 },
        };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_kernel_gives_the_bits_of_the_scalar_one(int m, int n, int k)
    {
        var (a, b) = (Draw(m * k, 1), Draw(k * n, 2));
        foreach (var accumulate in new[] { false, true })
        {
            var expected = Product(GemmPath.Scalar, Operand.Of(a, m, k), Operand.Of(b, k, n), accumulate);
            Assert.Equal(expected, Product(GemmPath.Vector256, Operand.Of(a, m, k), Operand.Of(b, k, n), accumulate));
            // Software vectors of 512 bits compute the same where the machine has none.
            Assert.Equal(expected, Product(GemmPath.Vector512, Operand.Of(a, m, k), Operand.Of(b, k, n), accumulate));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_product_is_the_sum_of_products_whatever_is_transposed(int m, int n, int k)
    {
        var (a, b) = (Draw(m * k, 3), Draw(k * n, 4));
        var (turnedA, turnedB) = (Turn(a, m, k), Turn(b, k, n));
        var plain = Product(Gemm.Best, Operand.Of(a, m, k), Operand.Of(b, k, n), false);
        Assert.Equal(plain, Product(Gemm.Best, Operand.Of(turnedA, k, m).Transposed, Operand.Of(b, k, n), false));
        Assert.Equal(plain, Product(Gemm.Best, Operand.Of(a, m, k), Operand.Of(turnedB, n, k).Transposed, false));
        for (var i = 0; i < m; i++)
        for (var j = 0; j < n; j++)
        {
            var exact = Enumerable.Range(0, k).Sum(p => (double)a[i * k + p] * b[p * n + j]);
            Assert.Equal(exact, plain[i * n + j], 1e-5 * k);
        }
    }

    [Fact]
    public void The_widest_vectors_of_the_machine_are_used()
    {
        Assert.Equal(Vector512.IsHardwareAccelerated, Gemm.Best == GemmPath.Vector512);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Gemm().Multiply(Operand.Of(new float[6], 2, 3), Operand.Of(new float[6], 2, 3), new float[9])
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Gemm().Multiply(Operand.Of(new float[6], 2, 3), Operand.Of(new float[6], 3, 2), new float[3])
        );
    }

    private static float[] Product(GemmPath path, Operand a, Operand b, bool accumulate)
    {
        var c = Draw(a.Rows * b.Columns, 5);
        new Gemm(path).Multiply(a, b, c, accumulate);
        return c;
    }

    private static float[] Draw(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static float[] Turn(float[] values, int rows, int columns)
    {
        var turned = new float[values.Length];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            turned[j * rows + i] = values[i * columns + j];
        return turned;
    }
}
