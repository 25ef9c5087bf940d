using Bunit;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Components;
using Governance.Web.Ingestion;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Catalog;
using Governance.Web.Tests.Layout;

namespace Governance.Web.Tests.Ingestion;

public sealed class ImportPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public void The_starter_map_can_be_read() => Assert.Empty(ImportMapReader.Read(StarterMap.Text).Errors);

    [Fact]
    public async Task Checking_a_map_shows_every_error_with_its_place()
    {
        var dataset = await host.DatasetAsync("Check");
        await using var page = host.Page($"/datasets/{dataset.Id}/import", CatalogPages.Steward);
        var shown = page.Render<NewImportPage>(p => p.Add(i => i.Id, dataset.Id));
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("textarea")));
        await shown.InvokeAsync(() =>
            shown.FindComponent<LargeText>().Instance.Write("""{ "zone": "UTC", "streams": [], "foo": 1 }""")
        );
        await shown.ClickAsync("button", "Check map");
        shown.Eventually(() =>
            Assert.Equal(
                ["$.foo", "$.recordings", "$.anchor"],
                shown.FindAll("#map-errors code").Select(c => c.TextContent)
            )
        );
        await shown.ClickAsync("button", "Load starter map");
        await shown.ClickAsync("button", "Check map");
        shown.Eventually(() =>
            Assert.Contains("The map is valid", shown.Find("#map-errors").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_map_with_errors_starts_no_upload_and_a_failed_upload_says_why()
    {
        var dataset = await host.DatasetAsync("Upload");
        await using var page = host.Page($"/datasets/{dataset.Id}/import", CatalogPages.Steward);
        var module = page.JSInterop.SetupModule("/js/portal.js");
        module.Mode = JSRuntimeMode.Loose;
        var shown = page.Render<NewImportPage>(p => p.Add(i => i.Id, dataset.Id));
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("textarea")));
        await shown.InvokeAsync(() => shown.FindComponent<LargeText>().Instance.Write("{"));
        await shown.ClickAsync("button", "Upload and import");
        Assert.DoesNotContain(module.Invocations, i => i.Identifier == "uploadFile");
        await shown.ClickAsync("button", "Load starter map");
        await shown.ClickAsync("button", "Upload and import");
        await shown.EventuallyCallsAsync(module, i =>
            i.Identifier == "uploadFile" && i.Arguments.Contains($"/api/v1/datasets/{dataset.Id}/imports")
        );
        await shown.InvokeAsync(() =>
            shown
                .FindComponent<FileUpload>()
                .Instance.OnUploadFailed(
                    new(422, "“x” is not a zip, tar or tar.gz file.", "Pack the files in one of these formats.")
                )
        );
        shown.Eventually(() =>
        {
            Assert.Contains(
                "not a zip, tar or tar.gz file",
                shown.Find("[role=alert]").TextContent,
                StringComparison.Ordinal
            );
            Assert.False(
                shown
                    .FindAll("button")
                    .Single(b => b.TextContent.Trim() == "Upload and import")
                    .HasAttribute("disabled")
            );
        });
    }

    [Fact]
    public async Task A_running_import_is_followed_can_be_cancelled_and_is_let_go_of()
    {
        var (_, import, run) = await ImportAsync(RunState.Running, null);
        var feed = host.Get<RunFeed>();
        var before = feed.Subscribers;
        await using (var page = host.Page($"/imports/{import.Id}", CatalogPages.Steward))
        {
            var shown = page.Render<ImportPage>(p => p.Add(i => i.Id, import.Id));
            shown.Eventually(() => Assert.Contains("62 of 100 files", shown.Markup, StringComparison.Ordinal));
            Assert.Equal(before + 1, feed.Subscribers);
            await shown.ClickAsync("button.btn--harm");
            shown.Eventually(() => Assert.Equal("Cancelling …", shown.Find("button.btn--harm").TextContent));
        }
        Assert.Equal(before, feed.Subscribers);
        Assert.True((await host.Get<JobRuns>().FindAsync(Actor.Portal, run.Id, PortalHost.Ct)).Value.CancelRequested);
    }

    [Fact]
    public async Task The_report_tells_what_is_missing_how_well_it_aligned_and_what_was_refused()
    {
        var report = new ImportReport(
            3,
            1,
            1,
            2048,
            1,
            2,
            12_340,
            40,
            30,
            [
                new(
                    "photo",
                    Modality.Image,
                    30,
                    new Dictionary<MissingReason, int> { [MissingReason.FileMissing] = 10 },
                    [0, 1_000_000, 1_000_000_000],
                    [20, 10, 0],
                    400_000,
                    2_000_000
                ),
            ],
            [
                new(
                    "pump-03",
                    40,
                    30,
                    new Dictionary<string, int> { ["photo"] = 30 },
                    new Dictionary<string, long> { ["vibration"] = 12_340 }
                ),
            ]
        )
        {
            LeftOut = [new(NotStored.Erased, 1, 4, 17)],
        };
        var (dataset, import, run) = await ImportAsync(RunState.Succeeded, report);
        await using (var db = host.Db())
        {
            db.Add(
                new RunRefusal
                {
                    RunId = run.Id,
                    Code = "time-unreadable",
                    File = "pump-03/t.csv",
                    Row = 7,
                    Reason = new WrittenMessage("The time cannot be read."),
                    WrittenRemedy = "Mend the cell.",
                    Count = 3,
                }
            );
            db.Add(
                new ImportedFile
                {
                    ImportId = import.Id,
                    Path = "pump-03/t.csv",
                    SourceDigest = new string('b', 64),
                    Length = 2048,
                    State = ImportedFileState.Read,
                    Facts = """{"role":"table"}""",
                }
            );
            db.Add(
                new ImportedFile
                {
                    ImportId = import.Id,
                    Path = "readme.txt",
                    SourceDigest = "",
                    Length = 10,
                    State = ImportedFileState.Unused,
                }
            );
            await db.SaveChangesAsync(PortalHost.Ct);
        }
        await using var page = host.Page($"/imports/{import.Id}?files=unused", CatalogPages.Steward);
        var shown = page.Render<ImportPage>(p => p.Add(i => i.Id, import.Id));
        shown.Eventually(() =>
        {
            Assert.Contains("10 not delivered", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("median 400 µs, largest 2 ms", shown.Markup, StringComparison.Ordinal);
            Assert.Equal("0 ns to 1 ms: 20, 1 ms to 1 s: 10", shown.Find(".histogram").GetAttribute("aria-label"));
            Assert.Contains("Mend the cell.", shown.Markup, StringComparison.Ordinal);
            var leftOut = shown.Find("section[aria-labelledby=left-out] tbody");
            Assert.Equal(
                ["data erased after a withdrawal", "1", "4", "17"],
                leftOut.QuerySelectorAll("td").Select(c => c.TextContent)
            );
            Assert.Contains("readme.txt", shown.Markup, StringComparison.Ordinal);
            Assert.DoesNotContain("bbbbbbbb", shown.Markup, StringComparison.Ordinal);
            Assert.Contains(dataset.Name, shown.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_list_of_imports_counts_refusals_and_lets_go_of_the_feed()
    {
        var (dataset, import, run) = await ImportAsync(RunState.Succeeded, null);
        await using (var db = host.Db())
        {
            db.Add(
                new RunRefusal
                {
                    RunId = run.Id,
                    Code = "x",
                    Reason = new WrittenMessage("No."),
                    WrittenRemedy = "Mend it.",
                    Count = 12_340,
                }
            );
            await db.SaveChangesAsync(PortalHost.Ct);
        }
        var feed = host.Get<RunFeed>();
        var before = feed.Subscribers;
        await using (var page = host.Page("/imports", CatalogPages.Steward))
        {
            var shown = page.Render<ImportsTab>(p => p.Add(i => i.DatasetId, dataset.Id));
            shown.Eventually(() =>
            {
                Assert.Contains("12,340", shown.Find("tbody").TextContent, StringComparison.Ordinal);
                Assert.Equal($"/imports/{import.Id}", shown.Find("tbody a").GetAttribute("href"));
            });
            Assert.Equal(before + 1, feed.Subscribers);
        }
        Assert.Equal(before, feed.Subscribers);
    }

    [Fact]
    public async Task An_empty_list_teaches()
    {
        var dataset = await host.DatasetAsync("None");
        await using var page = host.Page("/imports", CatalogPolicies.Read);
        var shown = page.Render<ImportsTab>(p => p.Add(i => i.DatasetId, dataset.Id));
        shown.Eventually(() =>
        {
            Assert.Equal("No imports yet", shown.Find(".empty h2").TextContent);
            Assert.Empty(shown.FindAll(".empty a"));
        });
    }

    private async Task<(Dataset Dataset, Import Import, Run Run)> ImportAsync(RunState state, ImportReport? report)
    {
        var dataset = await host.DatasetAsync("Imported");
        var now = host.Get<TimeProvider>().GetUtcNow();
        var id = Guid.CreateVersion7();
        var run = new Run
        {
            // No worker knows this kind, so nobody takes it up.
            Kind = "test",
            TitleMessage = new WrittenMessage("Import x.zip"),
            TargetId = id,
            DatasetId = dataset.Id,
            StartedById = CatalogPages.Maker.UserId,
            StartedBy = "Stefan Steward",
            CreatedAt = now,
            State = state,
            StartedAt = now,
            HeartbeatAt = now.AddHours(1),
            FinishedAt = state == RunState.Succeeded ? now : null,
            Done = 62,
            Total = 100,
            Unit = "files",
        };
        var import = new Import
        {
            Id = id,
            DatasetId = dataset.Id,
            RunId = run.Id,
            Source = ImportSource.Zip,
            Location = new string('a', 64),
            Name = "x.zip",
            Map = "{}",
            MapDigest = new string('c', 64),
            Created = new("Stefan Steward", now),
            FinishedAt = run.FinishedAt,
            Report = report,
        };
        await using var db = host.Db();
        db.Add(run);
        db.Add(import);
        host.Get<Governance.Ledger.LedgerEntries>()
            .Append(db, CatalogPages.Maker, "import.started", import.Id, new { dataset = dataset.Id });
        await db.SaveChangesAsync(PortalHost.Ct);
        return (dataset, import, run);
    }
}
