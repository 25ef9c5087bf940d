using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>A stream in order, on the reference clock, without what its policies leave out.</summary>
internal sealed record HarmonisedSeries(
    SeriesRows Rows,
    Clock Clock,
    int Duplicates,
    int Gaps,
    long? PeriodNs,
    long? GapNs
);
