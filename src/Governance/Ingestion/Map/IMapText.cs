namespace Governance.Ingestion;

/// <summary>A small language inside a string of the map: reads it, or says in words what is wrong with it.</summary>
internal interface IMapText<T>
    where T : IMapText<T>
{
    static abstract T? Read(string text, out string problem);

    /// <summary>For the JSON Schema: what a person may write.</summary>
    static abstract string Described { get; }
}
