namespace Governance.Models;

/// <summary>The move that gates are asked about.</summary>
/// <param name="ModelVersionId">The version that the alias is to point to.</param>
/// <param name="At">The instant for which consent is checked.</param>
/// <param name="ApproverId">The account that approves the move; null while nobody does.</param>
public sealed record PromotionQuestion(
    Guid ModelVersionId,
    string Alias,
    AliasMove Move,
    DateTimeOffset At,
    Guid? ApproverId = null
);
