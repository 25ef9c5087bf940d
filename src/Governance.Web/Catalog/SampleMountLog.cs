namespace Governance.Web.Catalog;

/// <summary>Log messages of <see cref="SampleMount"/>.</summary>
internal static partial class SampleMountLog
{
    [LoggerMessage(LogLevel.Error, "The browser could not draw the sample {SampleId}.")]
    public static partial void LogSampleNotDrawn(this ILogger log, Exception failure, Guid sampleId);
}
