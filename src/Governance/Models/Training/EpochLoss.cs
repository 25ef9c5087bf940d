namespace Governance.Models;

/// <param name="Epoch">1-based.</param>
/// <param name="Train">Mean loss over the training part; nats.</param>
/// <param name="Validation">Mean negative log likelihood over the validation part; nats.</param>
public sealed record EpochLoss(int Epoch, double Train, double? Validation, double? ValidationAccuracy);
