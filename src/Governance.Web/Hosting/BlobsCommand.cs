using System.Diagnostics;
using System.Globalization;
using Governance.Platform.Blobs;
using Governance.Web.Components;

namespace Governance.Web.Hosting;

/// <summary>
/// <c>blobs copy --to TARGET</c>: copies the store of this installation to a folder (its full path) or to the container that
/// <c>Governance:Blobs:To</c> describes (<c>azure</c>). A secret has no place on a command line, where every user sees it.
/// </summary>
internal static class BlobsCommand
{
    private const string Azure = "azure";

    private const string Usage = """
        blobs copy --to /full/path      copies the blobs to a folder
        blobs copy --to azure           copies them to the container of Governance__Blobs__To__ConnectionString or …__ServiceUri
        """;

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    /// <returns>0 when the target holds all content, 1 when it does not, 2 when the command is not understood.</returns>
    public static async Task<int> CopyBlobsAsync(
        this IServiceProvider services,
        IConfiguration configuration,
        string[] args
    )
    {
        if (args.ElementAtOrDefault(1) != "copy")
            return await RefuseAsync(2, Usage);
        var stores = services.GetRequiredService<BlobStores>();
        IBlobStore target;
        switch (configuration["to"])
        {
            case Azure:
                var section = configuration.GetSection(AzureBlobsOptions.TargetSection);
                var options = section.Get<AzureBlobsOptions>() ?? new();
                if (BlobStores.Faults(options, AzureBlobsOptions.TargetSection) is { Count: > 0 } faults)
                    return await RefuseAsync(2, string.Join(' ', faults));
                target = stores.OpenAzure(options, AzureBlobsOptions.TargetSection);
                break;
            case { } folder when Path.IsPathFullyQualified(folder):
                target = stores.OpenFolder(folder);
                break;
            default:
                return await RefuseAsync(2, Usage);
        }
        using (target as IDisposable)
        {
            return await CopyAsync(services, target);
        }
    }

    private static async Task<int> CopyAsync(IServiceProvider services, IBlobStore target)
    {
        var source = services.GetRequiredService<IBlobStore>();
        var copy = ActivatorUtilities.CreateInstance<BlobCopy>(services, source, target);
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler stopping = (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += stopping;
        var begun = Stopwatch.StartNew();
        await Console.Error.WriteLineAsync($"Copying {source.Location} to {target.Location}");
        using var told = new Timer(
            _ => Console.Error.WriteLine(Line(copy.Progress, begun.Elapsed)),
            null,
            TellEvery,
            TellEvery
        );
        try
        {
            var done = await copy.RunAsync(stop.Token);
            if (done.Refusal is { } refusal)
                return await RefuseAsync(1, $"{refusal.What} {refusal.Remedy}");
            return await TellAsync(done.Value, begun.Elapsed);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await RefuseAsync(
                1,
                $"Stopped. {Line(copy.Progress, begun.Elapsed)} Run the same command to go on."
            );
        }
        catch (Exception fault) when (Platform.Faults.Of(fault) is { } refusal)
        {
            var named = fault is BlobStoreRefusedException ? fault.Message : $"{refusal.What} {refusal.Remedy}";
            return await RefuseAsync(1, $"{named} Run the same command to go on.");
        }
        finally
        {
            Console.CancelKeyPress -= stopping;
        }
    }

    private static async Task<int> TellAsync(BlobCopyReport report, TimeSpan took)
    {
        Console.WriteLine(Line(report.Progress, took));
        if (report.Damaged.Count == 0)
        {
            Console.WriteLine(
                "Every digest was verified. Point the settings to the new store, start the portal, then delete the old one."
            );
            return 0;
        }
        foreach (var digest in report.Damaged)
            Console.WriteLine($"damaged {digest}");
        return await RefuseAsync(
            1,
            $"{report.Damaged.Count} blobs are damaged and were left out. Restore them from the backup."
        );
    }

    /// <summary>“120 of 400 blobs, 1.2 GB read (85.0 MB/s), 40 were already there.”</summary>
    internal static string Line(BlobCopyProgress progress, TimeSpan took)
    {
        var rate = (long)(progress.Bytes / Math.Max(took.TotalSeconds, 0.001));
        var done = progress.Copied + progress.Present + progress.Gone;
        var total = Math.Max(progress.Total, done);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{done} of {total} blobs, {Show.Bytes(progress.Bytes)} read ({Show.Bytes(rate)}/s), {progress.Present} were already there."
        );
    }

    private static async Task<int> RefuseAsync(int code, string why)
    {
        await Console.Error.WriteLineAsync(why);
        return code;
    }
}
