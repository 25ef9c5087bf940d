using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// What other capabilities put into an export. Catalog states it, those above implement it: Annotation adds its
/// W3C annotations.
/// </summary>
public interface IExportPaper
{
    /// <summary>Name inside the zip, such as <c>annotations.jsonl</c>.</summary>
    string FileName { get; }

    /// <summary>One JSON document a line, for samples that really leave, restricted to modalities that may.</summary>
    IAsyncEnumerable<string> LinesAsync(
        GovernanceDb db,
        Guid versionId,
        IReadOnlyDictionary<Guid, Modalities> samples,
        CancellationToken ct
    );
}
