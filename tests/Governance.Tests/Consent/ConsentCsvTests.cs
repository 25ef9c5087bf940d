using System.Text;
using Governance.Consent;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Consent;

public sealed class ConsentCsvTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<ConsentCsvReport> ReadAsync(Slice slice, string text, bool apply = true) =>
        (await slice.Get<ConsentCsv>().ReadAsync(Slice.Steward, new MemoryStream(Encoding.UTF8.GetBytes(text)), apply, Ct)).Value;

    [Fact]
    public async Task Rows_become_records_and_new_subjects()
    {
        await using var slice = await Slice.OpenAsync(server);
        await slice.PurposeAsync();
        var report = await ReadAsync(slice, """
            subject,kind,purpose,state,modalities,effective_at,valid_until,notice,language,method
            P-001,person,research,given,text;image,2026-01-01T10:00:00+01:00,2027-01-01,Notice 2,de,electronic
            pump-1,machine,research,given,,2026-01-01,,,,operator-declaration
            """);
        Assert.True(report.Applied);
        Assert.Equal((2, 2, 2), (report.Rows, report.Added, report.SubjectsAdded));
        await using var db = slice.Db();
        var first = await db.Set<ConsentRecord>().OrderBy(c => c.Sequence).FirstAsync(Ct);
        Assert.Equal(Modalities.Text | Modalities.Image, first.Modalities);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero), first.EffectiveAt);
        Assert.Equal(SubjectKind.Machine, (await db.Set<Subject>().SingleAsync(s => s.Pseudonym == "pump-1", Ct)).Kind);
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing()
    {
        await using var slice = await Slice.OpenAsync(server);
        await slice.PurposeAsync();
        const string File = "subject,purpose,state,effective_at\nP-001,research,given,2026-01-01\n";
        await ReadAsync(slice, File);
        var again = await ReadAsync(slice, File);
        Assert.Equal((0, 1), (again.Added, again.AlreadyThere));
        await using var db = slice.Db();
        Assert.Equal(1, await db.Set<ConsentRecord>().CountAsync(Ct));
    }

    [Fact]
    public async Task One_wrong_row_and_nothing_is_written_with_every_wrong_row_named()
    {
        await using var slice = await Slice.OpenAsync(server);
        await slice.PurposeAsync();
        var report = await ReadAsync(slice, """
            subject,purpose,state,effective_at,valid_until,modalities
            P-001,research,given,2026-01-01,,
            Jane Doe,research,given,2026-01-01,,
            P-003,marketing,given,2026-01-01,,
            P-004,research,maybe,2026-01-01,,
            P-005,research,given,2026-01-01T10:00:00,,
            P-006,research,given,2026-01-01,2025-01-01,
            P-007,research,given,2026-01-01,,smell
            P-008,research,given,2030-01-01,,
            """);
        Assert.False(report.Applied);
        Assert.Equal([2L, 3, 4, 5, 6, 7, 8], report.Problems.Select(p => p.Row).Distinct());
        await using var db = slice.Db();
        Assert.False(await db.Set<Subject>().AnyAsync(Ct));
        Assert.False(await db.Set<ConsentRecord>().AnyAsync(Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("subject,state\nP-1,given\n")]
    [InlineData("\"sub\nject\",purpose\n\"x")]
    public async Task A_file_that_is_none_is_refused_by_name(string text)
    {
        await using var slice = await Slice.OpenAsync(server);
        var report = await ReadAsync(slice, text);
        Assert.NotEmpty(report.Problems);
        Assert.False(report.Applied);
    }

    [Fact]
    public async Task Latin_1_is_refused_in_words()
    {
        await using var slice = await Slice.OpenAsync(server);
        await slice.PurposeAsync();
        var bytes = Encoding.Latin1.GetBytes("subject,purpose,state,effective_at,notice\nP-001,research,given,2026-01-01,Einverständnis\n");
        var report = (await slice.Get<ConsentCsv>().ReadAsync(Slice.Steward, new MemoryStream(bytes), true, Ct)).Value;
        Assert.Contains(report.Problems, p => p.What.Contains("UTF-8", StringComparison.Ordinal));
    }
}
