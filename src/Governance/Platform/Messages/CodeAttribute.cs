namespace Governance.Platform;

/// <summary>The code that a message is stored under. It lasts: renaming the record does not change it.</summary>
/// <param name="code">Kebab case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class CodeAttribute(string code) : Attribute
{
    public string Code => code;
}
