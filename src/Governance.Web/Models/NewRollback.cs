namespace Governance.Web.Models;

/// <summary>The body of a request that rolls an alias back; it has either of the two targets.</summary>
/// <param name="Number">The version's number.</param>
/// <param name="NewestClean">True = the newest clean version that the alias has pointed to.</param>
internal sealed record NewRollback(string Reason, int? Number = null, bool NewestClean = false);
