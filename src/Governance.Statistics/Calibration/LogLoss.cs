namespace Governance.Statistics.Calibration;

/// <summary>Mean negative log-likelihood.</summary>
/// <param name="Mean">Nats a sample; lower is better. Null without samples.</param>
/// <param name="Clipped">Samples with a probability of the label below <see cref="ProperScores.Floor"/>, which counts as the floor.</param>
public sealed record LogLoss(double? Mean, int Clipped);
