namespace Governance.Web.Hosting;

/// <summary>What an <see cref="EmbeddedPostgres"/> needs to know before it starts.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the cluster, its passwords, its log and its lock. Created when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder with <c>postgres</c> and <c>initdb</c> (15 or later); null takes those the build restored.</summary>
    public string? Binaries { get; init; }

    /// <summary>False gives up durability for speed (no fsync): for tests, whose data nobody misses.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>How long a start may take, crash recovery included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The server's <c>max_connections</c>: room for a portal's pool, its jobs and a few workers.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>The pauses before each try to start a server that ended by itself; when all are used up, it is given up.</summary>
    public IReadOnlyList<TimeSpan> RestartPauses { get; init; } =
    [.. new[] { 0.1, 0.5, 1, 2, 4, 8 }.Select(TimeSpan.FromSeconds)];

    /// <summary>A server that has run for so long begins with the first pause again.</summary>
    public TimeSpan SteadyAfter { get; init; } = TimeSpan.FromMinutes(2);
}
