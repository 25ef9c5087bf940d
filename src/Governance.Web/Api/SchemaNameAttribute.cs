namespace Governance.Web.Api;

/// <summary>The name of a type's schema in the OpenAPI description, where clients know it by another name than the type's.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SchemaNameAttribute(string name) : Attribute
{
    /// <summary>Unique among all schemas.</summary>
    public string Name => name;
}
