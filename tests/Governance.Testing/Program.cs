using System.Runtime.InteropServices;
using Governance.Web.Hosting;

// A host reduced to its database, for tests that kill one: prints the port and the postmaster's process id, then waits.
// Arguments: the folder, and optionally the folder of the programs.
await using var postgres = await EmbeddedPostgres.StartAsync(
    new EmbeddedPostgresOptions { Directory = args[0], Binaries = args.ElementAtOrDefault(1) }
);
var told = new TaskCompletionSource();
using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    told.TrySetResult();
});
Console.WriteLine($"{postgres.Port} {postgres.ProcessId}");
await told.Task;
