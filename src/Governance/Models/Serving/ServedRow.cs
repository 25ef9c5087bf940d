namespace Governance.Models;

/// <summary>The result of a batch for one row.</summary>
/// <param name="Probabilities">One for each class; empty when every modality was lost.</param>
/// <param name="Mask">The modalities that the model saw.</param>
/// <param name="Encoded">The encoders' output, so that other masks of the same moment need no encoder.</param>
internal sealed record ServedRow(float[] Probabilities, Modalities Mask, PerModality<ServedInput> Encoded);
