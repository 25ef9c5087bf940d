using System.Globalization;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>The rules that a well-formed map must meet; each error has its JSON path.</summary>
internal static class ImportMapRules
{
    private const int LongestName = 80,
        LongestTemplate = 500,
        MostAttributes = 50,
        MostStreams = 100,
        MostChannels = 500;

    public static IEnumerable<MapError> Check(ImportMap map)
    {
        foreach (var error in TextRules(map))
            yield return error;
        if (!Zones.Known(map.Zone))
            yield return UnknownZone("$.zone", map.Zone);
        if (map.Streams.Count == 0)
            yield return new("$.streams", "The map has no streams.", "Add at least one.");
        foreach (
            var twice in map.Streams.GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
        )
            yield return new(
                "$.streams",
                $"More than one stream is called “{twice.Key}”.",
                "Give each stream a name of its own."
            );
        foreach (var error in AnchorRules(map))
            yield return error;
        foreach (var error in WindowRules(map.Window, "$.window").Concat(CsvRules(map.Csv, "$.csv")))
            yield return error;
        if (map.MaximumRefusedShare is not (>= 0 and <= 1))
            yield return new("$.maximumRefusedShare", "The share is outside 0 to 1.", "Write 0.2 for one row in five.");
        if (map.Images.LongEdge is < 64 or > 16_384)
            yield return new(
                "$.images.longEdge",
                "The long edge is outside 64 to 16384 pixels.",
                "2048 suits most images."
            );
        if (map.Images.Quality is < 50 or > 100)
            yield return new("$.images.quality", "The quality is outside 50 to 100.", "90 suits most images.");
        for (var i = 0; i < map.Streams.Count; i++)
            foreach (var error in StreamRules(map, map.Streams[i], $"$.streams[{i}]"))
                yield return error;
    }

    /// <summary>Limits of names (the lengths of their columns) and of lists.</summary>
    private static IEnumerable<MapError> TextRules(ImportMap map)
    {
        var texts = new List<(string At, string? Text, int Longest)>
        {
            ("$.zone", map.Zone, 60),
            ("$.name", map.Name, 200),
            ("$.recordings.key", map.Recordings.Key.Text, LongestTemplate),
            ("$.recordings.subject", map.Recordings.Subject.Text, LongestTemplate),
        };
        foreach (
            var (at, attributes) in new[]
            {
                ("$.strata", map.Strata),
                ("$.recordings.attributes", map.Recordings.Attributes),
            }
        )
        {
            foreach (var (name, template) in attributes)
                texts.AddRange([
                    ($"{at}.{TextRule.Shown(name)}", name, LongestName),
                    ($"{at}.{TextRule.Shown(name)}", template.Text, LongestTemplate),
                ]);
            if (attributes.Count > MostAttributes)
                yield return new(at, $"There are {attributes.Count} attributes.", $"Keep at most {MostAttributes}.");
            if (attributes.Keys.Any(string.IsNullOrWhiteSpace))
                yield return new(at, "An attribute has no name.", "Give it one.");
        }
        if (map.Streams.Count > MostStreams)
            yield return new("$.streams", $"There are {map.Streams.Count} streams.", $"Keep at most {MostStreams}.");
        for (var i = 0; i < map.Streams.Count; i++)
        {
            var (stream, at) = (map.Streams[i], $"$.streams[{i}]");
            if (string.IsNullOrWhiteSpace(stream.Name))
                yield return new($"{at}.name", "The stream has no name.", "Give it one.");
            if (stream.Channels.Count > MostChannels)
                yield return new(
                    $"{at}.channels",
                    $"There are {stream.Channels.Count} channels.",
                    $"Keep at most {MostChannels}."
                );
            texts.AddRange([($"{at}.name", stream.Name, LongestName), ($"{at}.time.zone", stream.Time.Zone, 60)]);
            texts.AddRange([
                ($"{at}.time.format", stream.Time.Format, LongestTemplate),
                ($"{at}.clock.statedBy", stream.Clock?.StatedBy, 200),
            ]);
            foreach (var (c, channel) in stream.Channels.Index())
            {
                var place = $"{at}.channels[{c}]";
                texts.AddRange([
                    ($"{place}.column", channel.Column, 200),
                    ($"{place}.name", channel.Name, LongestName),
                    ($"{place}.unit", channel.Unit, LongestName),
                ]);
            }
        }
        foreach (var (at, text, longest) in texts)
            if (TextRule.Check(at, text, longest) is { } unfit)
                yield return new(at, unfit.What, unfit.Remedy);
    }

