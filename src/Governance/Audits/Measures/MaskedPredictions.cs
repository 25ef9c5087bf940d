namespace Governance.Audits;

/// <summary>The model's answers on the audited rows.</summary>
/// <param name="AsIs">With the modalities that each row has.</param>
/// <param name="ByMask">With those of a mask that the row has; index = mask, 0 = nothing; null where the model takes no such set.</param>
public sealed record MaskedPredictions(float[] AsIs, float[]?[] ByMask)
{
    /// <summary>The answers with a set of modalities that the model takes.</summary>
    public float[] With(Modalities mask) => ByMask[(int)mask]!;

    public static MaskedPredictions Of(AuditedRows rows, PredictMasked predict)
    {
        var byMask = new float[ModalitySets.SetCount][];
        byMask[0] = predict(rows.Vectors, new Modalities[rows.Count]);
        foreach (var mask in rows.Subsets)
            byMask[(int)mask] = predict(rows.Vectors, [.. rows.Masks.Select(m => m & mask)]);
        return new(predict(rows.Vectors, rows.Masks), byMask);
    }
}
