using System.Security.Cryptography;
using System.Text;
using Governance.Inference.Fusion;

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
    Modalities[] Masks,
    int[] Labels,
    int[] Subjects,
    IReadOnlyList<string> Strata,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Attributes
)
{
    public int Count => Labels.Length;

    /// <summary>Every set of the model's modalities, the fullest first; without the empty one.</summary>
    public IReadOnlyList<Modalities> Subsets =>
        [
            .. Enumerable
                .Range(1, (int)Modalities.All)
                .Select(m => (Modalities)m)
                .Where(m => (m & ~Full) == 0)
                .OrderByDescending(m => m.Size())
                .ThenBy(m => m),
        ];

    /// <summary>Rows with every modality the model takes.</summary>
    public int[] Complete => [.. Enumerable.Range(0, Count).Where(i => Masks[i] == Full)];

    /// <summary>SHA-256 over keys, masks, labels and vectors, so that a resumed audit knows whether it still looks at the same.</summary>
    /// <param name="keys">One for each row.</param>
    public string Digest(IReadOnlyList<string> keys)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < Count; i++)
            hash.AppendData(Encoding.UTF8.GetBytes($"{keys[i]}\t{(int)Masks[i]}\t{Labels[i]}\n"));
        foreach (var m in ModalitySets.Every)
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Vectors[m].Values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
