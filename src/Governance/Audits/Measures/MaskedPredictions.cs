namespace Governance.Audits;

/// <summary>The model's predictions on the audited rows: rows × classes probabilities, row by row.</summary>
/// <param name="AsIs">With the modalities that each row has.</param>
/// <param name="ByMask">With those modalities of a mask that the row has. Index = mask (0 = no modality); null where the
/// model lacks a modality of
/// the mask.</param>
public sealed record MaskedPredictions(float[] AsIs, float[]?[] ByMask)
{
    /// <summary>The answers with a set of modalities that the model takes.</summary>
    public float[] With(Modalities mask) => ByMask[(int)mask]!;

    /// <summary>Predicts once for each mask that the model takes, and once with the modalities as they are.</summary>
    public static MaskedPredictions Of(AuditedRows rows, PredictMasked predict)
    {
        var byMask = new float[ModalitySets.SetCount][];
        byMask[0] = predict(rows.Vectors, new Modalities[rows.Count]);
        foreach (var mask in rows.Subsets)
            byMask[(int)mask] = predict(rows.Vectors, [.. rows.Masks.Select(m => m & mask)]);
        return new(predict(rows.Vectors, rows.Masks), byMask);
    }
}
