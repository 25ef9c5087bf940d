namespace Governance.Models;

public sealed record PromotionQuestion(Guid ModelVersionId, string Alias, AliasMove Move, DateTimeOffset At);
