using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Tests.Audits;

/// <summary>A champion cannot be made by any one account, nor by any audit that the policy does not name.</summary>
public sealed class ChampionTests(TestDatabase server)
{
    private static readonly Actor Ada = Person(0xa),
        Ben = Person(0xb);

    /// <summary>The same account as <see cref="Ada"/>, through another token.</summary>
    private static readonly Actor AdasToken = Ada with { Name = "ada by token" };

    /// <summary>What the lab's small model passes.</summary>
    private static readonly AuditSuite Lenient = new()
    {
        MinimumSamples = 1,
        MinimumSubjects = 1,
        MinimumAccuracy = .3,
        MinimumGain = null,
        MinimumFusionGain = null,
        MinimumLogLossGain = null,
        MaximumCalibrationError = null,
        MaximumDrop = null,
        MinimumWorstGroup = null,
        Replicates = 100,
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_people_a_suite_a_policy_and_its_audit_make_a_champion_and_the_gate_shows_the_figures()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        Assert.StartsWith(
            "No promotion policy is in force for “champion” of “fault”",
            await GateAsync(lab),
            StringComparison.Ordinal
        );
        var suite = await SuiteAsync(lab);
        await PolicyAsync(lab, Policy(lab, suite));
        Assert.StartsWith(
            "No audit by suite “lenient” 1 on “All” is finished",
            await GateAsync(lab),
            StringComparison.Ordinal
        );
        var audit = await AuditedAsync(lab, suiteId: suite);
        Assert.Equal(["champion"], audit.Aliases);
        Assert.False(audit.Exploratory);
        Assert.StartsWith("Counts for promotions to “champion”", audit.Standing, StringComparison.Ordinal);

        var (refused, moved) = await PromoteAsync(lab);
        Assert.True(refused is null, refused?.What);
        Assert.Equal(audit.Audit.ReportDigest, moved!.AuditDigest);
        lab.Slice.Time.Advance(TimeSpan.FromDays(2));
        var line = await GateAsync(lab);
        var report = AuditRuns.Report(audit.Audit)!;
        Assert.Contains("Audit by suite “lenient” 1 on “All”, 2 days old", line, StringComparison.Ordinal);
        Assert.Contains(
            $"{report.Samples.Count} samples of {report.Samples.Subjects} subject",
            line,
            StringComparison.Ordinal
        );
        Assert.Contains(report.Thresholds.Single(t => t.Name == "accuracy").Line.Text, line, StringComparison.Ordinal);
        await using var db = lab.Slice.Db();
        var kinds = await db.Set<LedgerEntry>().Select(e => e.Kind).ToListAsync(Ct);
        foreach (
            var kind in new[]
            {
                "audit-suite.proposed",
                "audit-suite.approved",
                "promotion-policy.proposed",
                "promotion-policy.approved",
            }
        )
            Assert.Contains(kind, kinds);
    }

    [Fact]
    public async Task No_account_approves_its_own_suite_policy_or_promotion_whatever_token_it_uses()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var (suites, policies) = (lab.Slice.Get<AuditSuites>(), lab.Slice.Get<PromotionPolicies>());
        var own = (await suites.ProposeAsync(Ada, new("own", Lenient, "mine"), Ct)).Value;
        Assert.IsType<OwnProposal>((await suites.ApproveAsync(Ada, own.Id, Ct)).Refusal);
        Assert.IsType<OwnProposal>((await suites.ApproveAsync(AdasToken, own.Id, Ct)).Refusal);
        Assert.IsType<SuiteNotApproved>(
            (await policies.ProposeAsync(Ada, "fault", "champion", Policy(lab, own.Id), Ct)).Refusal
        );
        await ForbiddenAsync(
            lab,
            $"UPDATE audit_suites SET state = 'Approved', decided_by_id = created_by_id, decided_by = 'x', decided_at = now()"
        );

        var suite = await SuiteAsync(lab);
        var policy = (await policies.ProposeAsync(Ada, "fault", "champion", Policy(lab, suite), Ct)).Value;
        Assert.IsType<OwnProposal>((await policies.ApproveAsync(AdasToken, policy.Policy.Id, Ct)).Refusal);
        Assert.IsType<PolicyWaits>(
            (await policies.ProposeAsync(Ben, "fault", "champion", Policy(lab, suite), Ct)).Refusal
        );
        await ForbiddenAsync(
            lab,
            $"UPDATE promotion_policies SET state = 'InForce', decided_by_id = created_by_id, decided_by = 'x', decided_at = now()"
        );
        Assert.StartsWith("No promotion policy is in force", await GateAsync(lab), StringComparison.Ordinal);
        Assert.True((await policies.ApproveAsync(Ben, policy.Policy.Id, Ct)).Ok);

