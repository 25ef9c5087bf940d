using Governance.Platform.Runs;

namespace Governance.Embeddings;

/// <summary>Embeds one set.</summary>
public sealed class EmbedJob : IRunJob
{
    public const string Kind = "embed";

    public Task RunAsync(RunContext run, CancellationToken ct) => throw new NotSupportedException();

    public Task CleanUpAsync(Guid targetId, CancellationToken ct) => Task.CompletedTask;
}
