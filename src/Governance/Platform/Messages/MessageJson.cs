using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Governance.Platform;

/// <summary>
/// The stored form of a message: <c>{"code":"run-target-gone","values":{"thing":"audit"}}</c>. A JSON string is a sentence that was
/// stored before messages had codes. A message can have another one among its values.
/// </summary>
public sealed class MessageJson : JsonConverterFactory
{
    private static readonly JsonSerializerOptions ValueOptions = new(CanonicalJson.Options)
    {
        // People read it in the database, so most letters are not escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepValues } },
    };

    /// <summary>Converts abstract message types, which need the code; a concrete record is written as its values.</summary>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsAbstract && typeof(Message).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>The stored form of a message.</summary>
    public static string Write(Message message) => JsonSerializer.Serialize(message, ValueOptions);

    /// <summary>A text of a person under the code that marks it as a text.</summary>
    internal static string WriteQuoted(WrittenMessage written) =>
        new JsonObject
        {
            ["code"] = written.Code,
            ["values"] = new JsonObject { ["text"] = written.Text },
        }.ToJsonString(ValueOptions);

    /// <summary>The message of a stored form; an unknown code becomes an <see cref="UnknownMessage"/>.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static Message Read(string json) => JsonSerializer.Deserialize<Message>(json, ValueOptions)!;

    /// <summary>
    /// The message with every text among its values as <see cref="TextRule.Shown"/>: refused texts can be too long for a
    /// column, or contain invalid characters.
    /// </summary>
    /// <param name="longest">Most characters of each text.</param>
    public static Message Shown(Message message, int longest) =>
        WithTexts(message, text => TextRule.Shown(text, longest));

    /// <summary>The message with a function applied to every text among its values, but not to codes.</summary>
    public static Message WithTexts(Message message, Func<string, string> change)
    {
        if (message is WrittenMessage written)
            return new WrittenMessage(change(written.Text));
        var stored = JsonNode.Parse(Write(message))!;
        Walk(stored);
        return stored.Deserialize<Message>(ValueOptions)!;

        void Walk(JsonNode? node)
        {
            if (node is JsonObject members)
                foreach (var (name, value) in members.ToList())
                    if (name != "code" || !IsMessage(members))
                        Walk(value);
            if (node is JsonArray items)
                foreach (var item in items.ToList())
                    Walk(item);
            if (node?.GetValueKind() == JsonValueKind.String)
                node.ReplaceWith(change(node.GetValue<string>()));
        }

        static bool IsMessage(JsonObject members) =>
            members.Count == 1 || members.Count == 2 && members["values"] is JsonObject;
    }

    /// <summary>Only the constructor's parameters are stored; sentence, code and kind follow from them.</summary>
    private static void KeepValues(JsonTypeInfo type)
    {
        if (!type.Type.IsSubclassOf(typeof(Message)) || type.Type.GetConstructors() is not [var constructor])
            return;
        var values = constructor.GetParameters().Select(p => p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.Properties.Where(p => !values.Contains(p.Name)).ToList())
            type.Properties.Remove(property);
    }

    private static Message Revive(JsonElement stored)
    {
        if (Quoted(stored) is { } text)
            return new WrittenMessage(text);
        if (
            !stored.TryGetProperty("code", out var code)
            || code.ValueKind != JsonValueKind.String
            || MessageCatalogue.Find(code.GetString()!) is not { } type
        )
            return new UnknownMessage(stored);
        try
        {
            return stored.TryGetProperty("values", out var values)
                ? (Message)values.Deserialize(type, ValueOptions)!
                : (Message)JsonSerializer.Deserialize("{}", type, ValueOptions)!;
        }
        catch (Exception)
        {
            // The values are of another version; this one cannot make the sentence from them.
            return new UnknownMessage(stored);
        }
    }

    /// <summary>What <see cref="WriteQuoted"/> wrote; null for anything else.</summary>
    private static string? Quoted(JsonElement stored) =>
        stored.TryGetProperty("code", out var code)
        && code.ValueKind == JsonValueKind.String
        && code.GetString() == WrittenMessage.OwnCode
        && stored.TryGetProperty("values", out var values)
        && values.ValueKind == JsonValueKind.Object
        && values.TryGetProperty("text", out var text)
            ? text.GetString()
            : null;

    private sealed class Converter<T> : JsonConverter<T>
        where T : Message
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return As(new WrittenMessage(reader.GetString()!));
            using var stored = JsonDocument.ParseValue(ref reader);
            return As(
                stored.RootElement.ValueKind == JsonValueKind.Object
                    ? Revive(stored.RootElement.Clone())
                    : throw new JsonException("A message is a code with values, or a text.")
            );
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            switch ((Message)value)
            {
                case WrittenMessage written:
                    writer.WriteStringValue(written.Text);
                    return;
                case UnknownMessage unknown:
                    unknown.Stored.WriteTo(writer);
                    return;
            }
            var values = JsonSerializer.SerializeToElement(value, value.GetType(), ValueOptions);
            writer.WriteStartObject();
            writer.WriteString("code", value.Code);
            if (values.EnumerateObject().Any())
            {
                writer.WritePropertyName("values");
                values.WriteTo(writer);
            }
            writer.WriteEndObject();
        }

        private static T As(Message message) =>
            message as T ?? throw new JsonException($"“{message.Code}” is not a {typeof(T).Name}.");
    }
}
