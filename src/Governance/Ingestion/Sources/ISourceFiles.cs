namespace Governance.Ingestion;

/// <summary>The files of an uploaded archive or of a folder.</summary>
internal interface ISourceFiles : IAsyncDisposable
{
    /// <summary>How many files there are; null when that is not known beforehand.</summary>
    int? Count { get; }

    /// <summary>Every file once, in the source's order, without directories.</summary>
    IAsyncEnumerable<SourceFile> ReadAsync(CancellationToken ct);
}
