using Governance.Consent;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>Columns and rows of every table that is read have a bound with a setting.</summary>
public sealed class TableBoundsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_with_too_many_columns_is_refused_before_the_reader_makes_room_for_them()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var wide = "t,c" + new string(',', 3_000_000) + "\n";
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = CsvTable.OpenAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(wide)),
            new CsvRule { Delimiter = "," },
            new(),
            Ct
        );
        var broken = await Assert.ThrowsAsync<TableBrokenException>(() => reading);
        Assert.IsType<TooManyColumns>(broken.Bound);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 30 << 20);

        var (_, run, refusals) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write("in", ("001/visits.csv", Maps.VisitsTable), ("001/heat.csv", wide))
        );
        Assert.True(run.State == RunState.Succeeded, run.Error);
        var refusal = Assert.Single(refusals, r => r.Code == "too-many-columns");
        Assert.Equal(
            ("001/heat.csv", true),
            (refusal.File, refusal.Remedy.Contains("Tables:MaxColumns", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_table_of_just_as_many_columns_as_allowed_is_read()
    {
        var table = await CsvTable.OpenAsync(
            new MemoryStream("a,b,c\n1,2,3\n"u8.ToArray()),
            new CsvRule(),
            new TablesOptions { MaxColumns = 3 },
            Ct
        );
        Assert.Equal(3, table!.Header.Count);
        var quoted = await CsvTable.OpenAsync(
            new MemoryStream("\"a,,,,\nx\",b,c\n1,2,3\n"u8.ToArray()),
            new CsvRule(),
            new TablesOptions { MaxColumns = 3 },
            Ct
        );
        Assert.Equal(3, quoted!.Header.Count);
    }

    [Fact]
    public async Task A_row_that_is_too_long_is_refused_by_its_number_and_names_the_setting()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (_, _, refusals) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write(
                "in",
                ("001/visits.csv", Maps.VisitsTable + "2025-04-12T08:01:00,," + new string('x', 5_000_000) + ",low\n"),
                ("001/heat.csv", Maps.Heat())
            )
        );
        var refusal = Assert.Single(refusals, r => r.Code == "row-too-long");
        Assert.Equal(
            (2L, true),
            (refusal.Row!.Value, refusal.Remedy.Contains("Tables:MaxRowCharacters", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Consents_have_the_same_bounds()
    {
        await using var slice = await Slice.OpenAsync(server);
        async Task<CsvProblem> ProblemAsync(string csv)
        {
            var report = await slice
                .Get<ConsentCsv>()
                .ReadAsync(Slice.Steward, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), apply: true, Ct);
            Assert.True(report.Ok, report.Refusal?.What);
            Assert.False(report.Value.Applied);
            return Assert.Single(report.Value.Problems);
        }
        Assert.Contains(
            "Tables:MaxColumns",
            (
                await ProblemAsync("subject,purpose,state,modalities,effective_at" + new string(',', 20_000) + "\n")
            ).Remedy,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Tables:MaxColumns",
            (
                await ProblemAsync("subject;purpose;state;modalities;effective_at" + new string(';', 20_000) + "\n")
            ).Remedy,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Tables:MaxRowCharacters",
            (
                await ProblemAsync(
                    "subject,purpose,state,modalities,effective_at\n" + new string('x', 5_000_000) + ",a,b,c,d\n"
                )
            ).Remedy,
            StringComparison.Ordinal
        );
    }
}
