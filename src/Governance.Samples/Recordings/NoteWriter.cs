namespace Governance.Samples;

/// <summary>
/// Composes a note of a few sentences that fits an inspection. In many of them the inspector noticed something and could not
/// tell what it was: such a note leaves two faults open or more, which photo or signals tell apart. The signals in turn do not show
/// a leak, nor whether a bearing or the coupling shakes the pump, so that only all three together tell the fault.
/// </summary>
internal static class NoteWriter
{
    private static readonly string[] Openings =
    [
        "Checked pump {p} at {t}.",
        "Pump {p} running at normal speed.",
        "Round stop at pump {p}.",
        "Looked at pump {p} from the walkway.",
        "Pump {p} in duty since the morning.",
        "Stopped at pump {p}, guard in place.",
        "",
        "",
        "",
        "",
    ];

    private static readonly Dictionary<Fault, string[][]> Findings = new()
    {
        [Fault.None] =
        [
            [
                "nothing unusual",
                "no findings",
                "everything as it should be",
                "smooth and quiet",
                "no change since last time",
                "all readings in the green",
            ],
        ],
        [Fault.SealLeak] =
        [
            [
                "a few drops at the gland",
                "gland slightly damp, a drop every ten seconds",
                "light weeping at the shaft seal",
                "small wet patch under the seal",
            ],
            [
                "steady drip from the shaft seal",
                "seal dripping onto the base, puddle forming",
                "water running down from the gland",
                "packing leaks, about a drop a second",
            ],
            [
                "seal leaking badly, water over the edge of the base",
                "thin jet from the gland, large puddle on the floor",
                "shaft seal has failed, floor is wet",
                "heavy leak at the gland",
            ],
        ],
        [Fault.Cavitation] =
        [
            [
                "a few bubbles in the sight glass",
                "faint crackling on the suction side",
                "suction gauge a little low",
                "occasional bubbles passing the glass",
            ],
            [
                "clear rattling like gravel in the casing",
                "sight glass full of bubbles now and then",
                "flow dips together with crackling noise",
                "suction pressure low and noise from the casing",
            ],
            [
                "loud cavitation, sight glass white with foam",
                "violent rattling, discharge needle swinging",
                "flow collapses again and again",
                "heavy cavitation noise, could be heard at the door",
            ],
        ],
        [Fault.BearingWear] =
        [
            [
                "bearing housing warmer than usual",
                "slight rumble at the drive end bearing",
                "paint on the bearing cover a shade darker",
                "faint hum from the bearing",
            ],
            [
                "bearing housing hot to the touch and discoloured",
                "grease creeping out of the bearing cover",
                "rumbling bearing, rising with load",
                "brown tint on the housing, burnt smell",
            ],
            [
                "bearing grinding, housing burnt brown and blue",
                "strong rumble, burnt grease down the pedestal",
                "bearing is about to fail",
                "housing too hot to touch, heavy vibration",
            ],
        ],
        [Fault.Misalignment] =
        [
            [
                "coupling not quite true",
                "fine black dust under the coupling",
                "slight pulsing at twice the speed",
                "coupling runs a little out of line",
            ],
            [
                "coupling visibly offset",
                "rubber dust below the coupling, element worn",
                "shaking in axial direction",
                "motor seems to sit low against the pump",
            ],
            [
                "coupling badly out of line, element torn",
                "heavy shaking, rubber crumbs everywhere",
                "strong axial vibration, bolts hammering",
                "coupling wobbles, guard rattles",
            ],
        ],
    };

    /// <summary>The share of faulty inspections with a note that does not name the fault.</summary>
    private const double Doubtful = 0.35;

    /// <summary>The share of sound inspections with a note that could also mean a fault.</summary>
    private const double FalseAlarm = 0.15;

    private static readonly string[] Shaking =
    [
        "pump shakes more than it should, cause unclear",
        "unusual hum at the shaft, could not see why",
        "running rough, something between pump and motor",
        "vibration felt at the base, source not found",
    ];

