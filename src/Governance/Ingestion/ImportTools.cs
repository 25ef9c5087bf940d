using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>The stores and the limits that imports work with.</summary>
public sealed partial class ImportTools(
    IBlobStore blobs,
    BlobReferences references,
    ScratchFolder scratch,
    StoragePermissions permissions,
    Tombstones tombstones,
    IOptions<IngestionOptions> options,
    IOptions<TablesOptions> tables,
    ILogger<ImportTools> log
)
{
    /// <summary>Where archives and normalised content are stored.</summary>
    public IBlobStore Blobs => blobs;

    /// <summary>Which rows refer to content.</summary>
    public BlobReferences References => references;

    /// <summary>Whose data may be stored.</summary>
    public StoragePermissions Permissions => permissions;

    /// <summary>The hashes under which rows refer to subjects without naming them.</summary>
    public Tombstones Tombstones => tombstones;

    /// <summary>Where temporary files are written.</summary>
    public ScratchFolder Scratch => scratch;

    /// <summary>The limits of imports.</summary>
    public IngestionOptions Options => options.Value;

    /// <summary>The limits of tables.</summary>
    public TablesOptions Tables => tables.Value;

    /// <summary>Logs what the decoder said about a broken image; people and rows get a code only.</summary>
    internal void Log(Refusal refusal, Guid import)
    {
        if (refusal is ImageBroken { Cause: { } cause })
            ImageRejected(log, cause, import);
    }

    [LoggerMessage(LogLevel.Information, "An image of import {Import} cannot be decoded.")]
    private static partial void ImageRejected(ILogger log, Exception cause, Guid import);
}
