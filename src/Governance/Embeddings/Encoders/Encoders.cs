using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Governance.Embeddings;

/// <summary>The door to encoders: list, register and retire them.</summary>
public sealed partial class Encoders(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    ScratchFolder scratch,
    LedgerEntries ledger,
    ProvenanceGraph graph,
    IOptions<EmbeddingsOptions> options,
    TimeProvider time,
    ILogger<Encoders> log
)
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 120;

    /// <summary>Lists encoders with their number of vectors: active ones first, then by modality and name.</summary>
    public async Task<Result<IReadOnlyList<EncoderRow>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await Rows(db, db.Set<Encoder>().AsNoTracking()).Take(Cursor.MaxPageSize).ToListAsync(ct);
        return Result.Of<IReadOnlyList<EncoderRow>>([
            .. rows.OrderBy(r => r.Encoder.State)
                .ThenBy(r => r.Encoder.Modality)
                .ThenBy(r => r.Encoder.Name, StringComparer.Ordinal),
        ]);
    }

    /// <summary>Lists encoders by cursor, newest first.</summary>
    public async Task<Result<Page<EncoderRow>>> PageAsync(Actor actor, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var encoders = db.Set<Encoder>().AsNoTracking();
        return await encoders.ToPageAsync(e => e.Id, new(cursor, size), some => Rows(db, some), r => r.Encoder.Id, ct);
    }

    /// <summary>An encoder with its number of vectors.</summary>
    public async Task<Result<EncoderRow>> FindAsync(Actor actor, Guid encoderId, CancellationToken ct)
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<Encoder>().AsNoTracking().Where(e => e.Id == encoderId))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("encoder", encoderId.ToString()) : row;
    }

    /// <summary>Retires an encoder: no new run can use it, its vectors and sets stay.</summary>
    public async Task<Result<Encoder>> RetireAsync(Actor actor, Guid encoderId, CancellationToken ct)
    {
        if (actor.Lacks(EmbeddingsPolicies.Register) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var encoder = await db.Set<Encoder>().SingleOrDefaultAsync(e => e.Id == encoderId, ct);
        if (encoder is null)
            return new NotFound("encoder", encoderId.ToString());
        if (encoder.BuiltIn)
            return new EncoderIsBuiltIn(encoder.Name);
        if (encoder.State == EncoderState.Retired)
            return new EncoderIsRetired(encoder.Name);
        var busy =
            from set in db.Set<EmbeddingSet>()
            where set.EncoderId == encoderId && set.FinishedAt == null
            join run in db.Set<Run>() on set.RunId equals run.Id
            where run.State == RunState.Queued || run.State == RunState.Running
            select run.Id;
        if (await busy.AnyAsync(ct))
            return new EncoderIsBusy(encoder.Name);
        encoder.State = EncoderState.Retired;
        encoder.Retired = new(actor.Name, time.GetUtcNow());
        ledger.Append(db, actor, "encoder.retired", encoder.Id, new { encoder.Name, encoder.Digest });
        if (await db.TrySaveAsync(ct, "encoder") is { } unsaved)
            return unsaved;
        return encoder;
    }

    private static IQueryable<EncoderRow> Rows(GovernanceDb db, IQueryable<Encoder> encoders) =>
        from encoder in encoders
        orderby encoder.Id descending
        select new EncoderRow(encoder, db.Set<Embedding>().Count(e => e.EncoderId == encoder.Id));
}
