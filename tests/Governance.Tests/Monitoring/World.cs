using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Monitoring;
using Governance.Statistics.Sampling;

namespace Governance.Tests.Monitoring;

/// <summary>Six subjects; versions of two each: reference, similar batch, different batch; and a version without vectors.</summary>
internal sealed record World(
    Slice Slice,
    Purpose Purpose,
    IReadOnlyList<Subject> Subjects,
    Guid DatasetId,
    Guid Reference,
    Guid Alike,
    Guid Other,
    Guid Bare
)
{
    private const int Each = 60;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="covered">What the consents cover; the samples also have a photo, which has no vectors.</param>
    public static async Task<World> MakeAsync(Slice slice, Modalities covered = Modalities.Text)
    {
        var purpose = await slice.PurposeAsync();
        string[] parts =
        [
            .. Enumerable.Repeat("reference", Each),
            .. Enumerable.Repeat("alike", Each),
            .. Enumerable.Repeat("other", Each),
        ];
        var (dataset, subjects, samples) = await slice.PumpsAsync(6, Each / 2, ("part", parts));
        foreach (var subject in subjects)
            await slice.ConsentAsync(subject, purpose, modalities: covered);
        var versions = new List<Guid>();
        foreach (var part in new[] { "reference", "alike", "other", "other" })
            versions.Add(await SealAsync(slice, dataset.Id, part));
        var encoder = await slice.EncoderAsync(Modality.Text, 16);
        foreach (
            var (version, part, seed, shift) in new[]
            {
                (versions[0], "reference", 1, 0.0),
                (versions[1], "alike", 2, 0.0),
                (versions[2], "other", 3, 0.9),
            }
        )
            await slice.EmbedAsync(
                encoder,
                version,
                purpose,
                samples
                    .Where(s => s.Strata["part"] == part)
                    .Zip(DriftComparisonTests.Cloud(seed, Each, shift).Rows.Chunk(16))
            );
        return new(slice, purpose, subjects, dataset.Id, versions[0], versions[1], versions[2], versions[3]);
    }

    public async Task<DriftMonitor> MonitorAsync()
    {
        var made = (
            await Slice
                .Get<DriftMonitors>()
                .CreateAsync(Slice.Steward, "Pumps, month by month", Reference, "research", Ct)
        ).Value;
        await Slice.WorkAsync();
        return (await Slice.Get<DriftMonitors>().FindAsync(Slice.Steward, made.Id, Ct)).Value.Monitor;
    }

    private static Task<Guid> SealAsync(Slice slice, Guid datasetId, string part) =>
        SealAsync(slice, datasetId, part, Each, part);

    /// <summary>Seals a version with at most this many samples of these parts.</summary>
    public static async Task<Guid> SealAsync(
        Slice slice,
        Guid datasetId,
        string name,
        int size,
        params IReadOnlyList<string> parts
    )
    {
        var query = new SampleQuery(
            new Dictionary<string, IReadOnlyList<string>> { ["part"] = parts },
            Purpose: "research"
        );
        var draft = (
            await slice
                .Get<Recipes>()
                .DraftAsync(Slice.Steward, datasetId, name, new(query, [], AllocationScheme.Proportional, size, 7), Ct)
        ).Value;
        await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct);
        await slice.WorkAsync();
        return draft.Id;
    }
}
