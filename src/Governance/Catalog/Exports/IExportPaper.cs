using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// A file that another capability adds to an export. Catalog declares it and higher floors implement it: Annotation adds its
/// W3C annotations.
/// </summary>
public interface IExportPaper
{
    /// <summary>Name inside the zip, such as <c>annotations.jsonl</c>.</summary>
    string FileName { get; }

    /// <summary>The lines of the file, one JSON document each, for the delivered samples.</summary>
    /// <param name="samples">Id of a delivered sample → modalities that may be delivered.</param>
    IAsyncEnumerable<string> LinesAsync(
        GovernanceDb db,
        Guid versionId,
        IReadOnlyDictionary<Guid, Modalities> samples,
        CancellationToken ct
    );
}
