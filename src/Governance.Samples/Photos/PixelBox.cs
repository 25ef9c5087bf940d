namespace Governance.Samples;

/// <summary>A rectangle on the upright photo, in pixels.</summary>
internal sealed record PixelBox(int X, int Y, int Width, int Height);
