namespace Governance.Web.Hosting;

/// <summary>Another running host owns the folder: its server can be used, but no second one can be started.</summary>
public sealed class PostgresDirectoryInUseException : EmbeddedPostgresException
{
    /// <summary>Makes a message with the folder and, if known, the id of the process that owns it.</summary>
    public PostgresDirectoryInUseException(string directory, string? owner)
        : base(
            $"Another host{(owner is null ? "" : $" (process {owner})")} already uses the database folder {directory}. "
                + "Stop that host, or set another data folder for this one with Governance__DataDirectory."
        ) { }
}
