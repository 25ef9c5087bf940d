using System.Numerics;

namespace Governance.Samples;

/// <summary>A material at one place, with its stains.</summary>
internal readonly record struct Surface(Vector3 Colour, float Shine, float Glow)
{
    private static readonly Vector3 Pink = new(0.75f, 0.22f, 0.40f);
    private static readonly Vector3 Magenta = new(0.80f, 0.03f, 0.35f);

    public static Surface Of(Material material, Vector3 at, Vector3 normal, float wet)
    {
        // The coordinate plane that is closest to the surface.
        var (u, v) =
            MathF.Abs(normal.Y) > 0.6f ? (at.X, at.Z)
            : MathF.Abs(normal.Z) > MathF.Abs(normal.X) ? (at.X, at.Y)
            : (at.Z, at.Y);
        if (material.Glow > 0.5f)
            return new(material.Colour, 0, material.Glow);
        var grain =
            1 + material.Grain * (Stains.At(u * 0.55f, v * 0.55f) * 1.3f + Stains.At(u * 2.9f, v * 2.9f) * 0.7f - 1);
        var plain = new Surface(material.Colour * grain, material.Shine, material.Glow);
        return material.Pattern switch
        {
            Pattern.Floor => Floor(plain, at, wet),
            Pattern.Wall => WallAt(plain, at, normal),
            Pattern.Heat => Heat(plain, material, at),
            Pattern.Water => plain with { Shine = 2.2f },
            _ => wet > 0.5f ? Damp(plain, u, v, normal) : plain,
        };
    }

    private static Surface Floor(Surface plain, Vector3 at, float wet)
    {
        var joint = MathF.Min(Joint(at.X + 0.35f, 1.5f), Joint(at.Z + 0.1f, 1.5f));
        var colour = plain.Colour * (joint < 0.012f ? 0.45f : 1);
        // A yellow line on the floor around the machine.
        var (x, z) = (MathF.Abs(at.X - 0.1f), MathF.Abs(at.Z));
        if (MathF.Max(x - 2.15f, z - 1.15f) is > -0.05f and < 0.05f && Stains.At(at.X * 1.7f, at.Z * 1.7f) > 0.36f)
            colour = Vector3.Lerp(colour, new(0.62f, 0.42f, 0.03f), 0.75f);
        if (wet <= 0)
            return new(colour, plain.Shine, 0);
        var pool =
            Math.Clamp((Stains.At(at.X * 0.16f + 0.3f, at.Z * 0.16f + 0.1f) - 0.62f + 0.22f * wet) * 7, 0, 1) * wet;
        return new(colour * (1 - 0.35f * wet) * (1 - 0.4f * pool), plain.Shine + 0.25f * wet + 1.3f * pool, 0);
    }

    private static Surface WallAt(Surface plain, Vector3 at, Vector3 normal)
    {
        var along = MathF.Abs(normal.X) > 0.5f ? at.Z : at.X;
        var row = MathF.Floor(at.Y / 0.2f);
        var brick = MathF.Min(Joint(at.Y, 0.2f), Joint(along + (((int)row & 1) == 0 ? 0 : 0.2f), 0.4f));
        var colour = at.Y < 1.22f ? plain.Colour * new Vector3(0.42f, 0.58f, 0.60f) : plain.Colour;
        if (at.Y is > 1.22f and < 1.27f)
            colour = plain.Colour * 0.3f;
        var dirt = Math.Clamp(at.Y * 1.6f + Stains.At(along * 0.4f, at.Y * 0.2f) * 0.5f, 0.35f, 1);
        return new(colour * dirt * (brick < 0.006f ? 0.72f : 1), plain.Shine + (at.Y < 1.22f ? 0.15f : 0), 0);
    }

    /// <summary>Heat-sensitive paint: it turns pink, then magenta, strongest in the middle.</summary>
    private static Surface Heat(Surface plain, Material material, Vector3 at)
    {
        var strength = (material.Grain - 0.2f) / 0.5f;
        var from = MathF.Abs(at.X - 0.10f) / 0.16f;
        var hot = Math.Clamp(
            (1.25f - from + (Stains.At(at.X * 1.3f, at.Y * 1.3f + at.Z) - 0.5f) * 1.1f) * (0.45f + 0.75f * strength),
            0,
            1
        );
        var tint =
            hot < 0.45f
                ? Vector3.Lerp(plain.Colour, Pink, hot / 0.45f)
                : Vector3.Lerp(Pink, Magenta, (hot - 0.45f) / 0.55f);
        return new(tint, plain.Shine * (1 - 0.5f * hot), 0);
    }

    /// <summary>Beads of water: brighter specks on a darker, shinier surface.</summary>
    private static Surface Damp(Surface plain, float u, float v, Vector3 normal)
    {
        var bead = Stains.At(u * 9, v * 9) > 0.72f ? 1.25f : 0.94f;
        return new(plain.Colour * bead, plain.Shine + (normal.Y > 0.3f ? 0.45f : 0.15f), plain.Glow);
    }

    private static float Joint(float at, float pitch) => MathF.Abs(at / pitch - MathF.Round(at / pitch)) * pitch;
}
