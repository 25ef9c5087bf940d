namespace Governance.Audits;

/// <summary>The model's answers on the audited rows.</summary>
/// <param name="AsIs">With the modalities that each row has.</param>
/// <param name="ByMask">With those of a mask that the row has; index = mask, 0 = nothing; null where the model takes no such set.</param>
public sealed record MaskedPredictions(float[] AsIs, float[]?[] ByMask)
{
    public static MaskedPredictions Of(AuditedRows rows, PredictMasked predict)
    {
        var byMask = new float[8][];
        byMask[0] = predict(rows.Vectors, new byte[rows.Count]);
        foreach (var mask in rows.Subsets)
            byMask[mask] = predict(rows.Vectors, [.. rows.Masks.Select(m => (byte)(m & mask))]);
        return new(predict(rows.Vectors, rows.Masks), byMask);
    }
}
