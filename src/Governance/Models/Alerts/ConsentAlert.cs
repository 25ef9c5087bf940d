namespace Governance.Models;

/// <summary>A version that learned from samples whose consent has since been withdrawn, has expired or was erased.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Number">Number of the version.</param>
/// <param name="Cover">The consent behind the version now.</param>
/// <param name="NewlyLost">Samples lost since the last acknowledgement; 0 = the alert is acknowledged.</param>
/// <param name="Answering">The aliases for which the version answers predictions now.</param>
/// <param name="Acknowledgement">The last acknowledgement; null = none.</param>
public sealed record ConsentAlert(
    string Model,
    string Title,
    int Number,
    ModelCover Cover,
    int NewlyLost,
    IReadOnlyList<string> Answering,
    ConsentAcknowledgement? Acknowledgement
)
{
    /// <summary>Whether somebody still has to acknowledge it.</summary>
    public bool Open => NewlyLost > 0;
}
