namespace Governance.Web.Hosting;

/// <summary>Another living host owns the folder. It can be attached to, but not started a second time.</summary>
public sealed class PostgresDirectoryInUseException : EmbeddedPostgresException
{
    /// <summary>Names the folder and, where it is known, the process that holds it.</summary>
    public PostgresDirectoryInUseException(string directory, string? owner)
        : base(
            $"Another host{(owner is null ? "" : $" (process {owner})")} already uses the database folder {directory}. "
                + "Stop it, or give this one a folder of its own with Governance__DataDirectory."
        ) { }
}
