using Governance.Access;
using Governance.Annotation;
using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Models;
using Governance.Monitoring;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Provenance;
using Governance.Samples;
using Governance.Web.Access;
using Governance.Web.Annotation;
using Governance.Web.Api;
using Governance.Web.Audits;
using Governance.Web.Catalog;
using Governance.Web.Components;
using Governance.Web.Curation;
using Governance.Web.Ethics;
using Governance.Web.Health;
using Governance.Web.Home;
using Governance.Web.Hosting;
using Governance.Web.Ingestion;
using Governance.Web.Models;
using Governance.Web.Monitoring;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

// One program, five roles:
//   (no command)        the portal: pages, API and a worker
//   worker              a worker without pages
//   migrate             brings the database to this version's schema and exits
//   token --user NAME   prints a personal access token and nothing else on standard output
//   blobs copy --to …   copies the blob store to a folder or a container and exits
var role = Start.RoleOf(args);
if (role == HostRole.Unknown)
    return await Start.ExplainAsync(args);
IHostApplicationBuilder builder =
    role == HostRole.Portal ? WebApplication.CreateBuilder(args) : Host.CreateApplicationBuilder(args);
builder.LogToStandardError();
try
{
    // 1. The data folder and the database, which is disposed last, after everything that uses it.
    var directory = InstallationDirectory.Open(builder.Configuration);
    await using var database = await HostDatabase.OpenAsync(
        builder.Configuration,
        directory,
        mayShare: role != HostRole.Portal
    );

    // 2. The capabilities, lowest floor first.
    builder
        .Services.AddPlatform(
            new Storage(database.ConnectionString, directory.Blobs) { ScratchFolder = directory.Scratch }
        )
        .AddLedger()
        .AddAccess()
        .AddProvenance()
        .AddConsent()
        .AddCatalog()
        .AddIngestion(builder.Configuration)
        .AddCuration()
        .AddEmbeddings()
        .AddAnnotation()
        .AddModels()
        .AddAudits()
        .AddEthics()
        .AddMonitoring()
        .AddSampleWorkspace();
    builder.AddHostDefaults(directory);
    if (role is HostRole.Portal or HostRole.Worker)
        builder.AddWorker();

    // 3. A command, or a worker: no pages.
    if (builder is not WebApplicationBuilder web)
    {
        using var host = ((HostApplicationBuilder)builder).Build();
        host.Services.SpoolIntoScratch();
        await host.Services.PrepareDatabaseAsync();
        if (role == HostRole.Token)
            return await host.Services.PrintTokenAsync(builder.Configuration);
        if (role == HostRole.Blobs)
            return await host.Services.CopyBlobsAsync(builder.Configuration, args);
        if (role == HostRole.Migrate)
            return 0;
        database.WatchFor(
            host.Services.GetRequiredService<IHostApplicationLifetime>(),
            host.Services.GetRequiredService<ILogger<HostDatabase>>()
        );
        await host.RunAsync();
        return Environment.ExitCode;
    }

    // 4. The portal.
    web.Listen();
    web.Services.AddSignIn()
        .AddApi()
        .AddPages()
        .AddHome()
        .AddHealth()
        .AddIngestionPages()
        .AddCurationLines()
        .AddRecallLines()
        .AddAnnotationLines()
        .AddModelLines()
        .AddAuditLines()
        .AddEthicsLines()
        .AddMonitoringLines();
    web.Services.AddHostedService(services => services.GetRequiredService<Announcements>());
    // The sample workspace and its well-known sign-ins exist only where nobody else can reach the host.
    var samples = Addresses.OnlyLoopback(builder.Configuration) && database.Embedded is not null;
    if (samples && builder.Configuration.GetValue(SampleWorkspaceModule.Setting, true))
        web.Services.LoadSampleWorkspace();

    await using var app = web.Build();
    app.Services.SpoolIntoScratch();
    database.WatchFor(app.Lifetime, app.Logger);
    app.UseSecurity();
    app.UsePortalPipeline();
    app.MapHealth();
    app.MapApi();
    app.MapPages();

    // 5. Schema, roles, and a person who can sign in; then the host listens.
    await app.Services.PrepareDatabaseAsync();
    var signIns = await app.Services.PrepareSignInsAsync(samples);
    app.Lifetime.ApplicationStarted.Register(() => Start.PrintBanner(app.Urls, signIns));
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception refused)
    when (refused
            is EmbeddedPostgresException
                or InstallationDirectoryException
                or NpgsqlException
                or OptionsValidationException
                or BlobStoreRefusedException
                or IOException { InnerException: AddressInUseException }
    )
{
    await Console.Error.WriteLineAsync($"The start failed. {refused.Message}");
    return 1;
}
