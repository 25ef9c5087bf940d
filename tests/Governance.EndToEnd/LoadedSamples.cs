using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Governance.EndToEnd.LoadedSamples))]

namespace Governance.EndToEnd;

/// <summary>
/// The folder of an installation whose sample workspace is loaded and whose host has ended. Loading trains models and takes a
/// minute, so portals with samples begin with a copy.
/// </summary>
public sealed class LoadedSamples : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Loaded = new(LoadAsync);

    /// <summary>Copies it into an empty folder. The first caller loads it.</summary>
    public static async Task CopyToAsync(string folder, CancellationToken ct)
    {
        var from = await Loaded.Value.WaitAsync(ct);
        // As it is: the database refuses files with other owners or rights.
        using var copying = Process.Start("cp", ["-a", from + "/.", folder])
            ?? throw new InvalidOperationException("cp did not start.");
        await copying.WaitForExitAsync(ct);
        if (copying.ExitCode != 0)
            throw new InvalidOperationException($"cp ended with {copying.ExitCode}.");
        // Each takes a port of its own; two that begin at the same moment must not both find this one free.
        File.Delete(Path.Combine(folder, "postgres", "port"));
    }

    /// <summary>Not cancelled with the test that asked first, because others wait for it.</summary>
    private static async Task<string> LoadAsync()
    {
        var ct = CancellationToken.None;
        await using var portal = await Portal.StartEmptyAsync(samples: true, ct);
        using (var api = await Api.AsAsync(portal, "steward", ct))
            await SampleWorkspace.ReadyAsync(api, ct);
        await portal.StopAsync();
        return portal.HandOver();
    }

    public async ValueTask DisposeAsync()
    {
        if (Loaded.IsValueCreated)
            Directory.Delete(await Loaded.Value, recursive: true);
    }
}
