namespace Governance.Ingestion;

/// <summary>A value that the map writes as a string with a syntax of its own.</summary>
internal interface IMapText<T>
    where T : IMapText<T>
{
    static abstract T? Read(string text, out string problem);

    /// <summary>For the JSON Schema: what a person may write.</summary>
    static abstract string Described { get; }
}
