namespace Governance.Inference.Encoders;

/// <summary>A spec and the model it belongs to.</summary>
public sealed record EncoderModel(EncoderSpec Spec, byte[] Onnx);
