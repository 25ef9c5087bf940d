namespace Governance.Ledger;

/// <summary>A personal value that an entry commits to without containing it.</summary>
/// <param name="Field">Name of the field in the entry's body.</param>
/// <param name="SubjectId">The subject whose erasure erases the value; null when it belongs to no subject.</param>
public readonly record struct PersonalFact(string Field, string Value, Guid? SubjectId = null);
