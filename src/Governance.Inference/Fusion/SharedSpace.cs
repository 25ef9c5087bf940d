namespace Governance.Inference.Fusion;

/// <summary>The space in which the vectors of one moment lie together.</summary>
internal static class SharedSpace
{
    /// <summary>Keeps the zero vector finite.</summary>
    public const float Epsilon = 1e-12f;

    public static float Length(ReadOnlySpan<float> vector) => MathF.Sqrt(Lanes.Dot(vector, vector) + Epsilon);
}
