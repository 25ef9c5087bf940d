namespace Governance.Models;

/// <summary>What came out of a batch for one row.</summary>
/// <param name="Probabilities">Empty when every modality was lost.</param>
/// <param name="Failures">Why a modality that was given could not be used.</param>
/// <param name="Vectors">What the encoders made of it, so that other masks of the same moment need no encoder.</param>
internal sealed record ServedRow(float[] Probabilities, byte Mask, string?[] Failures, float[]?[] Vectors);
