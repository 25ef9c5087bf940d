using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;

namespace Governance.Tests;

/// <summary>Small, readable worlds for tests of the capabilities above the catalog.</summary>
internal static class Worlds
{
    /// <summary>
    /// A dataset with one recording for each subject and samples at one-minute steps; attributes cycle through the given values.
    /// Every sample has a note; every second has a photo.
    /// </summary>
    public static async Task<(
        Dataset Dataset,
        IReadOnlyList<Subject> Subjects,
        IReadOnlyList<Sample> Samples
    )> PumpsAsync(this Slice slice, int subjects, int samplesEach, params (string Name, string[] Values)[] strata)
    {
        var ct = TestContext.Current.CancellationToken;
        var dataset = (
            await slice.Get<Datasets>().CreateAsync(Slice.Steward, $"Pumps {Guid.NewGuid():N}", null, false, ct)
        ).Value;
        var people = new List<Subject>();
        for (var i = 0; i < subjects; i++)
            people.Add(
                (
                    await slice
                        .Get<Consents>()
                        .AddSubjectAsync(
                            Slice.Steward,
                            $"s{i:D2}-{Guid.NewGuid():N}"[..20],
                            SubjectKind.Person,
                            null,
                            ct
                        )
                ).Value
            );
        var recordings = people
            .Select(
                (s, i) =>
                    new Recording
                    {
                        DatasetId = dataset.Id,
                        ImportId = Guid.CreateVersion7(),
                        SubjectId = s.Id,
                        Key = $"r{i:D2}",
                        FirstNs = 0,
                        LastNs = 1,
                    }
            )
            .ToList();
        var samples = recordings
            .SelectMany(
                (r, i) =>
                    Enumerable
                        .Range(0, samplesEach)
                        .Select(n => new Sample
                        {
                            DatasetId = dataset.Id,
                            RecordingId = r.Id,
                            ImportId = r.ImportId,
                            SubjectId = r.SubjectId,
                            Key = $"{r.Key}/t.csv#{n + 1:D4}",
                            AnchorNs = NanoTime.From(Slice.Start) + n * 60 * NanoTime.PerSecond,
                            FromNs = NanoTime.From(Slice.Start),
                            ToNs = NanoTime.From(Slice.Start) + samplesEach * 60 * NanoTime.PerSecond,
                            Zone = "Europe/Zurich",
                            Strata = strata.ToDictionary(
                                s => s.Name,
                                s => s.Values[(i * samplesEach + n) % s.Values.Length]
                            ),
                            Present = n % 2 == 0 ? Modalities.Text | Modalities.Image : Modalities.Text,
                            MissingParts = n % 2,
                            MaxSyncErrorNs = 0,
                        })
            )
            .ToList();
        var parts = samples
            .SelectMany(
                (s, n) =>
                    new[]
                    {
                        new SamplePart
                        {
                            SampleId = s.Id,
                            Name = "note",
                            Modality = Modality.Text,
                            Digest = Digest($"note {s.Key}"),
                            MediaType = "text/plain",
                            SyncErrorNs = 0,
                        },
                        (s.Present & Modalities.Image) != 0
                            ? new SamplePart
                            {
                                SampleId = s.Id,
                                Name = "photo",
                                Modality = Modality.Image,
                                Digest = Digest($"photo {s.Key}"),
                                MediaType = "image/jpeg",
                                SyncErrorNs = 0,
                            }
                            : new SamplePart
                            {
                                SampleId = s.Id,
                                Name = "photo",
                                Modality = Modality.Image,
                                Missing = MissingReason.FileMissing,
                                MissingDetail = "photos/x.jpg",
                            },
                    }
            )
            .ToList();
        await using var db = slice.Db();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.CopyAsync(recordings, ct);
        await db.CopyAsync(samples, ct);
        await db.CopyAsync(parts, ct);
        await transaction.CommitAsync(ct);
        return (dataset, people, samples);
    }

    public static async Task<Purpose> PurposeAsync(this Slice slice, string code = "research") =>
        (
            await slice
                .Get<Consents>()
                .AddPurposeAsync(Slice.Steward, code, code, "for tests", TestContext.Current.CancellationToken)
        ).Value;

    public static async Task<ConsentRecord> ConsentAsync(
        this Slice slice,
        Subject subject,
        Purpose purpose,
        ConsentState state = ConsentState.Given,
        Modalities modalities = Modalities.All,
        DateTimeOffset? at = null,
        DateTimeOffset? until = null
    ) =>
        (
            await slice
                .Get<Consents>()
                .RecordAsync(
                    Slice.Steward,
                    new(
                        subject.Id,
                        purpose.Id,
                        state,
                        modalities,
                        at ?? Slice.Start.AddDays(-30),
                        until,
                        "notice v1",
                        "en",
                        ConsentMethod.WrittenForm
                    ),
                    TestContext.Current.CancellationToken
                )
        ).Value;

    private static string Digest(string content) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content))
        );
}
