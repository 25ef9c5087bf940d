using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>Whose data an import stores, by the subjects' consents and the dataset's rule.</summary>
public sealed class StoragePermissionTests(TestDatabase server)
{
    private static readonly string[] Everybody =
    [
        "s-given",
        "s-refused",
        "s-withdrawn",
        "s-expired",
        "s-asked",
        "s-none",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_refused_every_purpose_is_not_stored_and_counted_by_reason()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        await ConsentsAsync(lab);

        var import = await ImportAsync(lab);

        Assert.Equal(["s-given", "s-none"], import.Report!.Subjects.Select(s => s.Pseudonym));
        Assert.Equal(
            [
                new(NotStored.Refused, 1, 2, 0),
                new(NotStored.Withdrawn, 1, 2, 0),
                new(NotStored.Expired, 1, 2, 0),
                new(NotStored.NotAnswered, 1, 2, 0),
            ],
            import.Report.LeftOut
        );
        Assert.Equal(12, import.Report.Files);
        Assert.NotNull(import.SourceErasedAt);
        Assert.False(await lab.Blobs.ExistsAsync(import.Location, Ct));
        Assert.All(await lab.AllAsync<ImportedFile>(), f => Assert.Matches("^s-(given|none)/", f.Path));
    }

    [Fact]
    public async Task One_purpose_with_a_valid_consent_is_enough_for_any_of_them_and_not_for_another()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (research, teaching) = await ConsentsAsync(lab);
        var refused = await SubjectAsync(lab, "s-refused");
        await lab.Slice.ConsentAsync(refused, teaching);

        var any = await ImportAsync(lab);
        var set = await lab
            .Slice.Get<Datasets>()
            .SetStorageAsync(Slice.Steward, lab.Dataset.Id, new([research.Id], false), Ct);
        var only = await ImportAsync(lab);

        Assert.Contains(any.Report!.Subjects, s => s.Pseudonym == "s-refused");
        Assert.True(set.Ok, set.Refusal?.What);
        Assert.Equal(2, only.Report!.LeftOut.Single(l => l.Reason == NotStored.Refused).Files);
    }

    [Fact]
    public async Task A_dataset_can_require_a_consent_before_it_stores_anybody()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        await ConsentsAsync(lab);
        await lab.Slice.Get<Datasets>().SetStorageAsync(Slice.Steward, lab.Dataset.Id, new(null, true), Ct);

        var import = await ImportAsync(lab);

        Assert.Equal(["s-given"], import.Report!.Subjects.Select(s => s.Pseudonym));
        Assert.Equal(1, import.Report.LeftOut.Single(l => l.Reason == NotStored.NoConsent).Subjects);
        Assert.DoesNotContain(await lab.AllAsync<Subject>(), s => s.Pseudonym == "s-none");
    }

    [Fact]
    public async Task The_rule_is_checked_and_in_the_ledger()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var research = await lab.Slice.PurposeAsync();
        var datasets = lab.Slice.Get<Datasets>();
        async Task<Refusal?> TryAsync(Actor actor, Guid dataset, StorageRule rule) =>
            (await datasets.SetStorageAsync(actor, dataset, rule, Ct)).Refusal;

        Assert.IsType<NotAllowed>(await TryAsync(Slice.Nobody, lab.Dataset.Id, new()));
        Assert.IsType<StoragePurposesUnclear>(await TryAsync(Slice.Steward, lab.Dataset.Id, new([])));
        Assert.IsType<NotFound>(await TryAsync(Slice.Steward, Guid.NewGuid(), new()));
        Assert.IsType<NotFound>(await TryAsync(Slice.Steward, lab.Dataset.Id, new([research.Id, Guid.NewGuid()])));
        Assert.Null(await TryAsync(Slice.Steward, lab.Dataset.Id, new([research.Id, research.Id], true)));

        var dataset = (await datasets.FindAsync(Slice.Steward, lab.Dataset.Id, Ct)).Value.Dataset;
        Assert.Equal([research.Id], dataset.StoragePurposeIds!);
        Assert.True(dataset.StorageNeedsConsent);
        var entry = Assert.Single(await lab.AllAsync<LedgerEntry>(), e => e.Kind == "dataset.storage-set");
        Assert.Contains(
            research.Id.ToString(),
            System.Text.Encoding.UTF8.GetString(entry.Body),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_archive_with_nobody_who_may_be_stored_ends_well_and_keeps_nothing()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        await ConsentsAsync(lab);
        var upload = await lab.UploadAsync(
            TestArchives.Of(("s-refused/visits.csv", Maps.VisitsTable), ("s-refused/heat.csv", Maps.Heat()))
        );

        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, upload);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Empty(refusals);
        Assert.Equal((0, 2), (import.Report!.Samples, import.Report.FilesLeftOut));
        Assert.False(await lab.Blobs.ExistsAsync(upload.Digest, Ct));
        Assert.Empty(await lab.AllAsync<ImportedFile>());
    }

    private static async Task<Import> ImportAsync(ImportLab lab)
    {
        var upload = await lab.UploadAsync(
            TestArchives.Of([
                .. Everybody.SelectMany(s =>
                    new (string, object)[]
                    {
                        ($"{s}/visits.csv", Maps.VisitsTable),
                        ($"{s}/heat.csv", Maps.Heat(10 + Array.IndexOf(Everybody, s))),
                    }
                ),
            ])
        );
        var (import, run, _) = await lab.ImportAsync(Maps.Visits, upload);
        Assert.True(run.State == RunState.Succeeded, run.Error);
        return import;
    }

    /// <summary>A subject for each state of the consent for research, and none for “s-none”; teaching has no records.</summary>
    private static async Task<(Purpose Research, Purpose Teaching)> ConsentsAsync(ImportLab lab)
    {
        var (research, teaching) = (await lab.Slice.PurposeAsync(), await lab.Slice.PurposeAsync("teaching"));
        await RecordAsync("s-given", ConsentState.Given);
        await RecordAsync("s-refused", ConsentState.Refused);
        await RecordAsync("s-withdrawn", ConsentState.Withdrawn);
        await RecordAsync("s-asked", ConsentState.Requested);
        await RecordAsync("s-expired", ConsentState.Given, Slice.Start.AddDays(-1));
        return (research, teaching);

        async Task RecordAsync(string pseudonym, ConsentState state, DateTimeOffset? until = null)
        {
            var recorded = await lab
                .Slice.Get<Consents>()
                .RecordAsync(
                    Slice.Steward,
                    new(
                        (await SubjectAsync(lab, pseudonym)).Id,
                        research.Id,
                        state,
                        Modalities.All,
                        Slice.Start.AddDays(-30),
                        until,
                        "Sheet 1",
                        "en",
                        ConsentMethod.WrittenForm
                    ),
                    Ct
                );
            Assert.True(recorded.Ok, recorded.Refusal?.What);
        }
    }

    private static async Task<Subject> SubjectAsync(ImportLab lab, string pseudonym) =>
        (await lab.AllAsync<Subject>()).SingleOrDefault(s => s.Pseudonym == pseudonym)
        ?? (
            await lab.Slice.Get<Consents>().AddSubjectAsync(Slice.Steward, pseudonym, SubjectKind.Person, null, Ct)
        ).Value;
}
