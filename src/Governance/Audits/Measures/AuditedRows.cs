using System.Security.Cryptography;
using System.Text;
using Governance.Inference.Fusion;

namespace Governance.Audits;

/// <summary>The samples of an audit as numbers. Every list but <paramref name="Classes"/> has one entry for each sample.</summary>
/// <param name="Classes">The model's classes, in the order of its outputs.</param>
/// <param name="Full">The modalities that the model takes.</param>
/// <param name="Masks">Which of those a sample has (bit 0 text, 1 image, 2 sensor); at least one.</param>
/// <param name="Labels">0-based index of the right class.</param>
/// <param name="Subjects">0-based number of the sample's subject.</param>
/// <param name="Strata">The stratum by the version's recipe.</param>
/// <param name="Attributes">Scenario attributes, without the one that is predicted.</param>
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
    /// <summary>The number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>Every non-empty set of the model's modalities, the largest first.</summary>
    public IReadOnlyList<Modalities> Subsets =>
        [
            .. Enumerable
                .Range(1, (int)Modalities.All)
                .Select(m => (Modalities)m)
                .Where(m => (m & ~Full) == 0)
                .OrderByDescending(m => m.Size())
                .ThenBy(m => m),
        ];

    /// <summary>Indices of the rows with every modality that the model takes.</summary>
    public int[] Complete => [.. Enumerable.Range(0, Count).Where(i => Masks[i] == Full)];

    /// <summary>
    /// SHA-256 over keys, masks, labels and vectors, 64 hex characters. A resumed audit compares it to see whether its samples
    /// have changed.
    /// </summary>
    /// <param name="keys">The identity of each row's sample.</param>
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
