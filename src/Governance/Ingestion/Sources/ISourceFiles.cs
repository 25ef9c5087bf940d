namespace Governance.Ingestion;

/// <summary>What an import reads from: an archive that was uploaded, or a folder.</summary>
internal interface ISourceFiles : IAsyncDisposable
{
    /// <summary>How many files there are, when that is known beforehand.</summary>
    int? Count { get; }

    /// <summary>Every file once, in the source's order. Directories are left out.</summary>
    IAsyncEnumerable<SourceFile> ReadAsync(CancellationToken ct);
}
