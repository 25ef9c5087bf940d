using System.Text.RegularExpressions;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// The door to audit suites: propose, approve, reject and read their versions. A version that is approved can be named by
/// promotion policies; nobody approves what the same account proposed.
/// </summary>
public sealed partial class AuditSuites(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    TimeProvider time
)
{
    private const int LongestAttribute = 200;

    /// <summary>Lists versions of suites, newest first.</summary>
    /// <param name="state">Only versions in this state; null = all.</param>
    public async Task<Result<Page<SuiteVersion>>> ListAsync(
        Actor actor,
        SuiteState? state,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var suites = db.Set<SuiteVersion>().AsNoTracking();
        if (state is not null)
            suites = suites.Where(s => s.State == state);
        return await suites.ToPageAsync(s => s.Id, new(cursor, size), ct);
    }

    /// <summary>Counts the proposed versions that the actor may approve: those that other accounts proposed.</summary>
    public async Task<Result<int>> PendingAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Approve) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<SuiteVersion>()
            .CountAsync(s => s.State == SuiteState.Proposed && s.CreatedById != actor.UserId, ct);
    }

    /// <summary>Finds a version of a suite; refused when there is none with this id.</summary>
    public async Task<Result<SuiteVersion>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var suite = await db.Set<SuiteVersion>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        return suite is null ? new NotFound("audit suite", id.ToString()) : suite;
    }

    /// <summary>Proposes a version of a suite: the first of a new name, or the next one of an existing name.</summary>
    public async Task<Result<SuiteVersion>> ProposeAsync(Actor actor, NewSuite wanted, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Propose) is { } refusal)
            return refusal;
        if (Fault(wanted) is { } fault)
            return fault;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync($"audit-suite {wanted.Name}", ct);
        var last = await db.Set<SuiteVersion>().Where(s => s.Name == wanted.Name).MaxAsync(s => (int?)s.Number, ct);
        var suite = new SuiteVersion
        {
            Name = wanted.Name,
            Number = (last ?? 0) + 1,
            Suite = wanted.Suite,
            Reason = wanted.Reason.Trim(),
            State = SuiteState.Proposed,
            CreatedById = actor.UserId,
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(suite);
        ledger.Append(
            db,
            actor,
            "audit-suite.proposed",
            suite.Id,
            new
            {
                suite.Name,
                suite.Number,
                suite.Suite,
                by = actor.UserId,
            }
        );
        return await change.CommitAsync(ct) is { } unsaved ? unsaved : suite;
    }

    /// <summary>Approves a version that another account proposed.</summary>
    public Task<Result<SuiteVersion>> ApproveAsync(Actor actor, Guid id, CancellationToken ct) =>
        DecideAsync(actor, id, SuiteState.Approved, ct);

    /// <summary>Rejects a proposed version; its proposer can withdraw it in the same way.</summary>
    public Task<Result<SuiteVersion>> RejectAsync(Actor actor, Guid id, CancellationToken ct) =>
        DecideAsync(actor, id, SuiteState.Rejected, ct);

    private async Task<Result<SuiteVersion>> DecideAsync(Actor actor, Guid id, SuiteState state, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync($"audit-suite {id}", ct);
        var suite = await db.Set<SuiteVersion>().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (suite is null)
            return new NotFound("audit suite", id.ToString());
        var own = suite.CreatedById == actor.UserId;
        if (!(own && state == SuiteState.Rejected) && actor.Lacks(AuditsPolicies.Approve) is { } lacks)
            return lacks;
        if (suite.State != SuiteState.Proposed)
            return new SuiteIsDecided(suite.Name, suite.Number, suite.State);
        if (own && state == SuiteState.Approved)
            return new OwnProposal("audit suite");
        (suite.State, suite.DecidedById, suite.Decided) = (state, actor.UserId, new(actor.Name, time.GetUtcNow()));
        ledger.Append(
            db,
            actor,
            state == SuiteState.Approved ? "audit-suite.approved" : "audit-suite.rejected",
            suite.Id,
            new
            {
                suite.Name,
                suite.Number,
                proposedBy = suite.CreatedById,
                by = actor.UserId,
            }
        );
        return await change.CommitAsync(ct) is { } unsaved ? unsaved : suite;
    }

    private static Refusal? Fault(NewSuite wanted)
    {
        if (wanted.Name is null || !SuiteName().IsMatch(wanted.Name))
            return new SuiteNameUnusable(wanted.Name ?? "");
        if (string.IsNullOrWhiteSpace(wanted.Reason))
            return new ReasonMissing();
        if (TextRule.Check("reason", wanted.Reason.Trim(), SuiteVersion.LongestReason) is { } unfit)
            return unfit;
        if (TextRule.Check("suite.groupBy", wanted.Suite.GroupBy, LongestAttribute) is { } group)
            return group;
        return wanted.Suite.Fault() is { } fault ? new SuiteUnusable(fault) : null;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex SuiteName();
}
