using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Governance.Ingestion;

internal sealed class MapTextConverter<T> : JsonConverter<T>
    where T : class, IMapText<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("must be text");
        return ReadOrThrow(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is Duration d ? $"{d.Ns}ns" : value.ToString());

    [SuppressMessage("Design", "CA1000", Justification = "One reader for each small language of the map.")]
    public static T ReadOrThrow(string text) =>
        T.Read(text, out var problem) ?? throw new JsonException($"“{text}” {problem}");
}
