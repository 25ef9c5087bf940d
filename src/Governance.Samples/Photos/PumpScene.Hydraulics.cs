using System.Numerics;

namespace Governance.Samples;

/// <summary>The hydraulic side: casing, pipes, gauges and leaks.</summary>
internal sealed partial class PumpScene
{
    private void Casing()
    {
        const float y = 0.75f;
        Mesh.Torus(new(-0.38f, y, 0), Vector3.UnitX, new(0.25f, 0.135f, 48, 18), _paint);
        Mesh.Cylinder(new(-0.48f, y, 0), new(-0.28f, y, 0), 0.27f, _paint, sides: 40);
        Mesh.Cylinder(new(-0.28f, y, 0), new(-0.235f, y, 0), 0.235f, _paint, sides: 40);
        for (var i = 0; i < 12; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / 12);
            Mesh.Cylinder(
                new(-0.235f, y + sin * 0.2f, cos * 0.2f),
                new(-0.215f, y + sin * 0.2f, cos * 0.2f),
                0.016f,
                Steel,
                sides: 6
            );
        }
        // The gland, where the shaft leaves the casing.
        Mesh.Cylinder(new(-0.235f, y, 0), new(-0.17f, y, 0), 0.085f, _paint, sides: 28);
        Mesh.Cylinder(new(-0.165f, y, 0), new(-0.145f, y, 0), 0.095f, Brass, sides: 28);
        Mesh.Cylinder(new(-0.15f, y, 0), new(-0.06f, y, 0), 0.045f, Steel, sides: 20);
        foreach (var z in (ReadOnlySpan<float>)[-0.075f, 0.075f])
            Mesh.Cylinder(new(-0.22f, y, z), new(-0.115f, y, z), 0.011f, Steel, sides: 8);
        Mesh.Box(new(-0.38f, 0.43f, 0), new(0.16f, 0.16f, 0.46f), _paint);
        Mesh.Box(new(-0.15f, 0.385f, 0.06f), new(0.15f, 0.05f, 0.3f), Base);
    }

    private void Pipework()
    {
        const float y = 0.75f;
        // Suction, with the sight glass.
        Mesh.Cylinder(new(-0.53f, y, 0), new(-0.47f, y, 0), 0.17f, _paint, 0.2f, sides: 32);
        Flange(new(-0.56f, y, 0), Vector3.UnitX, 0.215f, _paint);
        Flange(new(-0.60f, y, 0), Vector3.UnitX, 0.215f, Pipe);
        Mesh.Cylinder(new(-0.86f, y, 0), new(-0.60f, y, 0), 0.135f, Pipe, sides: 32);
        SightGlass(y);
        Mesh.Cylinder(new(-1.75f, y, 0), new(-1.10f, y, 0), 0.135f, Pipe, sides: 32);
        Flange(new(-1.42f, y, 0), Vector3.UnitX, 0.205f, Pipe);
        Flange(new(-1.46f, y, 0), Vector3.UnitX, 0.205f, Pipe);
        Mesh.Sphere(new(-1.75f, y, 0), 0.135f, Pipe, 12);
        Mesh.Cylinder(new(-1.75f, y, 0), new(-1.75f, 0, 0), 0.135f, Pipe, sides: 32);
        Mesh.Cylinder(new(-1.75f, 0.0f, 0), new(-1.75f, 0.03f, 0), 0.24f, DarkSteel, sides: 32);
        Mesh.Box(new(-1.25f, 0.3f, 0), new(0.1f, 0.62f, 0.1f), Base);
        Mesh.Box(new(-1.25f, 0.61f, 0), new(0.14f, 0.03f, 0.26f), Base);
        // Discharge, with its valve, up and into the wall.
        Mesh.Cylinder(new(-0.38f, 1.02f, 0), new(-0.38f, 1.22f, 0), 0.135f, _paint, 0.12f, sides: 32);
        Flange(new(-0.38f, 1.23f, 0), Vector3.UnitY, 0.19f, _paint);
        Flange(new(-0.38f, 1.27f, 0), Vector3.UnitY, 0.19f, Pipe);
        Mesh.Cylinder(new(-0.38f, 1.27f, 0), new(-0.38f, 1.98f, 0), 0.115f, Pipe, sides: 32);
        Flange(new(-0.38f, 1.58f, 0), Vector3.UnitY, 0.18f, Pipe);
        Mesh.Cylinder(new(-0.38f, 1.60f, 0), new(-0.38f, 1.82f, 0), 0.15f, _paint, sides: 32);
        Flange(new(-0.38f, 1.84f, 0), Vector3.UnitY, 0.18f, Pipe);
        Mesh.Cylinder(new(-0.38f, 1.71f, 0.1f), new(-0.38f, 1.71f, 0.34f), 0.03f, Steel, sides: 16);
        Mesh.Torus(new(-0.38f, 1.71f, 0.33f), Vector3.UnitZ, new(0.15f, 0.016f, 40, 10), Red);
        for (var i = 0; i < 5; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / 5 + 0.3f);
            Mesh.Cylinder(
                new(-0.38f, 1.71f, 0.33f),
                new(-0.38f + cos * 0.15f, 1.71f + sin * 0.15f, 0.33f),
                0.011f,
                Red,
                sides: 8
            );
        }
        Mesh.Sphere(new(-0.38f, 1.98f, 0), 0.115f, Pipe, 12);
        Mesh.Cylinder(new(-0.38f, 1.98f, 0), new(-0.38f, 1.98f, -1.5f), 0.115f, Pipe, sides: 32);
        Flange(new(-0.38f, 1.98f, -0.6f), Vector3.UnitZ, 0.18f, Pipe);
        // Arrow in the direction of flow.
        Mesh.Box(new(-0.70f, y + 0.005f, 0.137f), new(0.10f, 0.022f, 0.006f), White);
        Mesh.Cylinder(new(-0.655f, y + 0.005f, 0.136f), new(-0.62f, y + 0.005f, 0.136f), 0.026f, White, 0.001f, 4);
    }

    private void Flange(Vector3 at, Vector3 axis, float radius, Material material)
    {
        Mesh.Cylinder(at - axis * 0.017f, at + axis * 0.017f, radius, material, sides: 36);
        var side = axis.X > 0.5f ? Vector3.UnitY : Vector3.UnitX;
        var other = Vector3.Cross(axis, side);
        for (var i = 0; i < 8; i++)
        {
            var (sin, cos) = MathF.SinCos((i + 0.5f) * MathF.Tau / 8);
            var bolt = at + (side * cos + other * sin) * (radius * 0.82f);
            Mesh.Cylinder(bolt - axis * 0.035f, bolt + axis * 0.035f, 0.014f, Steel, sides: 6);
        }
    }

    private void SightGlass(float y)
    {
        var bad = _of.Fault == Fault.Cavitation;
        var water = bad
            ? new Material(Vector3.Lerp(new(0.16f, 0.27f, 0.30f), new(0.42f, 0.50f, 0.52f), _much), 0.9f, 0.25f)
            : new Material(new(0.055f, 0.17f, 0.20f), 1, 0.05f);
        Mesh.Cylinder(new(-1.08f, y, 0), new(-0.88f, y, 0), 0.115f, water, sides: 36);
        Flange(new(-0.87f, y, 0), Vector3.UnitX, 0.195f, Pipe);
        Flange(new(-1.09f, y, 0), Vector3.UnitX, 0.195f, Pipe);
        foreach (var turn in (ReadOnlySpan<float>)[0.12f, 0.38f, 0.62f, 0.88f])
        {
            var (sin, cos) = MathF.SinCos(turn * MathF.Tau);
            Mesh.Cylinder(
                new(-1.08f, y + cos * 0.165f, sin * 0.165f),
                new(-0.88f, y + cos * 0.165f, sin * 0.165f),
                0.012f,
                Steel,
                sides: 8
            );
        }
        if (!bad)
            return;
        var foam = new Material(new(0.86f, 0.90f, 0.90f), 0.9f, 0);
        for (var i = 0; i < 50 + 190 * _much; i++)
        {
            var turn = _random.Between(-0.25f, 0.8f) * MathF.PI / 2 + _random.Between(-0.2f, 0.2f);
            var x = _random.Between(-1.072f, -0.888f);
            Mesh.Sphere(
                new(x, y + MathF.Sin(turn) * 0.113f, MathF.Cos(turn) * 0.113f),
                0.003f + 0.011f * MathF.Pow((float)_random.NextDouble(), 3),
                foam,
                4
            );
        }
    }

    private void Gauges()
    {
        var flow = _of.Fault == Fault.Cavitation ? 0.62f - 0.34f * _much : 0.62f;
        Mesh.Cylinder(new(-0.38f, 1.42f, 0.1f), new(-0.38f, 1.42f, 0.19f), 0.018f, Brass, sides: 12);
        Dial(
            new(-0.38f, 1.42f, 0.20f),
            Vector3.Normalize(new(0, 0.12f, 1)),
            0.092f,
            flow + (float)_random.Normal() * 0.03f
        );
        Mesh.Cylinder(new(-0.71f, 0.86f, 0), new(-0.71f, 1.02f, 0), 0.015f, Brass, sides: 12);
        Dial(
            new(-0.71f, 1.09f, 0.012f),
            Vector3.Normalize(new(0, 0.12f, 1)),
            0.078f,
            (_of.Fault == Fault.Cavitation ? 0.28f - 0.16f * _much : 0.45f) + (float)_random.Normal() * 0.03f
        );
    }

    /// <param name="value">0 … 1 over three quarters of a turn.</param>
    private void Dial(Vector3 at, Vector3 facing, float radius, float value)
    {
        Mesh.Cylinder(at - facing * 0.035f, at + facing * 0.006f, radius * 1.12f, Steel, sides: 36);
        Mesh.Disc(at + facing * 0.007f, facing, radius, White with { Glow = 0.05f }, 36);
        var right = Vector3.UnitX;
        var up = Vector3.Cross(facing, right);
        for (var i = 0; i <= 10; i++)
        {
            var tick = Around(i / 10f);
            Mesh.Cylinder(
                at + facing * 0.008f + tick * radius * 0.78f,
                at + facing * 0.008f + tick * radius * 0.93f,
                i % 5 == 0 ? 0.0035f : 0.002f,
                Black,
                sides: 4
            );
        }
        for (var i = 0; i < 8; i++)
        {
            var (a, b) = (Around(0.82f + i * 0.0225f), Around(0.8425f + i * 0.0225f));
            Mesh.Cylinder(
                at + facing * 0.008f + a * radius * 0.7f,
                at + facing * 0.008f + b * radius * 0.7f,
                0.004f,
                Red,
                sides: 4
            );
        }
        var needle = Around(Math.Clamp(value, 0, 1));
        Mesh.Cylinder(
            at + facing * 0.011f - needle * radius * 0.2f,
            at + facing * 0.011f + needle * radius * 0.82f,
            0.0045f,
            Black,
            0.002f,
            6
        );
        Mesh.Disc(at + facing * 0.014f, facing, radius * 0.11f, Black, 12);
        Mesh.Torus(at + facing * 0.008f, facing, new(radius * 1.04f, 0.007f, 36, 8), Brass);

        Vector3 Around(float part)
        {
            var (sin, cos) = MathF.SinCos((1.25f - 1.5f * part) * MathF.PI);
            return right * cos + up * sin;
        }
    }

    /// <summary>P-03, painted on the plinth.</summary>
    private void Number()
    {
        var text = $"P-{_of.Pump:00}";
        foreach (var (from, to) in Strokes.Of(text))
        {
            Vector3 At(Vector2 p) => new(0.62f + p.X * 0.13f, 0.065f + p.Y * 0.13f, 0.571f);
            Mesh.Box(
                (At(from) + At(to)) / 2,
                new((At(to) - At(from)).Length() + 0.016f, 0.018f, 0.003f),
                White,
                Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.Atan2(to.Y - from.Y, to.X - from.X))
            );
        }
    }

    private void Leak()
    {
        var drops = 3 + (int)(9 * _much);
        for (var i = 0; i < drops; i++)
        {
            var fall = (i + (float)_random.NextDouble()) / drops;
            Mesh.Sphere(
                new(
                    -0.155f + (float)_random.Normal() * 0.008f,
                    0.655f - 0.25f * fall * fall,
                    0.02f + 0.06f * (float)_random.NextDouble() + 0.03f
                ),
                0.006f + 0.006f * (float)_random.NextDouble(),
                Drop,
                6,
                1.5f + 2.2f * fall
            );
        }
        for (var i = 0; i < 2 + 8 * _much; i++)
        {
            var z = 0.03f + 0.05f * (float)_random.NextDouble();
            Mesh.Tube(
                new(-0.155f + (float)_random.Normal() * 0.004f, 0.67f, z + 0.02f),
                new(-0.155f + (float)_random.Normal() * 0.01f, 0.41f, z + 0.03f),
                0.0025f + 0.003f * _much,
                Drop,
                0.0015f,
                6
            );
        }
        // Rust of an old leak below the gland.
        Mesh.Blob(new(-0.15f, 0.4115f, 0.10f), 0.07f, 0.10f, new(new(0.20f, 0.07f, 0.025f), 0.3f, 0.5f), _random);
        Mesh.Blob(new(-0.15f, 0.3622f, 0.27f), 0.14f + 0.16f * _much, 0.12f + 0.05f * _much, Dyed, _random);
        if (_of.Severity == Severity.Slight)
            return;
        // Over the edge of the base and down the plinth: wet concrete is dark and shiny.
        for (var i = 0; i < 6 + 12 * _much; i++)
        {
            var x = -0.15f + (float)_random.Normal() * 0.07f;
            var wide = _random.Between(0.004f, 0.012f);
            Mesh.Box(new(x, 0.31f, 0.4205f), new(wide, 0.1f, 0.002f), Dyed);
            Mesh.Cylinder(
                new(x, 0.2605f, 0.42f),
                new(x + (float)_random.Normal() * 0.012f, 0.2605f, 0.572f),
                wide * 0.8f,
                Soaked,
                sides: 8
            );
            var down = _random.Between(0.12f, 0.26f);
            Mesh.Cylinder(
                new(x, 0.262f, 0.571f),
                new(x + (float)_random.Normal() * 0.01f, 0.26f - down, 0.571f),
                wide * 1.3f,
                Soaked,
                0.002f,
                8
            );
        }
        Mesh.Blob(new(-0.15f, 0.2612f, 0.5f), 0.10f + 0.10f * _much, 0.06f, Dyed, _random);
        Mesh.Blob(
            new(-0.12f + (float)_random.Normal() * 0.05f, 0.003f, 0.74f),
            0.22f + 0.42f * _much,
            0.10f + 0.20f * _much,
            Dyed,
            _random
        );
    }
}
