namespace Governance.Web.Catalog;

internal static partial class SampleMountLog
{
    [LoggerMessage(LogLevel.Error, "The browser side could not draw the sample {SampleId}.")]
    public static partial void LogSampleNotDrawn(this ILogger log, Exception failure, Guid sampleId);
}
