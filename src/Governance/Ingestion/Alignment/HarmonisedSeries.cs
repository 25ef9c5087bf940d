using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>A sensor stream in order of time on the reference clock, after its policies were applied.</summary>
internal sealed record HarmonisedSeries(
    SeriesRows Rows,
    Clock Clock,
    int Duplicates,
    int Gaps,
    long? PeriodNs,
    long? GapNs
);
