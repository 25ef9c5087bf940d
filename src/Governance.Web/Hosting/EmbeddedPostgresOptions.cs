namespace Governance.Web.Hosting;

/// <summary>The options of an <see cref="EmbeddedPostgres"/>.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the cluster, its passwords, its log and its lock. Created when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder with <c>postgres</c> and <c>initdb</c> (15 or later); null uses those that the build restored.</summary>
    public string? Binaries { get; init; }

    /// <summary>False trades durability for speed (no fsync): for the disposable data of tests.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The longest time a start may take, including crash recovery.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The server's <c>max_connections</c>: enough for a portal's pool, its jobs and a few workers.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>The pause before each attempt to restart a server that ended unexpectedly; after the last, it is given up.</summary>
    public IReadOnlyList<TimeSpan> RestartPauses { get; init; } =
    [.. new[] { 0.1, 0.5, 1, 2, 4, 8 }.Select(TimeSpan.FromSeconds)];

    /// <summary>After a server has run for this time, the attempts start with the first pause again.</summary>
    public TimeSpan SteadyAfter { get; init; } = TimeSpan.FromMinutes(2);
}
