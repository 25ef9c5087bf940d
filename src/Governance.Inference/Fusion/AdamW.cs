using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Governance.Inference.Fusion;

/// <summary>AdamW (Loshchilov and Hutter 2019) with decoupled weight decay: β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
internal sealed class AdamW(ParameterSet parameters, float weightDecay)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;
    private const int Width = 8;

    public float[] First { get; } = new float[parameters.Count];

    public float[] Second { get; } = new float[parameters.Count];

    public int Steps { get; private set; }

    public void Restore(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int steps)
    {
        first.CopyTo(First);
        second.CopyTo(Second);
        Steps = steps;
    }

    public void Step(float rate)
    {
        Steps++;
        var correction1 = 1 - Math.Pow(Beta1, Steps);
        var correction2 = 1 - Math.Pow(Beta2, Steps);
        var factors = new Factors(0, (float)(rate / correction1), (float)(1 / Math.Sqrt(correction2)));
        foreach (var tensor in parameters.Tensors)
            Update(
                parameters.Values(tensor),
                parameters.Gradients(tensor),
                First.AsSpan(tensor.Offset, tensor.Length),
                Second.AsSpan(tensor.Offset, tensor.Length),
                factors with
                {
                    Keep = tensor.Decays ? 1 - rate * weightDecay : 1,
                }
            );
    }

    /// <param name="Keep">What weight decay leaves of a value.</param>
    /// <param name="StepSize">The rate over the first moment's correction.</param>
    /// <param name="RootFactor">One over the root of the second moment's correction.</param>
    private readonly record struct Factors(float Keep, float StepSize, float RootFactor);

    private static void Update(
        Span<float> values,
        ReadOnlySpan<float> gradients,
        Span<float> first,
        Span<float> second,
        Factors factors
    )
    {
        var (keep, stepSize, rootFactor) = factors;
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var g = ref MemoryMarshal.GetReference(gradients);
        ref var m = ref MemoryMarshal.GetReference(first);
        ref var s = ref MemoryMarshal.GetReference(second);
        var i = 0;
        for (; i + Width <= values.Length; i += Width)
        {
            var at = (nuint)i;
            var gradient = Vector256.LoadUnsafe(ref g, at);
            var mean =
                Vector256.LoadUnsafe(ref m, at) * Vector256.Create(Beta1) + gradient * Vector256.Create(1 - Beta1);
            var square =
                Vector256.LoadUnsafe(ref s, at) * Vector256.Create(Beta2)
                + gradient * gradient * Vector256.Create(1 - Beta2);
            var divisor = Vector256.Sqrt(square) * Vector256.Create(rootFactor) + Vector256.Create(Epsilon);
            mean.StoreUnsafe(ref m, at);
            square.StoreUnsafe(ref s, at);
            (
                Vector256.LoadUnsafe(ref v, at) * Vector256.Create(keep) - Vector256.Create(stepSize) * mean / divisor
            ).StoreUnsafe(ref v, at);
        }
        for (; i < values.Length; i++)
        {
            first[i] = first[i] * Beta1 + gradients[i] * (1 - Beta1);
            second[i] = second[i] * Beta2 + gradients[i] * gradients[i] * (1 - Beta2);
            values[i] = values[i] * keep - stepSize * first[i] / (MathF.Sqrt(second[i]) * rootFactor + Epsilon);
        }
    }
}
