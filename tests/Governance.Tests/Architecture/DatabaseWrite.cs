namespace Governance.Tests.Architecture;

/// <summary>One place in the code that writes rows.</summary>
/// <param name="Where">The type and the method: <c>Governance.Catalog.Datasets.CreateAsync</c>.</param>
/// <param name="Space">The namespace of the type.</param>
/// <param name="Entity">The entity whose rows are written; null where the code does not say which.</param>
/// <param name="How">The call or the SQL that writes.</param>
/// <param name="InSet">Written by the database, past the change tracker: an update or a delete of a set, SQL, COPY.</param>
internal sealed record DatabaseWrite(string Where, string Space, Type? Entity, string How, bool InSet)
{
    public override string ToString() => $"{Where} writes {Entity?.Name ?? "an unnamed entity"} by {How}";
}
