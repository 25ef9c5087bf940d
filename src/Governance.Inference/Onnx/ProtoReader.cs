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
        Field = tag >> 3 is > 0 and < 1 << 29 ? (int)(tag >> 3) : throw Malformed($"a field is numbered {tag >> 3}");
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
            throw Malformed($"field {Field} claims {length} bytes where {_rest.Length} are left");
        return Take((int)length);
    }

    /// <summary>Reads a text: malformed UTF-8 becomes replacement characters, more than 1,000 bytes are rejected.</summary>
    public string Text()
    {
        var bytes = Bytes();
        return bytes.Length <= 1000
            ? Encoding.UTF8.GetString(bytes)
            : throw Malformed($"the text of field {Field} is {bytes.Length} bytes long");
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
                throw Malformed($"field {Field} has the wire type {(int)Wire}");
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
            throw Malformed($"field {Field} repeats more than {atMost} times");
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
            throw Malformed($"it ends in the middle of field {Field}");
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
                throw Malformed("it ends in the middle of a number");
            var b = _rest[i];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return value;
        }
        throw Malformed("a number is longer than ten bytes");
    }

    private readonly UnfitModelException Unexpected(ProtoWire wanted) =>
        Malformed($"field {Field} has the wire type {Wire} in place of {wanted}");

    public static UnfitModelException Malformed(string how) =>
        new(
            $"The file is not a valid ONNX model: {how}.",
            "Export or download it again and compare its size and digest with the source."
        );
}
