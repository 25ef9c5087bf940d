namespace Governance.Web.Hosting;

/// <summary>The embedded PostgreSQL cannot start. The message is written for the person who started the host.</summary>
public class EmbeddedPostgresException : Exception
{
    /// <inheritdoc />
    public EmbeddedPostgresException(string message)
        : base(message) { }

    /// <inheritdoc />
    public EmbeddedPostgresException(string message, Exception inner)
        : base(message, inner) { }
}
