using Governance.Annotation;
using Governance.Catalog;
using Governance.Curation;
using Governance.Platform;
using Governance.Statistics.Sampling;

namespace Governance.Samples;

/// <summary>Drafts the versions of the sample dataset, and opens the annotation project on the sealed one.</summary>
internal sealed class SampleProject(
    DatasetVersions versions,
    Recipes recipes,
    AnnotationProjects projects,
    LabelSchemas schemas
)
{
    public const string Balanced = "Balanced pump faults";
    public const string Night = "Night shift, as found";
    public const string Name = "Fault labelling, round 1";
    private const string SchemaName = "Pump inspection";

    private const string Guideline = """
        Look at photo, note and vibration together: none of them shows every fault. The water at the seals is dyed green, and the
        paint of the bearing housings turns pink where it is hot.

        1. Fault and Severity: as in a work order. If there is no fault, choose “No fault” and “None”.
        2. Defect: a box around the defect on the photo, no larger than needed. If no defect is visible, draw no box.
        3. Finding: the words of the note that name the fault, without the words around them.
        4. Episode: the time in which the vibration is clearly stronger than before and after.

        These samples are synthetic: a program drew them, and the pump station does not exist.
        """;

    /// <summary>
    /// The split of all versions of the dataset. The seed was chosen, without any model, so that every fault is in every part and
    /// at least eight subjects stay in the test part when some of them withdraw; a test counts them.
    /// </summary>
    internal static readonly EvaluationSplit Split = new()
    {
        Test = .35,
        Validation = .15,
        Seed = 400,
    };

    private static readonly Recipe BalancedRecipe = new(
        new SampleQuery(Modalities: [Modality.Text, Modality.Image, Modality.Sensor], Purpose: SampleConsents.Research),
        ["fault", "lighting"],
        AllocationScheme.Equal,
        120,
        2025,
        Split: Split
    );

    private static readonly Recipe NightRecipe = new(
        new SampleQuery(
            new Dictionary<string, IReadOnlyList<string>> { ["lighting"] = ["artificial", "dim"] },
            Purpose: SampleConsents.Research
        ),
        ["fault"],
        AllocationScheme.Proportional,
        60,
        7,
        Split: Split
    );

    private static readonly LabelDefinition Definition = new([
        new(
            "fault",
            LabelKind.Choice,
            "Fault",
            [
                new("none", "No fault"),
                new("seal-leak", "Seal leak"),
                new("cavitation", "Cavitation"),
                new("bearing-wear", "Bearing wear"),
                new("misalignment", "Misalignment"),
            ],
            Required: true
        ),
        new(
            "severity",
            LabelKind.Choice,
            "Severity",
            [new("none", "None"), new("slight", "Slight"), new("marked", "Marked"), new("severe", "Severe")],
            Required: true
        ),
        new("defect", LabelKind.Box, "Defect", Part: SampleMap.Photo),
        new("finding", LabelKind.Span, "Finding", Part: SampleMap.Note),
        new("episode", LabelKind.Range, "Episode", Part: SampleMap.Vibration),
    ]);

    public Task<DatasetVersion> BalancedAsync(Guid datasetId, CancellationToken ct) =>
        DraftAsync(datasetId, Balanced, BalancedRecipe, ct);

    /// <summary>Stays a draft, for a steward to seal.</summary>
    public Task<DatasetVersion> NightAsync(Guid datasetId, CancellationToken ct) =>
        DraftAsync(datasetId, Night, NightRecipe, ct);

    public async Task<Guid> OpenAsync(Guid versionId, CancellationToken ct)
    {
        var all = await SampleSteps.AllAsync(cursor => projects.ListAsync(Actor.Portal, cursor, null, ct));
        var there = all.FirstOrDefault(p => p.VersionId == versionId && p.Name == Name)?.Id;
        return there
            ?? SampleSteps
                .Expect(
                    await projects.CreateAsync(
                        Actor.Portal,
                        new(Name, versionId, await SchemaAsync(ct), Guideline: Guideline),
                        ct
                    )
                )
                .Id;
    }

    private async Task<Guid> SchemaAsync(CancellationToken ct)
    {
        var all = await SampleSteps.AllAsync(cursor => schemas.ListAsync(Actor.Portal, cursor, null, ct));
        var there = all.FirstOrDefault(s => s.Name == SchemaName)?.Versions.SingleOrDefault(v => v.Number == 1)?.Id;
        return there
            ?? SampleSteps.Expect(await schemas.AddAsync(Actor.Portal, SchemaName, Definition, ct)).Versions[0].Id;
    }

    /// <summary>The version with this name, drafted if it does not exist.</summary>
    public async Task<DatasetVersion> DraftAsync(Guid datasetId, string name, Recipe recipe, CancellationToken ct)
    {
        var all = await SampleSteps.AllAsync(cursor =>
            versions.ListAsync(Actor.Portal, datasetId, null, cursor, null, ct)
        );
        return all.Select(row => row.Version).Where(v => v.Name == name).MinBy(v => v.Number)
            ?? SampleSteps.Expect(await recipes.DraftAsync(Actor.Portal, datasetId, name, recipe, ct));
    }
}
