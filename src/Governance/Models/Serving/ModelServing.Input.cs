using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Inference.Encoders;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Network = Governance.Inference.Encoders.Encoder;
using SeriesChannel = Governance.Inference.Encoders.SeriesChannel;

namespace Governance.Models;

/// <summary>Turns a caller's input into the model's input.</summary>
public sealed partial class ModelServing
{
    /// <summary>A row with every given modality; the mask drops later those that the caller leaves out.</summary>
    private async Task<Result<ServingRow>> RowAsync(
        GovernanceDb db,
        ModelVersion version,
        LoadedModel loaded,
        PredictionInput input,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var row = PerModality.Of(_ => ServingInput.Nothing);
        if (input.SampleId is { } sampleId)
        {
            var sample = await FromSampleAsync(db, version, sampleId, at, ct);
            if (!sample.Ok)
                return sample.Refusal;
            row = sample.Value;
        }
        if ((TextRule.Check("text", input.Text) ?? TextRule.TooLong("text", input.Text, LongestText)) is { } unfit)
            return unfit;
        if (!string.IsNullOrWhiteSpace(input.Text))
            row = row with { Text = Given(EncoderInput.OfText(input.Text)) };
        if (input.Image is { Length: > 0 } image)
            row = row with { Image = Given(EncoderInput.OfImage(image, pictures.Value.Pictures)) };
        if (input.Series is { Count: > 0 } series)
        {
            if (SeriesFault(loaded, series) is { } fault)
                return fault;
            var readings = series.Any(part => part.Values.Any(double.IsFinite));
            row = row with
            {
                Sensor = readings
                    ? Given(EncoderInput.OfSeries(Window(loaded, series)))
                    : Missing("no reading in the series"),
            };
        }
        return new ServingRow(
            row.Map(
                (m, one) =>
                    loaded.Known.Has(m) ? one
                    : one.Raw is null ? Missing(one.Absent)
                    : Missing("the model has not learned to read it")
            )
        );

        static ServingInput Given(EncoderInput raw) => new(raw, null, null);
    }

