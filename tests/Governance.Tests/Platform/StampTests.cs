using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Platform;

public sealed class StampTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_and_when_are_read_as_they_were_written_and_null_stays_null()
    {
        await using var slice = await Slice.OpenAsync(server);
        var version = await AddVersionAsync(slice, "Stefan Steward");
        await using (var db = slice.Db())
        {
            var stored = await db.Set<DatasetVersion>().SingleAsync(v => v.Id == version, Ct);
            Assert.Equal(new("Stefan Steward", Slice.Start), stored.Created);
            Assert.Null(stored.Sealed);
            (stored.State, stored.ManifestDigest, stored.SampleCount) = (VersionState.Sealed, new('0', 64), 0);
            stored.Sealed = new("Clara Compliance", Slice.Start.AddDays(1));
            slice.Get<LedgerEntries>().Append(db, Actor.Portal, "test.sealed", version);
            await db.SaveChangesAsync(Ct);
        }
        await using var again = slice.Db();
        Assert.Equal(
            new Stamp("Clara Compliance", Slice.Start.AddDays(1)),
            await again.Set<DatasetVersion>().Where(v => v.Sealed != null).Select(v => v.Sealed).SingleAsync(Ct)
        );
    }

    [Theory]
    [InlineData("n\0body")]
    [InlineData("\uFFFE")]
    public async Task A_name_that_no_column_takes_is_refused_by_the_name_of_its_field(string name)
    {
        await using var slice = await Slice.OpenAsync(server);
        var refused = await Assert.ThrowsAsync<UnfitTextException>(() => AddVersionAsync(slice, name));
        Assert.Contains("“createdBy”", refused.Refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        await using var slice = await Slice.OpenAsync(server);
        await Assert.ThrowsAsync<UnfitTextException>(() => AddVersionAsync(slice, new('a', Stamp.LongestName + 1)));
    }

    [Fact]
    public async Task Copy_refuses_rows_with_a_stamp_because_it_would_lose_them()
    {
        await using var slice = await Slice.OpenAsync(server);
        await using var db = slice.Db();
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        var dataset = new Dataset
        {
            Slug = "copied",
            Name = "Copied",
            Created = new("test", Slice.Start),
        };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.CopyAsync([dataset], Ct));
        Assert.Contains("complex property", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Guid> AddVersionAsync(Slice slice, string by)
    {
        await using var db = slice.Db();
        var dataset = new Dataset
        {
            Slug = "stamped",
            Name = "Stamped",
            Created = new(by, Slice.Start),
        };
        var purpose = new Purpose
        {
            Code = "research",
            Title = "Research",
            Description = "for a test",
            CreatedAt = Slice.Start,
        };
        var version = new DatasetVersion
        {
            DatasetId = dataset.Id,
            Number = 1,
            Name = "First",
            PurposeId = purpose.Id,
            State = VersionState.Draft,
            Recipe = "{}",
            RecipeDigest = new('0', 64),
            Seed = 1,
            Created = new(by, Slice.Start),
        };
        db.AddRange(dataset, purpose, version);
        slice.Get<LedgerEntries>().Append(db, Actor.Portal, "test.seeded", dataset.Id);
        await db.SaveChangesAsync(Ct);
        return version.Id;
    }
}
