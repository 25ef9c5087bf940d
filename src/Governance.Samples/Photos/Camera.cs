using System.Numerics;

namespace Governance.Samples;

/// <summary>A pinhole camera. Pixels run from the upper left corner of the upright photo.</summary>
internal sealed class Camera
{
    public const int Width = 1024;
    public const int Height = 768;

    private readonly float _focal;

    /// <param name="fieldOfView">Horizontal, in degrees.</param>
    /// <param name="roll">Rotation about the line of sight, in degrees.</param>
    public Camera(Vector3 at, Vector3 target, float fieldOfView, float roll = 0)
    {
        At = at;
        Forward = Vector3.Normalize(target - at);
        var level = Vector3.Normalize(Vector3.Cross(Forward, Vector3.UnitY));
        var turn = Quaternion.CreateFromAxisAngle(Forward, roll * MathF.PI / 180);
        Right = Vector3.Transform(level, turn);
        Up = Vector3.Cross(Right, Forward);
        _focal = Width / 2f / MathF.Tan(fieldOfView * MathF.PI / 360);
    }

    public Vector3 At { get; }
    public Vector3 Forward { get; }
    public Vector3 Right { get; }
    public Vector3 Up { get; }

    /// <summary>X and y in pixels, z the distance along the line of sight in metres.</summary>
    public Vector3 Project(Vector3 point)
    {
        var v = point - At;
        var z = Vector3.Dot(v, Forward);
        return new(Width / 2f + Vector3.Dot(v, Right) / z * _focal, Height / 2f - Vector3.Dot(v, Up) / z * _focal, z);
    }

    /// <summary>Direction through a pixel, of length such that one unit is one metre along the line of sight.</summary>
    public Vector3 Ray(float x, float y) =>
        Forward + Right * ((x - Width / 2f) / _focal) - Up * ((y - Height / 2f) / _focal);

    /// <summary>
    /// The smallest upright rectangle around a box in space, clipped to the photo; null when it is outside the photo.
    /// </summary>
    public PixelBox? Around(Vector3 min, Vector3 max)
    {
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        for (var i = 0; i < 8; i++)
        {
            var p = Project(
                new((i & 1) == 0 ? min.X : max.X, (i & 2) == 0 ? min.Y : max.Y, (i & 4) == 0 ? min.Z : max.Z)
            );
            if (p.Z < 0.1f)
                return null;
            low = Vector2.Min(low, new(p.X, p.Y));
            high = Vector2.Max(high, new(p.X, p.Y));
        }
        low = Vector2.Clamp(low, Vector2.Zero, new(Width, Height));
        high = Vector2.Clamp(high, Vector2.Zero, new(Width, Height));
        var (w, h) = ((int)(high.X - low.X), (int)(high.Y - low.Y));
        return w < 12 || h < 12 ? null : new((int)low.X, (int)low.Y, w, h);
    }
}
