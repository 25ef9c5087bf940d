namespace Governance.Inference.Encoders;

/// <summary>An encoder's spec and its model.</summary>
/// <param name="Onnx">The bytes of the ONNX file.</param>
public sealed record EncoderModel(EncoderSpec Spec, byte[] Onnx);
