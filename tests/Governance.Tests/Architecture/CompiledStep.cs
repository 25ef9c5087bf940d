using Mono.Cecil;

namespace Governance.Tests.Architecture;

/// <summary>A text that the code holds, or a method that it calls.</summary>
/// <param name="Makes">The call is a constructor's, by <c>new</c>.</param>
internal sealed record CompiledStep(string? Text, MethodReference? Called, bool Makes);
