using System.Security.Cryptography;
using System.Text;
using Governance.Inference.Encoders;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Governance.Embeddings;

/// <remarks>This part registers encoders.</remarks>
public sealed partial class Encoders
{
    /// <summary>
    /// Registers an encoder: parses the description, inspects the file without running it, and runs it once on test input.
    /// Nothing is stored unless all of this succeeds.
    /// </summary>
    /// <param name="specJson">The <see cref="EncoderSpec"/> as JSON.</param>
    /// <param name="onnx">The ONNX file, at most <see cref="EmbeddingsOptions.MaxOnnxBytes"/> bytes.</param>
    public async Task<Result<Encoder>> RegisterAsync(
        Actor actor,
        string name,
        string specJson,
        Stream onnx,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EmbeddingsPolicies.Register) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(name))
            return new EncoderNameMissing();
        name = name.Trim();
        if (TextRule.Check("name", name, LongestName) is { } unfit)
            return unfit;
        var spec = EncoderCheck.ReadSpec(specJson);
        if (!spec.Ok)
            return spec.Refusal;
        if (await RefuseTakenAsync(name, null, ct) is { } taken)
            return taken;

        // In a scratch file until it has passed, so that a refused file leaves nothing in the blob store.
        await using var held = scratch.CreateFile();
        if (!await HoldAsync(onnx, held, options.Value.MaxOnnxBytes, ct))
            return new EncoderFileTooLarge(options.Value.MaxOnnxBytes);
        var bytes = new byte[held.Length];
        held.Position = 0;
        await held.ReadExactlyAsync(bytes, ct);
        var check = await Task.Run(() => EncoderCheck.Run(spec.Value, bytes), ct);
        if (check.Ok)
            return await KeepAsync(actor, new(name, spec.Value, bytes, BuiltIn: false), check.Value, ct);
        if (check.Refusal is EncoderUnfit { Cause: { } cause })
            RuntimeRejects(log, cause);
        return check.Refusal;
    }

    [LoggerMessage(LogLevel.Information, "ONNX Runtime rejects an encoder that was to be registered.")]
    private static partial void RuntimeRejects(ILogger log, Exception cause);

    /// <summary>
    /// Adds the built-in encoders that are missing; called at every start under the migration lock. A changed one is added
    /// next to its predecessor, because vectors of the two are not comparable.
    /// </summary>
    public async Task EnsureBuiltInAsync(CancellationToken ct)
    {
        foreach (var (name, spec, onnx) in EncoderCheck.BuiltIn())
        {
            var digest = DigestOf(spec, Convert.ToHexStringLower(SHA256.HashData(onnx)));
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await db.Set<Encoder>().AnyAsync(e => e.Digest == digest, ct))
                continue;
            var free = await db.Set<Encoder>().AnyAsync(e => e.Name == name, ct) ? $"{name} {digest[..8]}" : name;
            var check = EncoderCheck.Run(spec, onnx);
            if (!check.Ok)
                throw new InvalidOperationException(
                    $"The built-in encoder “{name}” does not run here: {check.Refusal.What}"
                );
            var kept = await KeepAsync(Actor.Portal, new(free, spec, onnx, BuiltIn: true), check.Value, ct);
            if (!kept.Ok)
                throw new InvalidOperationException(
                    $"The built-in encoder “{name}” was not stored: {kept.Refusal.What}"
                );
        }
    }

    private sealed record NewEncoder(string Name, EncoderSpec Spec, byte[] Onnx, bool BuiltIn);

    private async Task<Result<Encoder>> KeepAsync(
        Actor actor,
        NewEncoder given,
        CheckedEncoder check,
        CancellationToken ct
    )
    {
        var (name, spec, onnx, builtIn) = given;
        var onnxDigest = Convert.ToHexStringLower(SHA256.HashData(onnx));
        var digest = DigestOf(spec, onnxDigest);
        if (await RefuseTakenAsync(name, digest, ct) is { } taken)
            return taken;
        using var content = new MemoryStream(onnx, writable: false);
        var blob = await blobs.PutAsync(content, onnx.Length, ct);
        var now = time.GetUtcNow();
        var encoder = new Encoder
        {
            Name = name,
            Modality = EncoderCheck.ModalityOf(spec),
            Spec = CanonicalJson.Text(spec),
            OnnxDigest = blob.Digest,
            OnnxBytes = blob.Length,
            Digest = digest,
            Dimension = spec.Dimension,
            Parameters = check.Parameters,
            BuiltIn = builtIn,
            CheckedAt = now,
            CheckedOn = check.Provider,
            DryRunMessage = check.Trial,
            Created = new(actor.Name, now),
            State = EncoderState.Active,
        };
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Add(encoder);
        var step = graph.Record(
            db,
            actor,
            "register",
            new
            {
                encoder.Name,
                encoder.Modality,
                encoder.Dimension,
                encoder.BuiltIn,
                spec,
            }
        );
        ProvenanceGraph.Derive(db, step, ThingKey.Encoder(encoder.Id), digest, ThingKey.Blob(blob.Digest), blob.Digest);
        ledger.Append(
            db,
            actor,
            "encoder.registered",
            encoder.Id,
            new
            {
                encoder.Name,
                encoder.Modality,
                encoder.Dimension,
                encoder.Digest,
                encoder.OnnxDigest,
                encoder.BuiltIn,
                encoder.CheckedOn,
            }
        );
        var changed = new ChangedMeanwhile("list of encoders");
        if (await db.TrySaveAsync(changed, ct) is not { } refused)
            return encoder;
        return refused == changed ? await RefuseTakenAsync(name, digest, ct) ?? changed : refused;
    }

    private async Task<Refusal?> RefuseTakenAsync(string name, string? digest, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (
            digest is not null
            && await db.Set<Encoder>().Where(e => e.Digest == digest).Select(e => e.Name).FirstOrDefaultAsync(ct)
                is { } same
        )
            return new EncoderAlreadyRegistered(same);
        return await db.Set<Encoder>().AnyAsync(e => e.Name == name, ct) ? new EncoderNameTaken(name) : null;
    }

    /// <summary>SHA-256 over the canonical spec and the ONNX digest.</summary>
    private static string DigestOf(EncoderSpec spec, string onnxDigest) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{CanonicalJson.Text(spec)}\n{onnxDigest}")));

    private static async Task<bool> HoldAsync(Stream from, Stream to, long most, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer, ct)) > 0; )
        {
            if (to.Length + read > most)
                return false;
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return true;
    }
}