    /// <summary>The vectors of a sample, as far as consent for the model's purpose permits now.</summary>
    private static async Task<Result<PerModality<ServingInput>>> FromSampleAsync(
        GovernanceDb db,
        ModelVersion version,
        Guid sampleId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var sample = await db.Set<Sample>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == sampleId, ct);
        if (sample is null)
            return new NotFound("sample", sampleId.ToString());
        var consent = await ConsentGate
            .Effective(db, version.PurposeId, at)
            .SingleOrDefaultAsync(c => c.SubjectId == sample.SubjectId, ct);
        var covered = consent?.Modalities ?? Modalities.None;
        if (
            ConsentCoverQuery.Why(
                consent?.State,
                consent?.Permits ?? false,
                covered,
                Modalities.None,
                sample.Present
            ) is
            { } why
        )
            return new SampleNotPermitted(why);
        var ids = version.Encoders.OfType<Guid>().ToArray();
        var vectors = await db.Set<Embedding>()
            .AsNoTracking()
            .Where(e => e.SampleId == sampleId && ids.Contains(e.EncoderId))
            .ToDictionaryAsync(e => e.EncoderId, e => e.Vector, ct);
        return version.Encoders.Map(
            (m, encoder) =>
                encoder is null ? ServingInput.Nothing
                : !sample.Present.Has(m) ? Missing("the sample has none")
                : !covered.Has(m) ? Missing("the subject's consent does not cover it")
                : vectors.TryGetValue(encoder.Value, out var vector) ? new(null, vector, null)
                : Missing("not embedded with this version's encoder")
        );
    }

    private static ServingInput Missing(string? why) => new(null, null, why);

    private static Refusal? SeriesFault(LoadedModel loaded, IReadOnlyList<SeriesPart> series)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (series.Count > MostChannels)
            return new SeriesTooMany(series.Count);
        var channels = new KnownNames("a channel that the model learned from", loaded.Units.Keys);
        foreach (var (i, part) in series.Index())
        {
            if (
                TextRule.Check(
                    ($"series[{i}].name", part.Name, LongestName),
                    ($"series[{i}].unit", part.Unit, LongestName)
                ) is
                { } unfit
            )
                return unfit;
            if (!seen.Add(part.Name))
                return new SeriesChannelTwice(part.Name);
            if (loaded.Known.Has(Modality.Sensor))
            {
                if (channels.Check($"series[{i}].name", part.Name) is { } unknown)
                    return unknown;
                var unit = loaded.Units[part.Name];
                if (!string.Equals(unit, part.Unit, StringComparison.Ordinal))
                    return new SeriesUnitWrong(part.Name, part.Unit, unit);
            }
            if (part.TimesNs.Length != part.Values.Length)
                return new SeriesUneven(part.Name, part.TimesNs.Length, part.Values.Length);
            for (var at = 1; at < part.TimesNs.Length; at++)
                if (part.TimesNs[at] <= part.TimesNs[at - 1])
                    return new SeriesUnordered(part.Name);
            // The encoders take single precision, in which a larger value is infinite.
            if (part.Values.Any(v => !double.IsNaN(v) && !float.IsFinite((float)v)))
                return new SeriesValueTooLarge(part.Name);
        }
        var filled = series.Where(p => p.TimesNs.Length > 0).ToArray();
        return
            filled.Length > 0 && (Int128)filled.Max(p => p.TimesNs[^1]) - filled.Min(p => p.TimesNs[0]) > WidestSeriesNs
            ? new SeriesTooWide()
            : null;
    }

    /// <summary>The series in the order of the model's channels; a channel that is not given is a gap.</summary>
    private static SeriesWindow Window(LoadedModel loaded, IReadOnlyList<SeriesPart> series)
    {
        var given = series.ToDictionary(p => p.Name, StringComparer.Ordinal);
        SeriesChannel[] channels =
        [
            .. loaded.Units.Keys.Select(name =>
                given.GetValueOrDefault(name) is { } part
                    ? new SeriesChannel(name, part.TimesNs, Array.ConvertAll(part.Values, v => (float)v))
                    : new SeriesChannel(name, default, default)
            ),
        ];
        var filled = series.Where(p => p.TimesNs.Length > 0).ToArray();
        var last = Math.Min(filled.Max(p => p.TimesNs[^1]), long.MaxValue - 1);
        return new SeriesWindow(Math.Min(filled.Min(p => p.TimesNs[0]), last), last + 1, channels);
    }

    private async Task<LoadedModel> OpenAsync(ModelVersion version)
    {
        var ct = CancellationToken.None;
        await using var db = await databases.CreateDbContextAsync(ct);
        var encoders = new PerModality<Network?>(null, null, null);
        try
        {
            encoders = encoders with { Text = await OpenEncoderAsync(db, version.TextEncoderId, ct) };
            encoders = encoders with { Image = await OpenEncoderAsync(db, version.ImageEncoderId, ct) };
            encoders = encoders with { Sensor = await OpenEncoderAsync(db, version.SensorEncoderId, ct) };
            var units = version.SensorEncoderId is null
                ? new Dictionary<string, string>()
                : await UnitsAsync(db, version.DatasetVersionId, ct);
            return new(
                encoders,
                new(await ArtifactCheck.BytesAsync(blobs, version.OnnxDigest!, ct)),
                units,
                options.Value.MaxWaitingPredictions
            );
        }
        catch
        {
            // Every request tries again, so what has been opened must be closed here.
            foreach (var encoder in encoders)
                encoder?.Dispose();
            throw;
        }
    }

    private async Task<Network?> OpenEncoderAsync(GovernanceDb db, Guid? id, CancellationToken ct)
    {
        if (id is null)
            return null;
        var row = await db.Set<Embeddings.Encoder>().AsNoTracking().SingleAsync(e => e.Id == id, ct);
        return EncoderCheck.Open(row.Spec, await ArtifactCheck.BytesAsync(blobs, row.OnnxDigest, ct));
    }

    /// <summary>Channel → unit, in the order of the channels that the version was embedded with.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> UnitsAsync(
        GovernanceDb db,
        Guid datasetVersionId,
        CancellationToken ct
    )
    {
        var plan = await ChannelPlan.OfAsync(db, datasetVersionId, ct);
        var recordings = EmbeddingSets.SamplesOf(db, datasetVersionId).Select(s => s.RecordingId).Distinct();
        var streams = await db.Set<RecordingStream>()
            .AsNoTracking()
            .Where(s => s.Modality == Modality.Sensor && recordings.Contains(s.RecordingId))
            .Select(s => new { s.Name, s.Channels })
            .ToListAsync(ct);
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in plan.Names)
            units[name] = "";
        foreach (var stream in streams)
        foreach (var channel in stream.Channels)
            if (plan.PlaceOf(stream.Name, channel.Name) is >= 0 and var place)
                units[plan.Names[place]] = channel.Unit;
        return units;
    }
}
