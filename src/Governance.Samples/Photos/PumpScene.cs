using System.Numerics;

namespace Governance.Samples;

/// <summary>
/// A pump on its base in a pump room, in metres: the shaft is along x at height 0.75, suction comes from −x, the motor is at
/// +x, and the camera at +z.
/// </summary>
internal sealed partial class PumpScene
{
    private static readonly Material Concrete = new(new(0.36f, 0.35f, 0.33f), 0.05f, 0.35f, Pattern: Pattern.Floor);
    private static readonly Material Plinth = new(new(0.44f, 0.43f, 0.40f), 0.05f, 0.4f);
    private static readonly Material Wall = new(new(0.60f, 0.58f, 0.50f), 0.04f, 0.2f, Pattern: Pattern.Wall);
    private static readonly Material Steel = new(new(0.42f, 0.43f, 0.44f), 0.8f, 0.12f);
    private static readonly Material DarkSteel = new(new(0.10f, 0.105f, 0.11f), 0.45f, 0.2f);
    private static readonly Material Pipe = new(new(0.33f, 0.37f, 0.40f), 0.45f, 0.22f);
    private static readonly Material Base = new(new(0.13f, 0.15f, 0.17f), 0.3f, 0.35f);
    private static readonly Material Guard = new(new(0.85f, 0.47f, 0.03f), 0.35f, 0.15f);
    private static readonly Material Red = new(new(0.55f, 0.04f, 0.03f), 0.5f, 0.1f);
    private static readonly Material White = new(new(0.80f, 0.80f, 0.77f), 0.2f, 0.03f);
    private static readonly Material Black = new(new(0.015f, 0.015f, 0.017f), 0.3f, 0.05f);
    private static readonly Material Brass = new(new(0.55f, 0.38f, 0.13f), 0.8f, 0.1f);
    private static readonly Material Rubber = new(new(0.03f, 0.028f, 0.026f), 0.1f, 0.2f);
    private static readonly Material Water = new(new(0.035f, 0.045f, 0.05f), 1, 0.05f, Pattern: Pattern.Water);

    /// <summary>The water at the seals is dyed, so that a leak can be seen.</summary>
    private static readonly Material Dyed = new(new(0.16f, 0.85f, 0.06f), 1, 0.05f, 0.12f, Pattern.Water);
    private static readonly Material Soaked = new(new(0.12f, 0.52f, 0.06f), 0.9f, 0.3f);
    private static readonly Material Drop = new(new(0.22f, 0.90f, 0.12f), 1, 0, 0.1f);
    private static readonly Material Cabinet = new(new(0.42f, 0.44f, 0.45f), 0.25f, 0.1f);

    private static readonly Vector3[] Paints =
    [
        new(0.025f, 0.12f, 0.36f),
        new(0.03f, 0.23f, 0.13f),
        new(0.16f, 0.24f, 0.31f),
        new(0.40f, 0.09f, 0.045f),
        new(0.02f, 0.24f, 0.27f),
        new(0.42f, 0.30f, 0.10f),
    ];

    private readonly SeededRandom _random;
    private readonly Inspection _of;
    private readonly Material _paint;
    private readonly float _much;

    private PumpScene(Inspection of, SeededRandom random)
    {
        (_of, _random) = (of, random);
        _paint = new(Paints[(of.Pump - 1) % Paints.Length], 0.5f, 0.16f);
        _much = (int)of.Severity / 3f;
    }

    public Mesh Mesh { get; } = new();

    public static Mesh Of(Inspection inspection, ulong seed, Lighting lighting)
    {
        var scene = new PumpScene(inspection, SeededRandom.For(seed, $"{inspection.Name}/scene"));
        scene.Foundation();
        scene.Motor();
        scene.Coupling();
        scene.Bearings();
        scene.Casing();
        scene.Pipework();
        scene.Gauges();
        scene.Number();
        if (inspection.Fault == Fault.SealLeak)
            scene.Leak();
        // Last, so that most of it is already hidden.
        scene.Room(lighting);
        return scene.Mesh;
    }

    /// <summary>The box in space that contains the visible fault.</summary>
    public static (Vector3 Min, Vector3 Max) Region(Fault fault, Severity severity) =>
        fault switch
        {
            Fault.SealLeak => (
                new(-0.33f, severity == Severity.Slight ? 0.34f : 0.28f, 0.0f),
                new(0.02f, 0.70f, severity == Severity.Slight ? 0.40f : 0.46f)
            ),
            Fault.BearingWear => (new(-0.10f, 0.57f, -0.12f), new(0.24f, 0.97f, 0.2f)),
            Fault.Cavitation => (new(-1.13f, 0.56f, -0.05f), new(-0.83f, 0.94f, 0.2f)),
            _ => (new(0.24f, 0.56f, -0.1f), new(0.48f, 0.95f, 0.2f)),
        };