    private static IEnumerable<MapError> AnchorRules(ImportMap map)
    {
        var anchor = map.Streams.FirstOrDefault(s => s.Name == map.Anchor);
        if (anchor is null)
        {
            yield return new(
                "$.anchor",
                $"No stream is called “{map.Anchor}”.",
                new KnownNames("a stream", map.Streams.Select(s => s.Name)).Advice(map.Anchor)
            );
            yield break;
        }
        if (anchor is { Modality: Modality.Sensor, Kind: StreamKind.Regular })
            yield return new(
                "$.anchor",
                "A regular sensor stream cannot be the anchor, because every row of an anchor becomes a sample.",
                "Choose a stream of images, texts or events."
            );
        foreach (var (name, template) in map.Strata)
        {
            var known = (anchor.ListedBy?.Table ?? anchor.Path)?.Parts ?? [];
            foreach (var part in template.Parts.Where(p => !known.Contains(p)))
                yield return new(
                    $"$.strata.{name}",
                    $"The anchor's path has no part “{part}”.",
                    "Use {column:name} for a cell, or plain text for a constant."
                );
        }
    }

    private static IEnumerable<MapError> StreamRules(ImportMap map, StreamRule stream, string at)
    {
        if (!Template.IsName(stream.Name))
            yield return new(
                $"{at}.name",
                $"“{stream.Name}” is not a valid name for a stream.",
                "Use at most 40 letters, digits, - and _."
            );
        var source = stream.ListedBy?.Table ?? stream.Path;
        if ((stream.Path is null) == (stream.ListedBy is null))
            yield return new(
                $"{at}.path",
                "A stream needs either “path” or “listedBy”.",
                "Use “path” for sensor tables and single files, and “listedBy” for items that a table lists."
            );
        foreach (
            var error in (stream.Modality == Modality.Sensor ? SensorRules(stream, at) : ItemRules(stream, at)).Concat(
                TimeRules(stream, at)
            )
        )
            yield return error;
        if (stream.Csv is not null)
            foreach (var error in CsvRules(stream.Csv, $"{at}.csv"))
                yield return error;
        if (stream.Window is not null)
            foreach (var error in WindowRules(stream.Window, $"{at}.window"))
                yield return error;
        if (stream.Tolerance is { Ns: < 0 })
            yield return new(
                $"{at}.tolerance",
                "A tolerance cannot be negative.",
                "Write 5m for five minutes to either side."
            );
        if (stream.MinimumRows < 1)
            yield return new(
                $"{at}.minimumRows",
                "At least one row is needed.",
                "Write 1 or more, or make the stream optional."
            );
        if (!(stream.GapPeriods > 1))
            yield return new($"{at}.gapPeriods", "A gap must be longer than one period.", "3 suits most streams.");
        if (stream.Clock is { } clock && Math.Abs(clock.DriftPpm) > 100_000)
            yield return new(
                $"{at}.clock.driftPpm",
                "A drift above 100,000 ppm is not plausible.",
                "Check the unit: parts per million."
            );
        if (source is null)
            yield break;
        var templates = new[] { map.Recordings.Key, map.Recordings.Subject }.Concat(map.Recordings.Attributes.Values);
        foreach (var part in templates.SelectMany(t => t.Parts).Distinct().Where(p => !source.Parts.Contains(p)))
            yield return new(
                at,
                $"The path of “{stream.Name}” has no part “{part}”, which the recording needs.",
                $"Write {{{part}}} into the path, or take it from a cell with {{column:…}}."
            );
        if (stream.ListedBy is null && stream.Modality != Modality.Sensor && templates.Any(t => t.Columns.Any()))
            yield return new(
                at,
                $"“{stream.Name}” has single files and no cells, but the recording needs a cell.",
                "List the files in a table, or use path parts."
            );
    }

    private static IEnumerable<MapError> SensorRules(StreamRule stream, string at)
    {
        if (stream.ListedBy is not null)
            yield return new($"{at}.listedBy", "A sensor stream cannot have “listedBy”.", "Give its tables as “path”.");
        if (stream.Channels.Count == 0)
            yield return new(
                $"{at}.channels",
                "A sensor stream needs at least one channel.",
                "Name a column and its unit."
            );
        foreach (var twice in stream.Channels.GroupBy(c => c.Name ?? c.Column).Where(g => g.Count() > 1))
            yield return new(
                $"{at}.channels",
                $"More than one channel is called “{twice.Key}”.",
                "Give each channel a name of its own."
            );
        for (var c = 0; c < stream.Channels.Count; c++)
        {
            if (stream.Channels[c].DecimalSeparator is not ("." or ","))
                yield return new(
                    $"{at}.channels[{c}].decimalSeparator",
                    "The decimal separator must be “.” or “,”.",
                    "Leave it out for a point."
                );
            if ((stream.Channels[c].Name ?? stream.Channels[c].Column) == SeriesFile.TimeColumn)
                yield return new(
                    $"{at}.channels[{c}].name",
                    $"The name “{SeriesFile.TimeColumn}” is reserved for the time.",
                    "Give the channel another name."
                );
        }
        if (stream.Time.Columns.Count == 0)
            yield return new(
                $"{at}.time.columns",
                "A sensor stream takes its time from columns.",
                "Name them in “columns”."
            );
    }

