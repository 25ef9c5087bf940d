namespace Governance.Statistics.Calibration;

/// <summary>A temperature T* fitted by <see cref="Temperature.Fit"/>.</summary>
/// <param name="Value">T* &gt; 0; above 1 the logits were over-confident.</param>
/// <param name="Before">Mean NLL at T = 1.</param>
/// <param name="After">Mean NLL at T*.</param>
/// <param name="AtBound">T* is at an end of the searched range, so the data do not determine it.</param>
public sealed record FittedTemperature(double Value, double Before, double After, bool AtBound);
