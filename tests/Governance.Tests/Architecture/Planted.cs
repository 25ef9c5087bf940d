// Violations on purpose: the architecture tests must find them, otherwise they prove nothing.
#pragma warning disable CA1812, CA1822, CA1823, CS0169, EF1003, IDE0051

using Governance.Access;
using Governance.Catalog;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Planted.Platform
{
    internal sealed class UsesACapabilityAbove(Catalog.OfCatalog above)
    {
        public override string ToString() => above.ToString()!;
    }

    /// <summary>Names what is above only in the body of an async iterator, which the compiler moves into a class.</summary>
    internal sealed class UsesItInAnAsyncIterator
    {
        public async IAsyncEnumerable<string> ReadAsync()
        {
            await Task.Yield();
            yield return new Catalog.OfCatalog().ToString()!;
        }
    }

    internal sealed class UsesItInALambda
    {
        private readonly Func<Task<string>> _read = async () =>
        {
            await Task.Yield();
            return new Catalog.OfCatalog().ToString()!;
        };
    }
}

namespace Planted.Consent
{
    internal sealed class UsesACapabilityBeside(Provenance.OfProvenance beside)
    {
        public override string ToString() => beside.ToString()!;
    }
}

namespace Planted.Provenance
{
    internal sealed class OfProvenance;
}

namespace Planted.Attic
{
    internal sealed class OfACapabilityWithoutFloor;
}

namespace Planted.Web
{
    internal sealed class PageThatQueries(IDbContextFactory<GovernanceDb> databases)
        : Microsoft.AspNetCore.Components.ComponentBase
    {
        public override string ToString() => databases.ToString()!;
    }

    internal static class HelperThatQueries
    {
        public static async Task<int> CountAsync(IServiceProvider services)
        {
            await using var db = await services
                .GetRequiredService<IDbContextFactory<GovernanceDb>>()
                .CreateDbContextAsync();
            return await db.Set<Run>().CountAsync();
        }
    }
}

namespace Planted.Samples
{
    internal sealed class StepThatQueries
    {
        public static async IAsyncEnumerable<string> NamesAsync(IServiceProvider services)
        {
            await using var db = await services
                .GetRequiredService<IDbContextFactory<GovernanceDb>>()
                .CreateDbContextAsync();
            foreach (var dataset in await db.Set<Dataset>().ToListAsync())
                yield return dataset.Name;
        }
    }
}

namespace Planted.Catalog
{
    internal sealed class OfCatalog;

    /// <summary>Each method writes rows of another capability outside its door.</summary>
    internal sealed class WritesElsewhere(GovernanceDb db, User user, Run run)
    {
        public Task UpdateASetAsync() =>
            db.Set<Run>().ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true));

        public async IAsyncEnumerable<int> DeleteASetAsync()
        {
            yield return await db.Set<Run>().Where(r => r.IsOver).ExecuteDeleteAsync();
        }

        public Task WriteSqlAsync(Guid id) => db.Database.ExecuteSqlAsync($"DELETE FROM runs WHERE id = {id}");

        public Task WriteSqlOfNoTableAsync(string table) =>
            db.Database.ExecuteSqlRawAsync("insert into " + table + " default values");

        public Func<Task> CopyInALambda() => async () => await db.CopyAsync([run], CancellationToken.None);

        public void Add() => db.Add(run);

        public void AddToASet() => db.Set<Run>().AddRange(run);

        public void AddUnnamed() => db.AddRange(new List<Run> { run });

        public void Remove() => db.Remove(user);

        public void SetState() => run.State = RunState.Failed;

        public void SetAnEntry() => db.Entry(run).State = EntityState.Deleted;
    }

    /// <summary>Writes its own rows, of which every change must be in the ledger.</summary>
    internal sealed class WritesInSets(GovernanceDb db, LedgerEntries ledger)
    {
        public Task UpdateWithoutEntryAsync() =>
            db.Set<Dataset>().ExecuteUpdateAsync(set => set.SetProperty(d => d.Description, ""));

        public Task DeleteBySqlWithoutEntryAsync() => db.Database.ExecuteSqlAsync($"DELETE FROM datasets");

        public async Task UpdateWithEntryAsync(Guid id)
        {
            await db.Set<Dataset>().ExecuteUpdateAsync(set => set.SetProperty(d => d.Description, ""));
            ledger.Append(db, Actor.Portal, "dataset.described", id);
        }
    }
}
