using System.Text.Json;
using System.Text.Json.Serialization;
using Governance.Platform;

namespace Governance.Web.Api;

/// <summary>The API shows messages as their sentences; what is stored keeps codes with values.</summary>
internal sealed class ShownMessages : JsonConverter<Message>
{
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API takes no messages.");

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
