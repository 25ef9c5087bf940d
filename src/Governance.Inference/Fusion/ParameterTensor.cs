namespace Governance.Inference.Fusion;

/// <summary>One named tensor inside a <see cref="ParameterSet"/>. Matrices are stored in × out, as ONNX's MatMul reads them.</summary>
internal sealed record ParameterTensor(string Name, int Offset, int Rows, int Columns, bool Decays)
{
    public int Length => Rows * Columns;
}
