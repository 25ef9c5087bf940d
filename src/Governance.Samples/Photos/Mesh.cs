using System.Numerics;

namespace Governance.Samples;

/// <summary>Triangles in metres, y up, built from the few solids that a machine consists of.</summary>
internal sealed class Mesh
{
    public List<Vertex> Vertices { get; } = new(16_000);
    public List<(int A, int B, int C, Material Material)> Triangles { get; } = new(16_000);

    public void Quad(Vector3 corner, Vector3 u, Vector3 v, Material material)
    {
        var normal = Vector3.Normalize(Vector3.Cross(u, v));
        var at = Vertices.Count;
        foreach (var p in (ReadOnlySpan<Vector3>)[corner, corner + u, corner + u + v, corner + v])
            Vertices.Add(new(p, normal));
        Triangles.Add((at, at + 1, at + 2, material));
        Triangles.Add((at, at + 2, at + 3, material));
    }

    /// <param name="turn">Turns the box about its centre.</param>
    public void Box(Vector3 centre, Vector3 size, Material material, Quaternion? turn = null)
    {
        var q = turn ?? Quaternion.Identity;
        Vector3 x = Vector3.Transform(new(size.X / 2, 0, 0), q),
            y = Vector3.Transform(new(0, size.Y / 2, 0), q),
            z = Vector3.Transform(new(0, 0, size.Z / 2), q);
        Face(x, y, z);
        Face(-x, z, y);
        Face(y, z, x);
        Face(-y, x, z);
        Face(z, x, y);
        Face(-z, y, x);

        void Face(Vector3 outward, Vector3 u, Vector3 v) => Quad(centre + outward - u - v, u * 2, v * 2, material);
    }

    /// <summary>A cylinder or, with two radii, a cone.</summary>
    public void Cylinder(
        Vector3 from,
        Vector3 to,
        float radius,
        Material material,
        float? radiusTo = null,
        int sides = 28
    )
    {
        Tube(from, to, radius, material, radiusTo, sides);
        var axis = Vector3.Normalize(to - from);
        Disc(from, -axis, radius, material, sides);
        Disc(to, axis, radiusTo ?? radius, material, sides);
    }

    /// <summary>A cylinder without its ends.</summary>
    public void Tube(Vector3 from, Vector3 to, float radius, Material material, float? radiusTo = null, int sides = 28)
    {
        var (u, v, axis) = Frame(to - from);
        var (r0, r1) = (radius, radiusTo ?? radius);
        var slope = axis * ((r0 - r1) / Math.Max((to - from).Length(), 1e-6f));
        var start = Vertices.Count;
        for (var i = 0; i <= sides; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / sides);
            var outward = u * cos + v * sin;
            var normal = Vector3.Normalize(outward + slope);
            Vertices.Add(new(from + outward * r0, normal));
            Vertices.Add(new(to + outward * r1, normal));
        }
        for (var i = 0; i < sides; i++)
            Strip(start + i * 2, material);
    }

    public void Disc(Vector3 centre, Vector3 facing, float radius, Material material, int sides = 28)
    {
        var (u, v, axis) = Frame(facing);
        var start = Vertices.Count;
        Vertices.Add(new(centre, axis));
        for (var i = 0; i <= sides; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / sides);
            Vertices.Add(new(centre + (u * cos + v * sin) * radius, axis));
        }
        for (var i = 1; i <= sides; i++)
            Triangles.Add((start, start + i, start + i + 1, material));
    }

    /// <summary>A ring of tube around an axis.</summary>
    public void Torus(Vector3 centre, Vector3 axis, Ring shape, Material material)
    {
        var (ring, tube, sides, around, fromTurn, toTurn) = shape;
        var (u, v, w) = Frame(axis);
        var start = Vertices.Count;
        for (var i = 0; i <= sides; i++)
        {
            var (sin, cos) = MathF.SinCos((fromTurn + (toTurn - fromTurn) * i / sides) * MathF.Tau);
            var outward = u * cos + v * sin;
            for (var j = 0; j <= around; j++)
            {
                var (s, c) = MathF.SinCos(j * MathF.Tau / around);
                var normal = outward * c + w * s;
                Vertices.Add(new(centre + outward * ring + normal * tube, normal));
            }
        }
        for (var i = 0; i < sides; i++)
        for (var j = 0; j < around; j++)
        {
            var a = start + i * (around + 1) + j;
            Triangles.Add((a, a + 1, a + around + 1, material));
            Triangles.Add((a + 1, a + around + 2, a + around + 1, material));
        }
    }

    public void Sphere(Vector3 centre, float radius, Material material, int rings = 8, float stretch = 1)
    {
        var start = Vertices.Count;
        for (var i = 0; i <= rings; i++)
        {
            var (s, c) = MathF.SinCos(i * MathF.PI / rings);
            for (var j = 0; j <= rings * 2; j++)
            {
                var (sin, cos) = MathF.SinCos(j * MathF.PI / rings);
                var normal = new Vector3(s * cos, c, s * sin);
                Vertices.Add(new(centre + normal * radius * new Vector3(1, stretch, 1), normal));
            }
        }
        for (var i = 0; i < rings; i++)
        for (var j = 0; j < rings * 2; j++)
        {
            var a = start + i * (rings * 2 + 1) + j;
            Triangles.Add((a, a + 1, a + rings * 2 + 1, material));
            Triangles.Add((a + 1, a + rings * 2 + 2, a + rings * 2 + 1, material));
        }
    }

    /// <summary>A flat blob on the ground, its edge uneven.</summary>
    public void Blob(Vector3 centre, float radiusX, float radiusZ, Material material, SeededRandom random)
    {
        const int sides = 40;
        var (a, b, c) = (random.Between(0, MathF.Tau), random.Between(0, MathF.Tau), random.Between(0, MathF.Tau));
        var start = Vertices.Count;
        Vertices.Add(new(centre, Vector3.UnitY));
        for (var i = 0; i <= sides; i++)
        {
            var t = i % sides * MathF.Tau / sides;
            var uneven = 1 + 0.16f * MathF.Sin(2 * t + a) + 0.1f * MathF.Sin(3 * t + b) + 0.06f * MathF.Sin(7 * t + c);
            Vertices.Add(
                new(centre + new Vector3(MathF.Cos(t) * radiusX, 0, MathF.Sin(t) * radiusZ) * uneven, Vector3.UnitY)
            );
        }
        for (var i = 1; i <= sides; i++)
            Triangles.Add((start, start + i, start + i + 1, material));
    }

    private void Strip(int a, Material material)
    {
        Triangles.Add((a, a + 1, a + 2, material));
        Triangles.Add((a + 1, a + 3, a + 2, material));
    }

    /// <summary>Two directions across an axis, and the axis, all of length 1.</summary>
    private static (Vector3 U, Vector3 V, Vector3 Axis) Frame(Vector3 axis)
    {
        var w = Vector3.Normalize(axis);
        var u = Vector3.Normalize(Vector3.Cross(Math.Abs(w.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX, w));
        return (u, Vector3.Cross(w, u), w);
    }
}
