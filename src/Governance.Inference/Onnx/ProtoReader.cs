using System.Text;

namespace Governance.Inference.Onnx;

/// <summary>
/// Reads one protobuf message of an untrusted file without copying it. A length beyond the message throws
/// <see cref="UnfitModelException"/> before anything is allocated.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public int Field { get; private set; }
    public ProtoWire Wire { get; private set; }

    /// <summary>Moves to the next field; its value must be read or skipped.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = RawVarint();
        Field = tag >> 3 is > 0 and < 1 << 29 ? (int)(tag >> 3) : throw Malformed("onnx-field-number", tag >> 3);
        Wire = (ProtoWire)(tag & 7);
        return true;
    }

    public long Int() => Wire == ProtoWire.Varint ? (long)RawVarint() : throw Unexpected(ProtoWire.Varint);

    public ReadOnlySpan<byte> Bytes()
    {
        if (Wire != ProtoWire.Length)
            throw Unexpected(ProtoWire.Length);
        var length = RawVarint();
        if (length > (ulong)_rest.Length)
            throw Malformed("onnx-field-length", Field, length, _rest.Length);
        return Take((int)length);
    }

    /// <summary>Reads a text: malformed UTF-8 becomes replacement characters, more than 1,000 bytes are rejected.</summary>
    public string Text()
    {
        var bytes = Bytes();
        return bytes.Length <= 1000
            ? Encoding.UTF8.GetString(bytes)
            : throw Malformed("onnx-field-text", Field, bytes.Length);
    }

    public void Skip()
    {
        switch (Wire)
        {
            case ProtoWire.Varint:
                RawVarint();
                break;
            case ProtoWire.Fixed64:
                Take(8);
                break;
            case ProtoWire.Length:
                Bytes();
                break;
            case ProtoWire.Fixed32:
                Take(4);
                break;
            default:
                throw Malformed("onnx-field-wire-type", Field, (int)Wire);
        }
    }

    /// <summary>Reads repeated integers, packed or one by one, and adds them to <paramref name="to"/>.</summary>
    public void Ints(List<long> to, int atMost)
    {
        if (Wire == ProtoWire.Varint)
            to.Add(Int());
        else
        {
            var packed = new ProtoReader(Bytes());
            while (!packed._rest.IsEmpty && to.Count <= atMost)
                to.Add((long)packed.RawVarint());
        }
        if (to.Count > atMost)
            throw Malformed("onnx-field-repeats", Field, atMost);
    }

    /// <summary>Reads the bytes of fixed-size numbers, packed or a single one.</summary>
    public ReadOnlySpan<byte> Fixed() =>
        Wire switch
        {
            ProtoWire.Fixed32 => Take(4),
            ProtoWire.Fixed64 => Take(8),
            _ => Bytes(),
        };

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Malformed("onnx-field-cut-off", Field);
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong RawVarint()
    {
        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i >= _rest.Length)
                throw Malformed("onnx-number-cut-off");
            var b = _rest[i];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return value;
        }
        throw Malformed("onnx-number-too-long");
    }

    private readonly UnfitModelException Unexpected(ProtoWire wanted) =>
        Malformed("onnx-field-other-wire-type", Field, Wire, wanted);

    /// <param name="how">Key of the cause, with the values of its sentence.</param>
    public static UnfitModelException Malformed(string how, params ReadOnlySpan<object?> values) =>
        new(InferenceFault.Of("not-onnx").Because(InferenceFault.Of(how, values)));
}
