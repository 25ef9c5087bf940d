namespace Governance.Monitoring;

/// <summary>
/// How often the tests find a planted shift in a modality with these numbers of vectors: both sides are drawn from the
/// reference, and every vector of one of them is moved.
/// </summary>
/// <param name="ReferenceRows">Vectors of the side that is not moved.</param>
/// <param name="BatchRows">Vectors of the side that is moved; at most half of the reference, so that the sides are disjoint.</param>
/// <param name="Shift">Length of the move, as a share of the vectors' typical distance from their mean (root mean square).</param>
/// <param name="Found">Trials in which the tests found the shift.</param>
/// <param name="Trials">Number of trials; 0 when the reference is too small to try.</param>
public sealed record ModalityPower(
    Modality Modality,
    int ReferenceRows,
    int BatchRows,
    double Shift,
    int Found,
    int Trials
)
{
    /// <summary>Whether the tests find the shift less often than they miss it.</summary>
    public bool IsTooLow => Trials == 0 || 2 * Found < Trials;
}