        await AuditedAsync(lab, suiteId: suite);
        var proposal = (await lab.Slice.Get<ModelAliases>().ProposeAsync(Ada, "fault", "champion", 1, "r", Ct)).Value;
        Assert.IsType<SamePersonTwice>(
            (await lab.Slice.Get<ModelAliases>().ApproveAsync(AdasToken, proposal.Proposal.Id, Ct)).Refusal
        );
        Assert.IsType<NotFound>(
            (await lab.Slice.Get<ModelAliases>().RollBackAsync(Ada, "fault", "champion", 1, "back", Ct)).Refusal
        );
        Assert.True((await lab.Slice.Get<ModelAliases>().ApproveAsync(Ben, proposal.Proposal.Id, Ct)).Ok);

        // Loosening is a policy of its own, and until another account approves it the old one decides.
        var looser = Policy(lab, suite) with { MaximumAgeDays = 3650, MinimumSamples = 1, MaximumWithdrawnShare = 1 };
        var loosened = (await policies.ProposeAsync(Ben, "fault", "champion", looser, Ct)).Value;
        Assert.IsType<OwnProposal>((await policies.ApproveAsync(Ben, loosened.Policy.Id, Ct)).Refusal);
        Assert.Equal(
            policy.Policy.Id,
            (await policies.ListAsync(Ada, "fault", null, null, Ct))
                .Value.Items.Single(p => p.Policy.State == PolicyState.InForce)
                .Policy.Id
        );
        Assert.True((await policies.ApproveAsync(Ada, loosened.Policy.Id, Ct)).Ok);
        Assert.Equal(PolicyState.Replaced, (await policies.FindAsync(Ada, policy.Policy.Id, Ct)).Value.Policy.State);
        // What was approved is what decides: neither can be edited afterwards.
        await ForbiddenAsync(lab, $"UPDATE promotion_policies SET minimum_subjects = 1, maximum_age_days = 99");
        await ForbiddenAsync(lab, $"UPDATE audit_suites SET suite = '{{}}'");
        await ForbiddenAsync(lab, $"DELETE FROM promotion_policies");
        Assert.IsType<PolicyIsDecided>((await policies.ApproveAsync(Ben, loosened.Policy.Id, Ct)).Refusal);
        Assert.IsType<SuiteIsDecided>((await suites.RejectAsync(Ben, suite, Ct)).Refusal);
    }

    [Fact]
    public async Task An_audit_that_the_policy_does_not_name_opens_nothing()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var suite = await SuiteAsync(lab);
        await PolicyAsync(lab, Policy(lab, suite));

        // A suite that requires nothing is refused by name, at both doors.
        var nothing = Lenient with { MinimumAccuracy = null };
        Assert.Equal(
            new SuiteUnusable(SuiteFault.NoThreshold),
            (await lab.Audits.StartAsync(Ada, new(lab.Version.Id, null, nothing), Ct)).Refusal
        );
        Assert.Equal(
            new SuiteUnusable(SuiteFault.NoThreshold),
            (await lab.Slice.Get<AuditSuites>().ProposeAsync(Ada, new("nothing", nothing, "r"), Ct)).Refusal
        );
        Assert.IsType<SuiteGivenTwice>(
            (await lab.Audits.StartAsync(Ada, new(lab.Version.Id, null, Lenient, suite), Ct)).Refusal
        );

        // The same thresholds, but of its own; another version of the suite; another dataset version.
        var own = await AuditedAsync(lab, Lenient);
        Assert.Equal((AuditVerdict.Passed, true), (own.Audit.Verdict, own.Exploratory));
        Assert.StartsWith("Exploratory:", own.Standing, StringComparison.Ordinal);
        var second = await SuiteAsync(lab);
        Assert.Equal(2, (await lab.Slice.Get<AuditSuites>().FindAsync(Ada, second, Ct)).Value.Number);
        Assert.True((await AuditedAsync(lab, suiteId: second)).Exploratory);
        var elsewhere = await lab.SealAsync("Again", 160);
        Assert.True((await AuditedAsync(lab, suiteId: suite, on: elsewhere.Id)).Exploratory);
        var (refused, _) = await PromoteAsync(lab);
        Assert.Contains(
            "3 other audits are exploratory and open nothing.",
            string.Join(' ', Assert.IsType<GatesUnmet>(refused).Lines),
            StringComparison.Ordinal
        );

        Assert.False((await AuditedAsync(lab, suiteId: suite)).Exploratory);
        Assert.Null((await PromoteAsync(lab)).Refused);
    }

    [Fact]
    public async Task An_audit_that_does_not_keep_the_policy_opens_nothing()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var suite = await SuiteAsync(lab);
        var audit = await AuditedAsync(lab, suiteId: suite);
        var report = AuditRuns.Report(audit.Audit)!;
        async Task RefusedAsync(NewPolicy policy, string says)
        {
            await PolicyAsync(lab, policy);
            var (refused, _) = await PromoteAsync(lab);
            Assert.Contains(says, string.Join(' ', Assert.IsType<GatesUnmet>(refused).Lines), StringComparison.Ordinal);
        }
        var policy = Policy(lab, suite);
        await RefusedAsync(
            policy with
            {
                MinimumSubjects = report.Samples.Subjects + 1,
            },
            $"the policy requires at least {report.Samples.Subjects + 1}."
        );
        await RefusedAsync(
            policy with
            {
                MinimumSamples = report.Samples.Count + 1,
            },
            $"the policy requires at least {report.Samples.Count + 1}."
        );
        await RefusedAsync(policy with { ApproverRole = Roles.Compliance }, "role “compliance officer”");
        lab.Slice.Time.Advance(TimeSpan.FromDays(31));
        await RefusedAsync(policy, "The audit is 31 days old; the policy allows at most 30.");

        // A newer audit by the policy that fails overrides an older one that passed.
        var strict = await SuiteAsync(lab, Lenient with { MinimumSamples = 1000 });
        await AuditedAsync(lab, suiteId: strict);
        await RefusedAsync(Policy(lab, strict), "The audit did not pass: The audit covers only");

        // With fewer subjects than the suite requires, the audit is not assessed.
        var many = await SuiteAsync(lab, Lenient with { MinimumSubjects = 100 });
        await AuditedAsync(lab, suiteId: many);
        await RefusedAsync(Policy(lab, many), "The audit was not assessed:");
    }

    [Fact]
    public async Task A_version_that_has_lost_more_than_the_policy_allows_does_not_become_champion()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var suite = await SuiteAsync(lab);
        await AuditedAsync(lab, suiteId: suite);
        await PolicyAsync(lab, Policy(lab, suite));
        Assert.Null((await PromoteAsync(lab)).Refused);
        var registry = lab.Slice.Get<ModelRegistry>();
        var behind = (await registry.ConsentsBehindAsync(Ada, lab.Version.Id, 0, 50, Ct)).Value.Items[0];
        lab.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        await using var db = lab.Slice.Db();
        await lab.Slice.ConsentAsync(
            await db.Set<Subject>().SingleAsync(s => s.Id == behind.SubjectId, Ct),
            lab.Purpose,
            ConsentState.Withdrawn,
            at: lab.Slice.Time.GetUtcNow()
        );

        var cover = (await registry.VersionAsync(Ada, lab.Version.Id, Ct)).Value.Cover;
        Assert.Equal(behind.Samples, cover.Lost);
        Assert.Contains("; the policy allows at most 0 %.", await GateAsync(lab), StringComparison.Ordinal);

        // Above the share that is lost, the policy does not refuse.
        await PolicyAsync(lab, Policy(lab, suite) with { MaximumWithdrawnShare = cover.Share });
        Assert.DoesNotContain("the policy allows at most", await GateAsync(lab), StringComparison.Ordinal);
        await PolicyAsync(lab, Policy(lab, suite) with { MaximumWithdrawnShare = cover.Share - 1e-6 });
        Assert.Contains("the policy allows at most", await GateAsync(lab), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_is_open_to_a_version_that_a_policy_let_through_and_to_one_from_before_policies_only_by_an_audit()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        await PromotedBeforePoliciesAsync(lab);
        var (state, line) = await WayBackAsync(lab, "old-champion");
        Assert.Equal(GateState.Unmet, state);
        Assert.StartsWith("No promotion policy is in force", line, StringComparison.Ordinal);

        var suite = await SuiteAsync(lab);
        await PolicyAsync(lab, Policy(lab, suite));
        Assert.Equal(GateState.Unmet, (await WayBackAsync(lab)).State);
        await AuditedAsync(lab, suiteId: suite);
        Assert.Equal(GateState.Met, (await WayBackAsync(lab)).State);
        Assert.Null((await PromoteAsync(lab)).Refused);
        Assert.Equal(GateState.NotAsked, (await WayBackAsync(lab)).State);
        // Two people let it through, so a policy that has become stricter since does not close the way back.
        await PolicyAsync(lab, Policy(lab, suite) with { MinimumSamples = 100_000 });
        Assert.Equal(GateState.NotAsked, (await WayBackAsync(lab)).State);
    }

    [Fact]
    public async Task A_policy_whose_evaluation_version_was_withdrawn_names_the_successor()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        await PolicyAsync(lab, Policy(lab, await SuiteAsync(lab)));
        await using (var db = lab.Slice.Db())
            await db.Set<DatasetVersion>()
                .Where(v => v.Id == lab.Cut.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.State, VersionState.Withdrawn), Ct);
        Assert.EndsWith("Propose a policy with another version.", await GateAsync(lab), StringComparison.Ordinal);

        Run drawing;
        await using (var change = await Change.BeginAsync(lab.Slice.Get<IDbContextFactory<GovernanceDb>>(), Ct))
        {
            var withdrawn = await change
                .Db.Set<DatasetVersion>()
                .AsNoTracking()
                .SingleAsync(v => v.Id == lab.Cut.Id, Ct);
            drawing = await lab.Slice.Get<IVersionSuccession>().SucceedAsync(change.Db, Ada, withdrawn, Ct);
            Assert.Null(await change.CommitAsync(Ct));
        }
        lab.Slice.Get<JobRuns>().Enqueue(drawing);
        await lab.Slice.WorkAsync();
        Assert.EndsWith(
            $"Propose a policy with its successor, version {lab.Cut.Number + 1} “{lab.Cut.Name}”.",
            await GateAsync(lab),
            StringComparison.Ordinal
        );
    }

    private static async Task<(GateState State, string Line)> WayBackAsync(AuditLab lab, string alias = "champion")
    {
        var aliases = lab.Slice.Get<ModelAliases>();
        var gates = (await aliases.GatesAsync(Ada, "fault", alias, 1, AliasMove.Rollback, Ct)).Value;
        var gate = gates.Single(g => g.Gate == GateNames.Audit);
        return (gate.State, gate.Answer.Text);
    }

    /// <summary>The history of “old-champion”, as an alias has it from a release without promotion policies.</summary>
    private static async Task PromotedBeforePoliciesAsync(AuditLab lab)
    {
        await using var db = lab.Slice.Db();
        var proposal = new AliasProposal
        {
            ModelId = lab.Version.ModelId,
            Alias = "old-champion",
            Move = AliasMove.Promotion,
            FromVersionId = null,
            ToVersionId = lab.Version.Id,
            Reason = "before policies",
            ProposedById = Ada.UserId,
            Proposed = new(Ada.Name, lab.Slice.Time.GetUtcNow()),
            State = ProposalState.Carried,
        };
        db.Add(proposal);
        db.Add(
            new AliasGateAnswer
            {
                ProposalId = proposal.Id,
                Phase = GatePhase.Moving,
                Ordinal = 0,
                AskedAt = lab.Slice.Time.GetUtcNow(),
                Gate = GateNames.Audit,
                State = GateState.Met,
                Answer = new AuditPassed(),
            }
        );
        var moved = new AliasEvent
        {
            ModelId = proposal.ModelId,
            Alias = proposal.Alias,
            PreviousEventId = null,
            Move = AliasMove.Promotion,
            FromVersionId = null,
            ToVersionId = proposal.ToVersionId,
            Reason = proposal.Reason,
            ProposalId = proposal.Id,
            ProposedById = Ada.UserId,
            ProposedBy = Ada.Name,
            ApprovedById = Ben.UserId,
            ApprovedBy = Ben.Name,
            LearnedFrom = 1,
            Withdrawn = 0,
            ConsentDigest = new string('0', 64),
            At = lab.Slice.Time.GetUtcNow(),
        };
        db.Add(moved);
        lab.Slice.Get<LedgerEntries>().Append(db, Ada, "alias.promoted", moved.Id, new { moved.Alias });
        await db.SaveChangesAsync(Ct);
    }

    [Fact]
    public async Task From_few_subjects_nothing_is_said_about_the_answers_of_a_confidence()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        Assert.Null((await lab.Audits.ReliabilityAsync(Ada, lab.Version.Id, .9, Ct)).Value);
        // An own suite that is content with one subject changes nothing: the audit covers two.
        var audit = await AuditedAsync(lab, Lenient);
        Assert.Equal(AuditVerdict.Passed, audit.Audit.Verdict);
        foreach (var bin in AuditRuns.Report(audit.Audit)!.Core.Calibration.Bins)
            Assert.Null((await lab.Audits.ReliabilityAsync(Ada, lab.Version.Id, (bin.From + bin.To) / 2, Ct)).Value);
    }

    [Fact]
    public async Task What_waits_for_a_person_s_approval_is_what_others_proposed()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var (suites, policies) = (lab.Slice.Get<AuditSuites>(), lab.Slice.Get<PromotionPolicies>());
        var proposed = (await suites.ProposeAsync(Ada, new("waits", Lenient, "for a test"), Ct)).Value;
        Assert.Equal((0, 1), ((await suites.PendingAsync(Ada, Ct)).Value, (await suites.PendingAsync(Ben, Ct)).Value));
        Assert.True((await suites.ApproveAsync(Ben, proposed.Id, Ct)).Ok);
        Assert.Equal(0, (await suites.PendingAsync(Ben, Ct)).Value);
        Assert.True((await policies.ProposeAsync(Ben, "fault", "champion", Policy(lab, proposed.Id), Ct)).Ok);
        Assert.Empty((await policies.PendingAsync(Ben, Ct)).Value);
        Assert.Equal(["fault"], (await policies.PendingAsync(Ada, Ct)).Value);
        Assert.IsType<NotAllowed>((await policies.PendingAsync(Slice.Nobody, Ct)).Refusal);
    }

    private static Actor Person(byte id) =>
        new(Guid.Parse($"00000000-0000-7000-8000-0000000000{id:x2}"), $"person-{id}", new HashSet<string> { "*" });

    private static NewPolicy Policy(AuditLab lab, Guid suite) => new(suite, lab.Cut.Id, 30, 1, 1, 0, "for a test");

    private static async Task<Guid> SuiteAsync(AuditLab lab, AuditSuite? suite = null)
    {
        var suites = lab.Slice.Get<AuditSuites>();
        var proposed = await suites.ProposeAsync(Ada, new("lenient", suite ?? Lenient, "for a test"), Ct);
        Assert.True(proposed.Ok, proposed.Refusal?.What);
        Assert.True((await suites.ApproveAsync(Ben, proposed.Value.Id, Ct)).Ok);
        return proposed.Value.Id;
    }

    private static async Task PolicyAsync(AuditLab lab, NewPolicy wanted)
    {
        var policies = lab.Slice.Get<PromotionPolicies>();
        var proposed = await policies.ProposeAsync(Ben, "fault", "champion", wanted, Ct);
        Assert.True(proposed.Ok, proposed.Refusal?.What);
        var approved = await policies.ApproveAsync(Ada, proposed.Value.Policy.Id, Ct);
        Assert.True(approved.Ok, approved.Refusal?.What);
    }

    private static async Task<AuditRow> AuditedAsync(
        AuditLab lab,
        AuditSuite? suite = null,
        Guid? suiteId = null,
        Guid? on = null
    )
    {
        lab.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var started = await lab.Audits.StartAsync(Ada, new(lab.Version.Id, on, suite, suiteId), Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        return await lab.FinishedAsync(started.Value.Id);
    }

    /// <summary>Ada proposes, Ben approves; a refused proposal is withdrawn.</summary>
    private static async Task<(Refusal? Refused, AliasEvent? Moved)> PromoteAsync(AuditLab lab)
    {
        var aliases = lab.Slice.Get<ModelAliases>();
        var proposal = await aliases.ProposeAsync(Ada, "fault", "champion", 1, "it is better", Ct);
        Assert.True(proposal.Ok, proposal.Refusal?.What);
        var moved = await aliases.ApproveAsync(Ben, proposal.Value.Proposal.Id, Ct);
        if (moved.Ok)
            return (null, moved.Value);
        Assert.True((await aliases.WithdrawAsync(Ada, proposal.Value.Proposal.Id, Ct)).Ok);
        return (moved.Refusal, null);
    }

    private static async Task<string> GateAsync(AuditLab lab) =>
        (await lab.Slice.Get<ModelAliases>().GatesAsync(Ada, "fault", "champion", 1, AliasMove.Promotion, Ct))
            .Value.Single(g => g.Gate == GateNames.Audit)
            .Answer.Text;

    private static async Task ForbiddenAsync(AuditLab lab, FormattableString sql)
    {
        await using var db = lab.Slice.Db();
        var refused = await Assert.ThrowsAnyAsync<PostgresException>(() => db.Database.ExecuteSqlAsync(sql, Ct));
        Assert.StartsWith("23", refused.SqlState, StringComparison.Ordinal);
    }
}
