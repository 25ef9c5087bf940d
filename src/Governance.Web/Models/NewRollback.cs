namespace Governance.Web.Models;

/// <param name="Number">Null = the newest clean version that the alias has held.</param>
internal sealed record NewRollback(string Reason, int? Number = null, bool NewestClean = false);
