using System.Numerics;

namespace Governance.Samples;

/// <summary>The light in the room and the camera's settings. Colours are linear light.</summary>
/// <param name="Toward">Direction toward the main light, of length 1.</param>
/// <param name="Main">The main light; it casts shadows.</param>
/// <param name="Above">Diffuse light from above.</param>
/// <param name="Below">Light reflected by the floor.</param>
/// <param name="Panes">The main light comes through a window of many panes.</param>
/// <param name="Soft">Width of a shadow's edge in metres.</param>
/// <param name="Window">How bright the window in the back wall is.</param>
/// <param name="Lamps">How bright the lamps at the ceiling are.</param>
/// <param name="Exposure">Factor on everything.</param>
/// <param name="Noise">Standard deviation of the sensor noise, on the scale 0 … 255.</param>
/// <param name="Glare">Strength of the glare around bright places.</param>
/// <param name="Wet">0 dry … 1 wet floor.</param>
internal sealed record Lighting(
    Vector3 Toward,
    Vector3 Main,
    Vector3 Above,
    Vector3 Below,
    bool Panes,
    float Soft,
    Vector3 Window,
    Vector3 Lamps,
    float Exposure,
    float Noise,
    float Glare,
    float Wet
)
{
    public static Lighting Of(Light light, Weather weather, SeededRandom random)
    {
        var wet =
            weather == Weather.Rain ? 1f
            : weather == Weather.Fog ? 0.35f
            : 0;
        var clear =
            weather == Weather.Clear ? 1f
            : weather == Weather.Overcast ? 0.35f
            : 0.15f;
        var grey = new Vector3(0.62f, 0.72f, 0.82f);
        var sun = Vector3.Lerp(grey * 0.5f, new Vector3(2.5f, 2.15f, 1.65f), clear);
        var window = Vector3.Lerp(new Vector3(1.5f, 1.65f, 1.8f), new Vector3(2.6f, 2.8f, 3.0f), clear);
        return light switch
        {
            Light.Day => new(
                Vector3.Normalize(
                    new(random.Between(-0.75f, -0.45f), random.Between(0.95f, 1.2f), random.Between(0.55f, 0.9f))
                ),
                sun,
                new Vector3(0.52f, 0.58f, 0.66f) * (0.75f + 0.25f * clear),
                new Vector3(0.30f, 0.27f, 0.23f) * (0.6f + 0.6f * clear),
                clear > 0.3f,
                clear > 0.9f ? 0.02f : 0.08f,
                window,
                Vector3.Zero,
                random.Between(0.92f, 1.08f),
                1.6f,
                0.25f,
                wet
            ),
            Light.Artificial => new(
                Vector3.Normalize(new(random.Between(-0.3f, 0.3f), 1.6f, random.Between(0.4f, 0.7f))),
                new Vector3(1.75f, 1.5f, 1.08f),
                new Vector3(0.42f, 0.38f, 0.30f),
                new Vector3(0.17f, 0.15f, 0.12f),
                false,
                0.06f,
                new(0.015f, 0.02f, 0.035f),
                new Vector3(5.5f, 5.0f, 4.0f),
                random.Between(0.9f, 1.05f),
                2.2f,
                0.4f,
                wet
            ),
            Light.Dim => new(
                Vector3.Normalize(new(0.9f, 1.1f, 0.5f)),
                new Vector3(0.42f, 0.30f, 0.17f),
                new Vector3(0.075f, 0.09f, 0.125f),
                new Vector3(0.025f, 0.028f, 0.035f),
                false,
                0.05f,
                new(0.03f, 0.045f, 0.08f),
                new Vector3(0.5f, 0.34f, 0.16f),
                random.Between(1.25f, 1.5f),
                4.5f,
                0.5f,
                wet
            ),
            _ => new(
                Vector3.Normalize(new(random.Between(-0.5f, -0.2f), 0.95f, -1.25f)),
                sun * 1.25f,
                new Vector3(0.20f, 0.22f, 0.26f),
                new Vector3(0.12f, 0.11f, 0.10f),
                true,
                0.02f,
                window * 2.6f,
                Vector3.Zero,
                random.Between(0.85f, 1.0f),
                2.6f,
                0.95f,
                wet
            ),
        };
    }
}
