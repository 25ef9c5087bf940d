namespace Governance.Inference.Fusion;

/// <summary>What random numbers are drawn for.</summary>
internal enum RandomPurpose
{
    Weights = 1,
    Tokens = 2,
    Order = 3,
    Dropout = 4,
    Split = 5,
    Parity = 6,
}
