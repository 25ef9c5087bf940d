namespace Governance.Inference.Onnx;

/// <summary>
/// Reads a <c>ValueInfoProto</c>: name, element type and axes. A value that is not a tensor (a sequence, a map) has the type
/// Undefined.
/// </summary>
internal static class EdgeWalk
{
    private const int MaxDims = 64;

    public static OnnxTensor Read(ReadOnlySpan<byte> edge)
    {
        var (name, type) = ("", new OnnxTensor("", OnnxType.Undefined, null));
        var field = new ProtoReader(edge);
        while (field.Next())
        {
            if (field.Field == 1)
                name = field.Text();
            else if (field.Field == 2)
                type = Type(field.Bytes());
            else
                field.Skip();
        }
        return type with { Name = name };
    }

    private static OnnxTensor Type(ReadOnlySpan<byte> type)
    {
        var found = new OnnxTensor("", OnnxType.Undefined, null);
        var field = new ProtoReader(type);
        while (field.Next())
        {
            if (field.Field == 1)
                found = TensorType(field.Bytes());
            else
                field.Skip();
        }
        return found;
    }

    private static OnnxTensor TensorType(ReadOnlySpan<byte> tensor)
    {
        var (type, dims) = (OnnxType.Undefined, (IReadOnlyList<OnnxDim>?)null);
        var field = new ProtoReader(tensor);
        while (field.Next())
        {
            if (field.Field == 1)
                type = (OnnxType)field.Int();
            else if (field.Field == 2)
                dims = Shape(field.Bytes());
            else
                field.Skip();
        }
        return new("", type, dims);
    }

    private static List<OnnxDim> Shape(ReadOnlySpan<byte> shape)
    {
        var dims = new List<OnnxDim>();
        var field = new ProtoReader(shape);
        while (field.Next())
        {
            if (field.Field != 1)
                field.Skip();
            else if (dims.Count < MaxDims)
                dims.Add(Dim(field.Bytes()));
            else
                throw ProtoReader.Malformed("onnx-too-many-axes", MaxDims);
        }
        return dims;
    }

    /// <summary>Exporters write 0 or a negative length for an axis of any length.</summary>
    private static OnnxDim Dim(ReadOnlySpan<byte> dim)
    {
        var found = OnnxDim.Any;
        var field = new ProtoReader(dim);
        while (field.Next())
        {
            if (field.Field == 1)
                found = field.Int() is > 0 and var length ? length : OnnxDim.Any;
            else if (field.Field == 2)
                found = field.Text() is { Length: > 0 } symbol ? symbol : OnnxDim.Any;
            else
                field.Skip();
        }
        return found;
    }
}
