using System.Numerics;

namespace Governance.Samples;

/// <summary>Places the camera for an inspection, and finds the fault on the photo.</summary>
internal static class Photographer
{
    public static Camera CameraFor(Inspection inspection, ulong seed)
    {
        var random = SeededRandom.For(seed, $"{inspection.Name}/camera");
        Vector3 Near(float x, float y, float z, float by) =>
            new(x + random.Between(-by, by), y + random.Between(-by, by) * 0.6f, z + random.Between(-by, by));
        var roll = random.Between(-1.6f, 1.6f);
        if (inspection.View == View.CloseUp)
        {
            var (min, max) = PumpScene.Region(
                inspection.Fault == Fault.None ? (Fault)(1 + random.Below(4)) : inspection.Fault,
                Severity.Marked
            );
            var middle = (min + max) / 2;
            return new(
                Near(middle.X - 0.25f + (random.Chance(0.5) ? 0.5f : 0), middle.Y + 0.42f, middle.Z + 1.15f, 0.08f),
                middle + new Vector3(0, 0.03f, 0),
                47,
                roll * 1.5f
            );
        }
        return inspection.View switch
        {
            View.Front => new(Near(0.05f, 1.35f, 3.45f, 0.14f), Near(0.12f, 0.80f, 0, 0.05f), 50, roll),
            // From further to the side, the casing hides the gland.
            View.Side => new(
                Near(
                    inspection.Fault == Fault.SealLeak ? -1.35f : -1.95f,
                    1.5f,
                    inspection.Fault == Fault.SealLeak ? 2.65f : 2.35f,
                    0.12f
                ),
                Near(-0.05f, 0.76f, 0, 0.05f),
                50,
                roll
            ),
            _ => new(Near(1.45f, 2.0f, 2.75f, 0.15f), Near(-0.02f, 0.74f, 0, 0.05f), 50, roll),
        };
    }

    /// <summary>The rectangle around the fault on the photo; null without a fault, or when it is outside the photo.</summary>
    public static PixelBox? DefectOn(Inspection inspection, ulong seed)
    {
        if (inspection.Fault == Fault.None)
            return null;
        var (min, max) = PumpScene.Region(inspection.Fault, inspection.Severity);
        return CameraFor(inspection, seed).Around(min, max);
    }
}
