using System.Text.Json;
using System.Text.Json.Serialization;
using Governance.Ingestion;

namespace Governance.Web.Ingestion;

/// <param name="SourceDigest">Null when the file was not read.</param>
internal sealed record FileView(
    string Path,
    ImportedFileState State,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long Length,
    string? SourceDigest,
    string? ResultDigest,
    JsonElement? Facts
)
{
    public static FileView Of(ImportedFile file) =>
        new(
            file.Path,
            file.State,
            file.Length,
            file.SourceDigest.Length == 0 ? null : file.SourceDigest,
            file.ResultDigest,
            file.Facts is null ? null : JsonSerializer.Deserialize<JsonElement>(file.Facts)
        );
}
