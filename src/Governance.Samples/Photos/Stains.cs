namespace Governance.Samples;

/// <summary>A tile of smooth noise, generated once, for the stains and the grain of every surface.</summary>
internal static class Stains
{
    private const int Size = 512;
    private static readonly float[] Tile = Draw();

    /// <summary>Noise in 0 … 1 with a period of one tile; x and y in tiles.</summary>
    public static float At(float x, float y)
    {
        var (fx, fy) = ((x - MathF.Floor(x)) * Size, (y - MathF.Floor(y)) * Size);
        var (ix, iy) = ((int)fx, (int)fy);
        var (tx, ty) = (fx - ix, fy - iy);
        var (x0, x1) = (ix & (Size - 1), (ix + 1) & (Size - 1));
        var (y0, y1) = ((iy & (Size - 1)) * Size, ((iy + 1) & (Size - 1)) * Size);
        var above = Tile[y0 + x0] + (Tile[y0 + x1] - Tile[y0 + x0]) * tx;
        var below = Tile[y1 + x0] + (Tile[y1 + x1] - Tile[y1 + x0]) * tx;
        return above + (below - above) * ty;
    }

    /// <summary>Value noise in six octaves.</summary>
    private static float[] Draw()
    {
        var random = new SeededRandom(0x5741494E53UL);
        var tile = new float[Size * Size];
        var (weight, total) = (1f, 0f);
        for (var cells = 8; cells <= 256; cells *= 2, weight *= 0.55f)
        {
            var lattice = new float[cells * cells];
            for (var i = 0; i < lattice.Length; i++)
                lattice[i] = (float)random.NextDouble();
            for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                tile[y * Size + x] += weight * Smooth(lattice, cells, x * (float)cells / Size, y * (float)cells / Size);
            total += weight;
        }
        for (var i = 0; i < tile.Length; i++)
            tile[i] = Math.Clamp((tile[i] / total - 0.5f) * 1.7f + 0.5f, 0, 1);
        return tile;
    }

    private static float Smooth(float[] lattice, int cells, float x, float y)
    {
        var (ix, iy) = ((int)x, (int)y);
        var (tx, ty) = (x - ix, y - iy);
        tx = tx * tx * (3 - 2 * tx);
        ty = ty * ty * (3 - 2 * ty);
        var (x1, y1) = ((ix + 1) % cells, (iy + 1) % cells);
        var above = lattice[iy * cells + ix] + (lattice[iy * cells + x1] - lattice[iy * cells + ix]) * tx;
        var below = lattice[y1 * cells + ix] + (lattice[y1 * cells + x1] - lattice[y1 * cells + ix]) * tx;
        return above + (below - above) * ty;
    }
}
