using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Inference.Onnx;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Models;

/// <summary>
/// Four subjects with ten samples each, all permitted, a sealed version of them, and a model whose versions say what they
/// learned from: two subjects taught it, one validated, one tested. Its file is a real, tiny ONNX graph.
/// </summary>
internal sealed class ModelsWorld : IAsyncDisposable
{
    private static readonly string[] Everything =
    [
        ModelsPolicies.Read,
        ModelsPolicies.Promote,
        ModelsPolicies.Approve,
        ModelsPolicies.RollBack,
        ModelsPolicies.Suspend,
        ModelsPolicies.Acknowledge,
        ModelsPolicies.Train,
        ConsentPolicies.Read,
    ];

    private ModelsWorld(Slice slice) => Slice = slice;

    public Slice Slice { get; }
    public ModelAliases Aliases => Slice.Get<ModelAliases>();
    public ModelRegistry Registry => Slice.Get<ModelRegistry>();
    public Actor Ada { get; } = new(Guid.CreateVersion7(), "ada@test", Everything.ToHashSet());
    public Actor Ben { get; } = new(Guid.CreateVersion7(), "ben@test", Everything.ToHashSet());
    public ScriptedGate Gate { get; private init; } = new();
    public Purpose Purpose { get; private set; } = default!;
    public IReadOnlyList<Subject> Subjects { get; private set; } = [];
    public IReadOnlyList<Sample> Samples { get; private set; } = [];
    public DatasetVersion Cut { get; private set; } = default!;
    public Model Model { get; private set; } = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ModelsWorld> OpenAsync(TestDatabase server, double maxWithdrawnShare = 0)
    {
        var gate = new ScriptedGate();
        var slice = await Slice.OpenAsync(server, services =>
            services
                .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
                .AddModels()
                .AddSingleton<IPromotionGate>(gate)
                .Configure<ModelsOptions>(o => o.MaxWithdrawnShare = maxWithdrawnShare)
        );
        var world = new ModelsWorld(slice) { Gate = gate };
        world.Purpose = await slice.PurposeAsync();
        (var dataset, world.Subjects, world.Samples) = await slice.PumpsAsync(4, 10, ("fault", ["none", "leak"]));
        foreach (var subject in world.Subjects)
            await slice.ConsentAsync(subject, world.Purpose);
        var recipe = new Recipe(new SampleQuery(Purpose: world.Purpose.Code), [], AllocationScheme.Proportional, 40, 1);
        var draft = (await slice.Get<Recipes>().DraftAsync(Slice.Steward, dataset.Id, "All", recipe, Ct)).Value;
        await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct);
        await slice.WorkAsync();
        await using var db = slice.Db();
        world.Cut = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.Id, Ct);
        world.Model = new()
        {
            Name = "fault",
            Title = "Fault of a pump",
            Label = new(LabelOrigin.Stratum, "fault"),
            Classes = ["leak", "none"],
            Created = new("test", Slice.Start),
        };
        db.Add(world.Model);
        slice.Get<LedgerEntries>().Append(db, Slice.Steward, "test.seeded", world.Model.Id);
        await db.SaveChangesAsync(Ct);
        return world;
    }

    /// <summary>
    /// A ready version that learned from all subjects, or from these only (train, train, validation, test in their
    /// order).
    /// </summary>
    public async Task<ModelVersion> VersionAsync(
        int number,
        IReadOnlyList<Subject>? from = null,
        double parity = 1e-7,
        bool loads = true
    )
    {
        var bytes = loads
            ? new OnnxGraph("tiny")
                .Input("x", OnnxType.Float, "N", 2)
                .Scalar("k", (float)number)
                .Node("Mul", ["x", "k"], ["y"])
                .Output("y", OnnxType.Float, "N", 2)
                .ToBytes()
            : "no model"u8.ToArray();
        var file = await Slice.Get<IBlobStore>().PutAsync(new MemoryStream(bytes), 1_000_000, Ct);
        await using var db = Slice.Db();
        var version = new ModelVersion
        {
            ModelId = Model.Id,
            Number = number,
            State = ModelVersionState.Training,
            DatasetVersionId = Cut.Id,
            ManifestDigest = Cut.ManifestDigest!,
            PurposeId = Purpose.Id,
            Fusion = "Early",
            Options = "{}",
            Seed = 1,
            Created = new("test", Slice.Time.GetUtcNow()),
            RunId = Guid.CreateVersion7(),
            Losses = [new(1, 0.7, 0.6, 0.5)],
            Excluded = new Dictionary<string, int>(),
            CodeVersion = "test",
        };
        db.Add(version);
        Slice.Get<LedgerEntries>().Append(db, Slice.Steward, "test.seeded", version.Id);
        await db.SaveChangesAsync(Ct);
        var subjects = from ?? Subjects;
        var places = subjects
            .SelectMany((s, i) => Samples.Where(one => one.SubjectId == s.Id).Select(one => (Subject: i, Sample: one)))
            .Select(
                (p, n) =>
                    new ModelVersionSample
                    {
                        VersionId = version.Id,
                        Ordinal = n,
                        SampleId = p.Sample.Id,
                        SubjectOrdinal = p.Subject,
                        Role = p.Subject switch
                        {
                            < 2 => SampleRole.Train,
                            2 => SampleRole.Validation,
                            _ => SampleRole.Test,
                        },
                        Used = p.Sample.Present,
                    }
            )
            .ToList();
        await using (var transaction = await db.Database.BeginTransactionAsync(Ct))
        {
            await db.CopyAsync(places, Ct);
            await transaction.CommitAsync(Ct);
        }
        (version.State, version.OnnxDigest, version.OnnxLength, version.Parity, version.ReadyAt) = (
            ModelVersionState.Ready,
            file.Digest,
            file.Length,
            parity,
            Slice.Time.GetUtcNow()
        );
        version.Metrics = new(new(0.8, 0.5, 0.95, 10), 0.5, 0.1, 1, []);
        Slice.Get<LedgerEntries>().Append(db, Slice.Steward, "test.seeded", version.Id);
        await db.SaveChangesAsync(Ct);
        return version;
    }

    /// <summary>Ada proposes, Ben approves.</summary>
    public async Task<AliasEvent> PromoteAsync(int number, string alias = "champion")
    {
        Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var proposal = (
            await Aliases.ProposeAsync(Ada, Model.Name, alias, number, $"version {number} is better", Ct)
        ).Value;
        return (await Aliases.ApproveAsync(Ben, proposal.Proposal.Id, Ct)).Value;
    }

    public Task WithdrawAsync(Subject subject) =>
        Slice.ConsentAsync(subject, Purpose, ConsentState.Withdrawn, at: Slice.Time.GetUtcNow());

    public async Task EraseAsync(params Guid[] samples)
    {
        await using var db = Slice.Db();
        await db.Set<Sample>().Where(s => samples.Contains(s.Id)).ExecuteDeleteAsync(Ct);
    }

    public async Task<int?> StandsAtAsync(string alias = "champion") =>
        (await Registry.FindAsync(Ada, Model.Name, Ct)).Value.Aliases.SingleOrDefault(a => a.Alias == alias)?.Number;

    public ValueTask DisposeAsync() => Slice.DisposeAsync();
}

/// <summary>A gate as a floor above would bring it: an audit that a test lets pass or fail.</summary>
internal sealed class ScriptedGate : IPromotionGate
{
    public string Name => GateNames.Audit;
    public GateState State { get; set; } = GateState.Met;
    public string Digest { get; set; } = new('a', 64);
    public int Asked { get; private set; }

    /// <summary>Held up inside the question, so that a test can bring two moves together.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        Asked++;
        if (Meanwhile is { } wait)
            await wait();
        return new(
            Name,
            State,
            new WrittenMessage(State == GateState.Met ? "The audit passed." : "The audit failed."),
            "/audits/1",
            Digest
        );
    }
}
