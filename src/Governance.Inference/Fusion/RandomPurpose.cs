namespace Governance.Inference.Fusion;

/// <summary>What the random numbers of a stream are used for.</summary>
internal enum RandomPurpose
{
    Weights = 1,
    Tokens = 2,
    Order = 3,
    Dropout = 4,
    Split = 5,
    Parity = 6,
    Folds = 7,
}
