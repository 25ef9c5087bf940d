using System.Security.Cryptography;
using Governance.Access;
using Governance.Audits;
using Governance.Curation;
using Governance.Ethics;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Ethics;

/// <summary>A trained version to review, with users and seats.</summary>
internal static class EthicsWorld
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<Slice> OpenAsync(TestDatabase server) =>
        Slice.OpenAsync(server, services =>
            services
                .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
                .AddModels()
                .AddAudits()
                .AddEthics()
        );

    /// <summary>An actor; without named permissions, with all of Ethics.</summary>
    public static async Task<Actor> PersonAsync(this Slice slice, string name, params string[] permissions)
    {
        await using var db = slice.Db();
        var email = $"{name}-{Guid.NewGuid():N}@test";
        var user = new User
        {
            DisplayName = name,
            UserName = email,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
        };
        db.Add(user);
        await db.SaveChangesAsync(Ct);
        return new(
            user.Id,
            name,
            permissions.Length > 0
                ? permissions.ToHashSet()
                : new HashSet<string>
                {
                    EthicsPolicies.Read,
                    EthicsPolicies.Vote,
                    EthicsPolicies.Conduct,
                    AuditsPolicies.Read,
                }
        );
    }

    public static async Task<Actor> MemberAsync(
        this Slice slice,
        string name,
        MemberKind kind,
        params string[] permissions
    )
    {
        var person = await slice.PersonAsync(name, permissions);
        Assert.True(
            (await slice.Get<BoardMembers>().AppointAsync(Slice.Steward, person.UserId, kind, null, null, Ct)).Ok
        );
        return person;
    }

    public static async Task<ModelVersion> VersionAsync(
        this Slice slice,
        ModelVersionState state = ModelVersionState.Ready
    )
    {
        var (dataset, _, _) = await slice.PumpsAsync(1, 4, ("light", ["day", "dim"]));
        var purpose = await slice.PurposeAsync($"p{Guid.NewGuid():N}"[..12]);
        await using var db = slice.Db();
        var subject = db.Set<Governance.Consent.Subject>().First();
        await slice.ConsentAsync(subject, purpose);
        var sealedAs = (
            await slice
                .Get<Recipes>()
                .DraftAsync(
                    Slice.Steward,
                    dataset.Id,
                    "v",
                    new Recipe(new(Purpose: purpose.Code), [], AllocationScheme.Proportional, 2, 1),
                    Ct
                )
        ).Value;
        var model = new Model
        {
            Name = $"m{Guid.NewGuid():N}"[..16],
            Title = "Leaks on pumps",
            Label = new(LabelOrigin.Stratum, "light"),
            Classes = ["day", "dim"],
            Created = new("test", Slice.Start),
        };
        var version = new ModelVersion
        {
            ModelId = model.Id,
            Number = 1,
            State = state,
            DatasetVersionId = sealedAs.Id,
            ManifestDigest = new string('a', 64),
            PurposeId = purpose.Id,
            Fusion = "Early",
            Options = "{}",
            Seed = 1,
            Created = new("test", Slice.Start),
            RunId = Guid.NewGuid(),
            Losses = [],
            Excluded = new Dictionary<string, int>(),
            CodeVersion = "test",
            OnnxDigest = new string('b', 64),
            Parity = 1e-7,
            Metrics = Metrics,
            ReadyAt = Slice.Start,
        };
        db.Add(model);
        db.Add(version);
        slice.Get<LedgerEntries>().Append(db, Slice.Steward, "model-version.made-for-a-test", version.Id);
        await db.SaveChangesAsync(Ct);
        return version;
    }

    /// <summary>A finished audit of a version, with the sizes of its groups.</summary>
    public static async Task<AuditRun> AuditAsync(
        this Slice slice,
        ModelVersion version,
        bool passed,
        IReadOnlyDictionary<string, int> groups,
        params string[] findings
    )
    {
        var suite = await slice.PolicyAsync(version);
        await using var db = slice.Db();
        var report = CanonicalJson.Bytes(
            new
            {
                groupSizes = groups,
                findings,
                samples = new AuditSelection(40, 8, 40, true, 0, new Dictionary<string, int>(), []),
                more = "of which others read",
            }
        );
        var audit = new AuditRun
        {
            ModelVersionId = version.Id,
            DatasetVersionId = version.DatasetVersionId,
            State = AuditState.Finished,
            Verdict = passed ? AuditVerdict.Passed : AuditVerdict.Failed,
            Report = System.Text.Encoding.UTF8.GetString(report),
            ReportDigest = Convert.ToHexStringLower(SHA256.HashData(report)),
            Created = new("test", slice.Time.GetUtcNow()),
            FinishedAt = slice.Time.GetUtcNow(),
            SuiteId = suite,
        };
        db.Add(audit);
        slice.Get<LedgerEntries>().Append(db, Slice.Steward, "audit.made-for-a-test", audit.Id);
        await db.SaveChangesAsync(Ct);
        return audit;
    }

    /// <summary>
    /// The suite of the policy in force for “champion” of the version's model, on the version's own data; both are set by two
    /// accounts when there are none. Returns the suite.
    /// </summary>
    public static async Task<Guid> PolicyAsync(this Slice slice, ModelVersion version, string alias = "champion")
    {
        await using var db = slice.Db();
        if (await PromotionPolicies.InForceAsync(db, version.ModelId, alias, Ct) is { } there)
            return there.Policy.SuiteId;
        // The data of this world was drafted only; a policy names a sealed version.
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE dataset_versions SET state = 'Sealed', manifest_digest = {new string('a', 64)}, sample_count = 2,
                sealed_by = 'test', sealed_at = now(), split_digest = {new string('d', 64)}
            WHERE id = {version.DatasetVersionId} AND state = 'Draft'
            """,
            Ct
        );
        var model = await db.Set<Model>().SingleAsync(m => m.Id == version.ModelId, Ct);
        var suites = slice.Get<AuditSuites>();
        var suite = (await suites.ProposeAsync(Slice.Steward, new("standard", new(), "For tests."), Ct)).Value;
        Assert.True((await suites.ApproveAsync(Second, suite.Id, Ct)).Ok);
        var policies = slice.Get<PromotionPolicies>();
        var policy = await policies.ProposeAsync(
            Slice.Steward,
            model.Name,
            alias,
            new(suite.Id, version.DatasetVersionId, 3650, 1, 1, 1, "For tests."),
            Ct
        );
        Assert.True(policy.Ok, policy.Refusal?.What);
        var approved = await policies.ApproveAsync(Second, policy.Value.Policy.Id, Ct);
        Assert.True(approved.Ok, approved.Refusal?.What);
        return suite.Id;
    }

    private static readonly Actor Second = new(
        Guid.Parse("00000000-0000-7000-8000-00000000000f"),
        "second@test",
        new HashSet<string> { "*" }
    );

    public static NewReview Asking(ModelVersion version, string alias = "champion") =>
        new(
            version.Id,
            alias,
            "Leak detection goes into daily use",
            "It looks at photos of pumps and says whether one leaks.",
            [new("A leak is missed.", RiskLevel.High, ["Where it is unsure, an inspector looks."])]
        );

    public static async Task<EthicsReview> SubmittedAsync(
        this Slice slice,
        Actor by,
        ModelVersion version,
        string alias = "champion"
    ) => (await slice.Get<EthicsReviews>().DraftAsync(by, Asking(version, alias), submit: true, Ct)).Value;

    /// <summary>A review with all members present and the vote open.</summary>
    public static async Task OpenVoteAsync(this Slice slice, EthicsReview review, params Actor[] present)
    {
        foreach (var member in present)
            Expect(await slice.Get<EthicsReviews>().MarkPresentAsync(member, review.Id, null, true, Ct));
        Expect(await slice.Get<EthicsReviews>().OpenVoteAsync(present[0], review.Id, Ct));
    }

    public static async Task<EthicsReview> DecideAsync(
        this Slice slice,
        EthicsReview review,
        VoteChoice choice,
        params Actor[] present
    )
    {
        await slice.OpenVoteAsync(review, present);
        foreach (var member in present)
            Expect(
                await slice
                    .Get<EthicsReviews>()
                    .VoteAsync(member, review.Id, choice, choice == VoteChoice.Against ? "no" : null, Ct)
            );
        Expect(await slice.Get<EthicsReviews>().CloseAsync(present[0], review.Id, Ct));
        return await slice.ReviewAsync(review.Id);
    }

    public static async Task<EthicsReview> ReviewAsync(this Slice slice, Guid id)
    {
        await using var db = slice.Db();
        return (await db.Set<EthicsReview>().FindAsync([id], Ct))!;
    }

    public static void Expect(Result result) => Assert.True(result.Ok, result.Refusal?.What);

    private static ModelMetrics Metrics { get; } = new(new(0.9, 0.8, 0.95, 40), 0.3, 0.02, 3, []);
}
