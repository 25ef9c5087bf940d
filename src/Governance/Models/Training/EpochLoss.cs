namespace Governance.Models;

/// <summary>The loss of one epoch.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Train">Mean loss over the training part, nats.</param>
/// <param name="Validation">Mean negative log likelihood over the validation part, nats; null = not measured.</param>
/// <param name="ValidationAccuracy">Share of right answers on the validation part, 0 … 1; null = not measured.</param>
public sealed record EpochLoss(int Epoch, double Train, double? Validation, double? ValidationAccuracy);