    private static readonly string[] Wet =
    [
        "flow a little low, something wet or noisy at the casing",
        "sounds different and the base is damp, hard to tell",
        "pressure needle unsteady, water noise near the casing",
        "water sound at the pump, could not locate it",
    ];

    private static readonly string[] Odd =
    [
        "maybe a little different from last time",
        "could be nothing, sounds a bit odd",
        "not sure whether this is normal",
        "slightly odd, have somebody look",
    ];

    private static readonly Dictionary<Fault, string[]> Doubts = new()
    {
        [Fault.None] = Odd,
        [Fault.SealLeak] = [.. Wet, .. Odd],
        [Fault.Cavitation] = [.. Wet, .. Odd],
        [Fault.BearingWear] = [.. Shaking, .. Odd],
        [Fault.Misalignment] = [.. Shaking, .. Odd],
    };

    private static readonly string[] Frames = ["{f}.", "Noticed: {f}.", "{f}, {s}.", "Found {f}.", "Today {f}."];

    private static readonly Dictionary<Light, string[]> Seeing = new()
    {
        [Light.Day] = ["seen in good daylight", "photo taken by the window"],
        [Light.Artificial] = ["seen under the lamps", "ceiling lights on"],
        [Light.Dim] = ["hard to see, only the emergency light was on", "too dark for a good photo"],
        [Light.Backlit] = ["photo against the window", "sun in the lens, sorry for the photo"],
    };

    private static readonly Dictionary<Severity, string[]> Closings = new()
    {
        [Severity.None] = ["Next check as planned.", "Gauges read and noted.", "Oil level fine.", "", "", ""],
        [Severity.Slight] = ["Keep an eye on it.", "Will look again next round.", "No action yet.", ""],
        [Severity.Marked] = ["Work order written.", "Told the shift lead.", "Should be repaired this week.", ""],
        [Severity.Severe] =
        [
            "Asked for a shutdown.",
            "Switched over to the standby pump.",
            "Must not run like this.",
            "Called maintenance at once.",
        ],
    };

    private static readonly Dictionary<Weather, string[]> Outside = new()
    {
        [Weather.Rain] = ["Floor wet from the rain.", "Rain blowing in at the door."],
        [Weather.Fog] = ["Fog in the hall, lens kept misting."],
        [Weather.Overcast] = [],
        [Weather.Clear] = [],
    };

    public static Note Write(Inspection inspection, ulong seed)
    {
        var random = SeededRandom.For(seed, $"{inspection.Name}/note");
        var findings = Findings[inspection.Fault];
        var doubt = SeededRandom.For(seed, $"{inspection.Name}/doubt");
        var finding = doubt.Chance(inspection.Fault == Fault.None ? FalseAlarm : Doubtful)
            ? doubt.Pick(Doubts[inspection.Fault])
            : random.Pick(findings[Math.Min(findings.Length - 1, Math.Max(0, (int)inspection.Severity - 1))]);
        var opening = random
            .Pick(Openings)
            .Replace("{p}", $"P-{inspection.Pump:00}", StringComparison.Ordinal)
            .Replace("{t}", $"{inspection.At:HH:mm}", StringComparison.Ordinal);
        var frame = random.Pick(Frames).Replace("{s}", random.Pick(Seeing[inspection.Light]), StringComparison.Ordinal);
        if (frame.StartsWith("{f}", StringComparison.Ordinal))
            finding = char.ToUpperInvariant(finding[0]) + finding[1..];
        var before = opening.Length > 0 ? opening + " " : "";
        var start = before.Length + frame.IndexOf("{f}", StringComparison.Ordinal);
        var text = before + frame.Replace("{f}", finding, StringComparison.Ordinal);
        var aside = Outside[inspection.Weather];
        if (aside.Length > 0 && random.Chance(0.3))
            text += " " + random.Pick(aside);
        var closing = random.Pick(Closings[inspection.Severity]);
        if (closing.Length > 0)
            text += " " + closing;
        return new(text, start, finding.Length);
    }
}
