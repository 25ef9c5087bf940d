using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Catalog;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Ethics;
using Microsoft.EntityFrameworkCore;

namespace Governance.Web.Tests.Models;

/// <summary>A small model that really learned, for pages to show, and the way of a version to its alias.</summary>
internal static class ModelsPages
{
    /// <summary>Four subjects with six samples each, all permitted, sealed and their notes embedded.</summary>
    public static async Task<(
        DatasetVersion Version,
        Purpose Purpose,
        Guid Encoder,
        IReadOnlyList<Guid> Subjects
    )> EmbeddedAsync(this PortalHost host)
    {
        var purpose = await host.PurposeAsync();
        var dataset = await host.DatasetAsync("Trained");
        var (first, _, samples) = await host.FillAsync(dataset, 24);
        var subjects = new List<Guid> { first.Id };
        await host.GiveAsync(first, purpose);
        await using (var db = host.Db())
            for (var i = 1; i < 4; i++)
            {
                var subject = await host.SubjectAsync();
                await host.GiveAsync(subject, purpose);
                var theirs = samples.Skip(6 * i).Take(6).Select(s => s.Id).ToArray();
                await db.Set<Sample>()
                    .Where(s => theirs.Contains(s.Id))
                    .ExecuteUpdateAsync(row => row.SetProperty(s => s.SubjectId, subject.Id), PortalHost.Ct);
                subjects.Add(subject.Id);
            }
        var recipe = new Recipe(new(Purpose: purpose.Code), [], AllocationScheme.Proportional, 24, 7);
        var draft = (
            await host.Get<Recipes>().DraftAsync(PageWorld.Everything, dataset.Id, "Everything", recipe, PortalHost.Ct)
        ).Value;
        var version = await host.SealAsync(draft.Id);
        var encoder = (await host.Get<Encoders>().ListAsync(PageWorld.Everything, PortalHost.Ct))
            .Value.First(e => e.Encoder is { BuiltIn: true, Modality: Modality.Text })
            .Encoder.Id;
        var sets = (
            await host.Get<EmbeddingSets>()
                .StartAsync(PageWorld.Everything, draft.Id, purpose.Code, [encoder], PortalHost.Ct)
        ).Value;
        await host.EndedAsync(sets[0].Run.Id);
        return (version, purpose, encoder, subjects);
    }

    /// <summary>A version that learned from notes, audited, approved by the board and promoted by two persons.</summary>
    public static async Task<(string Model, ModelVersionRow Version, IReadOnlyList<Guid> Subjects)> ChampionAsync(
        this PortalHost host
    )
    {
        var (cut, purpose, encoder, subjects) = await host.EmbeddedAsync();
        var name = $"light-{Guid.NewGuid():N}"[..20];
        var started = await host.Get<Trainings>()
            .StartAsync(
                PageWorld.Everything,
                new(
                    name,
                    cut.Id,
                    purpose.Code,
                    new(LabelOrigin.Stratum, "light"),
                    [encoder],
                    [FusionKind.Early],
                    Seed: 3
                ),
                PortalHost.Ct
            );
        await host.EndedAsync(started.Value[0].Run.Id);
        var version = (
            await host.Get<ModelRegistry>().VersionAsync(PageWorld.Everything, name, 1, PortalHost.Ct)
        ).Value;
        await host.PassedAsync(version.Version);
        await host.ApprovedAsync(version.Version);
        var proposal = (
            await host.Get<ModelAliases>()
                .ProposeAsync(PageWorld.Everything, name, "champion", 1, "the first", PortalHost.Ct)
        ).Value;
        var moved = await host.Get<ModelAliases>()
            .ApproveAsync(CatalogPages.Maker, proposal.Proposal.Id, PortalHost.Ct);
        Assert.True(moved.Ok, moved.Refusal?.What);
        return (
            name,
            (await host.Get<ModelRegistry>().VersionAsync(PageWorld.Everything, name, 1, PortalHost.Ct)).Value,
            subjects
        );
    }

    /// <summary>Puts a suite and a policy for “champion” in force, on the version's own data; returns the suite.</summary>
    public static async Task<Guid> PolicyAsync(this PortalHost host, ModelVersion version)
    {
        await using var db = host.Db();
        var model = await db.Set<Model>().SingleAsync(m => m.Id == version.ModelId, PortalHost.Ct);
        var (suites, policies) = (host.Get<AuditSuites>(), host.Get<PromotionPolicies>());
        var suite = (
            await suites.ProposeAsync(PageWorld.Everything, new("standard", new(), "For tests."), PortalHost.Ct)
        ).Value;
        Assert.True((await suites.ApproveAsync(CatalogPages.Maker, suite.Id, PortalHost.Ct)).Ok);
        var policy = await policies.ProposeAsync(
            PageWorld.Everything,
            model.Name,
            "champion",
            new(suite.Id, version.DatasetVersionId, 3650, 1, 1, 1, "For tests."),
            PortalHost.Ct
        );
        Assert.True(policy.Ok, policy.Refusal?.What);
        var approved = await policies.ApproveAsync(CatalogPages.Maker, policy.Value.Policy.Id, PortalHost.Ct);
        Assert.True(approved.Ok, approved.Refusal?.What);
        return suite.Id;
    }

    private static async Task PassedAsync(this PortalHost host, ModelVersion version)
    {
        var report = CanonicalJson.Text(
            new
            {
                groupSizes = new Dictionary<string, int>(),
                findings = Array.Empty<string>(),
                samples = new AuditSelection(40, 8, 40, true, 0, new Dictionary<string, int>(), []),
            }
        );
        var suite = await host.PolicyAsync(version);
        var audit = new AuditRun
        {
            ModelVersionId = version.Id,
            DatasetVersionId = version.DatasetVersionId,
            State = AuditState.Finished,
            Verdict = AuditVerdict.Passed,
            Report = report,
            ReportDigest = new string('d', 64),
            Created = new("test", host.Time.GetUtcNow()),
            FinishedAt = host.Time.GetUtcNow(),
            SuiteId = suite,
        };
        await using var db = host.Db();
        db.Add(audit);
        host.Get<LedgerEntries>().Append(db, PageWorld.Everything, "audit.made-for-a-test", audit.Id);
        await db.SaveChangesAsync(PortalHost.Ct);
    }

    private static async Task ApprovedAsync(this PortalHost host, ModelVersion version)
    {
        var emil = await host.OnlyMemberAsync();
        var board = host.Get<EthicsReviews>();
        var review = (
            await board.DraftAsync(
                CatalogPages.Maker,
                new(
                    version.Id,
                    "champion",
                    "Daily use",
                    "It reads notes.",
                    [new("It errs.", RiskLevel.Low, ["A person looks."])]
                ),
                submit: true,
                PortalHost.Ct
            )
        ).Value;
        Assert.True((await board.MarkPresentAsync(emil, review.Id, null, true, PortalHost.Ct)).Ok);
        Assert.True((await board.OpenVoteAsync(emil, review.Id, PortalHost.Ct)).Ok);
        Assert.True((await board.VoteAsync(emil, review.Id, VoteChoice.For, null, PortalHost.Ct)).Ok);
        Assert.True((await board.CloseAsync(emil, review.Id, PortalHost.Ct)).Ok);
    }
}
