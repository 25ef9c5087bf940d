using Governance.Consent;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Platform;

public sealed class KeysetPagesTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_show_each_row_once_though_rows_arrive_meanwhile()
    {
        await using var slice = await Slice.OpenAsync(server);
        await AddAsync(slice, "b", "d", "f", "h", "j");
        await using var db = slice.Db();
        var first = (await CodesAsync(db, new(null, 2))).Value;
        Assert.Equal(["b", "d"], first.Items);
        // One before the place where the next page begins, and one behind it.
        await AddAsync(slice, "c", "g");
        var second = (await CodesAsync(db, new(first.Next, 2))).Value;
        Assert.Equal(["f", "g"], second.Items);
        var third = (await CodesAsync(db, new(second.Next, 2))).Value;
        Assert.Equal(["h", "j"], third.Items);
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task Joined_rows_come_in_the_order_of_the_key_whatever_the_join_did()
    {
        await using var slice = await Slice.OpenAsync(server);
        await AddAsync(slice, "a", "b", "c", "d");
        await using var db = slice.Db();
        var newestFirst = await db.Set<Purpose>().OrderByDescending(p => p.Id).Select(p => p.Title).ToListAsync(Ct);
        var page = await db.Set<Purpose>()
            .ToPageAsync(p => p.Id, new(null, 3), some => some.OrderBy(p => p.Id), p => p.Id, Ct);
        Assert.Equal(newestFirst[..3], page.Value.Items.Select(p => p.Title));
        var rest = await db.Set<Purpose>().ToPageAsync(p => p.Id, new(page.Value.Next, 3), some => some, p => p.Id, Ct);
        Assert.Equal(newestFirst[3..], rest.Value.Items.Select(p => p.Title));
    }

    [Theory]
    [InlineData("no cursor")]
    [InlineData("bm90LWEtZ3VpZA")]
    public async Task A_cursor_of_no_page_is_refused(string cursor)
    {
        await using var slice = await Slice.OpenAsync(server);
        await using var db = slice.Db();
        var page = await db.Set<Purpose>().ToPageAsync(p => p.Id, new(cursor, null), Ct);
        Assert.IsType<CursorUnknown>(page.Refusal);
    }

    private static async Task<Result<Page<string>>> CodesAsync(GovernanceDb db, PageRequest wanted)
    {
        var page = await db.Set<Purpose>().AsNoTracking().ToPageAsync(p => p.Code, wanted, Ct, ascending: true);
        return page.Ok ? page.Value.Select(p => p.Title) : page.Refusal;
    }

    private static async Task AddAsync(Slice slice, params string[] codes)
    {
        foreach (var code in codes)
        {
            var added = await slice
                .Get<Consents>()
                .AddPurposeAsync(Slice.Steward, $"purpose-{code}", code, "For pages.", Ct);
            Assert.True(added.Ok);
        }
    }
}
