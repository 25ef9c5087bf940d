namespace Governance.Web.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The embedded PostgreSQL ended unexpectedly and was restarted at attempt {Tries}."
    )]
    public static partial void DatabaseRestarted(ILogger logger, int tries);
}
