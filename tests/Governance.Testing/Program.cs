using System.Globalization;
using System.Runtime.InteropServices;
using Governance.Platform;
using Governance.Testing;
using Governance.Web.Hosting;

// An upload, for tests that kill one in the middle: the account, the container, the file and the size of a block.
if (args is ["put", var account, var container, var path, var size])
{
    var blockSize = int.Parse(size, CultureInfo.InvariantCulture);
    using var scratch = new ScratchFolder(path + ".scratch");
    var store = AzureStores.Open(account, container, scratch, TimeProvider.System, blockSize);
    await using var file = File.OpenRead(path);
    Console.WriteLine((await store.PutAsync(file, long.MaxValue, CancellationToken.None)).Digest);
    return;
}

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
