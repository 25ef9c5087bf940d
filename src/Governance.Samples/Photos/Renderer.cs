using System.Numerics;
using System.Runtime.CompilerServices;

namespace Governance.Samples;

/// <summary>
/// Renders triangles to linear light: four visibility samples for each pixel, one shading for each surface among them, a shadow
/// map for the main light, and a darker floor near objects. Reused for many photos by one thread at a time; it holds about
/// 45 MB.
/// </summary>
internal sealed class Renderer
{
    private const int ShadowSize = 800;
    private const float ShadowReach = 3.0f;
    private const int GroundSize = 192;
    private static readonly Vector3 ShadowCentre = new(0, 0.7f, 0.4f);

    private readonly DepthRaster _view = new(Camera.Width * 2, Camera.Height * 2);
    private readonly DepthRaster _shadow = new(ShadowSize, ShadowSize);
    private readonly float[] _ground = new float[GroundSize * GroundSize];
    private readonly float[] _groundBlur = new float[GroundSize * GroundSize];
    private readonly Vector3[] _light = new Vector3[Camera.Width * Camera.Height];

    private Face[] _faces = [];
    private Camera _camera = null!;
    private Lighting _lighting = null!;
    private Vector3 _shadowX,
        _shadowY;

    private struct Face
    {
        public Vector3 A,
            NormalA,
            NormalB,
            NormalC,
            DualB,
            DualC;
        public bool Flat;
        public Material Material;
    }

    /// <summary>Pixels row by row from the upper left, valid until the next call.</summary>
    public Vector3[] Render(Mesh mesh, Camera camera, Lighting lighting)
    {
        (_camera, _lighting) = (camera, lighting);
        Prepare(mesh);
        DrawView(mesh);
        DrawShadow(mesh);
        DrawGround(mesh);
        Shade();
        return _light;
    }

    private void Prepare(Mesh mesh)
    {
        if (_faces.Length < mesh.Triangles.Count)
            _faces = new Face[mesh.Triangles.Count + 2000];
        for (var i = 0; i < mesh.Triangles.Count; i++)
        {
            var (ia, ib, ic, material) = mesh.Triangles[i];
            var (a, b, c) = (mesh.Vertices[ia], mesh.Vertices[ib], mesh.Vertices[ic]);
            Vector3 u = b.At - a.At,
                v = c.At - a.At;
            float uu = Vector3.Dot(u, u),
                uv = Vector3.Dot(u, v),
                vv = Vector3.Dot(v, v);
            var det = uu * vv - uv * uv;
            var by = det > 1e-14f ? 1 / det : 0;
            _faces[i] = new Face
            {
                A = a.At,
                NormalA = a.Normal,
                NormalB = b.Normal,
                NormalC = c.Normal,
                Material = material,
                DualB = (u * vv - v * uv) * by,
                DualC = (v * uu - u * uv) * by,
                Flat = a.Normal == b.Normal && b.Normal == c.Normal,
            };
        }
    }

    private void DrawView(Mesh mesh)
    {
        const float near = 0.08f;
        _view.Clear(0);
        Span<Vector3> corners = stackalloc Vector3[3];
        Span<Vector3> cut = stackalloc Vector3[4];
        for (var i = 0; i < mesh.Triangles.Count; i++)
        {
            var (ia, ib, ic, material) = mesh.Triangles[i];
            if (
                material.Pattern is not (Pattern.Floor or Pattern.Wall)
                && Away(mesh.Vertices[ia])
                && Away(mesh.Vertices[ib])
                && Away(mesh.Vertices[ic])
            )
                continue;
            (corners[0], corners[1], corners[2]) = (mesh.Vertices[ia].At, mesh.Vertices[ib].At, mesh.Vertices[ic].At);
            var count = 0;
            for (var k = 0; k < 3; k++)
            {
                Vector3 p = corners[k],
                    q = corners[(k + 1) % 3];
                float dp = Vector3.Dot(p - _camera.At, _camera.Forward),
                    dq = Vector3.Dot(q - _camera.At, _camera.Forward);
                if (dp >= near)
                    cut[count++] = p;
                if (dp >= near != dq >= near)
                    cut[count++] = p + (q - p) * ((near - dp) / (dq - dp));
            }
            if (count < 3)
                continue;
            var first = OnScreen(cut[0]);
            for (var k = 2; k < count; k++)
                _view.Draw(first, OnScreen(cut[k - 1]), OnScreen(cut[k]), i);
        }
    }

    /// <summary>True for the far side of a solid, which its near side hides.</summary>
    private bool Away(Vertex vertex) => Vector3.Dot(vertex.Normal, vertex.At - _camera.At) > 0;

    private Vector3 OnScreen(Vector3 point)
    {
        var p = _camera.Project(point);
        return new(p.X * 2, p.Y * 2, 1 / p.Z);
    }

