using System.Globalization;
using System.Net;
using Microsoft.Playwright;

namespace Governance.EndToEnd;

/// <summary>
/// The embedded PostgreSQL is killed: once completely, once one of its processes, and once so that it cannot come
/// back.
/// </summary>
public sealed class LostDatabaseTests(Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_database_is_restarted_an_import_continues_and_requests_are_refused_meanwhile()
    {
        await using var drill = await FaultDrill.StartAsync(Ct);
        await using var steward = await browser.PersonAsync(drill.Portal, "steward", Ct);
        using var http = new HttpClient { BaseAddress = drill.Portal.Address };
        var dataset = await drill.DatasetAsync(Ct);
        var run = await drill.ImportAsync(dataset, Ct);
        await FaultDrill.UntilAsync(
            async () => (await drill.Steward.GetAsync($"runs/{run}", Ct))["done"]!.GetValue<int>() >= 20,
            "The import does not begin.",
            Ct
        );

        // It cannot start without this folder, so it does not answer for some seconds.
        var (global, aside) = (Path.Combine(drill.Cluster, "global"), Path.Combine(drill.Cluster, "global-aside"));
        Directory.Move(global, aside);
        FaultDrill.Kill(drill.Postmaster());
        using (var answer = await drill.Steward.OpenAsync("datasets", Ct))
        {
            var words = await answer.Content.ReadAsStringAsync(Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
            Assert.Contains("The database does not answer at the moment", words, StringComparison.Ordinal);
            TestContext.Current.TestOutputHelper?.WriteLine($"API: {(int)answer.StatusCode} {words}");
        }
        Assert.Equal("Healthy", await http.GetStringAsync("/healthz", Ct));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/readyz", Ct)).StatusCode);
        await steward.Page.GetByRole(AriaRole.Link, new() { Name = "Data", Exact = true }).First.ClickAsync();
        await steward.Page.GetByText("The database does not answer at the moment").First.WaitForAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"Page: {await steward.Page.Locator("main").InnerTextAsync()}");
        Directory.Move(aside, global);

        // Without a click.
        await steward.Page.GetByRole(AriaRole.Heading, new() { Name = "Datasets" }).First.WaitForAsync();
        var ended = await drill.EndedAsync(run, Ct);
        Assert.True(ended["attempt"]!.GetValue<int>() > 1, $"The import was not under way: {ended}");
        await drill.AssertWholeAsync(dataset, Ct);

        KillBackend(drill.Postmaster());
        await FaultDrill.UntilAsync(
            async () =>
                (await drill.Steward.OpenAsync("datasets", Ct)).StatusCode is var status
                && (
                    status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable
                        ? status == HttpStatusCode.OK
                        : throw new InvalidOperationException($"{status}")
                ),
            "It does not recover.",
            Ct
        );
        drill.AssertNoScratch();

        Directory.Move(global, aside);
        FaultDrill.Kill(drill.Postmaster());
        var code = await drill.Portal.ExitCodeAsync(Ct).WaitAsync(TimeSpan.FromMinutes(1), Ct);
        Assert.Equal(1, code);
        var line = Assert.Single(drill.Portal.Lines(), l =>
            l.StartsWith("The embedded PostgreSQL ended and could not be restarted", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("Unhandled exception", drill.Portal.Log(), StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"Standard error: {line}");
        Directory.Move(aside, global);
    }

    private static void KillBackend(int postmaster)
    {
        foreach (
            var folder in Directory
                .EnumerateDirectories("/proc")
                .Where(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out _))
        )
        {
            try
            {
                var parent = File.ReadAllText($"{folder}/stat").Split(") ")[^1].Split(' ')[1];
                if (
                    parent != postmaster.ToString(CultureInfo.InvariantCulture)
                    || !File.ReadAllText($"{folder}/cmdline")
                        .Contains("governance governance", StringComparison.Ordinal)
                )
                    continue;
                FaultDrill.Kill(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                return;
            }
            catch (IOException)
            {
                // It has ended in the meantime.
            }
        }
        Assert.Fail("The server has no backend of the portal.");
    }
}
