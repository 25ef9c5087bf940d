using Governance.Catalog;
using Governance.Embeddings;
using Governance.Inference.Encoders;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Statistics.Intervals;
using Microsoft.EntityFrameworkCore;
using Row = Governance.Embeddings.Encoder;

namespace Governance.Audits;

/// <summary>Encodes the series of some samples again from shifted windows, and predicts from the new vectors.</summary>
internal sealed class ClockShift(
    GovernanceDb db,
    IBlobStore blobs,
    AuditSamples samples,
    ModelVersion version,
    Guid dataVersionId
)
{
    private ChannelPlan _plan = default!;

    public async Task<ClockSection> MeasureAsync(
        PredictMasked predict,
        AuditSuite suite,
        RunCounter counter,
        CancellationToken ct
    )
    {
        if (version.SensorEncoderId is not { } encoderId)
            return ClockMeasures.NotMeasured(new AuditText("clock-no-sensor"));
        int[] chosen = Chosen(suite);
        if (chosen.Length == 0)
            return ClockMeasures.NotMeasured(
                suite.ClockSamples == 0 ? new AuditText("clock-not-asked") : new AuditText("clock-no-series")
            );
        var row = await db.Set<Row>().AsNoTracking().SingleAsync(e => e.Id == encoderId, ct);
        _plan = await ChannelPlan.OfAsync(db, dataVersionId, ct);
        using var encoder = EncoderCheck.Open(row.Spec, await ArtifactCheck.BytesAsync(blobs, row.OnnxDigest, ct));
        var shifts = ClockMeasures.Shifts;
        var sensors = shifts.Select(_ => (float[])samples.Rows.Vectors[Modality.Sensor].Values.Clone()).ToArray();
        var read = new List<int>(chosen.Length);
        for (var k = 0; k < chosen.Length; k++)
        {
            if (await EncodeAsync(samples.SampleIds[chosen[k]], encoder, ct) is { } vectors)
            {
                read.Add(chosen[k]);
                for (var s = 0; s < shifts.Count; s++)
                    vectors
                        .Slice(s * row.Dimension, row.Dimension)
                        .CopyTo(sensors[s].AsMemory(chosen[k] * row.Dimension));
            }
            counter.Step();
        }
        if (read.Count == 0)
            return ClockMeasures.NotMeasured(new AuditText("clock-series-unreadable"));
        var clean = samples.Rows.Vectors;
        return ClockMeasures.Of(
            samples.Rows,
            [.. read.Order()],
            [
                .. sensors.Select(s =>
                    predict(
                        clean.Map((m, matrix) => m == Modality.Sensor ? matrix with { Values = s } : matrix),
                        samples.Rows.Masks
                    )
                ),
            ],
            suite,
            counter
        );
    }

    private int[] Chosen(AuditSuite suite)
    {
        int[] having =
        [
            .. Enumerable.Range(0, samples.Rows.Count).Where(i => samples.Rows.Masks[i].Has(Modality.Sensor)),
        ];
        new SeededRandom(suite.Seed).Shuffle(having.AsSpan());
        return [.. having.Take(suite.ClockSamples).Order()];
    }

    /// <summary>One vector for each shift; null when the series cannot be read.</summary>
    private async Task<ReadOnlyMemory<float>?> EncodeAsync(
        Guid sampleId,
        Governance.Inference.Encoders.Encoder encoder,
        CancellationToken ct
    )
    {
        try
        {
            return encoder.Encode(await WindowsAsync(sampleId, ct));
        }
        catch (Exception odd)
            when (odd
                    is UnreadableInputException
                        or IOException
                        or InvalidDataException
                        or ParquetSharp.ParquetException
            )
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<EncoderInput>> WindowsAsync(Guid sampleId, CancellationToken ct)
    {
        var sample = await db.Set<Sample>().AsNoTracking().SingleAsync(s => s.Id == sampleId, ct);
        var streams = await (
            from part in db.Set<SamplePart>().AsNoTracking()
            where part.SampleId == sampleId && part.Modality == Modality.Sensor && part.Missing == null
            join stream in db.Set<RecordingStream>() on part.StreamId equals (Guid?)stream.Id
            orderby part.Name
            select stream
        ).ToListAsync(ct);
        var length = sample.ToNs - sample.FromNs;
        long By(double shift) => (long)Math.Round(shift * length);
        var channels = _plan.Names.Select(n => new SeriesChannel(n, default, default)).ToArray();
        foreach (var stream in streams)
        {
            await using var content = await blobs.OpenReadAsync(stream.DataDigest!, ct);
            var rows = SeriesFile.Read(
                content,
                sample.FromNs + By(ClockMeasures.Shifts[0]),
                sample.ToNs + By(ClockMeasures.Shifts[^1])
            );
            for (var c = 0; c < rows.Values.Length; c++)
            {
                var place = _plan.PlaceOf(stream.Name, stream.Channels[c].Name);
                channels[place] = channels[place] with
                {
                    TimesNs = rows.TimesNs,
                    Values = Array.ConvertAll(rows.Values[c], v => (float)v),
                };
            }
        }
        return
        [
            .. ClockMeasures.Shifts.Select(s =>
                EncoderInput.OfSeries(new(sample.FromNs + By(s), sample.ToNs + 1 + By(s), channels))
            ),
        ];
    }
}
