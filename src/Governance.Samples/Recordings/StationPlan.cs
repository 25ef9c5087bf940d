using System.Globalization;

namespace Governance.Samples;

/// <summary>
/// A year at a fictional pump station: who inspected which pump when, and what was wrong with it. The same seed gives the same
/// year. Photos, notes and signals are generated from it.
/// </summary>
internal static class StationPlan
{
    public const ulong Seed = 20250101;
    public const string Zone = "Europe/Vienna";
    public const int Machines = 18;
    public const int Inspectors = 12;
    private const int RigLooks = 12;
    private const int RoundLooks = 7;

    /// <summary>Outings of a season; the next season begins later in the year.</summary>
    private const int Season = 6;

    /// <summary>Deliberate defects of the data, by recording (0-based) and row (1-based).</summary>
    private static readonly Dictionary<(bool Machine, int Recording, int Row), Flaw> Flaws = new()
    {
        [(true, 1, 5)] = Flaw.PhotoMissing,
        [(true, 4, 8)] = Flaw.PhotoBroken,
        [(true, 6, 3)] = Flaw.NoteEmpty,
        [(true, 8, 6)] = Flaw.NoVibration,
        [(true, 8, 7)] = Flaw.NoVibration,
        [(true, 11, 12)] = Flaw.OutOfRange,
        [(true, 13, 2)] = Flaw.NoteEmpty,
        [(false, 0, 4)] = Flaw.PhotoMissing,
        [(false, 3, 6)] = Flaw.TimeUnreadable,
        [(false, 5, 2)] = Flaw.NoteEmpty,
        [(false, 10, 3)] = Flaw.PhotoMissing,
    };

    public static IReadOnlyList<StationRecording> Of(ulong seed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var recordings = new List<StationRecording>();
        for (var i = 0; i < Machines; i++)
            recordings.Add(
                Plan(seed, zone, new(true, i, $"pump-{i + 1:00}", RigLooks, TimeSpan.FromSeconds(75), i + 1))
            );
        for (var i = 0; i < Inspectors; i++)
            recordings.Add(
                Plan(
                    seed,
                    zone,
                    new(false, i, $"inspector-{(char)('a' + i)}", RoundLooks, TimeSpan.FromSeconds(140), null)
                )
            );
        return recordings;
    }

    /// <param name="Machine">A run of a test rig; otherwise a round of an inspector.</param>
    /// <param name="Number">From 0.</param>
    /// <param name="Looks">Inspections in it.</param>
    /// <param name="Apart">From one inspection to the next.</param>
    /// <param name="Pump">The one that is looked at; null for a round, which visits all.</param>
    private sealed record Outing(bool Machine, int Number, string Subject, int Looks, TimeSpan Apart, int? Pump);

    private static StationRecording Plan(ulong seed, TimeZoneInfo zone, Outing outing)
    {
        var (machine, number, subject, looks, apart, pump) = outing;
        var random = SeededRandom.For(seed, $"plan/{subject}/{number}");
        var day = new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Unspecified).AddDays(
            number / Season * (machine ? 118 : 170) + number % Season * 17 + random.Below(12)
        );
        var night = random.Chance(0.45);
        var local = day.AddHours(night ? 19 + random.Below(4) : 9 + random.Below(6)).AddSeconds(random.Below(3000));
        var from = new DateTimeOffset(local, zone.GetUtcOffset(local));
        var weather = Weighted(
            random,
            (Weather.Clear, 40),
            (Weather.Overcast, 25),
            (Weather.Rain, 20),
            (Weather.Fog, 15)
        );
        var folder = string.Create(
            CultureInfo.InvariantCulture,
            $"{(machine ? "rigs" : "rounds")}/{subject}/{local:yyyy-MM-dd}"
        );
        var story = Story(random, looks, machine);

        var inspections = new List<Inspection>(looks);
        for (var row = 1; row <= looks; row++)
        {
            var at = from.AddSeconds(45).Add(apart * (row - 1)).AddSeconds(random.Below(machine ? 12 : 40));
            var flaw = Flaws.GetValueOrDefault((machine, number, row));
            if (flaw == Flaw.OutOfRange)
                at = at.AddMinutes(25);
            var (fault, severity) = story[row - 1];
            var light = night
                ? Weighted(random, (Light.Artificial, 68), (Light.Dim, 32))
                : Weighted(random, (Light.Day, 62), (Light.Backlit, 26), (Light.Dim, 12));
            var view = Weighted(random, (View.Front, 30), (View.Oblique, 30), (View.Side, 20), (View.CloseUp, 20));
            inspections.Add(
                new(
                    $"{subject}/{local:yyyy-MM-dd}",
                    row,
                    at,
                    pump ?? (row - 1 + number) % Machines + 1,
                    light,
                    weather,
                    view,
                    fault,
                    severity,
                    flaw,
                    Upright: machine || !random.Chance(0.35),
                    Located: !machine && random.Chance(0.4)
                )
            );
        }
        var to = from.AddSeconds(90).Add(apart * (looks - 1)).AddSeconds(machine ? 12 : 40);
        return new(subject, machine, folder, from, to, inspections);
    }

    /// <summary>Faults of the inspections: on a rig a fault is induced and grows; on a round they are independent.</summary>
    private static List<(Fault, Severity)> Story(SeededRandom random, int looks, bool machine)
    {
        var faults = new[] { Fault.SealLeak, Fault.Cavitation, Fault.BearingWear, Fault.Misalignment };
        var story = new List<(Fault, Severity)>(looks);
        if (!machine)
        {
            for (var i = 0; i < looks; i++)
                story.Add(
                    random.Chance(0.45)
                        ? (Fault.None, Severity.None)
                        : (
                            random.Pick(faults),
                            Weighted(random, (Severity.Slight, 40), (Severity.Marked, 35), (Severity.Severe, 25))
                        )
                );
            return story;
        }
        // Episodes, each with sound inspections, then slight, marked and severe ones.
        while (story.Count < looks)
        {
            var sound = 1 + random.Below(4);
            for (var i = 0; i < sound && story.Count < looks; i++)
                story.Add((Fault.None, Severity.None));
            var fault = random.Pick(faults);
            foreach (var severity in (ReadOnlySpan<Severity>)[Severity.Slight, Severity.Marked, Severity.Severe])
                for (var i = 0; i < 1 + random.Below(2) && story.Count < looks; i++)
                    story.Add((fault, severity));
        }
        return story;
    }

    private static T Weighted<T>(SeededRandom random, params ReadOnlySpan<(T Value, int Weight)> choices)
    {
        var total = 0;
        foreach (var (_, weight) in choices)
            total += weight;
        var at = random.Below(total);
        foreach (var (value, weight) in choices)
        {
            if (at < weight)
                return value;
            at -= weight;
        }
        return choices[^1].Value;
    }
}
