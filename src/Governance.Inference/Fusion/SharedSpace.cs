namespace Governance.Inference.Fusion;

/// <summary>The space of the aligned embeddings, in which the vectors of one moment are close.</summary>
internal static class SharedSpace
{
    /// <summary>Prevents a division by zero for the zero vector.</summary>
    public const float Epsilon = 1e-12f;

    public static float Length(ReadOnlySpan<float> vector) => MathF.Sqrt(Lanes.Dot(vector, vector) + Epsilon);
}
