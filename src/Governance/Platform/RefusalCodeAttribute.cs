namespace Governance.Platform;

/// <summary>
/// A refusal's machine name in kebab case. Scripts compare it and rows store it, so it does not change when the record is
/// renamed.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RefusalCodeAttribute(string code) : CodeAttribute(code);
