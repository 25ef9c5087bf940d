namespace Governance.Web.Models;

/// <summary>The body of a request that proposes a promotion.</summary>
internal sealed record NewPromotion(int Number, string Reason);
