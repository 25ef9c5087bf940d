using System.Text.Json;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Platform;

namespace Governance.Samples;

/// <summary>The import maps of the station's files.</summary>
internal static class SampleMap
{
    public const string Photo = "photo";
    public const string Note = "note";
    public const string Vibration = "vibration";
    private static readonly string[] Attributes = ["lighting", "view", "weather", "fault", "severity", "pump", "shift"];
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(30);

    public static string Of(SampleArchive archive)
    {
        var root = $"{(archive.Machines ? "rigs" : "rounds")}/{{subject}}/{{day}}";
        var table = PathPattern.Parse($"{root}/inspections.csv");
        var looked = new TimeRule { Columns = ["date", "time"], Format = "dd.MM.yyyy HH:mm:ss" };
        var map = new ImportMap
        {
            Name = archive.Machines ? "Pump station: runs on the fixed rigs" : "Pump station: inspection rounds",
            Zone = StationPlan.Zone,
            Recordings = new()
            {
                Key = Template.Parse("{subject}/{day}"),
                Subject = Template.Parse("{subject}"),
                Kind = archive.Machines ? SubjectKind.Machine : SubjectKind.Person,
            },
            Anchor = Photo,
            Window = new() { Before = Seconds(Reach.TotalSeconds), After = Seconds(Reach.TotalSeconds) },
            Strata = Attributes.ToDictionary(c => c, c => Template.Parse($"{{column:{c}}}")),
            Streams =
            [
                new()
                {
                    Name = Photo,
                    Modality = Modality.Image,
                    ListedBy = new() { Table = table, File = Template.Parse($"{root}/photos/{{column:photo}}") },
                    Time = looked,
                },
                new()
                {
                    Name = Note,
                    Modality = Modality.Text,
                    ListedBy = new() { Table = table, Text = "note" },
                    Time = looked,
                },
                new()
                {
                    Name = Vibration,
                    Modality = Modality.Sensor,
                    Path = PathPattern.Parse($"{root}/vibration.csv"),
                    Time = new() { Columns = ["time"], Format = "yyyy-MM-dd HH:mm:ss.fff" },
                    Channels =
                    [
                        new()
                        {
                            Column = "radial_mm_s",
                            Name = "radial",
                            Unit = "mm/s",
                        },
                        new()
                        {
                            Column = "axial_mm_s",
                            Name = "axial",
                            Unit = "mm/s",
                        },
                    ],
                    Clock = new() { Uncertainty = Seconds(0.02), StatedBy = "logger's data sheet" },
                    Tolerance = Seconds(0.2),
                    MinimumRows = 500,
                },
                new()
                {
                    Name = "temperature",
                    Modality = Modality.Sensor,
                    Path = PathPattern.Parse($"{root}/temperature.csv"),
                    Time = new() { Columns = ["zeit"] },
                    Csv = new() { Delimiter = ";" },
                    Channels = [Celsius("lager_c", "bearing"), Celsius("dichtung_c", "seal")],
                    Clock = new()
                    {
                        Offset = Seconds(PumpSignals.TemperatureLateSeconds),
                        Uncertainty = Seconds(0.5),
                        StatedBy = "compared with a watch on 7 January 2025",
                    },
                    Tolerance = Seconds(6),
                },
                new()
                {
                    Name = "flow",
                    Modality = Modality.Sensor,
                    Path = PathPattern.Parse($"{root}/flow.csv"),
                    Time = new() { Columns = ["device_ms"], Format = "unix-ms" },
                    Channels =
                    [
                        new()
                        {
                            Column = "flow_m3_h",
                            Name = "flow",
                            Unit = "m3/h",
                        },
                    ],
                    Clock = new()
                    {
                        Offset = Seconds(-PumpSignals.FlowAheadSeconds),
                        DriftPpm = (decimal)PumpSignals.FlowDriftPpm,
                        Uncertainty = Seconds(0.1),
                        StatedBy = "calibration against the station clock",
                    },
                    Tolerance = Seconds(3),
                },
            ],
        };
        return JsonSerializer.Serialize(map, ImportMapReader.Options);
    }

    private static ChannelRule Celsius(string column, string name) =>
        new()
        {
            Column = column,
            Name = name,
            Unit = "Cel",
            DecimalSeparator = ",",
        };

    private static Duration Seconds(double seconds) => new((long)Math.Round(seconds * NanoTime.PerSecond));
}
