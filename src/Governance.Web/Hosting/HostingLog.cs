namespace Governance.Web.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The embedded PostgreSQL ended by itself and was started again at try {Tries}."
    )]
    public static partial void DatabaseRestarted(ILogger logger, int tries);
}
