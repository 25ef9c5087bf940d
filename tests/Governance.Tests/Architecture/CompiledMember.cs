namespace Governance.Tests.Architecture;

/// <summary>A method with its overloads, lambdas, local functions and state machine.</summary>
internal sealed record CompiledMember(string Name, IReadOnlyList<CompiledStep> Steps);
