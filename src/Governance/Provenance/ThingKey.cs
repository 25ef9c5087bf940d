namespace Governance.Provenance;

/// <summary>Keys of things in the graph. Ids are written as 32 hex characters.</summary>
public static class ThingKey
{
    /// <summary>A file of an import, by its path.</summary>
    public static string File(Guid importId, string path) => $"file:{importId:N}/{path}";

    /// <summary>One image or text of an import. Items of equal content share a blob but keep separate provenance.</summary>
    public static string Item(Guid importId, string path, long row) => $"item:{importId:N}/{path}#{row}";

    /// <summary>A stream of a recording.</summary>
    public static string Stream(Guid id) => $"stream:{id:N}";

    /// <summary>Content, by its SHA-256.</summary>
    public static string Blob(string digest) => $"blob:{digest}";

    /// <summary>A sample.</summary>
    public static string Sample(Guid id) => $"sample:{id:N}";

    /// <summary>A dataset version.</summary>
    public static string Version(Guid id) => $"version:{id:N}";

    /// <summary>An annotation.</summary>
    public static string Annotation(Guid id) => $"annotation:{id:N}";

    /// <summary>An export.</summary>
    public static string Export(Guid id) => $"export:{id:N}";

    /// <summary>A model version.</summary>
    public static string ModelVersion(Guid id) => $"model-version:{id:N}";

    /// <summary>An alias of a model.</summary>
    public static string ModelAlias(Guid modelId, string alias) => $"model-alias:{modelId:N}/{alias}";

    /// <summary>An ethics review.</summary>
    public static string Review(Guid id) => $"review:{id:N}";

    /// <summary>An encoder.</summary>
    public static string Encoder(Guid id) => $"encoder:{id:N}";

    /// <summary>An audit run.</summary>
    public static string Audit(Guid id) => $"audit:{id:N}";

    /// <summary>An embedding set.</summary>
    public static string EmbeddingSet(Guid id) => $"embedding-set:{id:N}";
}
