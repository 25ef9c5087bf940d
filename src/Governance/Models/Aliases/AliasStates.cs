using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// Reads the states of aliases: an alias has the state of its newest <see cref="AliasStateChange"/>, and is in service without one.
/// </summary>
internal static class AliasStates
{
    /// <summary>The newest change of each alias that has one.</summary>
    /// <param name="modelId">Only of this model; null = of all models.</param>
    public static async Task<Dictionary<(Guid ModelId, string Alias), AliasStateChange>> NewestAsync(
        GovernanceDb db,
        Guid? modelId,
        CancellationToken ct
    )
    {
        var changes = db.Set<AliasStateChange>().AsNoTracking();
        if (modelId is not null)
            changes = changes.Where(c => c.ModelId == modelId);
        // An alias is suspended a few times at most, so all changes are few.
        var all = await changes.OrderBy(c => c.Id).ToListAsync(ct);
        return all.GroupBy(c => (c.ModelId, c.Alias)).ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>The newest change of an alias; null = it has always been in service.</summary>
    public static Task<AliasStateChange?> NewestAsync(
        GovernanceDb db,
        Guid modelId,
        string alias,
        CancellationToken ct
    ) =>
        db.Set<AliasStateChange>()
            .AsNoTracking()
            .Where(c => c.ModelId == modelId && c.Alias == alias)
            .OrderByDescending(c => c.Id)
            .FirstOrDefaultAsync(ct);

    /// <summary>The version that answers predictions for an alias; null = none.</summary>
    /// <param name="newest">The newest change of the alias; null = none.</param>
    public static Guid? Answering(this ModelAlias alias, AliasStateChange? newest) =>
        newest?.State switch
        {
            null or AliasState.InService => alias.VersionId,
            AliasState.Suspended => newest.FallbackVersionId,
            _ => null,
        };
}
