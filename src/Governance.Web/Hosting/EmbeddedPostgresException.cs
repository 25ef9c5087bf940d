namespace Governance.Web.Hosting;

/// <summary>The private PostgreSQL cannot start. The message is meant for the person who started the host.</summary>
public class EmbeddedPostgresException : Exception
{
    /// <inheritdoc />
    public EmbeddedPostgresException(string message)
        : base(message) { }

    /// <inheritdoc />
    public EmbeddedPostgresException(string message, Exception inner)
        : base(message, inner) { }
}
