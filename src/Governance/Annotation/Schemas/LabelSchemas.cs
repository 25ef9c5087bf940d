using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>The door to label schemas. A version never changes; every change is a new version.</summary>
public sealed class LabelSchemas(IDbContextFactory<GovernanceDb> databases, LedgerEntries ledger, TimeProvider time)
{
    /// <summary>Lists schemas with their versions, by name.</summary>
    public async Task<Result<Page<SchemaSummary>>> ListAsync(
        Actor actor,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var schemas = db.Set<LabelSchema>().AsNoTracking();
        var listed = await schemas.ToPageAsync(s => s.Name, new(cursor, size), ct, ascending: true);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        var ids = page.Items.Select(s => s.Id).ToArray();
        var versions = (
            await db.Set<LabelSchemaVersion>().AsNoTracking().Where(v => ids.Contains(v.SchemaId)).ToListAsync(ct)
        ).ToLookup(v => v.SchemaId);
        return new Page<SchemaSummary>([.. page.Items.Select(s => Summary(s, versions[s.Id]))], page.Next);
    }

    /// <summary>A schema with its versions, newest first.</summary>
    public async Task<Result<SchemaSummary>> FindAsync(Actor actor, Guid schemaId, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var schema = await db.Set<LabelSchema>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == schemaId, ct);
        if (schema is null)
            return new NotFound("label schema", schemaId.ToString());
        return Summary(
            schema,
            await db.Set<LabelSchemaVersion>().AsNoTracking().Where(v => v.SchemaId == schemaId).ToListAsync(ct)
        );
    }

    /// <summary>Adds a schema with its version 1.</summary>
    public async Task<Result<SchemaSummary>> AddAsync(
        Actor actor,
        string name,
        LabelDefinition definition,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Manage) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var added = Add(db, actor, name, definition);
        if (!added.Ok)
            return added.Refusal;
        if (await db.TrySaveAsync(new SchemaNameTaken(name.Trim()), ct) is { } refused)
            return refused;
        var schema = db.Set<LabelSchema>().Local.Single();
        return Summary(schema, [added.Value]);
    }

    /// <summary>Adds the next version to a schema.</summary>
    public async Task<Result<SchemaVersionSummary>> AddVersionAsync(
        Actor actor,
        Guid schemaId,
        LabelDefinition definition,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Manage) is { } refusal)
            return refusal;
        if (Fault(definition) is { } fault)
            return fault;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Set<LabelSchema>().AnyAsync(s => s.Id == schemaId, ct))
            return new NotFound("label schema", schemaId.ToString());
        var last = await db.Set<LabelSchemaVersion>()
            .Where(v => v.SchemaId == schemaId)
            .MaxAsync(v => (int?)v.Number, ct)
            ?? 0;
        var version = Version(actor, schemaId, last + 1, definition);
        db.Add(version);
        AppendToLedger(db, actor, version);
        if (await db.TrySaveAsync(new ChangedMeanwhile("label schema"), ct) is { } refused)
            return refused;
        return Summary(version);
    }

    /// <summary>Adds the schema and its version 1 to the caller's context; a taken name is found when the caller saves.</summary>
    internal Result<LabelSchemaVersion> Add(GovernanceDb db, Actor actor, string? name, LabelDefinition definition)
    {
        if (string.IsNullOrWhiteSpace(name))
            return new SchemaNameMissing();
        if (TextRule.Check("name", name.Trim(), 120) is { } unfit)
            return unfit;
        if (Fault(definition) is { } fault)
            return fault;
        var schema = new LabelSchema { Name = name.Trim(), CreatedAt = time.GetUtcNow() };
        var version = Version(actor, schema.Id, 1, definition);
        db.Add(schema);
        db.Add(version);
        ledger.Append(db, actor, "label-schema.added", schema.Id, new { schema.Name });
        AppendToLedger(db, actor, version);
        return version;
    }

    /// <summary>A request may leave the definition out.</summary>
    private static Refusal? Fault(LabelDefinition? definition) =>
        definition is null ? new SchemaUnusable(new SchemaHasNoDefinition()) : definition.Check();

    private LabelSchemaVersion Version(Actor actor, Guid schemaId, int number, LabelDefinition definition) =>
        new()
        {
            SchemaId = schemaId,
            Number = number,
            Definition = definition,
            Created = new(actor.Name, time.GetUtcNow()),
        };

    private void AppendToLedger(GovernanceDb db, Actor actor, LabelSchemaVersion version) =>
        ledger.Append(
            db,
            actor,
            "label-schema.version-added",
            version.Id,
            new
            {
                Schema = version.SchemaId,
                version.Number,
                version.Definition,
            }
        );

    private static SchemaSummary Summary(LabelSchema schema, IEnumerable<LabelSchemaVersion> versions) =>
        new(schema.Id, schema.Name, schema.CreatedAt, [.. versions.OrderByDescending(v => v.Number).Select(Summary)]);

    private static SchemaVersionSummary Summary(LabelSchemaVersion version) =>
        new(version.Id, version.Number, version.Definition, version.Created.At, version.Created.By);
}