    private void Room(Lighting lighting)
    {
        Mesh.Quad(new(-4, 0, 6), new(9, 0, 0), new(0, 0, -7.5f), Concrete);
        Mesh.Quad(new(-4, 0, -1.5f), new(9, 0, 0), new(0, 3.6f, 0), Wall);
        Mesh.Quad(new(-4, 0, 6), new(0, 0, -7.5f), new(0, 3.6f, 0), Wall);
        Mesh.Quad(new(5, 0, -1.5f), new(0, 0, 7.5f), new(0, 3.6f, 0), Wall);
        Mesh.Quad(
            new(-4, 3.6f, -1.5f),
            new(9, 0, 0),
            new(0, 0, 7.5f),
            Wall with
            {
                Grain = 0.1f,
                Pattern = Pattern.Plain,
            }
        );
        Window(new(0.45f, 1.55f, -1.49f), 1.5f, 1.0f, lighting);
        foreach (var x in (ReadOnlySpan<float>)[-1.2f, 1.2f])
        {
            Mesh.Box(new(x, 3.05f, -0.4f), new(1.3f, 0.08f, 0.2f), Cabinet);
            Mesh.Box(new(x, 2.995f, -0.4f), new(1.2f, 0.03f, 0.1f), White with { Glow = lighting.Lamps.X / 2 });
        }
        Mesh.Box(new(2.75f, 1.2f, -1.35f), new(0.7f, 1.5f, 0.3f), Cabinet);
        Mesh.Disc(new(2.6f, 1.75f, -1.195f), Vector3.UnitZ, 0.025f, Red with { Glow = 0.8f });
        Mesh.Disc(new(2.72f, 1.75f, -1.195f), Vector3.UnitZ, 0.025f, new(new(0.05f, 0.6f, 0.1f), Glow: 0.8f));
        // Pipes of the other pumps along the wall.
        Mesh.Cylinder(new(-4, 2.55f, -1.3f), new(5, 2.55f, -1.3f), 0.09f, Pipe, sides: 18);
        Mesh.Cylinder(
            new(-4, 2.82f, -1.36f),
            new(5, 2.82f, -1.36f),
            0.045f,
            new(new(0.45f, 0.30f, 0.05f), 0.3f),
            sides: 12
        );
        for (var x = -3.5f; x < 5; x += 1.7f)
            Mesh.Box(new(x, 2.6f, -1.42f), new(0.06f, 0.5f, 0.14f), DarkSteel);
    }

    private void Window(Vector3 corner, float width, float height, Lighting lighting)
    {
        var glass = new Material(lighting.Window, 0, 0.02f, 1);
        Mesh.Quad(corner, new(width, 0, 0), new(0, height, 0), glass);
        for (var i = 0; i <= 3; i++)
            Mesh.Box(corner + new Vector3(width * i / 3, height / 2, 0.02f), new(0.05f, height + 0.08f, 0.06f), White);
        for (var i = 0; i <= 2; i++)
            Mesh.Box(corner + new Vector3(width / 2, height * i / 2, 0.02f), new(width + 0.08f, 0.05f, 0.06f), White);
        Mesh.Box(corner + new Vector3(width / 2, -0.07f, 0.06f), new(width + 0.25f, 0.04f, 0.16f), White);
    }

    private void Foundation()
    {
        Mesh.Box(new(0.35f, 0.13f, 0), new(2.65f, 0.26f, 1.14f), Plinth);
        Mesh.Box(new(0.38f, 0.31f, 0), new(2.35f, 0.10f, 0.84f), Base);
        foreach (var x in (ReadOnlySpan<float>)[-0.68f, -0.05f, 0.62f, 1.42f])
        foreach (var z in (ReadOnlySpan<float>)[-0.37f, 0.37f])
        {
            Mesh.Cylinder(new(x, 0.36f, z), new(x, 0.385f, z), 0.03f, Steel, sides: 6);
            Mesh.Cylinder(new(x, 0.385f, z), new(x, 0.41f, z), 0.014f, Steel, sides: 8);
        }
    }

