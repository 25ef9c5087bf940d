using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Governance.Consent;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// One delivery of a sealed version as a zip: media and series windows of each sample, <c>samples.jsonl</c>,
/// <c>consent.jsonl</c> with the consent record for each sample, the files of other capabilities, and
/// <c>manifest.json</c> with the digest of every file. Consent is checked for each batch before its content is read.
/// </summary>
public sealed class ExportDelivery
{
    private const int BatchSize = 200;
    private readonly IDbContextFactory<GovernanceDb> _databases;
    private readonly ExportTools _tools;
    private readonly WantedDelivery _wanted;
    private readonly SortedDictionary<string, int> _withheld = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Modalities> _delivered = [];

    /// <summary>Only <see cref="Exports"/> creates one, after it has checked the permission and locked the export.</summary>
    internal ExportDelivery(IDbContextFactory<GovernanceDb> databases, ExportTools tools, WantedDelivery wanted) =>
        (_databases, _tools, _wanted) = (databases, tools, wanted);

    /// <summary>Suggested name of the zip, such as <c>pumps-v3-research.zip</c>.</summary>
    public string FileName => $"{_wanted.Dataset.Slug}-v{_wanted.Version.Number}-{_wanted.Purpose.Code}.zip";

    /// <summary>Writes the zip and records the outcome. Any failure is recorded as an interrupted delivery, then rethrown.</summary>
    public async Task WriteToAsync(Stream connection, CancellationToken ct)
    {
        var startedAt = _tools.Time.GetUtcNow();
        try
        {
            // Before the zip starts: disposing it writes its end even after a failure, and then the request can no longer be refused.
            await using var samples = _tools.Scratch.CreateFile();
            await using var consents = _tools.Scratch.CreateFile();
            foreach (var lines in new[] { samples, consents })
                await ReserveAsync(lines, _wanted.Version.SampleCount ?? 0, ct);
            string manifest;
            await using var buffered = new ConnectionStream(connection);
            await using (
                var archive = await ZipArchive.CreateAsync(
                    buffered,
                    ZipArchiveMode.Create,
                    leaveOpen: true,
                    entryNameEncoding: null,
                    ct
                )
            )
                manifest = await WriteEntriesAsync(
                    new ExportZip(archive, _wanted.Version.Sealed!.At),
                    samples,
                    consents,
                    startedAt,
                    ct
                );
            await buffered.FlushAsync(ct);
            await EndAsync(ExportState.Delivered, manifest, startedAt);
        }
        catch
        {
            await EndAsync(ExportState.Interrupted, null, startedAt);
            throw;
        }
    }

