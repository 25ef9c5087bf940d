namespace Governance.Ledger;

/// <summary>A personal value that an entry commits to without showing it.</summary>
public readonly record struct PersonalFact(string Field, string Value, Guid? SubjectId = null);
