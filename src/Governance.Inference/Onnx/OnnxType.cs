// Element types and attributes have the names of the ONNX format.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

/// <summary>Element types of a tensor, numbered as <c>TensorProto.DataType</c>.</summary>
public enum OnnxType
{
    /// <summary>Unknown, or not a tensor.</summary>
    Undefined = 0,

    /// <summary>32-bit float.</summary>
    Float = 1,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8 = 2,

    /// <summary>8-bit signed integer.</summary>
    Int8 = 3,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16 = 4,

    /// <summary>16-bit signed integer.</summary>
    Int16 = 5,

    /// <summary>32-bit signed integer.</summary>
    Int32 = 6,

    /// <summary>64-bit signed integer.</summary>
    Int64 = 7,

    /// <summary>UTF-8 string.</summary>
    Text = 8,

    /// <summary>Boolean, one byte.</summary>
    Bool = 9,

    /// <summary>16-bit float (IEEE 754 half precision).</summary>
    Float16 = 10,

    /// <summary>64-bit float.</summary>
    Double = 11,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32 = 12,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = 13,

    /// <summary>Complex number of two 32-bit floats.</summary>
    Complex64 = 14,

    /// <summary>Complex number of two 64-bit floats.</summary>
    Complex128 = 15,

    /// <summary>16-bit float with the exponent of a 32-bit float.</summary>
    BFloat16 = 16,

    /// <summary>8-bit float: 4 bits of exponent, 3 of mantissa, no infinities.</summary>
    Float8E4M3FN = 17,

    /// <summary>8-bit float: 4 bits of exponent, 3 of mantissa, no infinities, no negative zero.</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>8-bit float: 5 bits of exponent, 2 of mantissa.</summary>
    Float8E5M2 = 19,

    /// <summary>8-bit float: 5 bits of exponent, 2 of mantissa, no infinities, no negative zero.</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>4-bit unsigned integer.</summary>
    UInt4 = 21,

    /// <summary>4-bit signed integer.</summary>
    Int4 = 22,

    /// <summary>4-bit float: 2 bits of exponent, 1 of mantissa.</summary>
    Float4E2M1 = 23,

    /// <summary>8-bit power of two: 8 bits of exponent, no mantissa.</summary>
    Float8E8M0 = 24,

    /// <summary>2-bit unsigned integer.</summary>
    UInt2 = 25,

    /// <summary>2-bit signed integer.</summary>
    Int2 = 26,
}