    private async Task<string> WriteEntriesAsync(
        ExportZip zip,
        Stream samples,
        Stream consents,
        DateTimeOffset startedAt,
        CancellationToken ct
    )
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        for (var from = 0; ; from += BatchSize)
        {
            var first = from;
            var places = await db.Set<VersionSample>()
                .AsNoTracking()
                .Where(v => v.VersionId == _wanted.Version.Id && v.Ordinal >= first && v.Ordinal < first + BatchSize)
                .OrderBy(v => v.Ordinal)
                .ToListAsync(ct);
            if (places.Count == 0)
                break;
            await WriteBatchAsync(db, zip, places, samples, consents, ct);
        }
        await AddLinesAsync(zip, "samples.jsonl", samples, ct);
        await AddLinesAsync(zip, "consent.jsonl", consents, ct);
        foreach (var paper in _tools.Papers)
        {
            await zip.AddAsync(
                paper.FileName,
                async to =>
                {
                    await foreach (var line in paper.LinesAsync(db, _wanted.Version.Id, _delivered, ct))
                        await to.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), ct);
                },
                ct
            );
        }
        var manifest = await zip.AddAsync(
            "manifest.json",
            JsonSerializer.Serialize(
                new
                {
                    export = _wanted.Export.Id,
                    dataset = new
                    {
                        _wanted.Dataset.Name,
                        _wanted.Dataset.Slug,
                        _wanted.Dataset.Synthetic,
                    },
                    version = new
                    {
                        _wanted.Version.Number,
                        _wanted.Version.Name,
                        _wanted.Version.ManifestDigest,
                        _wanted.Version.RecipeDigest,
                        _wanted.Version.Seed,
                        split = _wanted.Version.Split,
                        _wanted.Version.SplitDigest,
                        recipe = JsonDocument.Parse(_wanted.Version.Recipe).RootElement,
                        SealedAt = _wanted.Version.Sealed?.At,
                    },
                    purpose = new { _wanted.Purpose.Code, _wanted.Purpose.Title },
                    _wanted.Export.Recipient,
                    exportedBy = _wanted.Actor.Name,
                    exportedAt = startedAt,
                    codeVersion = CodeVersion.Current,
                    samplesDelivered = _delivered.Count,
                    samplesWithheld = _withheld,
                    files = zip.Files,
                },
                Indented
            ),
            ct
        );
        return manifest.Sha256;
    }

    private static readonly JsonSerializerOptions Indented = new(CanonicalJson.Options) { WriteIndented = true };

    private async Task WriteBatchAsync(
        GovernanceDb db,
        ExportZip zip,
        List<VersionSample> places,
        Stream samples,
        Stream consents,
        CancellationToken ct
    )
    {
        var ids = places.Where(p => p.SampleId != null).Select(p => p.SampleId!.Value).ToArray();
        var checkedAt = _tools.Time.GetUtcNow();
        var rows = await (
            from sample in db.Set<Sample>().AsNoTracking()
            where ids.Contains(sample.Id)
            join subject in db.Set<Subject>() on sample.SubjectId equals subject.Id
            join consent in ConsentGate.Effective(db, _wanted.Purpose.Id, checkedAt)
                on sample.SubjectId equals consent.SubjectId
                into found
            from consent in found.DefaultIfEmpty()
            select new
            {
                sample,
                subject.Pseudonym,
                Consent = (EffectiveConsent?)consent,
            }
        ).ToDictionaryAsync(r => r.sample.Id, ct);
        var parts = (
            await db.Set<SamplePart>().AsNoTracking().Where(p => ids.Contains(p.SampleId)).ToListAsync(ct)
        ).ToLookup(p => p.SampleId);
        var streams = await PartStreams.ReadAsync(db, parts.SelectMany(p => p), ct);
        var recordIds = rows
            .Values.Where(r => r.Consent is not null)
            .Select(r => r.Consent!.RecordId)
            .Distinct()
            .ToArray();
        var notices = await db.Set<ConsentRecord>()
            .AsNoTracking()
            .Where(c => recordIds.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, ct);

        Exclusion? Why(Guid id) =>
            ConsentCoverQuery.Why(
                rows[id].Consent?.State,
                rows[id].Consent?.Permits ?? false,
                rows[id].Consent?.Modalities ?? Modalities.None,
                Modalities.None,
                rows[id].sample.Present
            );
        var held = await DeliveredSamples.AddAsync(
            _databases,
            _wanted.Export,
            [
                .. rows
                    .Values.Where(r => Why(r.sample.Id) is null)
                    .Select(r => new LeavingSample(
                        r.sample.SubjectId,
                        new()
                        {
                            ExportId = _wanted.Export.Id,
                            SampleId = r.sample.Id,
                            ConsentRecordId = r.Consent!.RecordId,
                            Modalities = r.Consent!.Modalities & r.sample.Present,
                        }
                    )),
            ],
            _tools.Time,
            ct
        );

        foreach (var place in places)
        {
            ct.ThrowIfCancellationRequested();
            if (place.SampleId is not { } id || !rows.TryGetValue(id, out var row))
            {
                Withhold("erased");
                continue;
            }
            if ((Why(id) ?? (held.TryGetValue(id, out var since) ? since : null)) is { } reason)
            {
                Withhold(KebabCase.From(reason.ToString()));
                continue;
            }
            var covered = row.Consent!.Modalities;
            var files = new List<object>();
            var delivered = new DeliveredSample(row.sample, place.Ordinal, covered);
            foreach (var part in parts[id].OrderBy(p => p.Name, StringComparer.Ordinal))
                files.Add(await WritePartAsync(zip, delivered, part, streams, ct));
            await WriteLineAsync(
                samples,
                new
                {
                    place.Ordinal,
                    row.sample.Key,
                    subject = row.Pseudonym,
                    anchorNs = Ns(row.sample.AnchorNs),
                    fromNs = Ns(row.sample.FromNs),
                    toNs = Ns(row.sample.ToNs),
                    anchor = NanoTime.Iso(row.sample.AnchorNs),
                    row.sample.Zone,
                    row.sample.Strata,
                    place.Stratum,
                    place.Part,
                    leaf = Convert.ToHexStringLower(place.LeafHash),
                    parts = files,
                },
                ct
            );
            var record = notices[row.Consent!.RecordId];
            await WriteLineAsync(
                consents,
                new
                {
                    row.sample.Key,
                    subject = row.Pseudonym,
                    purpose = _wanted.Purpose.Code,
                    record = record.Id,
                    record.State,
                    modalities = covered.Each(),
                    record.EffectiveAt,
                    record.ValidUntil,
                    record.Notice,
                    record.Language,
                    record.Method,
                },
                ct
            );
            _delivered[id] = covered;
        }
    }

    /// <param name="Ordinal">Of its place in the version; names its folder.</param>
    /// <param name="Covered">The modalities that the consent covers.</param>
    private sealed record DeliveredSample(Sample Sample, int Ordinal, Modalities Covered);

    private async Task<object> WritePartAsync(
        ExportZip zip,
        DeliveredSample delivered,
        SamplePart part,
        Dictionary<Guid, RecordingStream> streams,
        CancellationToken ct
    )
    {
        var (sample, ordinal, covered) = delivered;
        if (!covered.Has(part.Modality))
            return new
            {
                part.Name,
                part.Modality,
                missing = "not-permitted",
            };
        if (part.Missing is { } reason)
            return new
            {
                part.Name,
                part.Modality,
                missing = KebabCase.From(reason.ToString()),
                detail = part.MissingDetail,
            };
        var folder = $"samples/{ordinal:D6}/";
        ExportedFile file;
        if (part.Digest is { } digest)
        {
            var extension = part.MediaType switch
            {
                "image/jpeg" => ".jpg",
                "image/png" => ".png",
                _ => ".txt",
            };
            await using var bytes = await _tools.Blobs.OpenReadAsync(digest, ct);
            file = await zip.AddAsync(folder + part.Name + extension, bytes, ct);
        }
        else
        {
            // Only the sample's window is exported, not the whole recording.
            var stream = streams[part.StreamId!.Value];
            await using var source = await _tools.Blobs.OpenReadAsync(stream.DataDigest!, ct);
            using var window = new MemoryStream();
            SeriesFile.Write(
                window,
                [.. stream.Channels.Select(c => c.Name)],
                SeriesFile.Read(source, sample.FromNs, sample.ToNs)
            );
            window.Position = 0;
            file = await zip.AddAsync(folder + part.Name + ".parquet", window, ct);
        }
        return new
        {
            part.Name,
            part.Modality,
            file = file.Path,
            file.Sha256,
            syncErrorNs = part.SyncErrorNs is { } e ? Ns(e) : null,
        };
    }

    private void Withhold(string reason) => _withheld[reason] = _withheld.GetValueOrDefault(reason) + 1;

    private static string Ns(long ns) => ns.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task WriteLineAsync(Stream to, object line, CancellationToken ct)
    {
        await JsonSerializer.SerializeAsync(to, line, CanonicalJson.Options, ct);
        to.WriteByte((byte)'\n');
    }

    private static async Task AddLinesAsync(ExportZip zip, string path, Stream lines, CancellationToken ct)
    {
        lines.SetLength(lines.Position);
        lines.Position = 0;
        await zip.AddAsync(path, lines, ct);
    }

    /// <summary>
    /// Reserves disk space for the lines before the first byte is sent, so that a full disk is refused instead of breaking the
    /// delivery. A kilobyte for each sample is an estimate.
    /// </summary>
    private static async Task ReserveAsync(Stream lines, int samples, CancellationToken ct)
    {
        var kilobyte = new byte[1024];
        for (var i = 0; i < samples; i++)
            await lines.WriteAsync(kilobyte, ct);
        await lines.FlushAsync(ct);
        lines.Position = 0;
    }

    /// <summary>
    /// Records the outcome, the provenance and the ledger entry in one transaction, also after the connection broke. The samples
    /// are listed since before they were written.
    /// </summary>
    private async Task EndAsync(ExportState state, string? manifestDigest, DateTimeOffset startedAt)
    {
        var ct = CancellationToken.None;
        await using var db = await _databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var export = await db.Set<Export>().SingleAsync(e => e.Id == _wanted.Export.Id, ct);
        export.State = state;
        export.SamplesDelivered = _delivered.Count;
        export.SamplesWithheld = _withheld.Values.Sum();
        export.ManifestDigest = manifestDigest;
        var step = _tools.Provenance.Record(
            db,
            _wanted.Actor,
            "export",
            new
            {
                purpose = _wanted.Purpose.Code,
                state,
                delivered = _delivered.Count,
                withheld = _withheld,
            },
            startedAt
        );
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.Export(export.Id),
            manifestDigest,
            ThingKey.Version(_wanted.Version.Id),
            _wanted.Version.ManifestDigest
        );
        _tools.Ledger.Append(
            db,
            _wanted.Actor,
            state == ExportState.Delivered ? "export.delivered" : "export.interrupted",
            export.Id,
            new
            {
                export.VersionId,
                export.PurposeId,
                delivered = _delivered.Count,
                withheld = _withheld,
                manifestDigest,
            }
        );
        await db.SaveChangesAsync(ct);
        // Last, so that it is the time at which the delivery ended.
        var deliveredAt = _tools.Time.GetUtcNow();
        await db.Set<Export>()
            .Where(e => e.Id == export.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.DeliveredAt, deliveredAt), ct);
        await transaction.CommitAsync(ct);
    }
}
