using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Governance.Platform;

/// <summary>
/// JSON Canonicalization Scheme, RFC 8785: members sorted by UTF-16 code units, no white space, numbers as
/// ECMAScript prints doubles. Whatever is hashed (ledger entries, recipes, manifests) is hashed in this form.
/// </summary>
public static class CanonicalJson
{
    /// <summary>How the product writes JSON everywhere: camelCase, enums in words, nulls left out of hashed documents.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new MessageJson() },
        };

    /// <summary>The canonical form of a value, written with <see cref="Options"/>, in UTF-8.</summary>
    public static byte[] Bytes<T>(T value) => Bytes(JsonSerializer.SerializeToNode(value, Options));

    /// <summary>The canonical form of a value, written with <see cref="Options"/>.</summary>
    public static string Text<T>(T value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>The canonical form of a document, in UTF-8.</summary>
    public static byte[] Bytes(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder to, JsonNode? node)
    {
        switch (node)
        {
            case null:
                to.Append("null");
                break;
            case JsonObject members:
                to.Append('{');
                var first = true;
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (!first)
                        to.Append(',');
                    first = false;
                    WriteString(to, name);
                    to.Append(':');
                    Write(to, value);
                }
                to.Append('}');
                break;
            case JsonArray items:
                to.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0)
                        to.Append(',');
                    Write(to, items[i]);
                }
                to.Append(']');
                break;
            case JsonValue value:
                WriteScalar(to, value);
                break;
        }
    }

    private static void WriteScalar(StringBuilder to, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                to.Append("true");
                break;
            case JsonValueKind.False:
                to.Append("false");
                break;
            case JsonValueKind.Null:
                to.Append("null");
                break;
            case JsonValueKind.Number:
                to.Append(Number(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)));
                break;
            default:
                WriteString(to, value.GetValue<string>());
                break;
        }
    }

    /// <summary>
    /// ECMA-262 Number::toString for a finite double: shortest digits that round-trip, exponent form outside 1e-7 … 1e21.
    /// </summary>
    /// <exception cref="ArgumentException">NaN and infinities have no JSON form.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException("NaN and infinity have no JSON form.", nameof(value));
        if (value == 0)
            return "0";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var (digits, exponent) = Decompose(shortest);
        var sign = value < 0 ? "-" : "";
        var n = exponent;
        var k = digits.Length;
        if (k <= n && n <= 21)
            return sign + digits + new string('0', n - k);
        if (0 < n && n <= 21)
            return $"{sign}{digits[..n]}.{digits[n..]}";
        if (-6 < n && n <= 0)
            return $"{sign}0.{new string('0', -n)}{digits}";
        var e = n - 1;
        var power = (e < 0 ? "-" : "+") + Math.Abs(e).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? $"{sign}{digits}e{power}" : $"{sign}{digits[..1]}.{digits[1..]}e{power}";
    }

    /// <summary>Digits without leading or trailing zeros, and n such that the value is 0.digits × 10^n.</summary>
    private static (string Digits, int Point) Decompose(string roundTrip)
    {
        var text = roundTrip.TrimStart('-');
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var all = dot < 0 ? mantissa : whole + mantissa[(dot + 1)..];
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole.Length + exponent - leading);
    }

    private static void WriteString(StringBuilder to, string value)
    {
        to.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    to.Append("\\\"");
                    break;
                case '\\':
                    to.Append("\\\\");
                    break;
                case '\b':
                    to.Append("\\b");
                    break;
                case '\t':
                    to.Append("\\t");
                    break;
                case '\n':
                    to.Append("\\n");
                    break;
                case '\f':
                    to.Append("\\f");
                    break;
                case '\r':
                    to.Append("\\r");
                    break;
                default:
                    if (c < 0x20)
                        to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    else
                        to.Append(c);
                    break;
            }
        }
        to.Append('"');
    }
}
