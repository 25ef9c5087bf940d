using Governance.Annotation;
using Governance.Catalog;
using Governance.Curation;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Microsoft.EntityFrameworkCore;

namespace Governance.Samples;

/// <summary>The versions that are cut from the sample dataset, and the annotation project on the sealed one.</summary>
internal sealed class SampleProject(
    IDbContextFactory<GovernanceDb> databases,
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
        Look at photo, note and vibration together.

        1. Fault and Severity: what you would write into a work order. No fault: choose “No fault” and “None”.
        2. Defect: a box around what shows on the photo, no larger than needed. Nothing shows: no box.
        3. Finding: the words of the note that name the fault, without the words around them.
        4. Episode: where the vibration is clearly stronger than before and after.

        These samples are synthetic: drawn by a program, of a pump station that does not exist.
        """;

    private static readonly Recipe BalancedRecipe = new(
        new SampleQuery(Modalities: [Modality.Text, Modality.Image, Modality.Sensor], Purpose: SampleConsents.Research),
        ["fault", "lighting"],
        AllocationScheme.Equal,
        120,
        2025
    );

    private static readonly Recipe NightRecipe = new(
        new SampleQuery(
            new Dictionary<string, IReadOnlyList<string>> { ["lighting"] = ["artificial", "dim"] },
            Purpose: SampleConsents.Research
        ),
        ["fault"],
        AllocationScheme.Proportional,
        60,
        7
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

    /// <summary>Stays a draft: sealing it is the steward's work.</summary>
    public Task<DatasetVersion> NightAsync(Guid datasetId, CancellationToken ct) =>
        DraftAsync(datasetId, Night, NightRecipe, ct);

    public async Task<Guid> OpenAsync(Guid versionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var there = await db.Set<AnnotationProject>()
            .Where(p => p.VersionId == versionId && p.Name == Name)
            .Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(ct);
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
        await using var db = await databases.CreateDbContextAsync(ct);
        var there = await db.Set<LabelSchemaVersion>()
            .Where(v => v.Number == 1 && db.Set<LabelSchema>().Any(s => s.Id == v.SchemaId && s.Name == SchemaName))
            .Select(v => (Guid?)v.Id)
            .SingleOrDefaultAsync(ct);
        return there
            ?? SampleSteps.Expect(await schemas.AddAsync(Actor.Portal, SchemaName, Definition, ct)).Versions[0].Id;
    }

    private async Task<DatasetVersion> DraftAsync(Guid datasetId, string name, Recipe recipe, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var there = await db.Set<DatasetVersion>()
            .AsNoTracking()
            .Where(v => v.DatasetId == datasetId && v.Name == name)
            .OrderBy(v => v.Number)
            .FirstOrDefaultAsync(ct);
        return there ?? SampleSteps.Expect(await recipes.DraftAsync(Actor.Portal, datasetId, name, recipe, ct));
    }
}
