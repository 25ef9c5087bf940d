namespace Governance.Web.Models;

internal sealed record NewPromotion(int Number, string Reason);