    private static IEnumerable<MapError> ItemRules(StreamRule stream, string at)
    {
        if (stream.Channels.Count > 0)
            yield return new($"{at}.channels", "Images and texts have no channels.", "Leave them out.");
        if (stream.ListedBy is { } listed && (listed.File is null) == (listed.Text is null))
            yield return new($"{at}.listedBy", "A table lists either files or texts.", "Give “file” or “text”.");
        if (stream is { Modality: Modality.Image, ListedBy.Text: not null })
            yield return new($"{at}.listedBy.text", "An image cannot be in a cell.", "Give “file”.");
        if (stream.ListedBy?.File is { } file)
            foreach (var part in file.Parts.Where(p => !stream.ListedBy.Table.Parts.Contains(p)))
                yield return new(
                    $"{at}.listedBy.file",
                    $"The table's path has no part “{part}”.",
                    "Use parts of the table's path, or {column:name}."
                );
    }

    private static IEnumerable<MapError> TimeRules(StreamRule stream, string at)
    {
        var time = stream.Time;
        var ways = (time.Columns.Count > 0 ? 1 : 0) + (time.Part is null ? 0 : 1) + (time.Exif ? 1 : 0);
        if (ways != 1)
            yield return new(
                $"{at}.time",
                "The time comes from columns, from a part of the path, or from EXIF: exactly one of them.",
                "Keep one."
            );
        if (time.Columns.Count > 0 && stream.ListedBy is null && stream.Modality != Modality.Sensor)
            yield return new(
                $"{at}.time.columns",
                "Single files have no columns.",
                "Use “part” or “exif”, or list them in a table."
            );
        if (time.Part is { } part && !((stream.ListedBy?.Table ?? stream.Path)?.Parts.Contains(part) ?? true))
            yield return new($"{at}.time.part", $"The path has no part “{part}”.", "Write it into the path as {…}.");
        if (time.Exif && stream.Modality != Modality.Image)
            yield return new(
                $"{at}.time.exif",
                "Only images have EXIF data.",
                "Take the time from columns or the path."
            );
        if (time.Zone is not null && !Zones.Known(time.Zone))
            yield return UnknownZone($"{at}.time.zone", time.Zone);
        if (time.Format == "seconds-from-start" && time.Start is null)
            yield return new(
                $"{at}.time.start",
                "The format seconds-from-start needs “start”.",
                "Set it to the instant of zero, such as 2025-04-12T08:00:00Z."
            );
        if (TimeReader.FormatProblem(time.Format) is { } problem)
            yield return new(
                $"{at}.time.format",
                problem,
                "Write iso, unix-s, unix-ms, unix-us, unix-ns, seconds-from-start, or a .NET custom format such as yyyy-MM-dd HH:mm:ss."
            );
    }

    private static IEnumerable<MapError> CsvRules(CsvRule csv, string at)
    {
        if (csv.Delimiter != "auto" && (csv.Delimiter.Length != 1 || csv.Delimiter == csv.Quote))
            yield return new(
                $"{at}.delimiter",
                "The delimiter must be auto or one character other than the quote.",
                "Write \",\", \";\", \"\\t\" or auto."
            );
        if (csv.Quote.Length != 1)
            yield return new($"{at}.quote", "The quote must be one character.", "Leave it out for \".");
        if (!CsvTable.Encodings.ContainsKey(csv.Encoding))
            yield return new(
                $"{at}.encoding",
                $"“{csv.Encoding}” is not a supported encoding.",
                $"Use one of: {string.Join(", ", CsvTable.Encodings.Keys)}."
            );
    }

    private static IEnumerable<MapError> WindowRules(WindowRule window, string at)
    {
        if (window.Before.Ns < 0 || window.After.Ns < 0)
            yield return new(
                at,
                "“before” and “after” cannot be negative.",
                "Write positive lengths, such as before: 1h and after: 3h."
            );
    }

    private static MapError UnknownZone(string at, string zone) =>
        new(
            at,
            $"“{zone}” is not an IANA time zone.",
            string.Create(CultureInfo.InvariantCulture, $"Write one such as Europe/Zurich or UTC.")
        );
}
