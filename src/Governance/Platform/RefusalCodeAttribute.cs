namespace Governance.Platform;

/// <summary>
/// A refusal's machine name in kebab case. Scripts compare it and rows keep it, so it stays as it is when the record
/// is renamed.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RefusalCodeAttribute(string code) : CodeAttribute(code);
