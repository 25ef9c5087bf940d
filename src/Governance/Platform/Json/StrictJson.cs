using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Governance.Platform;

/// <summary>
/// Reads JSON strictly: an unknown, missing or repeated member, a null, an unknown enum value, a number that is too large or
/// an invalid text is a fault, and all faults are reported at once. The checks use the same contract as the deserialisation,
/// so that they agree.
/// </summary>
/// <param name="options">Made by <see cref="MakeOptions"/>.</param>
/// <param name="describe">The syntax of a type that is written as a string; null for other types.</param>
public sealed class StrictJson(JsonSerializerOptions options, Func<Type, string?>? describe = null)
{
    private readonly ConcurrentDictionary<Type, IReadOnlyList<string>> _words = [];

    /// <summary>By which texts are read.</summary>
    public JsonSerializerOptions Options { get; } = options;

    /// <summary>Makes the options of a document; documents differ only in the spelling of enums.</summary>
    public static JsonSerializerOptions MakeOptions(JsonNamingPolicy enums)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(enums, allowIntegerValues: false) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Makes existing options as strict.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }

    /// <summary>The value, or every fault in the text.</summary>
    public (T? Value, IReadOnlyList<JsonFault> Faults) Read<T>(string json, JsonDocumentOptions lenient = default)
        where T : class
    {
        if (TextRule.Check("$", json) is { } unfit)
            return (null, [new("$", unfit.What, unfit.Remedy, OfText: true) { Why = unfit.Why }]);
        lenient.AllowDuplicateProperties = true; // Checked here: the parser's own check throws on a name that it cannot decode.
        try
        {
            using var document = JsonDocument.Parse(json, lenient);
            var faults = Check(document.RootElement, typeof(T));
            return faults.Count > 0 ? (null, faults) : (document.RootElement.Deserialize<T>(Options), []);
        }
        catch (JsonException e)
        {
            return (null, [JsonFault.OfSyntax(e)]);
        }
    }

    /// <summary>All faults of the element as a value of the type.</summary>
    public IReadOnlyList<JsonFault> Check(JsonElement element, Type type)
    {
        var faults = new List<JsonFault>();
        Check(element, Options.GetTypeInfo(type), "$", faults);
        return faults;
    }

    private void Check(JsonElement element, JsonTypeInfo type, string path, List<JsonFault> faults)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckMembers(element, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var (item, at) = (Options.GetTypeInfo(type.ElementType!), 0);
                foreach (var one in element.EnumerateArray())
                    Check(one, item, $"{path}[{at++}]", faults);
                break;
            case JsonTypeInfoKind.Dictionary when element.ValueKind == JsonValueKind.Object:
                var (key, value) = (Options.GetTypeInfo(type.KeyType!), Options.GetTypeInfo(type.ElementType!));
                foreach (var (name, entry) in Members(element, path, faults))
                {
                    if (key.Type.IsEnum && !Words(key.Type).Contains(name))
                        faults.Add(Unknown(name, path, Words(key.Type)));
                    else
                        Check(entry, value, $"{path}.{name}", faults);
                }
                break;
            default:
                CheckValue(element, type, path, faults);
                break;
        }
    }

    private void CheckMembers(JsonElement element, JsonTypeInfo type, string path, List<JsonFault> faults)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in Members(element, path, faults))
        {
            there.Add(name);
            if (
                type.Properties.FirstOrDefault(p =>
                    p.Name == name && p.Set is not null | p.AssociatedParameter is not null
                )
                is not { } property
            )
                faults.Add(Unknown(name, path, type.Properties.Select(p => p.Name)));
            else if (value.ValueKind == JsonValueKind.Null && property.IsSetNullable)
                continue;
            else
                Check(value, Options.GetTypeInfo(property.PropertyType), $"{path}.{name}", faults);
        }
        foreach (var property in type.Properties.Where(p => p.IsRequired && !there.Contains(p.Name)))
            faults.Add(
                new($"{path}.{property.Name}", $"“{property.Name}” is missing.", $"Add it: {DescriptionOf(property)}")
            );
    }

    /// <summary>The members with valid, unique names; the others become faults.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> Members(
        JsonElement element,
        string path,
        List<JsonFault> faults
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                name = "\uD800"; // System.Text.Json does not decode half a surrogate pair.
            }
            if (TextRule.Check("the name of a member", name) is { } unfit)
                faults.Add(new(path, unfit.What, unfit.Remedy, OfText: true) { Why = unfit.Why });
            else if (!seen.Add(name))
                faults.Add(new($"{path}.{name}", $"“{name}” appears twice.", "Remove one of the two."));
            else
                yield return (name, member.Value);
        }
    }

    private void CheckValue(JsonElement element, JsonTypeInfo type, string path, List<JsonFault> faults)
    {
        if (element.ValueKind == JsonValueKind.Null && Nullable.GetUnderlyingType(type.Type) is not null)
            return;
        if (
            (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(JsonElement)
            && element.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        )
        {
            CheckTexts(element, path, faults);
            return;
        }
        // A string that is not text (an image in base64) is checked by its type.
        if (
            element.ValueKind == JsonValueKind.String
            && type.Type != typeof(byte[])
            && UnfitText(element, path) is { } unfit
        )
        {
            faults.Add(unfit);
            return;
        }
        if (Why(element, type) is { } fault)
            faults.Add(fault with { Path = path });
    }

    /// <summary>Checks the texts inside JSON that is kept as it is.</summary>
    private static void CheckTexts(JsonElement element, string path, List<JsonFault> faults)
    {
        if (element.ValueKind == JsonValueKind.String && UnfitText(element, path) is { } unfit)
            faults.Add(unfit);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var (name, value) in Members(element, path, faults))
                CheckTexts(value, $"{path}.{name}", faults);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var (value, at) in element.EnumerateArray().Select((v, i) => (v, i)))
                CheckTexts(value, $"{path}[{at}]", faults);
    }

    private static JsonFault? UnfitText(JsonElement text, string path)
    {
        try
        {
            return TextRule.Check(path, text.GetString()) is { } unfit
                ? new(path, unfit.What, unfit.Remedy, OfText: true) { Why = unfit.Why }
                : null;
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 without its pair cannot be decoded.
            var half = new UnfitText(path, new WrittenMessage("contains half a character"));
            return new(path, half.What, half.Remedy, OfText: true) { Why = half.Why };
        }
    }

    private JsonFault? Why(JsonElement element, JsonTypeInfo type)
    {
        var wanted = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var shown = Shown(element);
        if (wanted.IsEnum)
        {
            if (element.ValueKind == JsonValueKind.String && Words(wanted).Contains(element.GetString()!))
                return null;
            var wrong = element.ValueKind == JsonValueKind.String ? element.GetString()! : shown;
            return new(
                "",
                $"{shown} is not one of the known values.",
                new KnownNames("a value", Words(wanted)).Advice(wrong)
            );
        }
        try
        {
            if (element.ValueKind == JsonValueKind.Null)
                return new("", "null is not allowed here.", $"Write {Form(type, wanted)}.");
            var value = element.Deserialize(type);
            if (
                value
                is double.PositiveInfinity
                    or double.NegativeInfinity
                    or float.PositiveInfinity
                    or float.NegativeInfinity
            )
                return new("", $"{shown} is too large for a number.", "Write a smaller one.");
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return describe?.Invoke(wanted) is { } form
                ? new("", e.Message.Split(" Path: ")[0], form)
                : new("", $"{shown} does not belong here.", $"Write {Form(type, wanted)}.");
        }
    }

    private static JsonFault Unknown(string name, string path, IEnumerable<string> known) =>
        new(
            $"{path}.{TextRule.Shown(name)}",
            $"There is no “{TextRule.Shown(name)}” here.",
            new KnownNames("a member", known).Advice(name)
        );

    /// <summary>The values of an enum as the document spells them.</summary>
    private IReadOnlyList<string> Words(Type type) =>
        _words.GetOrAdd(type, t =>
            [
                .. Enum.GetValues(t)
                    .Cast<object>()
                    .Select(v => JsonSerializer.SerializeToElement(v, t, Options).GetString()!),
            ]
        );

    private static string Shown(JsonElement element) => TextRule.Shown(element.GetRawText());

    private string Form(JsonTypeInfo type, Type wanted) =>
        describe?.Invoke(wanted)
        ?? type.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object { … }",
            JsonTypeInfoKind.Enumerable => "a list [ … ]",
            _ when wanted == typeof(bool) => "true or false",
            _ when wanted == typeof(int) || wanted == typeof(long) => "a whole number",
            _ when wanted == typeof(double) || wanted == typeof(float) || wanted == typeof(decimal) => "a number",
            _ when wanted == typeof(DateTimeOffset) => "an instant as 2026-03-01T09:30:00+01:00",
            _ when wanted == typeof(Guid) => "an id as 01a208c6-0000-7000-8000-000000000000",
            _ when wanted == typeof(byte[]) => "bytes as base64",
            _ => "text",
        };

    private string DescriptionOf(JsonPropertyInfo property)
    {
        var type = property.PropertyType;
        return property
            .AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false)
            .OfType<DescriptionAttribute>()
            .FirstOrDefault()
            ?.Description
            ?? $"{Form(Options.GetTypeInfo(type), Nullable.GetUnderlyingType(type) ?? type)}.";
    }
}
