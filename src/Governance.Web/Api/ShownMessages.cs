using System.Text.Json;
using System.Text.Json.Serialization;
using Governance.Platform;

namespace Governance.Web.Api;

/// <summary>Writes a message as its sentence; the stored form is a code with values.</summary>
internal sealed class ShownMessages : JsonConverter<Message>
{
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The API does not read messages.");

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
