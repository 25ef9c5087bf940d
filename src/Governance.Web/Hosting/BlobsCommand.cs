using System.Diagnostics;
using System.Globalization;
using Governance.Platform.Blobs;
using Governance.Web.Components;

namespace Governance.Web.Hosting;

/// <summary>
/// <c>blobs copy --to TARGET</c>: copies the store of this installation to a folder (its full path) or to the container that
/// <c>Governance:Blobs:To</c> describes (<c>azure</c>). Secrets are settings, because every user can see a command line.
/// </summary>
internal static class BlobsCommand
{
    private const string Azure = "azure";

    private const string Usage = """
        blobs copy --to /full/path      copies the blobs to a folder
        blobs copy --to azure           copies them to the container of Governance__Blobs__To__ConnectionString or …__ServiceUri
        """;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);

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
        using var progress = new Timer(
            _ => Console.Error.WriteLine(Line(copy.Progress, begun.Elapsed)),
            null,
            ProgressEvery,
            ProgressEvery
        );
        try
        {
            var done = await copy.RunAsync(stop.Token);
            if (done.Refusal is { } refusal)
                return await RefuseAsync(1, $"{refusal.What} {refusal.Remedy}");
            return await ReportAsync(done.Value, begun.Elapsed);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await RefuseAsync(
                1,
                $"Stopped. {Line(copy.Progress, begun.Elapsed)} Run the same command to continue."
            );
        }
        catch (Exception fault) when (Platform.Faults.Of(fault) is { } refusal)
        {
            var named = fault is BlobStoreRefusedException ? fault.Message : $"{refusal.What} {refusal.Remedy}";
            return await RefuseAsync(1, $"{named} Run the same command to continue.");
        }
        finally
        {
            Console.CancelKeyPress -= stopping;
        }
    }

    private static async Task<int> ReportAsync(BlobCopyReport report, TimeSpan took)
    {
        Console.WriteLine(Line(report.Progress, took));
        if (report.Damaged.Count == 0)
        {
            Console.WriteLine(
                "Every digest was verified. Set the new store in the settings, start the portal, then delete the old store."
            );
            return 0;
        }
        foreach (var digest in report.Damaged)
            Console.WriteLine($"damaged {digest}");
        return await RefuseAsync(
            1,
            report.Damaged.Count == 1
                ? "1 blob is damaged and was not copied. Restore it from the backup."
                : $"{Show.Number(report.Damaged.Count)} blobs are damaged and were not copied. Restore them from the backup."
        );
    }

    /// <summary>“120 of 400 blobs, 1.2 GB read (85.0 MB/s), already present: 40.”</summary>
    internal static string Line(BlobCopyProgress progress, TimeSpan took)
    {
        var rate = (long)(progress.Bytes / Math.Max(took.TotalSeconds, 0.001));
        var done = progress.Copied + progress.Present + progress.Gone;
        var total = Math.Max(progress.Total, done);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{done} of {total} blobs, {Show.Bytes(progress.Bytes)} read ({Show.Bytes(rate)}/s), already present: {progress.Present}."
        );
    }

    private static async Task<int> RefuseAsync(int code, string why)
    {
        await Console.Error.WriteLineAsync(why);
        return code;
    }
}