    private void DrawShadow(Mesh mesh)
    {
        _shadow.Clear(-100);
        _shadowX = Vector3.Normalize(Vector3.Cross(Vector3.UnitY, _lighting.Toward));
        _shadowY = Vector3.Cross(_lighting.Toward, _shadowX);
        for (var i = 0; i < mesh.Triangles.Count; i++)
        {
            var (ia, ib, ic, material) = mesh.Triangles[i];
            // The room casts no shadow; the bars of the window are part of the light.
            if (
                material.Pattern is Pattern.Floor or Pattern.Wall
                || material.Glow > 0.5f
                || mesh.Vertices[ia].At.Y > 2.2f
                || mesh.Vertices[ia].At.Z < -1.4f
            )
                continue;
            _shadow.Draw(
                InLight(mesh.Vertices[ia].At),
                InLight(mesh.Vertices[ib].At),
                InLight(mesh.Vertices[ic].At),
                i
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector3 InLight(Vector3 point)
    {
        var v = point - ShadowCentre;
        const float scale = ShadowSize / (2 * ShadowReach);
        return new(
            ShadowSize / 2 + Vector3.Dot(v, _shadowX) * scale,
            ShadowSize / 2 + Vector3.Dot(v, _shadowY) * scale,
            Vector3.Dot(v, _lighting.Toward)
        );
    }

    /// <summary>Ambient occlusion of the floor: objects low above it, blurred.</summary>
    private void DrawGround(Mesh mesh)
    {
        Array.Clear(_ground);
        foreach (var (ia, ib, ic, material) in mesh.Triangles)
        {
            if (material.Pattern is Pattern.Floor or Pattern.Wall or Pattern.Water)
                continue;
            var (a, b, c) = (mesh.Vertices[ia].At, mesh.Vertices[ib].At, mesh.Vertices[ic].At);
            if (MathF.Min(a.Y, MathF.Min(b.Y, c.Y)) > 1)
                continue;
            var steps = 1 + (int)((c - a).Length() / 0.04f);
            for (var i = 0; i <= steps; i++)
            for (var j = 0; i + j <= steps; j++)
            {
                var p = a + (b - a) * ((float)i / steps) + (c - a) * ((float)j / steps);
                if (GroundCell(p) is var cell and >= 0)
                    _ground[cell] = MathF.Max(_ground[cell], 1 - p.Y * 0.8f);
            }
        }
        for (var pass = 0; pass < 2; pass++)
        {
            Blur(_ground, _groundBlur, 1, GroundSize);
            Blur(_groundBlur, _ground, GroundSize, 1);
        }
    }

    private static int GroundCell(Vector3 p)
    {
        var (x, z) = ((int)((p.X + 3) * 32), (int)((p.Z + 2) * 32));
        return (uint)x < GroundSize && (uint)z < GroundSize ? z * GroundSize + x : -1;
    }

    private static void Blur(float[] from, float[] to, int step, int line)
    {
        const int radius = 5;
        for (var l = 0; l < GroundSize; l++)
        {
            var sum = 0f;
            for (var i = -radius; i < GroundSize + radius; i++)
            {
                if (i + radius < GroundSize)
                    sum += from[l * line + (i + radius) * step];
                if (i - radius - 1 >= 0)
                    sum -= from[l * line + (i - radius - 1) * step];
                if (i >= 0 && i < GroundSize)
                    to[l * line + i * step] = sum / (2 * radius + 1);
            }
        }
    }

    /// <summary>
    /// Every second pixel of every second row is shaded. Where the four around a block show one surface, the pixels between
    /// are their mean; only edges are shaded point by point.
    /// </summary>
    private void Shade()
    {
        const int w = Camera.Width,
            h = Camera.Height;
        for (var y = 0; y < h; y += 2)
        for (var x = 0; x < w; x += 2)
            _light[y * w + x] = Pixel(x, y);
        for (var y = 0; y < h; y += 2)
        for (var x = 0; x < w; x += 2)
        {
            var at = y * w + x;
            if (x + 2 < w && y + 2 < h && OneSurface(x, y))
            {
                Vector3 a = _light[at],
                    b = _light[at + 2],
                    c = _light[at + 2 * w],
                    d = _light[at + 2 * w + 2];
                _light[at + 1] = (a + b) * 0.5f;
                _light[at + w] = (a + c) * 0.5f;
                _light[at + w + 1] = (a + b + c + d) * 0.25f;
                continue;
            }
            _light[at + 1] = Pixel(x + 1, y);
            _light[at + w] = Pixel(x, y + 1);
            _light[at + w + 1] = Pixel(x + 1, y + 1);
        }
    }

    private bool OneSurface(int x, int y)
    {
        var wide = _view.Width;
        var at = y * 2 * wide + x * 2;
        var (seen, near) = (_view.Seen, _view.Nearness);
        var first = seen[at];
        if (first < 0)
            return false;
        var material = _faces[first].Material;
        var (low, high) = (float.MaxValue, float.MinValue);
        for (var row = 0; row < 6; row++, at += wide)
        for (var i = at; i < at + 6; i++)
        {
            var id = seen[i];
            if (id != first && (id < 0 || !ReferenceEquals(_faces[id].Material, material)))
                return false;
            (low, high) = (MathF.Min(low, near[i]), MathF.Max(high, near[i]));
        }
        return high - low < 0.035f * high && (_faces[first].Flat || Facing(seen[at - wide], first));

        bool Facing(int other, int one) => Vector3.Dot(_faces[one].NormalA, _faces[other].NormalA) > 0.8f;
    }

    private Vector3 Pixel(int x, int y)
    {
        Span<int> ids = stackalloc int[4];
        Span<float> near = stackalloc float[4];
        var wide = _view.Width;
        var at = y * 2 * wide + x * 2;
        (ids[0], ids[1], ids[2], ids[3]) = (
            _view.Seen[at],
            _view.Seen[at + 1],
            _view.Seen[at + wide],
            _view.Seen[at + wide + 1]
        );
        (near[0], near[1], near[2], near[3]) = (
            _view.Nearness[at],
            _view.Nearness[at + 1],
            _view.Nearness[at + wide],
            _view.Nearness[at + wide + 1]
        );
        if (ids[0] == ids[1] && ids[0] == ids[2] && ids[0] == ids[3])
            return ids[0] < 0
                ? Vector3.Zero
                : Seen(ids[0], x + 0.5f, y + 0.5f, (near[0] + near[1] + near[2] + near[3]) / 4);
        var sum = Vector3.Zero;
        for (var s = 0; s < 4; s++)
        {
            if (ids[s] < 0)
                continue;
            var (count, nearness, id) = (0, 0f, ids[s]);
            var material = _faces[id].Material;
            for (var t = s; t < 4; t++)
            {
                // Neighbours on one surface are shaded together.
                if (
                    ids[t] < 0
                    || ids[t] != id
                        && (
                            !ReferenceEquals(_faces[ids[t]].Material, material)
                            || MathF.Abs(near[t] - near[s]) > 0.01f * near[s]
                            || Vector3.Dot(_faces[id].NormalA, _faces[ids[t]].NormalA) < 0.85f
                        )
                )
                    continue;
                (count, nearness) = (count + 1, nearness + near[t]);
                ids[t] = -1;
            }
            // Clamped before averaging, so that bright edges do not stay jagged.
            sum +=
                Vector3.Min(
                    Seen(id, x + 0.25f + 0.5f * (s & 1), y + 0.25f + 0.5f * (s >> 1), nearness / count),
                    new(2.5f)
                ) * count;
        }
        return sum / 4;
    }

    private Vector3 Seen(int id, float x, float y, float nearness)
    {
        ref readonly var face = ref _faces[id];
        var ray = _camera.Ray(x, y);
        var at = _camera.At + ray / nearness;
        var eye = -ray / ray.Length();
        var normal = face.NormalA;
        if (!face.Flat)
        {
            var v = at - face.A;
            var (b, c) = (Math.Clamp(Vector3.Dot(v, face.DualB), 0, 1), Math.Clamp(Vector3.Dot(v, face.DualC), 0, 1));
            normal = Vector3.Normalize(face.NormalA * (1 - b - c) + face.NormalB * b + face.NormalC * c);
        }
        if (Vector3.Dot(normal, eye) < 0)
            normal = -normal;
        var surface = Surface.Of(face.Material, at, normal, _lighting.Wet);
        if (surface.Glow > 0.5f)
            return surface.Colour * surface.Glow;
        return Lit(surface, at, normal, eye);
    }

    private Vector3 Lit(in Surface surface, Vector3 at, Vector3 normal, Vector3 eye)
    {
        var toward = _lighting.Toward;
        var facing = Vector3.Dot(normal, toward);
        var sun = facing <= 0 ? 0 : Unshadowed(at, normal);
        if (_lighting.Panes && sun > 0)
            sun *= Panes(at);
        var open = 1f;
        if (at.Y < 0.02f && GroundCell(at) is var cell and >= 0)
            open = 1 - 0.85f * MathF.Min(1, _ground[cell] * 1.15f);
        var up = 0.5f + 0.5f * normal.Y;
        var ambient = (_lighting.Below + (_lighting.Above - _lighting.Below) * up) * open;
        // A little light from the viewer shows the shape of round parts in the shade.
        ambient += _lighting.Above * (0.22f * MathF.Max(0, Vector3.Dot(normal, new(0.35f, 0.25f, 0.9f))) * open);
        var light = surface.Colour * (ambient + _lighting.Main * (MathF.Max(0, facing) * sun));
        if (surface.Shine > 0.06f)
        {
            var half = Vector3.Normalize(toward + eye);
            var h = MathF.Max(0, Vector3.Dot(normal, half));
            h *= h;
            h *= h;
            h *= h;
            var broad = h * h;
            var tight = broad * broad * broad;
            var fresnel = 1 - MathF.Max(0, Vector3.Dot(normal, eye));
            fresnel *= fresnel;
            fresnel = 0.06f + 0.5f * fresnel * fresnel;
            var reflected = 2 * Vector3.Dot(normal, eye) * normal - eye;
            light += _lighting.Main * (surface.Shine * sun * (0.06f * broad + 0.55f * tight));
            light += Surroundings(reflected, at) * (surface.Shine * fresnel * open);
        }
        return light + surface.Colour * surface.Glow;
    }

    /// <summary>Light that a polished surface reflects: floor, walls, window and lamps.</summary>
    private Vector3 Surroundings(Vector3 way, Vector3 from)
    {
        var level = Math.Clamp(way.Y * 2.5f + 0.4f, 0, 1);
        var colour = Vector3.Lerp(_lighting.Below * 0.6f, _lighting.Above * 0.9f, level);
        if (way.Z < -0.05f)
        {
            // The window in the back wall, at its real position.
            var t = (-1.5f - from.Z) / way.Z;
            var (x, y) = (from.X + way.X * t, from.Y + way.Y * t);
            if (x > 0.42f && x < 1.98f && y > 1.5f && y < 2.6f)
                colour += _lighting.Window;
        }
        // A row of windows high behind the viewer, or the lamps at the ceiling.
        if (way.Z > 0.1f && way.Y / way.Z is > 0.5f and < 0.9f && way.X / way.Z is > -1.6f and < 1.2f)
            colour += _lighting.Above * 2.2f;
        if (way.Y > 0.3f && _lighting.Lamps.X > 0)
        {
            var t = (3.0f - from.Y) / way.Y;
            var z = from.Z + way.Z * t;
            if (z is > -0.55f and < -0.25f)
                colour += _lighting.Lamps * 0.6f;
        }
        return colour;
    }

    /// <summary>1 in the light, 0 in the shadow, in between at the edge.</summary>
    private float Unshadowed(Vector3 at, Vector3 normal)
    {
        var p = InLight(at + normal * 0.014f);
        if (_lighting.Soft < 0.03f)
            return Tap(p.X, p.Y, p.Z + 0.014f);
        var spread = 1 + _lighting.Soft * 60;
        var bias = 0.012f + _lighting.Soft * 0.15f;
        return (
                Tap(p.X - spread * 0.7f, p.Y - spread * 0.35f, p.Z + bias)
                + Tap(p.X + spread * 0.7f, p.Y + spread * 0.35f, p.Z + bias)
                + Tap(p.X - spread * 0.35f, p.Y + spread * 0.7f, p.Z + bias)
                + Tap(p.X + spread * 0.35f, p.Y - spread * 0.7f, p.Z + bias)
            ) * 0.25f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Tap(float x, float y, float depth)
    {
        var (fx, fy) = (x - 0.5f, y - 0.5f);
        var (ix, iy) = ((int)fx, (int)fy);
        if (ix < 0 || iy < 0 || ix >= ShadowSize - 1 || iy >= ShadowSize - 1)
            return 1;
        var (tx, ty) = (fx - ix, fy - iy);
        var i = iy * ShadowSize + ix;
        var map = _shadow.Nearness;
        var above = (map[i] < depth ? 1 - tx : 0) + (map[i + 1] < depth ? tx : 0);
        var below = (map[i + ShadowSize] < depth ? 1 - tx : 0) + (map[i + ShadowSize + 1] < depth ? tx : 0);
        return above + (below - above) * ty;
    }

    /// <summary>Light through the bars of a large window, 0 … 1.</summary>
    private float Panes(Vector3 at)
    {
        var v = at - ShadowCentre;
        var (x, y) = (Vector3.Dot(v, _shadowX), Vector3.Dot(v, _shadowY));
        return Bars(x, 0.62f) * Bars(y + 0.2f, 0.8f) * Edge(MathF.Abs(x + 0.1f), 2.1f) * Edge(MathF.Abs(y), 1.25f);

        static float Bars(float at, float pitch)
        {
            var within = MathF.Abs(at / pitch - MathF.Round(at / pitch)) * pitch;
            return Math.Clamp((within - 0.022f) / 0.02f, 0.12f, 1);
        }

        static float Edge(float distance, float reach) => Math.Clamp((reach - distance) / 0.05f, 0, 1);
    }
}
