using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Catalog;

public sealed class VersionDoorsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Places_have_the_keys_of_their_samples_and_an_outlook_counts_what_an_export_delivers()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (research, teaching) = (await slice.PurposeAsync(), await slice.PurposeAsync("teaching"));
        var (dataset, subjects, _) = await slice.PumpsAsync(3, 4, ("lighting", ["day", "dim"]));
        foreach (var subject in subjects)
            await slice.ConsentAsync(subject, research);
        await slice.ConsentAsync(subjects[0], teaching, modalities: Modalities.Text);
        await slice.ConsentAsync(subjects[1], teaching);
        var draft = (
            await slice
                .Get<Recipes>()
                .DraftAsync(
                    Slice.Steward,
                    dataset.Id,
                    "v",
                    new(new(Purpose: "research"), ["lighting"], AllocationScheme.Equal, 12, 1),
                    Ct
                )
        ).Value;
        Assert.Null((await slice.Get<Recipes>().SealingAsync(Slice.Steward, draft.Id, Ct)).Value);
        Assert.Equal(1, (await slice.Get<DatasetVersions>().CountAsync(Slice.Steward, VersionState.Draft, Ct)).Value);
        var run = (await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct)).Value;
        await slice.WorkAsync();
        Assert.Equal(run.Id, (await slice.Get<Recipes>().SealingAsync(Slice.Steward, draft.Id, Ct)).Value!.Id);

        var places = (await slice.Get<DatasetVersions>().PlacesAsync(Slice.Steward, draft.Id, null, 0, 5, Ct)).Value;
        Assert.Equal((12, 5), (places.Total, places.Items.Count));
        Assert.Equal("r00/t.csv#0001", places.Items[0].Key);
        Assert.Equal([0, 1, 2, 3, 4], places.Items.Select(p => p.Ordinal));
        Assert.Equal(
            6,
            (await slice.Get<DatasetVersions>().PlacesAsync(Slice.Steward, draft.Id, "lighting=dim", 0, 50, Ct))
                .Value
                .Total
        );

        var outlook = (await slice.Get<Exports>().OutlookAsync(Slice.Steward, draft.Id, "teaching", Ct)).Value;
        Assert.Equal((8, 12, 0), (outlook.Cover.Permitted, outlook.Cover.Total, outlook.Erased));
        Assert.Equal(4, outlook.Cover.Excluded[Exclusion.NoRecord]);
        Assert.Equal(new Dictionary<Modality, int> { [Modality.Image] = 2 }, outlook.Withheld.ToDictionary());

        Assert.Equal(1, (await slice.Get<SubjectHoldings>().OfAsync(Slice.Steward, subjects[0].Id, Ct)).Value.Versions);
        var export = (
            await slice.Get<Exports>().PrepareAsync(Slice.Steward, draft.Id, "teaching", "Institute", Ct)
        ).Value;
        Assert.IsType<NotFound>(
            (await slice.Get<Exports>().DeliverAsync(Slice.Steward, Guid.CreateVersion7(), export.Id, Ct)).Refusal
        );
        Assert.Equal(0, (await slice.Get<Exports>().DeliveredSinceAsync(Slice.Steward, Slice.Start, Ct)).Value);
        await using var db = slice.Db();
        db.Add(
            new ExportedSample
            {
                ExportId = export.Id,
                SampleId = places.Items[0].SampleId!.Value,
                ConsentRecordId = Guid.NewGuid(),
                Modalities = Modalities.Text,
            }
        );
        await db.SaveChangesAsync(Ct);
        var told = Assert.Single(
            (await slice.Get<SubjectHoldings>().OfAsync(Slice.Steward, subjects[0].Id, Ct)).Value.Exports
        );
        Assert.Equal(("Institute", "teaching", 1), (told.Recipient, told.Purpose, told.Samples));
        Assert.IsType<NotAllowed>(
            (await slice.Get<Exports>().OutlookAsync(Slice.Nobody, draft.Id, "teaching", Ct)).Refusal
        );
    }
}
