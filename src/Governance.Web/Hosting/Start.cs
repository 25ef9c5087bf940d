using Governance.Access;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Npgsql;

namespace Governance.Web.Hosting;

/// <summary>The steps of a start that every role shares, and what it prints.</summary>
internal static class Start
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    public const string WorkersSetting = "Governance:Workers";

    /// <summary>Arbitrary, the same in every process of an installation.</summary>
    private const long PrepareLock = 0x676f7665726e;
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(90);

    /// <summary>The first argument without a dash is the role.</summary>
    public static HostRole RoleOf(string[] args) =>
        args.FirstOrDefault() switch
        {
            null => HostRole.Portal,
            "worker" => HostRole.Worker,
            "migrate" => HostRole.Migrate,
            "token" => HostRole.Token,
            "blobs" => HostRole.Blobs,
            var option when option.StartsWith('-') => HostRole.Portal,
            _ => HostRole.Unknown,
        };

    public static async Task<int> ExplainAsync(string[] args)
    {
        await Console.Error.WriteLineAsync(
            $"“{args[0]}” is not a command. Use one of: worker, migrate, token --user NAME, blobs copy --to TARGET. "
                + "Without a command, the portal starts."
        );
        return 2;
    }

    /// <summary>
    /// Logs to standard error, since standard output is for results that people and scripts read. Libraries log only
    /// warnings, unless configured.
    /// </summary>
    public static void LogToStandardError(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // It warns that the keys are not encrypted: they are in a folder that only this user can open.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        // A failed command throws, and the exception says more; on a new database EF Core's first query for its
        // history table fails by design.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical);
        foreach (var library in new[] { "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Hangfire" })
            if (builder.Configuration[$"Logging:LogLevel:{library}"] is null)
                builder.Logging.AddFilter(library, LogLevel.Warning);
    }

    /// <summary>Registers what every role needs besides the capabilities, such as the keys that protect cookies.</summary>
    public static void AddHostDefaults(this IHostApplicationBuilder builder, InstallationDirectory directory)
    {
        builder.Services.AddSingleton(directory);
        // Files in imports/ of the data folder can be imported without an upload.
        builder.Services.PostConfigure<IngestionOptions>(ingestion =>
        {
            if (ingestion.FolderRoots.Count == 0)
                ingestion.FolderRoots.Add(directory.Imports);
        });
        builder
            .Services.AddDataProtection()
            .SetApplicationName("governance")
            .PersistKeysToFileSystem(new DirectoryInfo(directory.Keys));
        builder
            .Services.AddSingleton<BlobFolderWatch>()
            .AddHostedService(services => services.GetRequiredService<BlobFolderWatch>());
        builder.Services.AddSingleton<FirstAdministrator>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    /// <summary>
    /// Makes libraries use the scratch folder for temporary files too: ASP.NET Core for forms above 64 kB, libvips for TMPDIR.
    /// The TMPDIR of .NET stays as it is, because no code here asks .NET for a temporary file (a test checks it).
    /// </summary>
    public static void SpoolIntoScratch(this IServiceProvider services)
    {
        var own = services.GetRequiredService<ScratchFolder>().Own;
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", own);
        Posix.SetNativeVariable("TMPDIR", own);
    }

    public static void AddWorker(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddWorker(
                builder.Configuration.GetValue(WorkersSetting, Math.Clamp(Environment.ProcessorCount, 2, 8))
            )
            .AddRecallSweep();

    public static void Listen(this WebApplicationBuilder web)
    {
        if (!Addresses.AreSet(web.Configuration))
            web.WebHost.UseUrls(DefaultUrl);
        // Needed outside Development when the host runs from its build output; a published host has its assets in wwwroot.
        web.WebHost.UseStaticWebAssets();
        // HostRule checks the host names after a trusted proxy's headers are applied; the built-in filter runs before that.
        web.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Endpoints for uploads set their own limit.
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    /// <summary>Migrates the database, then adds the roles and the built-in encoders; one process at a time.</summary>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services)
    {
        await using var turn = new NpgsqlConnection(services.GetRequiredService<Storage>().ConnectionString);
        await turn.OpenAsync();
        await using (
            var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", turn)
            {
                Parameters = { new() { Value = PrepareLock } },
                CommandTimeout = 600,
            }
        )
            await take.ExecuteNonQueryAsync();
        await services.GetRequiredService<PortalDatabase>().MigrateAsync(CancellationToken.None);
        await services.GetRequiredService<RoleSeed>().EnsureAsync(CancellationToken.None);
        await services.GetRequiredService<BlobFolderWatch>().PrepareStartAsync(CancellationToken.None);
        await using (
            var free = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", turn)
            {
                Parameters = { new() { Value = PrepareLock } },
            }
        )
            await free.ExecuteNonQueryAsync();
    }

    /// <summary>Opens or closes the sample sign-ins, and returns the text to print below the address.</summary>
    public static async Task<string> PrepareSignInsAsync(this IServiceProvider services, bool samples)
    {
        var signIns = services.GetRequiredService<SampleSignIns>();
        if (!samples)
        {
            await signIns.CloseAsync(CancellationToken.None);
            return await services.GetRequiredService<FirstAdministrator>().EnsureAsync(CancellationToken.None) ?? "";
        }
        await signIns.OpenAsync(CancellationToken.None);
        var width = SampleSignIns.All.Max(s => s.Email.Length);
        return "Sample sign-ins (this machine only), password "
            + SampleSignIns.Password
            + "\n"
            + string.Join('\n', SampleSignIns.All.Select(s => $"  {s.Email.PadRight(width)}  {s.Role}"));
    }

    public static void PrintBanner(IEnumerable<string> urls, string signIns)
    {
        Console.WriteLine($"Governance is up at {string.Join(" and ", urls)}");
        if (signIns.Length > 0)
            Console.WriteLine(signIns);
    }

    /// <summary>Prints only the token on standard output, so that a script can read it; everything else on standard error.</summary>
    public static async Task<int> PrintTokenAsync(this IServiceProvider services, IConfiguration configuration)
    {
        if (configuration["user"] is not { Length: > 0 } user)
        {
            await Console.Error.WriteLineAsync("Specify the user: token --user NAME");
            return 2;
        }
        var made = await services
            .GetRequiredService<AccessTokens>()
            .CreateForAsync(user, "command line", TokenLife, CancellationToken.None);
        if (made.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.What} {refusal.Remedy}");
            return 1;
        }
        Console.WriteLine(made.Value.Secret);
        return 0;
    }
}
