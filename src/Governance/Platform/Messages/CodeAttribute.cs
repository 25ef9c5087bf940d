namespace Governance.Platform;

/// <summary>The code under which a message is stored. It does not change when the record is renamed.</summary>
/// <param name="code">Kebab case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class CodeAttribute(string code) : Attribute
{
    /// <summary>In kebab case.</summary>
    public string Code => code;
}
