using System.Security.Cryptography;
using System.Text;
using Governance.Inference.Fusion;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>The samples of an audit as numbers; every list has one entry for each.</summary>
/// <param name="Full">The modalities that the model takes.</param>
/// <param name="Masks">Which of those a sample has, never none.</param>
/// <param name="Subjects">0-based ordinals.</param>
/// <param name="Strata">The stratum of the version's recipe.</param>
/// <param name="Attributes">Scenario attributes but the one that is predicted.</param>
public sealed record AuditedRows(
    IReadOnlyList<string> Classes,
    Modalities Full,
    FusionVectors Vectors,
    byte[] Masks,
    int[] Labels,
    int[] Subjects,
    IReadOnlyList<string> Strata,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Attributes
)
{
    public int Count => Labels.Length;

    /// <summary>Every set of the model's modalities, the fullest first; without the empty one.</summary>
    public IReadOnlyList<byte> Subsets =>
        [
            .. Enumerable
                .Range(1, 7)
                .Select(m => (byte)m)
                .Where(m => (m & ~(int)Full) == 0)
                .OrderByDescending(m => System.Numerics.BitOperations.PopCount(m))
                .ThenBy(m => m),
        ];

    /// <summary>Rows with every modality the model takes.</summary>
    public int[] Complete => [.. Enumerable.Range(0, Count).Where(i => Masks[i] == (byte)Full)];

    /// <summary>SHA-256 over keys, masks, labels and vectors, so that a resumed audit knows whether it still looks at the same.</summary>
    /// <param name="keys">One for each row.</param>
    public string Digest(IReadOnlyList<string> keys)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < Count; i++)
            hash.AppendData(Encoding.UTF8.GetBytes($"{keys[i]}\t{Masks[i]}\t{Labels[i]}\n"));
        for (var m = 0; m < 3; m++)
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Vectors[m].Values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A model as an audit asks it: vectors and masks in, rows × classes probabilities out. The same input gives the same answer.</summary>
public delegate float[] Ask(FusionVectors vectors, byte[] masks);

/// <summary>The model's answers on the audited rows.</summary>
/// <param name="AsIs">With the modalities that each row has.</param>
/// <param name="ByMask">With those of a mask that the row has; index = mask, 0 = nothing; null where the model takes no such set.</param>
public sealed record Answers(float[] AsIs, float[]?[] ByMask)
{
    public static Answers Of(AuditedRows rows, Ask ask)
    {
        var byMask = new float[8][];
        byMask[0] = ask(rows.Vectors, new byte[rows.Count]);
        foreach (var mask in rows.Subsets)
            byMask[mask] = ask(rows.Vectors, [.. rows.Masks.Select(m => (byte)(m & mask))]);
        return new(ask(rows.Vectors, rows.Masks), byMask);
    }
}
