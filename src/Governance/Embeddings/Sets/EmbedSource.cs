using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Encoders;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <summary>
/// Reads a version for one encoder, batch by batch in manifest order. The consent gate is asked when a batch is read, so
/// a withdrawal during the run takes effect from the next batch on.
/// </summary>
/// <param name="channelPlan">The version's channels for series; null for images and texts.</param>
internal sealed class EmbedSource(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    TimeProvider time,
    EmbeddingSet set,
    ChannelPlan? channelPlan,
    int places,
    int batchSize
)
{
    private readonly Modalities _needed = set.Modality.AsSet();

    public async IAsyncEnumerable<EmbedBatch> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (var from = 0; from < places; from += batchSize)
            yield return await BatchAsync(from, ct);
    }

    private async Task<EmbedBatch> BatchAsync(int from, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var to = Math.Min(from + batchSize, places);
        var rows = await PlacesAsync(db, from, to, ct);
        var excluded = new List<string>();
        var absent = 0;
        var permitted = new List<Sample>();
        foreach (var (sample, consent) in rows)
        {
            if (sample is null)
                excluded.Add(EmbeddingTable.Erased);
            else if ((sample.Present & _needed) == 0)
                absent++;
            else if (
                ConsentCoverQuery.Why(
                    consent?.State,
                    consent?.Permits ?? false,
                    consent?.Modalities ?? Modalities.None,
                    _needed,
                    sample.Present
                ) is
                { } why
            )
                excluded.Add(KebabCase.From(why.ToString()));
            else
                permitted.Add(sample);
        }
        return new(to, await ItemsAsync(db, permitted, ct), absent, excluded);
    }

    private async Task<List<(Sample? Sample, EffectiveConsent? Consent)>> PlacesAsync(
        GovernanceDb db,
        int first,
        int end,
        CancellationToken ct
    )
    {
        var rows = await (
            from place in db.Set<VersionSample>().AsNoTracking()
            where place.VersionId == set.VersionId && place.Ordinal >= first && place.Ordinal < end
            join one in db.Set<Sample>() on place.SampleId equals (Guid?)one.Id into ones
            from sample in ones.DefaultIfEmpty()
            join record in ConsentGate.Effective(db, set.PurposeId, time.GetUtcNow())
                on sample.SubjectId equals record.SubjectId
                into records
            from consent in records.DefaultIfEmpty()
            orderby place.Ordinal
            select new { Sample = (Sample?)sample, Consent = (EffectiveConsent?)consent }
        ).ToListAsync(ct);
        return [.. rows.Select(r => (r.Sample, r.Consent))];
    }

    private async Task<IReadOnlyList<EmbedItem>> ItemsAsync(GovernanceDb db, List<Sample> samples, CancellationToken ct)
    {
        var ids = samples.Select(s => s.Id).ToArray();
        var parts = (
            await db.Set<SamplePart>()
                .AsNoTracking()
                .Where(p => ids.Contains(p.SampleId) && p.Modality == set.Modality && p.Missing == null)
                .ToListAsync(ct)
        ).ToLookup(p => p.SampleId);
        var streams = await PartStreams.ReadAsync(db, parts.SelectMany(p => p), ct);
        var standing = await db.Set<Embedding>()
            .AsNoTracking()
            .Where(e => e.EncoderId == set.EncoderId && ids.Contains(e.SampleId))
            .ToDictionaryAsync(e => e.SampleId, ct);
        var items = new List<EmbedItem>(samples.Count);
        foreach (var sample in samples)
        {
            var own = parts[sample.Id].OrderBy(p => p.Name, StringComparer.Ordinal).ToArray();
            var digest = InputDigest(sample, own, streams);
            var there = standing.GetValueOrDefault(sample.Id);
            items.Add(
                there?.InputDigest == digest
                    ? new(sample.Id, sample.Key, digest, there.Vector, there.SetId, [])
                    : await LoadAsync(sample, own, streams, digest, ct)
            );
        }
        return items;
    }

    private async Task<EmbedItem> LoadAsync(
        Sample sample,
        SamplePart[] parts,
        Dictionary<Guid, RecordingStream> streams,
        string digest,
        CancellationToken ct
    )
    {
        var reading = "";
        try
        {
            var inputs = new List<EncoderInput>();
            var texts = new List<string>();
            var channels = channelPlan?.Names.Select(n => new SeriesChannel(n, default, default)).ToArray() ?? [];
            foreach (var part in parts)
            {
                reading = part.Name;
                if (set.Modality == Modality.Image)
                    inputs.Add(EncoderInput.OfImage(await BytesAsync(part.Digest!, ct)));
                else if (set.Modality == Modality.Text)
                    texts.Add(Encoding.UTF8.GetString(await BytesAsync(part.Digest!, ct)));
                else
                    await FillAsync(channels, sample, streams[part.StreamId!.Value], ct);
            }
            if (set.Modality == Modality.Text)
                inputs.Add(EncoderInput.OfText(string.Join("\n\n", texts)));
            if (set.Modality == Modality.Sensor)
                inputs.Add(EncoderInput.OfSeries(new(sample.FromNs, sample.ToNs + 1, channels)));
            return new(sample.Id, sample.Key, digest, null, null, inputs);
        }
        catch (Exception unreadable)
            when (unreadable is IOException or InvalidDataException or ParquetSharp.ParquetException)
        {
            return new(
                sample.Id,
                sample.Key,
                digest,
                null,
                null,
                [],
                new(sample.Id, reading, new PartUnreadable(reading))
            );
        }
    }

    /// <summary>
    /// Fills the channels of a stream into the sample's window. Each channel keeps its own times; a missing channel is a gap.
    /// </summary>
    private async Task FillAsync(SeriesChannel[] channels, Sample sample, RecordingStream stream, CancellationToken ct)
    {
        await using var content = await blobs.OpenReadAsync(stream.DataDigest!, ct);
        var rows = SeriesFile.Read(content, sample.FromNs, sample.ToNs);
        for (var c = 0; c < rows.Values.Length; c++)
        {
            var place = channelPlan!.PlaceOf(stream.Name, stream.Channels[c].Name);
            channels[place] = channels[place] with
            {
                TimesNs = rows.TimesNs,
                Values = Array.ConvertAll(rows.Values[c], v => (float)v),
            };
        }
    }

    private async Task<byte[]> BytesAsync(string digest, CancellationToken ct)
    {
        await using var content = await blobs.OpenReadAsync(digest, ct);
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private string InputDigest(Sample sample, SamplePart[] parts, Dictionary<Guid, RecordingStream> streams)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Name)
                .Append('=')
                .Append(part.Digest ?? streams[part.StreamId!.Value].DataDigest)
                .Append('\n');
        if (parts.Any(p => p.Digest is null))
            text.Append(
                CultureInfo.InvariantCulture,
                $"{sample.FromNs} {sample.ToNs} {string.Join(' ', channelPlan?.Names ?? [])}"
            );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
