namespace Governance.Models;

/// <summary>The input of a batch for one row: for each modality its raw input, a vector that exists already, or neither.</summary>
internal sealed record ServingRow(PerModality<ServingInput> Inputs)
{
    /// <summary>The same row with nothing but the modalities of a set.</summary>
    public ServingRow Keep(Modalities set) =>
        new(Inputs.Map((m, input) => set.Has(m) ? input : new(null, null, input.Absent)));
}
