namespace Governance.Tests.Architecture;

/// <summary>A type as it was written, with everything that its methods and their generated classes name.</summary>
/// <param name="Space">Its namespace; a nested type has that of the type around it.</param>
/// <param name="Uses">Full names of the types that it names.</param>
internal sealed record CompiledType(
    string FullName,
    string Space,
    IReadOnlySet<string> Uses,
    IReadOnlyList<CompiledMember> Members
);