    private void Motor()
    {
        const float y = 0.75f;
        Mesh.Cylinder(new(0.62f, y, 0), new(1.32f, y, 0), 0.27f, _paint, sides: 40);
        for (var i = 0; i < 36; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / 36);
            if (sin > 0.9f || sin < -0.85f)
                continue;
            Mesh.Box(
                new(0.97f, y + sin * 0.29f, cos * 0.29f),
                new(0.64f, 0.06f, 0.012f),
                _paint,
                Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI / 2 - i * MathF.Tau / 36)
            );
        }
        Mesh.Cylinder(new(0.56f, y, 0), new(0.63f, y, 0), 0.30f, _paint, sides: 40);
        Mesh.Cylinder(new(0.51f, y, 0), new(0.56f, y, 0), 0.15f, _paint, 0.24f, sides: 32);
        Mesh.Cylinder(new(1.30f, y, 0), new(1.36f, y, 0), 0.30f, _paint, sides: 40);
        Mesh.Cylinder(new(1.36f, y, 0), new(1.52f, y, 0), 0.285f, DarkSteel, 0.26f, sides: 40);
        for (var r = 0.06f; r < 0.25f; r += 0.045f)
            Mesh.Torus(new(1.522f, y, 0), Vector3.UnitX, new(r, 0.006f, 28, 6), Steel);
        Mesh.Box(new(0.97f, 1.10f, 0.03f), new(0.30f, 0.16f, 0.26f), _paint);
        Mesh.Box(new(0.97f, 1.185f, 0.03f), new(0.33f, 0.02f, 0.29f), _paint);
        Mesh.Cylinder(new(0.90f, 1.08f, 0.16f), new(0.90f, 1.08f, 0.22f), 0.03f, Black, sides: 12);
        Mesh.Torus(new(0.90f, 0.92f, 0.22f), Vector3.UnitX, new(0.16f, 0.016f, 14, 8, 0.0f, 0.32f), Black);
        foreach (var x in (ReadOnlySpan<float>)[0.72f, 1.22f])
            Mesh.Box(new(x, 0.43f, 0), new(0.16f, 0.14f, 0.58f), _paint);
        Mesh.Torus(new(0.80f, 1.06f, -0.08f), Vector3.UnitX, new(0.045f, 0.012f, 16, 8), Steel);
        Mesh.Box(
            new(1.05f, 0.80f, 0.300f),
            new(0.17f, 0.11f, 0.006f),
            Steel,
            Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.16f)
        );
    }

    private void Coupling()
    {
        const float y = 0.75f;
        var off = _of.Fault == Fault.Misalignment ? 0.012f + 0.022f * _much : 0;
        var tilt = _of.Fault == Fault.Misalignment ? 0.05f + 0.12f * _much : 0;
        Mesh.Cylinder(new(0.2f, y, 0), new(0.34f, y, 0), 0.045f, Steel, sides: 18);
        Mesh.Cylinder(new(0.40f, y - off, 0), new(0.56f, y, 0), 0.045f, Steel, sides: 18);
        Mesh.Cylinder(new(0.285f, y, 0), new(0.335f, y, 0), 0.125f, DarkSteel with { Shine = 0.8f }, sides: 32);
        Mesh.Cylinder(
            new(0.335f, y - off / 2, 0),
            new(0.365f, y - off / 2, 0),
            0.108f,
            _of.Fault == Fault.Misalignment ? new(new(0.35f, 0.05f, 0.02f), 0.1f, 0.3f) : Rubber,
            sides: 32
        );
        Mesh.Cylinder(
            new(0.365f, y - off + tilt * 0.03f, 0),
            new(0.415f, y - off - tilt * 0.03f, tilt * 0.08f),
            0.125f,
            DarkSteel with
            {
                Shine = 0.8f,
            },
            sides: 32
        );
        for (var i = 0; i < 6; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / 6 + 0.4f);
            Mesh.Cylinder(
                new(0.27f, y + sin * 0.09f, cos * 0.09f),
                new(0.43f, y + sin * 0.09f - off, cos * 0.09f),
                0.012f,
                Steel,
                sides: 8
            );
        }
        // An open guard: two bows and three rails, so that the coupling can be seen.
        foreach (var x in (ReadOnlySpan<float>)[0.235f, 0.475f])
            Mesh.Torus(new(x, y, 0), Vector3.UnitX, new(0.185f, 0.016f, 40, 8), Guard);
        foreach (var turn in (ReadOnlySpan<float>)[0.06f, 0.5f, 0.94f])
        {
            var (sin, cos) = MathF.SinCos(turn * MathF.PI);
            Mesh.Cylinder(
                new(0.235f, y + sin * 0.185f, cos * 0.185f),
                new(0.475f, y + sin * 0.185f, cos * 0.185f),
                0.012f,
                Guard,
                sides: 10
            );
        }
        foreach (var x in (ReadOnlySpan<float>)[0.235f, 0.475f])
            Mesh.Box(new(x, 0.46f, 0), new(0.03f, 0.21f, 0.1f), Guard);
        if (_of.Fault == Fault.Misalignment)
            Dust();
    }

    /// <summary>Rubber dust below the coupling of misaligned shafts.</summary>
    private void Dust()
    {
        for (var i = 0; i < 30 + 110 * _much; i++)
        {
            var at = new Vector3(
                0.355f + (float)_random.Normal() * 0.07f,
                0.362f,
                0.10f + (float)_random.Normal() * 0.12f
            );
            if (Math.Abs(at.Z) > 0.4f)
                continue;
            Mesh.Sphere(at, _random.Between(0.003f, 0.009f), Rubber, 3);
        }
    }

    private void Bearings()
    {
        const float y = 0.75f;
        var housing =
            _of.Fault == Fault.BearingWear
                ? _paint with
                {
                    Pattern = Pattern.Heat,
                    Grain = 0.2f + 0.5f * _much,
                    Shine = 0.35f,
                }
                : _paint;
        Mesh.Cylinder(new(-0.06f, y, 0), new(0.18f, y, 0), 0.135f, housing, sides: 36);
        Mesh.Cylinder(new(-0.08f, y, 0), new(-0.05f, y, 0), 0.155f, housing, sides: 36);
        Mesh.Cylinder(new(0.16f, y, 0), new(0.19f, y, 0), 0.155f, housing, sides: 36);
        Mesh.Cylinder(new(0.19f, y, 0), new(0.21f, y, 0), 0.10f, housing, sides: 28);
        for (var i = 0; i < 6; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / 6 + 0.3f);
            Mesh.Cylinder(
                new(0.19f, y + sin * 0.13f, cos * 0.13f),
                new(0.205f, y + sin * 0.13f, cos * 0.13f),
                0.014f,
                Steel,
                sides: 6
            );
        }
        Mesh.Box(new(0.06f, 0.47f, 0), new(0.12f, 0.28f, 0.2f), _paint);
        Mesh.Box(new(0.06f, 0.37f, 0), new(0.2f, 0.03f, 0.42f), _paint);
        // Oil cup.
        Mesh.Cylinder(new(0.07f, 0.88f, 0.03f), new(0.07f, 0.91f, 0.03f), 0.02f, Brass, sides: 14);
        Mesh.Cylinder(
            new(0.07f, 0.91f, 0.03f),
            new(0.07f, 0.965f, 0.03f),
            0.033f,
            new(new(0.55f, 0.30f, 0.04f), 0.9f, 0),
            sides: 18
        );
        Mesh.Cylinder(new(0.07f, 0.965f, 0.03f), new(0.07f, 0.975f, 0.03f), 0.036f, Brass, sides: 18);
        if (_of.Fault == Fault.BearingWear)
            Grease();
    }

    /// <summary>Burnt grease that runs out of the cover and down the pedestal.</summary>
    private void Grease()
    {
        var burnt = new Material(new(0.028f, 0.016f, 0.008f), 0.75f, 0.1f);
        for (var i = 0; i < 3 + 7 * _much; i++)
        {
            var turn = _random.Between(0.15f, 0.85f);
            var x = _random.Chance(0.7) ? 0.192f : -0.082f;
            var from = new Vector3(x, 0.75f - 0.14f * MathF.Sin(turn), 0.155f * MathF.Cos(turn * 1.2f));
            var length = _random.Between(0.05f, 0.08f + 0.16f * _much);
            Mesh.Cylinder(
                from,
                from - new Vector3(_random.Between(-0.012f, 0.012f), length, 0.02f),
                _random.Between(0.006f, 0.013f),
                burnt,
                0.004f,
                8
            );
            Mesh.Sphere(from - new Vector3(0, length, 0.02f), 0.011f, burnt, 5);
        }
        Mesh.Blob(new(0.2f, 0.3625f, 0.17f), 0.05f + 0.08f * _much, 0.05f + 0.07f * _much, burnt, _random);
    }
}
