namespace Governance.Provenance;

/// <summary>How things are named in the graph.</summary>
public static class ThingKey
{
    public static string File(Guid importId, string path) => $"file:{importId:N}/{path}";

    /// <summary>One image or text of an import. Two of equal content share a blob and yet have lines of descent of their own.</summary>
    public static string Item(Guid importId, string path, long row) => $"item:{importId:N}/{path}#{row}";

    public static string Stream(Guid id) => $"stream:{id:N}";

    public static string Blob(string digest) => $"blob:{digest}";

    public static string Sample(Guid id) => $"sample:{id:N}";

    public static string Version(Guid id) => $"version:{id:N}";

    public static string Annotation(Guid id) => $"annotation:{id:N}";

    public static string Export(Guid id) => $"export:{id:N}";

    public static string ModelVersion(Guid id) => $"model-version:{id:N}";

    public static string ModelAlias(Guid modelId, string alias) => $"model-alias:{modelId:N}/{alias}";

    public static string Review(Guid id) => $"review:{id:N}";

    public static string Encoder(Guid id) => $"encoder:{id:N}";

    public static string Audit(Guid id) => $"audit:{id:N}";

    public static string EmbeddingSet(Guid id) => $"embedding-set:{id:N}";
}
