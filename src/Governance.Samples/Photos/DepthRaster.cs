using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Governance.Samples;

/// <summary>
/// Decides which triangle is seen at each point of a grid. Nearness must be linear across the screen: 1/z for a camera,
/// −z for a parallel light. Greater is nearer.
/// </summary>
internal sealed class DepthRaster(int width, int height)
{
    public int Width { get; } = width;
    public int Height { get; } = height;
    public float[] Nearness { get; } = new float[width * height];
    public int[] Seen { get; } = new int[width * height];

    public void Clear(float nothing)
    {
        Array.Fill(Nearness, nothing);
        Array.Fill(Seen, -1);
    }

    /// <param name="a">X and y on the grid, z the nearness.</param>
    public void Draw(Vector3 a, Vector3 b, Vector3 c, int id)
    {
        var area = (b.X - a.X) * (c.Y - a.Y) - (c.X - a.X) * (b.Y - a.Y);
        if (Math.Abs(area) < 1e-6f)
            return;
        var perX = ((b.Z - a.Z) * (c.Y - a.Y) - (c.Z - a.Z) * (b.Y - a.Y)) / area;
        var perY = ((c.Z - a.Z) * (b.X - a.X) - (b.Z - a.Z) * (c.X - a.X)) / area;
        var top = Math.Max(0, (int)MathF.Ceiling(MathF.Max(-1, MathF.Min(a.Y, MathF.Min(b.Y, c.Y))) - 0.5f));
        var bottom = Math.Min(
            Height,
            (int)MathF.Ceiling(MathF.Min(Height + 1, MathF.Max(a.Y, MathF.Max(b.Y, c.Y))) - 0.5f)
        );
        for (var row = top; row < bottom; row++)
        {
            var y = row + 0.5f;
            var (left, right) = (float.MaxValue, float.MinValue);
            Cross(a, b, y, ref left, ref right);
            Cross(b, c, y, ref left, ref right);
            Cross(c, a, y, ref left, ref right);
            var from = Math.Max(0, (int)MathF.Ceiling(MathF.Max(left, -1) - 0.5f));
            var to = Math.Min(Width, (int)MathF.Ceiling(MathF.Min(right, Width + 1) - 0.5f));
            if (from < to)
                Fill(row * Width + from, to - from, a.Z + (from + 0.5f - a.X) * perX + (y - a.Y) * perY, perX, id);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cross(Vector3 p, Vector3 q, float y, ref float left, ref float right)
    {
        if (p.Y <= y == q.Y <= y)
            return;
        var x = p.X + (q.X - p.X) * ((y - p.Y) / (q.Y - p.Y));
        if (x < left)
            left = x;
        if (x > right)
            right = x;
    }

    private void Fill(int at, int count, float nearness, float perX, int id)
    {
        ref var near = ref MemoryMarshal.GetArrayDataReference(Nearness);
        ref var seen = ref MemoryMarshal.GetArrayDataReference(Seen);
        var i = 0;
        var ids = Vector256.Create(id);
        for (; i + 8 <= count; i += 8)
        {
            var mine = Vector256.Create(nearness + i * perX) + Steps * perX;
            var there = Vector256.LoadUnsafe(ref near, (nuint)(at + i));
            var nearer = Vector256.GreaterThan(mine, there);
            if (nearer == Vector256<float>.Zero)
                continue;
            Vector256.ConditionalSelect(nearer, mine, there).StoreUnsafe(ref near, (nuint)(at + i));
            Vector256
                .ConditionalSelect(nearer.AsInt32(), ids, Vector256.LoadUnsafe(ref seen, (nuint)(at + i)))
                .StoreUnsafe(ref seen, (nuint)(at + i));
        }
        for (; i < count; i++)
        {
            var mine = nearness + i * perX;
            if (mine <= Nearness[at + i])
                continue;
            Nearness[at + i] = mine;
            Seen[at + i] = id;
        }
    }

    private static readonly Vector256<float> Steps = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
}
