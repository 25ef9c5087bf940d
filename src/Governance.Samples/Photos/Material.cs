using System.Numerics;

namespace Governance.Samples;

/// <summary>How a surface looks. Colours are linear light, not sRGB.</summary>
/// <param name="Shine">0 dull … 1 polished: strength of the highlight.</param>
/// <param name="Grain">How much the stain texture shows.</param>
/// <param name="Glow">Light of its own, in the same scale as lit white.</param>
internal sealed record Material(
    Vector3 Colour,
    float Shine = 0.2f,
    float Grain = 0.15f,
    float Glow = 0,
    Pattern Pattern = Pattern.Plain
);
